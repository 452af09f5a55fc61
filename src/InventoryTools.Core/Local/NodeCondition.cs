using InventoryTools.Rules;
using InventoryTools.Service;

namespace InventoryTools.Local;

/// <summary>
/// All filters of a request or a group, applied to a node. Filters on attributes of one type must match in one entry,
/// so that a name and a version belong to the same application.
/// </summary>
internal sealed class NodeCondition
{
    private const string TypeNameKey = "TypeName";

    private readonly Dictionary<string, List<EntryCondition>> _entries = new(StringComparer.Ordinal);
    private readonly List<(IReadOnlyList<string> TypeNames, bool IsNegative)> _types = [];

    private NodeCondition()
    {
    }

    /// <summary>The types whose items the filters read.</summary>
    public IEnumerable<string> TypeNames => _entries.Keys.Concat(_types.SelectMany(type => type.TypeNames));

    /// <summary>Reads filters.</summary>
    /// <param name="filters">The filters; null for none.</param>
    /// <param name="types">The known types.</param>
    /// <param name="isCounted">
    /// True when nodes are counted. Only then are the operator Exists and the key TypeName valid.
    /// </param>
    /// <exception cref="InventoryFaultException">A filter is not valid.</exception>
    public static NodeCondition Of(IReadOnlyList<InventoryFilter>? filters, TypeCatalog types, bool isCounted)
    {
        NodeCondition condition = new();
        foreach (InventoryFilter filter in filters ?? [])
        {
            condition.Add(filter, types, isCounted);
        }

        return condition;
    }

    /// <summary>Returns true when the node matches all filters.</summary>
    public bool Matches(NodeView node) =>
        _types.All(type => type.TypeNames.Any(node.Has) != type.IsNegative)
        && _entries.All(
            type => node.Entries(type.Key).Any(entry => type.Value.All(condition => condition.Matches(entry))));

    private void Add(InventoryFilter filter, TypeCatalog types, bool isCounted)
    {
        if (!isCounted && filter.Operator == FilterOperator.Exists)
        {
            throw FaultFactory.ExistsWithoutAggregator(filter.Key);
        }

        if (isCounted && filter.Key == TypeNameKey)
        {
            AddTypes(filter, filter.Operator ?? FilterOperator.Equal, types);
            return;
        }

        AttributeKey key = types.Find(filter.Key)
            ?? throw FaultFactory.UnknownAttribute(FaultCode.InvalidFilter, $"filter '{filter.Key}'");
        if (!_entries.TryGetValue(key.TypeName, out List<EntryCondition>? conditions))
        {
            conditions = [];
            _entries.Add(key.TypeName, conditions);
        }

        conditions.Add(new EntryCondition(key.Attribute, filter));
    }

    private void AddTypes(InventoryFilter filter, FilterOperator comparison, TypeCatalog types)
    {
        if (comparison is not (FilterOperator.Exists or FilterOperator.Equal or FilterOperator.NotEqual))
        {
            throw FaultFactory.Exception(
                FaultCode.InvalidFilter,
                $"The filter 'TypeName' takes the operators Exists, Equal and NotEqual, not {comparison}.");
        }

        if (filter.Values.FirstOrDefault(value => !types.Contains(value)) is string unknown)
        {
            throw FaultFactory.Exception(
                FaultCode.InvalidTypeName,
                $"The filter 'TypeName' names the type {InventoryChecker.Quote(unknown)}, which is not known.");
        }

        _types.Add((filter.Values, comparison == FilterOperator.NotEqual));
    }
}
