using System.Globalization;
using InventoryTools.Model;

namespace InventoryTools.Writing;

/// <summary>Reads numbers, the same under every culture: whole ones as Int64, others as Double.</summary>
internal static class NumberReader
{
    /// <summary>The number; null for text that is not a number. Zeros and a sign before it do not matter.</summary>
    public static object? Read(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole) ? whole
        : double.TryParse(
            text,
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
            CultureInfo.InvariantCulture,
            out double number)
            && !double.IsInfinity(number)
            && !double.IsNaN(number) ? number
        : null;

    /// <summary>The same for a text that the number has itself, such as 7 and 1.5, and not 007, 1.50 or +7.</summary>
    public static object? ReadExactly(string text) => Read(text) switch
    {
        long whole when NumberText.Of(whole) == text => whole,
        double number when NumberText.Of(number) == text => number,
        _ => null,
    };
}
