using InventoryTools.Model;
using InventoryTools.Rules;
using InventoryTools.Service;
using InventoryTools.Store;

namespace InventoryTools.Local;

/// <summary>GetInventory without aggregators: nodes by their IDs, with their item of one type.</summary>
internal static class GetInventoryOperation
{
    /// <exception cref="InventoryFaultException">The service would refuse the call.</exception>
    public static GetInventoryResponse Run(IStoreSnapshot store, GetInventoryRequest request)
    {
        TypeCatalog types = new(store);
        string typeName = request.ResultTypeName ?? TypeNames.InstanceInformation;
        if (!TypeNames.ResultTypes.Contains(typeName, StringComparer.Ordinal))
        {
            throw FaultFactory.Exception(
                FaultCode.InvalidResultAttribute,
                $"Result type name {typeName} is not supported. Supported type names are: "
                + $"{string.Join(", ", TypeNames.ResultTypes)}. "
                + $"Default result type name is {TypeNames.InstanceInformation}.");
        }

        NodeCondition condition = NodeCondition.Of(request.Filters, types, isCounted: false);
        PageToken tokens = new("GetInventory", request.ResultTypeName, PageToken.TextOf(request.Filters));
        int most = request.MaxResults ?? QueryLimits.PageSize;
        List<InventoryEntity> page = [];
        StoreQuery nodes = new()
        {
            InstanceIds = NamedNodes(request.Filters),
            After = tokens.Decode(request.NextToken),
            MatchesTypeName = name => name == typeName,
        };
        foreach (NodeView node in NodeScan.Read(store, nodes, condition))
        {
            if (page.Count == most)
            {
                return new GetInventoryResponse(page, tokens.Encode(page[most - 1].Id!));
            }

            page.Add(Entity(node, typeName));
        }

        return new GetInventoryResponse(page, null);
    }

    // A filter on the ID saves reading all nodes. IDs of AWS have lowercase letters, and filters ignore case.
    private static IReadOnlyList<string>? NamedNodes(IReadOnlyList<InventoryFilter>? filters)
    {
        IReadOnlyList<string>? named = filters?.FirstOrDefault(filter =>
            filter.Key == InstanceInformation.IdKey && filter.Operator is null or FilterOperator.Equal)?.Values;
        return named is null ? null : [.. named, .. named.Select(id => id.ToLowerInvariant())];
    }

    private static InventoryEntity Entity(NodeView node, string typeName)
    {
        Dictionary<string, InventoryItem> data = new(StringComparer.Ordinal);
        if (node.Item(typeName) is InventoryItem item)
        {
            // No response of AWS was seen with a hash.
            item.ContentHash = null;
            data.Add(typeName, item);
        }

        return new InventoryEntity(node.InstanceId, data);
    }
}
