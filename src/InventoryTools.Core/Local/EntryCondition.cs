using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace InventoryTools.Local;

/// <summary>
/// One filter, applied to the attribute of one entry. The case of values does not count. Texts that are both numbers
/// are compared as numbers, others by their characters, so that times in UTC come in order too.
/// </summary>
internal sealed class EntryCondition(string attribute, FilterOperator comparison, IReadOnlyList<string> values)
{
    private readonly HashSet<string> _values = new(values, StringComparer.OrdinalIgnoreCase);
    private readonly (string Text, decimal? Number)[] _bounds = [.. values.Select(value => (value, Parse(value)))];

    /// <summary>Whether the entry has the attribute, and the attribute what is asked for.</summary>
    public bool Matches(InventoryEntry entry) => entry.FindExactly(attribute) is string actual && comparison switch
    {
        FilterOperator.Equal => _values.Contains(actual),
        FilterOperator.NotEqual => !_values.Contains(actual),
        FilterOperator.BeginWith => values.Any(value => actual.StartsWith(value, StringComparison.OrdinalIgnoreCase)),
        FilterOperator.LessThan => IsBeside(actual, -1),
        FilterOperator.GreaterThan => IsBeside(actual, 1),
        FilterOperator.Exists => true,
        _ => throw new ArgumentOutOfRangeException(nameof(entry)),
    };

    private bool IsBeside(string actual, int side)
    {
        decimal? number = Parse(actual);
        return Array.Exists(_bounds, bound => Math.Sign(Compare(actual, number, bound)) == side);
    }

    private static int Compare(string text, decimal? number, (string Text, decimal? Number) bound) =>
        number is not null && bound.Number is not null
            ? number.Value.CompareTo(bound.Number.Value)
            : string.Compare(text, bound.Text, StringComparison.OrdinalIgnoreCase);

    private static decimal? Parse(string text) => decimal.TryParse(
        text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number)
            ? number
            : null;
}
