using InventoryTools.Model;
using InventoryTools.Service;

namespace InventoryTools.Local;

/// <summary>Parses aggregators into counts of attributes and of groups.</summary>
internal sealed class AggregatorParser(TypeCatalog types)
{
    private readonly AggregationLimit _limit = new();
    private readonly HashSet<string> _paths = [];

    public List<AttributeAggregation> Attributes { get; } = [];

    public List<GroupAggregation> Groups { get; } = [];

    /// <exception cref="InventoryFaultException">An aggregator is not valid, or there are too many.</exception>
    public void Read(IReadOnlyList<InventoryAggregator> aggregators)
    {
        foreach (InventoryAggregator aggregator in aggregators)
        {
            Read(aggregator, []);
        }

        GroupAggregation? taken =
            Groups.Find(group => Attributes.Exists(count => count.OutermostType == group.Name));
        if (taken is not null)
        {
            throw FaultFactory.Exception(
                FaultCode.InvalidInventoryGroup,
                $"The group '{taken.Name}' has the name under which an attribute is counted. Give it another name.");
        }
    }

    // A nested aggregator divides the counts of the outer one: each path from the outermost to an innermost is a count.
    private void Read(InventoryAggregator aggregator, IReadOnlyList<AttributeKey> outer)
    {
        if (aggregator.Groups is { Count: > 0 })
        {
            ReadGroups(aggregator, outer);
            return;
        }

        string expression = aggregator.Expression ?? throw FaultFactory.Exception(
            FaultCode.InvalidAggregator,
            "An aggregator has an expression, such as AWS:InstanceInformation.PlatformType, or groups.");
        AttributeKey key = Resolve(expression);
        if (outer.Contains(key))
        {
            throw FaultFactory.Exception(
                FaultCode.InvalidAggregator,
                $"The expression '{expression}' stands inside itself. Count by an attribute once.");
        }

        AttributeKey[] path = [.. outer, key];
        if (aggregator.Aggregators is not { Count: > 0 })
        {
            Add(path);
            return;
        }

        foreach (InventoryAggregator inner in aggregator.Aggregators)
        {
            Read(inner, path);
        }
    }

    private void Add(AttributeKey[] path)
    {
        string name = string.Join(" > ", path.Select(key => $"{key.TypeName}.{key.Attribute}"));
        if (!_paths.Add(name))
        {
            throw FaultFactory.Exception(
                FaultCode.InvalidAggregator, $"Two aggregators count by {name}. Leave one of them out.");
        }

        if (_paths.Count > AggregationLimit.Aggregators)
        {
            throw FaultFactory.Exception(
                FaultCode.InvalidAggregator,
                $"The request has at least {NumberText.Of(_paths.Count)} counts, each an aggregator with those "
                    + $"around it; the limit is {NumberText.Of(AggregationLimit.Aggregators)}. Ask in several "
                    + "requests.");
        }

        Attributes.Add(new AttributeAggregation(path, _limit));
    }

    private AttributeKey Resolve(string expression)
    {
        AttributeKey key = types.Find(expression)
            ?? throw FaultFactory.UnknownAttribute(FaultCode.InvalidAggregator, $"expression '{expression}'");
        bool isCountable =
            AggregatorType.Find(key.TypeName)?.Attributes.Contains(key.Attribute, StringComparer.Ordinal) == true;
        return isCountable ? key : throw FaultFactory.Exception(
            FaultCode.InvalidAggregator,
            $"Nodes can't be counted by '{expression}'. They can be counted by: "
                + $"{string.Join("; ", AggregatorType.All)}.");
    }

    private void ReadGroups(InventoryAggregator aggregator, IReadOnlyList<AttributeKey> outer)
    {
        if (outer.Count > 0 || aggregator.Expression is not null || aggregator.Aggregators is { Count: > 0 })
        {
            throw FaultFactory.Exception(
                FaultCode.InvalidInventoryGroup,
                "Groups stand in an aggregator of their own, without an expression and not nested.");
        }

        foreach (InventoryGroup group in aggregator.Groups!)
        {
            if (Groups.Exists(other => other.Name == group.Name))
            {
                throw FaultFactory.Exception(
                    FaultCode.InvalidInventoryGroup, $"Two groups have the name '{group.Name}'.");
            }

            Groups.Add(new GroupAggregation(group.Name, NodeCondition.Of(group.Filters, types, isCounted: true)));
            if (Groups.Count > AggregationLimit.Groups)
            {
                throw FaultFactory.Exception(
                    FaultCode.InvalidInventoryGroup,
                    $"The request has at least {NumberText.Of(Groups.Count)} groups; the limit is "
                        + $"{NumberText.Of(AggregationLimit.Groups)}. Ask in several requests.");
            }
        }
    }
}
