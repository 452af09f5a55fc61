using System.Globalization;
using System.Numerics;
using InventoryTools.Model;
using Xunit;

namespace InventoryTools.Tests.Model;

/// <summary>The text of numbers in the build for Windows PowerShell, compared with .NET's own.</summary>
public sealed class NumberTextTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(-0.0, "-0")]
    [InlineData(2.0 / 3, "0.6666666666666666")]
    [InlineData(0.84551240822557006, "0.8455124082255701")]
    [InlineData(0.1 + 0.2, "0.30000000000000004")]
    [InlineData(-1234.5, "-1234.5")]
    [InlineData(0.0001, "0.0001")]
    [InlineData(0.00001, "1E-05")]
    [InlineData(1.5e-7, "1.5E-07")]
    [InlineData(9007199254740993, "9007199254740992")]
    [InlineData(1e16, "10000000000000000")]
    [InlineData(1e17, "1E+17")]
    [InlineData(123456789012345678, "1.2345678901234568E+17")]
    [InlineData(1.0 / (1 << 25), "2.9802322387695312E-08")]
    [InlineData(5e-324, "5E-324")]
    [InlineData(1e-323, "1E-323")]
    [InlineData(2.2250738585072014e-308, "2.2250738585072014E-308")]
    [InlineData(2.225073858507201e-308, "2.225073858507201E-308")]
    [InlineData(double.MaxValue, "1.7976931348623157E+308")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "Infinity")]
    [InlineData(double.NegativeInfinity, "-Infinity")]
    public void A_double_is_the_shortest_text_that_reads_back(double number, string text) =>
        Assert.Equal((text, text), (ShortestNumber.Format(number), NumberText.Of(number)));

    [Theory]
    [InlineData(-0f, "-0")]
    [InlineData(0.1f, "0.1")]
    [InlineData(1f / 3, "0.33333334")]
    [InlineData(16777216f, "16777216")]
    [InlineData(1e8f, "100000000")]
    [InlineData(1e9f, "1E+09")]
    [InlineData(float.Epsilon, "1E-45")]
    [InlineData(float.MaxValue, "3.4028235E+38")]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.NegativeInfinity, "-Infinity")]
    public void A_float_is_the_shortest_text_that_reads_back(float number, string text) =>
        Assert.Equal((text, text), (ShortestNumber.Format(number), NumberText.Of(number)));

    [Fact]
    public void A_double_is_written_as_dotnet_itself_writes_it_where_that_reads_back() => Assert.DoesNotContain(
        NumberPatterns.Doubles().Concat(PowersOf10()),
        number => number.ToString("R", CultureInfo.InvariantCulture) is string text
            && Read(text) == number
            && ShortestNumber.Format(number) != text);

    [Fact]
    public void A_float_is_written_as_dotnet_itself_writes_it() => Assert.DoesNotContain(
        NumberPatterns.Floats(),
        number => ShortestNumber.Format(number) != number.ToString("R", CultureInfo.InvariantCulture));

    // .NET 10 writes some powers of 2 so that they read back as their lower neighbour.
    [Fact]
    public void Every_number_reads_back_in_both_builds()
    {
        Assert.DoesNotContain(NumberPatterns.Doubles(), number => !IsSame(Read(ShortestNumber.Format(number)), number));
        Assert.DoesNotContain(
            NumberPatterns.Doubles(), number => ShortestNumber.Format(number) != NumberText.Of(number));
        Assert.DoesNotContain(
            NumberPatterns.Floats(), number => ShortestNumber.Format(number) != NumberText.Of(number));
    }

    [Fact]
    public void Other_runtimes_are_compared_with_the_texts_of_this_one()
    {
        Assert.Equal(NumberPatterns.DoubleHash, NumberPatterns.HashOf(NumberPatterns.Doubles().Select(NumberText.Of)));
        Assert.Equal(NumberPatterns.FloatHash, NumberPatterns.HashOf(NumberPatterns.Floats().Select(NumberText.Of)));
    }

    [Fact]
    public void Nested_numbers_and_complex_numbers_have_the_same_text()
    {
        AttributeText text = new(ClrObjectAdapter.Instance);
        Assert.Equal(
            "[[0.6666666666666666,-0,1E+17,0.1]]",
            text.Convert(new object[] { new object[] { 2.0 / 3, -0.0, 1e17, 0.1f } }));
        Assert.Equal(
            new Complex(2.0 / 3, -0.0).ToString(null, CultureInfo.InvariantCulture),
            text.Convert(new Complex(2.0 / 3, -0.0)));
    }

    private static double Read(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static bool IsSame(double one, double other) =>
        BitConverter.DoubleToInt64Bits(one) == BitConverter.DoubleToInt64Bits(other);

    private static IEnumerable<double> PowersOf10() => Enumerable.Range(-323, 632)
        .Select(exponent => Read($"1E{exponent}"))
        .SelectMany(number => new[] { Math.BitDecrement(number), number, Math.BitIncrement(number) });
}
