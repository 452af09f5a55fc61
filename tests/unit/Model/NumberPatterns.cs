using System.Security.Cryptography;
using System.Text;

namespace InventoryTools.Tests.Model;

/// <summary>Numbers whose text must be the same in both builds. The same bits come out on every runtime.</summary>
internal static class NumberPatterns
{
    /// <summary>The hash of all texts, for runtimes that can't be asked for .NET's own.</summary>
    public const string DoubleHash = "EEBC67C5872000E273CD306DC50B436F8BCF74B57608CE7036B6484C2D0A63C5";

    /// <inheritdoc cref="DoubleHash"/>
    public const string FloatHash = "7AE52A8F2DB934F5798D4816505261B5FE7D9A9F1DBC096963DCC3AEA4244D83";

    private const int Count = 50_000;

    public static IEnumerable<double> Doubles()
    {
        Func<ulong> next = Random();
        IEnumerable<long> powersOf2 = Enumerable.Range(0, 2047).Select(exponent => (long)exponent << 52)
            .Concat(Enumerable.Range(0, 52).Select(shift => 1L << shift));
        IEnumerable<long> bits = powersOf2.SelectMany(
            power => new[] { power, power + 1, power + 2, Math.Max(power - 1, 0) })
            .Concat(
                new[] { 0x7FEF_FFFF_FFFF_FFFF, 0x7FF0_0000_0000_0000, 0x7FF8_0000_0000_0000, 0x000F_FFFF_FFFF_FFFF });
        return bits.Select(BitConverter.Int64BitsToDouble).SelectMany(number => new[] { number, -number })
            .Concat(ShortDecimals(next))
            .Concat(Enumerable.Range(0, Count).Select(_ => BitConverter.Int64BitsToDouble((long)next())))
            .Where(number => !double.IsNaN(number)); // It has many bits and one text.
    }

    public static IEnumerable<float> Floats()
    {
        Func<ulong> next = Random();
        IEnumerable<int> powersOf2 = Enumerable.Range(0, 255).Select(exponent => exponent << 23)
            .Concat(Enumerable.Range(0, 23).Select(shift => 1 << shift));
        IEnumerable<int> bits = powersOf2.SelectMany(
            power => new[] { power, power + 1, power + 2, Math.Max(power - 1, 0) })
            .Concat(new[] { 0x7F7F_FFFF, 0x7F80_0000, 0x007F_FFFF })
            .Concat(Enumerable.Range(0, Count).Select(_ => (int)(uint)next()));
        return bits.Select(bit => BitConverter.ToSingle(BitConverter.GetBytes(bit), 0))
            .SelectMany(number => new[] { number, -number })
            .Concat(ShortDecimals(next).Select(number => (float)number))
            .Where(number => !float.IsNaN(number));
    }

    public static string HashOf(IEnumerable<string> texts)
    {
        using SHA256 hash = SHA256.Create();
        return BitConverter.ToString(hash.ComputeHash(Encoding.ASCII.GetBytes(string.Join("\n", texts))))
            .Replace("-", "");
    }

    // Prices, percentages, sizes: what inventory has. Integers, and quotients of integers, are the same everywhere.
    private static IEnumerable<double> ShortDecimals(Func<ulong> next)
    {
        double[] wholes =
        [
            1, 2, 5, 9, 15, 1.0e15, 999_999_999_999_999,
            9_007_199_254_740_991, 9_007_199_254_740_992, 9_007_199_254_740_994,
        ];
        double power = 1;
        for (int decimals = 0; decimals <= 22; decimals++, power *= 10)
        {
            foreach (double whole in wholes)
            {
                yield return whole / power;
                yield return whole * power;
            }

            for (int i = 0; i < Count / 20; i++)
            {
                double number = (long)(next() >> (int)(1 + (next() % 63)));
                yield return number / power;
                yield return -number * power;
            }
        }

        for (int divisor = 1; divisor < 100; divisor++)
        {
            yield return 1.0 / divisor;
            yield return 2.0 / divisor;
        }
    }

    // Source: Vigna, xorshift64*. Random differs between runtimes.
    private static Func<ulong> Random()
    {
        ulong state = 0x9E37_79B9_7F4A_7C15;
        return () =>
        {
            state ^= state >> 12;
            state ^= state << 25;
            state ^= state >> 27;
            return state * 0x2545_F491_4F6C_DD1D;
        };
    }
}
