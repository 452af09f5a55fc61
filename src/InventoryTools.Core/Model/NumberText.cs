#if NET
#endif
using System.Globalization;
using System.Numerics;

namespace InventoryTools.Model;

/// <summary>
/// The text of numbers, the same under every culture and in both builds. Numbers with a binary fraction have the
/// shortest text that reads back as the same number.
/// </summary>
internal static class NumberText
{
    /// <summary>The text of <paramref name="number"/>, such as 1234.</summary>
    public static string Of(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The text of <paramref name="number"/> with its thousands separated, such as 1,234.</summary>
    public static string Grouped(long number) => number.ToString("#,##0", CultureInfo.InvariantCulture);

    /// <summary>The text of <paramref name="number"/>.</summary>
    public static string Of(double number)
    {
#if NET
        // Fast, and right but for powers of 2.
        if ((BitConverter.DoubleToInt64Bits(number) & 0xF_FFFF_FFFF_FFFF) != 0)
        {
            return number.ToString("R", CultureInfo.InvariantCulture);
        }
#endif
        return ShortestNumber.Format(number);
    }

    /// <summary>The text of <paramref name="number"/>.</summary>
    public static string Of(float number)
    {
#if NET
        if ((BitConverter.SingleToInt32Bits(number) & 0x7F_FFFF) != 0)
        {
            return number.ToString("R", CultureInfo.InvariantCulture);
        }
#endif
        return ShortestNumber.Format(number);
    }

    /// <summary>The text of <paramref name="number"/>.</summary>
    public static string Of(Complex number) => $"<{Of(number.Real)}; {Of(number.Imaginary)}>";
}
