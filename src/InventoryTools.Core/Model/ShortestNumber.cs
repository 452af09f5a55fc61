using System.Globalization;
using System.Numerics;

namespace InventoryTools.Model;

/// <summary>
/// Formats numbers as .NET 8 does with the format R. .NET Framework writes other digits, loses the sign of -0, and
/// rounds some numbers away; .NET 10 writes some powers of 2 so that they read back as another number.
/// </summary>
/// <remarks>
/// Source: Steele and White, How to Print Floating-Point Numbers Accurately (1990); Burger and Dybvig, Printing
/// Floating-Point Numbers Quickly and Accurately (1996). The layout is .NET's own, and a test compares them.
/// </remarks>
internal static class ShortestNumber
{
    // With more digits before the point, or more zeros after it, the text has an exponent.
    private const int DoubleDigits = 17;
    private const int SingleDigits = 9;
    private const int MaxZeros = 3;

    private const double Log10Of2 = 0.30102999566398120;
    private const long WholeLimit = 1L << 53; // Every integer below is a double.
    private const double UniqueLimit = 1e15; // No two decimals of 15 digits are the same double.

    // Those that a double holds exactly.
    private static readonly double[] s_powersOf10 =
    [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
    ];

    /// <summary>The text of a double.</summary>
    public static string Format(double number)
    {
        long bits = BitConverter.DoubleToInt64Bits(number);
        int exponent = (int)(bits >> 52) & 0x7FF;
        long fraction = bits & 0xF_FFFF_FFFF_FFFF;
        if (exponent == 0x7FF)
        {
            return number.ToString(CultureInfo.InvariantCulture);
        }

        string sign = bits < 0 ? "-" : "";
        return sign + (FormatDecimal(Math.Abs(number)) ?? Format(fraction, exponent, 52, 1075, DoubleDigits));
    }

    /// <summary>The text of a float.</summary>
    public static string Format(float number)
    {
        int bits = BitConverter.ToInt32(BitConverter.GetBytes(number), 0);
        int exponent = (bits >> 23) & 0xFF;
        int fraction = bits & 0x7F_FFFF;
        if (exponent == 0xFF)
        {
            return number.ToString(CultureInfo.InvariantCulture);
        }

        string sign = bits < 0 ? "-" : "";
        return sign + Format(fraction, exponent, 23, 150, SingleDigits);
    }

    // Most numbers come from a short decimal, and m / 10^n is that decimal: a division of exact numbers rounds once.
    private static string? FormatDecimal(double number)
    {
        if (number < WholeLimit && number == Math.Floor(number))
        {
            return ((long)number).ToString(CultureInfo.InvariantCulture);
        }

        for (int decimals = 1; decimals < s_powersOf10.Length; decimals++)
        {
            double digits = Math.Round(number * s_powersOf10[decimals]);
            if (digits >= UniqueLimit)
            {
                break;
            }

            if (digits / s_powersOf10[decimals] == number)
            {
                string text = ((long)digits).ToString(CultureInfo.InvariantCulture);
                return Lay(text, text.Length - decimals, DoubleDigits);
            }
        }

        return null;
    }

    private static string Format(long fraction, int exponent, int fractionBits, int bias, int maxDigits)
    {
        bool isSubnormal = exponent == 0;
        long mantissa = isSubnormal ? fraction : fraction | (1L << fractionBits);
        if (mantissa == 0)
        {
            return "0";
        }

        // The neighbour below a power of 2 is half as far away as the one above.
        (string digits, int point) = Shorten(mantissa, Math.Max(exponent, 1) - bias, fraction == 0 && exponent > 1);
        return Lay(digits, point, maxDigits);
    }

    // The shortest digits that are nearer to mantissa * 2^exponent than its neighbours are; of these the nearest. The
    // result is 0.DIGITS * 10^point. Seventeen digits tell any two doubles apart, so they are cut from an integer.
    private static (string Digits, int Point) Shorten(long mantissa, int exponent, bool isLowerNeighbourNear)
    {
        // In quarters of the distance to the next number.
        BigInteger number = new BigInteger(mantissa) << (Math.Max(exponent, 0) + 2);
        BigInteger unit = BigInteger.One << (Math.Max(-exponent, 0) + 2);
        BigInteger quarter = BigInteger.One << Math.Max(exponent, 0);

        // The number has this many digits before the point, or one more.
        int point = (int)Math.Ceiling(((BitLength(mantissa) + exponent - 1) * Log10Of2) - 1e-10);
        BigInteger power = BigInteger.Pow(10, Math.Abs(DoubleDigits - point));
        if (point <= DoubleDigits)
        {
            number *= power;
            quarter *= power;
        }
        else
        {
            unit *= power;
        }

        long whole = (long)BigInteger.DivRem(number, unit, out BigInteger rest);
        long least = (long)BigInteger.DivRem(
            number - (isLowerNeighbourNear ? quarter : quarter * 2), unit, out BigInteger minRest);
        long most = (long)BigInteger.DivRem(number + (quarter * 2), unit, out BigInteger maxRest);

        // What is half-way to a neighbour reads back as the even one of the two.
        bool isEven = (mantissa & 1) == 0;
        least += minRest.IsZero && isEven ? 0 : 1;
        most -= maxRest.IsZero && !isEven ? 1 : 0;

        int cut = DoubleDigits + 1;
        long step = 1_000_000_000_000_000_000;
        while (most - (most % step) < least)
        {
            cut--;
            step /= 10;
        }

        // The number is between two multiples of the step: nearer to the lower one, half-way, or nearer to the upper.
        long below = whole / step;
        int half = step == 1 ? (rest * 2).CompareTo(unit) : ((whole % step * 2) - step).CompareTo(rest.IsZero ? 0 : -1);
        bool isUp = half > 0 || (half == 0 && (below & 1) == 1);
        long digits = (isUp && (below + 1) * step <= most) || below * step < least ? below + 1 : below;
        string text = digits.ToString(CultureInfo.InvariantCulture);
        return (text, point + cut - DoubleDigits + text.Length);
    }

    private static int BitLength(long number)
    {
        int length = 0;
        for (; number != 0; number >>= 1)
        {
            length++;
        }

        return length;
    }

    // The digits have no zero at an end, except where all of them stand before the point.
    private static string Lay(string digits, int point, int maxDigits)
    {
        if (point > maxDigits || point < -MaxZeros)
        {
            string exponent = Math.Abs(point - 1).ToString("00", CultureInfo.InvariantCulture);
            string dot = digits.Length > 1 ? "." : "";
            return $"{digits[0]}{dot}{digits.Substring(1)}E{(point > 0 ? '+' : '-')}{exponent}";
        }

        return point <= 0 ? "0." + new string('0', -point) + digits
            : digits.Length <= point ? digits.PadRight(point, '0')
            : digits.Substring(0, point) + "." + digits.Substring(point);
    }
}
