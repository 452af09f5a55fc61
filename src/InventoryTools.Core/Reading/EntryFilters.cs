using InventoryTools.Local;
using InventoryTools.Model;
using InventoryTools.Service;

namespace InventoryTools.Reading;

/// <summary>
/// Assigns filters on entries to types. The case of type names is ignored, and the case of attributes is not.
/// </summary>
internal static class EntryFilters
{
    /// <summary>Throws when a filter belongs to none of the types: it would have no effect.</summary>
    /// <exception cref="InventoryFaultException">A filter belongs to none of the types.</exception>
    public static void Check(IEnumerable<InventoryFilter> filters, IReadOnlyCollection<string> typeNames)
    {
        if (filters.FirstOrDefault(filter => !typeNames.Any(type => IsOf(filter, type))) is InventoryFilter other)
        {
            string types = typeNames.Count is > 0 and <= 5 ? string.Join(", ", typeNames) : "any type that is read";
            throw FaultFactory.Exception(
                FaultCode.InvalidFilter,
                $"'{other.Key}' is not an attribute of {types}: entries are chosen by their own attributes, written "
                    + "as type, dot and attribute. Nodes are chosen by Get-Inventory -Filter.");
        }
    }

    /// <summary>The filters whose keys begin with the type and a dot, with the type as it is written here.</summary>
    public static IEnumerable<InventoryFilter> OfType(IEnumerable<InventoryFilter> filters, string typeName) => filters
        .Where(filter => IsOf(filter, typeName))
        .Select(filter => filter with { Key = typeName + filter.Key.Substring(typeName.Length) });

    /// <summary>The same as conditions.</summary>
    public static EntryCondition[] Of(IEnumerable<InventoryFilter> filters, string typeName) =>
    [
        .. OfType(filters, typeName).Select(filter => new EntryCondition(
            filter.Key.Substring(typeName.Length + 1), filter, ComparesVersions(filter))),
    ];

    /// <summary>Removes the entries that do not match all of the conditions.</summary>
    public static void Apply(EntryCondition[] conditions, InventoryItem item)
    {
        if (conditions.Length > 0)
        {
            item.Content = new InventoryContent(
                item.Content!.Where(entry => Array.TrueForAll(conditions, one => one.Matches(entry))));
        }
    }

    /// <summary>
    /// True for a filter that asks for versions before or after another one: its values are dotted numbers, and they
    /// have two dots or the attribute is a version by its name. The order of the service for them is not documented.
    /// </summary>
    public static bool ComparesVersions(InventoryFilter filter) =>
        filter.Operator is FilterOperator.LessThan or FilterOperator.GreaterThan
        && filter.Values.All(VersionText.IsNumeric)
        && (filter.Key.EndsWith("Version", StringComparison.OrdinalIgnoreCase)
            || filter.Values.Any(value => value.IndexOf('.') != value.LastIndexOf('.')));

    /// <summary>
    /// True for a filter that requires the attribute in an entry. Nodes without such an entry need not be read.
    /// </summary>
    public static bool IsPositive(InventoryFilter filter) => filter.Operator is not FilterOperator.NotEqual;

    /// <summary>
    /// True where the entry has the attribute of the filter with a value that the filter excludes, in any case of
    /// letters: the answer ignored the filter.
    /// </summary>
    public static bool IsContradicted(InventoryFilter filter, string typeName, InventoryEntry entry) =>
        filter.Key.StartsWith(typeName + ".", StringComparison.Ordinal)
        && entry.FindExactly(filter.Key.Substring(typeName.Length + 1)) is string actual
        && filter.Operator switch
        {
            null or FilterOperator.Equal => !filter.Values.Contains(actual, StringComparer.OrdinalIgnoreCase),
            FilterOperator.BeginWith => !filter.Values.Any(
                value => actual.StartsWith(value, StringComparison.OrdinalIgnoreCase)),
            FilterOperator.NotEqual => filter.Values.Contains(actual, StringComparer.Ordinal),
            _ => false,
        };

    private static bool IsOf(InventoryFilter filter, string typeName) =>
        filter.Key.StartsWith(typeName + ".", StringComparison.OrdinalIgnoreCase);
}
