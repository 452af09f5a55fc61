#if NET
using System;
using System.Globalization;
#endif
using System.Numerics;

namespace InventoryTools.Model;

/// <summary>
/// The text of numbers with a binary fraction: invariant, the shortest that reads back as the same number. It is the
/// same in both builds.
/// </summary>
internal static class NumberText
{
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
