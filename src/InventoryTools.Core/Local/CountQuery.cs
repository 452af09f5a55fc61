using System;
using System.Collections.Generic;
using System.Linq;

namespace InventoryTools;

/// <summary>GetInventory with aggregators: one answer that counts nodes, by attributes or by groups.</summary>
internal static class CountQuery
{
    /// <exception cref="InventoryFaultException">The service would refuse the call.</exception>
    public static GetInventoryResponse Run(IStoreSnapshot store, GetInventoryRequest request)
    {
        KnownTypes types = new(store);
        NodeCondition condition = NodeCondition.Of(request.Filters, types, isCounted: true);
        CountReader counts = new(types);
        counts.Read(request.Aggregators!);

        // Everything is in one answer, so no token was ever given out.
        new PageToken("GetInventory counts").Read(request.NextToken);

        HashSet<string> needed = new(
            condition.TypeNames
                .Concat(counts.Attributes.SelectMany(count => count.TypeNames))
                .Concat(counts.Groups.SelectMany(count => count.TypeNames)),
            StringComparer.Ordinal);
        foreach (StoredNode stored in store.ReadNodes(new StoreQuery { MatchesTypeName = needed.Contains }))
        {
            NodeView node = new(stored);
            if (condition.Matches(node))
            {
                counts.Attributes.ForEach(count => count.Add(node));
                counts.Groups.ForEach(count => count.Add(node));
            }
        }

        return new GetInventoryResponse([new InventoryEntity(null, Data(counts))], null);
    }

    private static Dictionary<string, InventoryItem> Data(CountReader counts)
    {
        Dictionary<string, InventoryItem> data = new(StringComparer.Ordinal);
        foreach (IGrouping<string, AttributeCount> type in counts.Attributes.GroupBy(count => count.OutermostType))
        {
            data[type.Key] = new InventoryItem { Content = new InventoryContent(type.SelectMany(count => count.Rows())) };
        }

        foreach (GroupCount group in counts.Groups)
        {
            data[group.Name] = new InventoryItem { Content = new InventoryContent(group.Rows()) };
        }

        return data;
    }
}
