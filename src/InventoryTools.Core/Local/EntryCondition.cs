using System.Globalization;
using InventoryTools.Model;

namespace InventoryTools.Local;

/// <summary>
/// One filter, applied to one attribute of an entry. The case of values is ignored. Two numbers are compared as
/// numbers, and other texts by their characters, so that times in UTC are in order too.
/// </summary>
/// <param name="attribute">The attribute, without its type.</param>
/// <param name="filter">The filter whose operator and values apply.</param>
/// <param name="comparesVersions">
/// True to compare versions by their numbers, which the service is not known to do. Other text does not match.
/// </param>
internal sealed class EntryCondition(string attribute, InventoryFilter filter, bool comparesVersions = false)
{
    private readonly FilterOperator _comparison = filter.Operator ?? FilterOperator.Equal;
    private readonly HashSet<string> _values = new(filter.Values, StringComparer.OrdinalIgnoreCase);
    private readonly (string Text, decimal? Number)[] _bounds =
        [.. filter.Values.Select(value => (value, Parse(value)))];

    /// <summary>Returns true when the entry has the attribute and its value matches the filter.</summary>
    public bool Matches(InventoryEntry entry) => entry.FindExactly(attribute) is string actual && _comparison switch
    {
        FilterOperator.Equal => _values.Contains(actual),
        FilterOperator.NotEqual => !_values.Contains(actual),
        FilterOperator.BeginWith => filter.Values.Any(
            value => actual.StartsWith(value, StringComparison.OrdinalIgnoreCase)),
        FilterOperator.LessThan => IsBeside(actual, -1),
        FilterOperator.GreaterThan => IsBeside(actual, 1),
        FilterOperator.Exists => true,
        _ => throw new ArgumentOutOfRangeException(nameof(entry)),
    };

    private bool IsBeside(string actual, int side)
    {
        if (comparesVersions)
        {
            return filter.Values.Any(
                value => VersionText.Compare(actual, value) is int order && Math.Sign(order) == side);
        }

        decimal? number = Parse(actual);
        return Array.Exists(_bounds, bound => Math.Sign(Compare(actual, number, bound)) == side);
    }

    private static int Compare(string text, decimal? number, (string Text, decimal? Number) bound) =>
        number is not null && bound.Number is not null
            ? number.Value.CompareTo(bound.Number.Value)
            : string.Compare(text, bound.Text, StringComparison.OrdinalIgnoreCase);

    private static decimal? Parse(string text) => decimal.TryParse(
        text,
        NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
        CultureInfo.InvariantCulture,
        out decimal number)
            ? number
            : null;
}
