using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace InventoryTools;

/// <summary>
/// One filter, applied to the attribute of one entry. Case counts. Texts that are both numbers are compared as
/// numbers, others by their characters, so that times in UTC come in order too.
/// </summary>
internal sealed class EntryCondition(string attribute, FilterOperator comparison, IReadOnlyList<string> values)
{
    /// <summary>Whether the entry has the attribute, and the attribute what is asked for.</summary>
    public bool Matches(InventoryEntry entry) => entry.FindExactly(attribute) is string actual && comparison switch
    {
        FilterOperator.Equal => values.Contains(actual, StringComparer.Ordinal),
        FilterOperator.NotEqual => !values.Contains(actual, StringComparer.Ordinal),
        FilterOperator.BeginWith => values.Any(value => actual.StartsWith(value, StringComparison.Ordinal)),
        FilterOperator.LessThan => values.Any(value => Compare(actual, value) < 0),
        FilterOperator.GreaterThan => values.Any(value => Compare(actual, value) > 0),
        FilterOperator.Exists => true,
        _ => throw new ArgumentOutOfRangeException(nameof(entry)),
    };

    private static int Compare(string left, string right) =>
        TryParse(left, out decimal leftNumber) && TryParse(right, out decimal rightNumber)
            ? leftNumber.CompareTo(rightNumber)
            : string.CompareOrdinal(left, right);

    private static bool TryParse(string text, out decimal number) => decimal.TryParse(
        text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);
}
