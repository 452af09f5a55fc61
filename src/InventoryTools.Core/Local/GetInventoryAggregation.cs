using InventoryTools.Service;
using InventoryTools.Store;

namespace InventoryTools.Local;

/// <summary>GetInventory with aggregators: one answer that counts nodes, by attributes or by groups.</summary>
internal static class GetInventoryAggregation
{
    /// <exception cref="InventoryFaultException">The service would refuse the call.</exception>
    public static GetInventoryResponse Run(IStoreSnapshot store, GetInventoryRequest request)
    {
        TypeCatalog types = new(store);
        NodeCondition condition = NodeCondition.Of(request.Filters, types, isCounted: true);
        AggregatorParser counts = new(types);
        counts.Read(request.Aggregators!);

        // Everything is in one answer, so no token was ever given out.
        new PageToken("GetInventory counts").Decode(request.NextToken);

        HashSet<string> needed = new(
            counts.Attributes.SelectMany(count => count.TypeNames)
                .Concat(counts.Groups.SelectMany(count => count.TypeNames)),
            StringComparer.Ordinal);
        StoreQuery nodes = new() { MatchesTypeName = needed.Contains };
        foreach (NodeView node in NodeScan.Read(store, nodes, condition))
        {
            counts.Attributes.ForEach(count => count.Add(node));
            counts.Groups.ForEach(count => count.Add(node));
        }

        return new GetInventoryResponse([new InventoryEntity(null, Data(counts))], null);
    }

    private static Dictionary<string, InventoryItem> Data(AggregatorParser counts)
    {
        Dictionary<string, InventoryItem> data = new(StringComparer.Ordinal);
        foreach (IGrouping<string, AttributeAggregation> type
            in counts.Attributes.GroupBy(count => count.OutermostType))
        {
            data[type.Key] =
                new InventoryItem { Content = new InventoryContent(type.SelectMany(count => count.Rows())) };
        }

        foreach (GroupAggregation group in counts.Groups)
        {
            data[group.Name] = new InventoryItem { Content = new InventoryContent(group.Rows()) };
        }

        return data;
    }
}
