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
        List<AttributeCount> attributes = [];
        List<GroupCount> groups = [];
        foreach (InventoryAggregator aggregator in request.Aggregators!)
        {
            Read(aggregator, types, [], attributes, groups);
        }

        // Everything is in one answer, so no token was ever given out.
        new PageToken("GetInventory counts").Read(request.NextToken);

        HashSet<string> needed = new(
            condition.TypeNames
                .Concat(attributes.SelectMany(count => count.TypeNames))
                .Concat(groups.SelectMany(count => count.TypeNames)),
            StringComparer.Ordinal);
        foreach (StoredNode stored in store.ReadNodes(null, needed))
        {
            NodeView node = new(stored);
            if (condition.Matches(node))
            {
                attributes.ForEach(count => count.Add(node));
                groups.ForEach(count => count.Add(node));
            }
        }

        return new GetInventoryResponse([new InventoryEntity(null, Data(attributes, groups))], null);
    }

    private static Dictionary<string, InventoryItem> Data(List<AttributeCount> attributes, List<GroupCount> groups)
    {
        Dictionary<string, InventoryItem> data = new(StringComparer.Ordinal);
        foreach (IGrouping<string, AttributeCount> type in attributes.GroupBy(count => count.OutermostType))
        {
            data[type.Key] = new InventoryItem { Content = new InventoryContent(type.SelectMany(count => count.Rows())) };
        }

        foreach (GroupCount group in groups)
        {
            data[group.Name] = new InventoryItem { Content = new InventoryContent(group.Rows()) };
        }

        return data;
    }

    // A nested aggregator divides what is around it, so each way from the outermost to an innermost one is a count.
    private static void Read(
        InventoryAggregator aggregator,
        KnownTypes types,
        IReadOnlyList<AttributeKey> outer,
        List<AttributeCount> attributes,
        List<GroupCount> groups)
    {
        if (aggregator.Groups is { Count: > 0 })
        {
            ReadGroups(aggregator, types, outer, groups);
            return;
        }

        string expression = aggregator.Expression ?? throw ServiceFault.Exception(
            FaultCode.InvalidAggregator, "An aggregator has an expression, such as AWS:InstanceInformation.PlatformType, or groups.");
        AttributeKey key = Resolve(expression, types);
        AttributeKey[] path = [.. outer, key];
        if (aggregator.Aggregators is not { Count: > 0 })
        {
            attributes.Add(new AttributeCount(path));
            return;
        }

        foreach (InventoryAggregator inner in aggregator.Aggregators)
        {
            Read(inner, types, path, attributes, groups);
        }
    }

    private static AttributeKey Resolve(string expression, KnownTypes types)
    {
        AttributeKey key = types.Find(expression) ?? throw ServiceFault.Exception(
            FaultCode.InvalidAggregator,
            $"The expression '{expression}' names no attribute of a known type. Write it as type and attribute, such as AWS:InstanceInformation.PlatformType.");
        bool isCountable = AwsInventoryType.Find(key.TypeName) is not AwsInventoryType awsType
            || (CountableTypes.Find(key.TypeName) is not null && awsType.FindAttribute(key.Attribute) is not null);
        return isCountable ? key : throw ServiceFault.Exception(
            FaultCode.InvalidAggregator,
            $"Nodes can't be counted by '{expression}'. Of the types of AWS, those can be counted by: {string.Join(", ", CountableTypes.All.Select(type => type.TypeName))}.");
    }

    private static void ReadGroups(
        InventoryAggregator aggregator,
        KnownTypes types,
        IReadOnlyList<AttributeKey> outer,
        List<GroupCount> groups)
    {
        if (outer.Count > 0 || aggregator.Expression is not null || aggregator.Aggregators is { Count: > 0 })
        {
            throw ServiceFault.Exception(
                FaultCode.InvalidInventoryGroup, "Groups stand in an aggregator of their own, without an expression and not nested.");
        }

        foreach (InventoryGroup group in aggregator.Groups!)
        {
            if (groups.Exists(other => other.Name == group.Name))
            {
                throw ServiceFault.Exception(FaultCode.InvalidInventoryGroup, $"Two groups have the name '{group.Name}'.");
            }

            groups.Add(new GroupCount(group.Name, NodeCondition.Of(group.Filters, types, isCounted: true)));
        }
    }
}
