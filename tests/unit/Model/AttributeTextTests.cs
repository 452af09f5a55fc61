using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Numerics;
using System.Security;
using System.Text.Json;
using System.Xml;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using InventoryTools.Model;
using Xunit;

namespace InventoryTools.Tests.Model;

public sealed class AttributeTextTests
{
    private static readonly AttributeText s_text = new(ClrObjectAdapter.Instance);

    public static TheoryData<string> Cultures => ["", "en-US", "da-DK", "th-TH", "tr-TR", "ar-SA"];

    [Flags]
    private enum Colours
    {
        Red = 1,
        Green = 2,
    }

    [Theory]
    [MemberData(nameof(Cultures))]
    public void Every_row_of_the_table_is_the_same_under_every_culture(string culture) => Under(culture, () =>
    {
        DateTime local = new(2026, 7, 1, 12, 30, 15, 999, DateTimeKind.Local);
        string utc = local.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        (object? Value, string Text)[] table =
        [
            (null, ""), (DBNull.Value, ""), ("Iı\r\n", "Iı\r\n"), ('x', "x"), (true, "True"), (false, "False"),
            (0, "0"), (-1234567, "-1234567"), (1234.5, "1234.5"), (-0.1f, "-0.1"), (1.10m, "1.10"), (1e20, "1E+20"),
            (double.NaN, "NaN"), (double.NegativeInfinity, "-Infinity"), (ulong.MaxValue, "18446744073709551615"),
            (BigInteger.Pow(10, 30), "1000000000000000000000000000000"),
            (new DateTime(2026, 1, 31, 12, 0, 0, DateTimeKind.Utc), "2026-01-31T12:00:00Z"),
            (local, utc), (DateTime.SpecifyKind(local, DateTimeKind.Unspecified), utc),
            (new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.FromHours(5.5)), "2026-01-31T06:30:00Z"),
            (new DateOnly(2026, 1, 31), "2026-01-31"), (new TimeOnly(23, 59, 1), "23:59:01"),
            (new TimeSpan(1, 2, 3, 4), "1.02:03:04"),
            (DayOfWeek.Friday, "Friday"), (Colours.Red | Colours.Green, "Red, Green"), ((Colours)8, "8"),
            (Guid.Empty, "00000000-0000-0000-0000-000000000000"), (new Version(1, 2, 3), "1.2.3"),
            (new Uri("https://example.com/a%20b"), "https://example.com/a%20b"), (IPAddress.Loopback, "127.0.0.1"),
            (typeof(string), "System.String"), (Xml("<a><b c=\"1\">t</b></a>"), "<a><b c=\"1\">t</b></a>"),
            (Array.Empty<object>(), ""), (new object?[] { 1, null, "x", 2.5, true }, "1,,x,2.5,True"),
            (new byte[] { 1, 2, 255 }, "1,2,255"), (new ArrayList { "one" }, "one"),
            (new Hashtable { ["A"] = 1.5 }, "{\"A\":1.5}"),
            (new Dictionary<string, object?> { ["b"] = null, ["a"] = true }, "{\"b\":null,\"a\":true}"),
            (new object[] { 1, new Hashtable { ["k"] = "v" } }, "[1,{\"k\":\"v\"}]"),
            (new object[] { new[] { 1, 2 }, new[] { 3 } }, "[[1,2],[3]]"),
            (new { X = 1, Y = new DateTime(2026, 1, 31, 12, 0, 0, DateTimeKind.Utc) }, "{ X = 1, Y = 01/31/2026 12:00:00 }"),
            (new Point(1, "a\"b"), "{\"X\":1,\"Name\":\"a\\\"b\"}"),
            (new KeyValuePair<string, int>("k", 1), "{\"Key\":\"k\",\"Value\":1}"),
            (new object[] { new Point(1, "a"), double.NaN }, "[{\"X\":1,\"Name\":\"a\"},\"NaN\"]"),
        ];
        Assert.All(table, row => Assert.Equal(row.Text, s_text.Convert(row.Value)));
    });

    [Theory]
    [MemberData(nameof(Cultures))]
    public void Numbers_read_back_as_the_same_number(string culture)
    {
        Prop.ForAll<double>(number => Under(culture, () =>
            Assert.Equal(number, double.Parse(s_text.Convert(number), CultureInfo.InvariantCulture)))).QuickCheckThrowOnFailure();
        Prop.ForAll<decimal>(number => Under(culture, () =>
            Assert.Equal(number, decimal.Parse(s_text.Convert(number), CultureInfo.InvariantCulture)))).QuickCheckThrowOnFailure();
        Prop.ForAll<float>(number => Under(culture, () =>
            Assert.Equal(number, float.Parse(s_text.Convert(number), CultureInfo.InvariantCulture)))).QuickCheckThrowOnFailure();
        Prop.ForAll<BigInteger>(number => Under(culture, () =>
            Assert.Equal(number, BigInteger.Parse(s_text.Convert(number), CultureInfo.InvariantCulture)))).QuickCheckThrowOnFailure();
        Prop.ForAll<long>(number => Under(culture, () =>
            Assert.Equal(number, long.Parse(s_text.Convert(number), CultureInfo.InvariantCulture)))).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(-0.0, "-0")]
    [InlineData(double.Epsilon, "5E-324")]
    [InlineData(double.MaxValue, "1.7976931348623157E+308")]
    [InlineData(0.1 + 0.2, "0.30000000000000004")]
    public void Doubles_at_the_border_keep_every_bit(double number, string text)
    {
        Assert.Equal(text, s_text.Convert(number));
        Assert.Equal(
            BitConverter.DoubleToInt64Bits(number),
            BitConverter.DoubleToInt64Bits(double.Parse(s_text.Convert(number), CultureInfo.InvariantCulture)));
    }

    [Theory]
    [MemberData(nameof(Cultures))]
    public void Moments_read_back_to_the_second_in_UTC(string culture) => Prop.ForAll<DateTime, int>((moment, offset) => Under(culture, () =>
    {
        DateTime utc = DateTime.SpecifyKind(moment, DateTimeKind.Utc);
        DateTime second = utc.AddTicks(-(utc.Ticks % TimeSpan.TicksPerSecond));
        Assert.Equal(second, DateTime.ParseExact(
            s_text.Convert(utc), "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal));
        DateTimeOffset elsewhere = new DateTimeOffset(utc).ToOffset(TimeSpan.FromMinutes(offset % 840));
        Assert.Equal(s_text.Convert(utc), s_text.Convert(elsewhere));
    })).QuickCheckThrowOnFailure();

    [Fact]
    public void Members_of_a_dictionary_keep_their_order_and_take_any_scalar_as_a_name()
    {
        OrderedDictionary map =
            new() { ["z"] = 1, [(object)new DateTime(2026, 1, 31, 12, 0, 0, DateTimeKind.Utc)] = null, [(object)1.5] = "x" };
        Assert.Equal("{\"z\":1,\"2026-01-31T12:00:00Z\":null,\"1.5\":\"x\"}", s_text.Convert(map));
    }

    [Property(Arbitrary = [typeof(Texts)])]
    public void Text_with_every_escape_inside_JSON_reads_back(WholeText name, WholeText value)
    {
        string json = s_text.Convert(
            new Hashtable { [name.Value] = new object?[] { value.Value, null, new Hashtable() } });
        Assert.Equal(
            (value.Value, JsonValueKind.Null, JsonValueKind.Object),
            JsonDocument.Parse(json).RootElement.GetProperty(name.Value) is { } list
                ? (list[0].GetString(), list[1].ValueKind, list[2].ValueKind)
                : default);
    }

    [Fact]
    public void A_list_inside_a_list_of_scalars_makes_all_of_it_JSON() => Assert.Equal(
        "[1,null,\"x\",true,[2.5],{}]",
        s_text.Convert(new object?[] { 1, null, "x", true, new List<double> { 2.5 }, new Hashtable() }));

    [Property]
    public void Text_is_never_touched(NonNull<string> text) => Assert.Equal(text.Get, s_text.Convert(text.Get));

    [Property]
    public void Nested_values_are_JSON_that_reads_back(
        NonNull<string> name, NonNull<string> value, int number, bool flag)
    {
        // Half of a surrogate pair is no text that JSON could carry.
        string Whole(string text) => string.Concat(text.Where(c => !char.IsSurrogate(c)));
        string json = s_text.Convert(new Dictionary<string, object>
        {
            ["n" + Whole(name.Get)] = new object[] { Whole(value.Get), number, flag, Array.Empty<int>() },
        });
        JsonElement list = JsonDocument.Parse(json).RootElement.GetProperty("n" + Whole(name.Get));
        Assert.Equal(Whole(value.Get), list[0].GetString());
        Assert.Equal(number, list[1].GetInt32());
        Assert.Equal(flag, list[2].GetBoolean());
    }

    [Fact]
    public void A_secret_is_refused_wherever_it_stands()
    {
        AssertProblem(AttributeTextProblem.Secret, "", new SecureString());
        AssertProblem(AttributeTextProblem.Secret, ".Password", new NetworkCredentialLike());
        AssertProblem(
            AttributeTextProblem.Secret, "[1].key", new object[] { 1, new Hashtable { ["key"] = new SecureString() } });
    }

    [Fact]
    public void Code_is_refused() => AssertProblem(AttributeTextProblem.Code, "[0]", new object[] { () => 1 });

    [Fact]
    public void An_object_with_nothing_but_its_type_is_refused()
    {
        AssertProblem(AttributeTextProblem.NoText, "", new object());
        AssertProblem(AttributeTextProblem.NoText, ".a", new Hashtable { ["a"] = new object() });
    }

    [Fact]
    public void A_getter_that_throws_is_named_with_its_reason()
    {
        AttributeTextException problem = AssertProblem(AttributeTextProblem.GetterFailed, ".Broken", new Throwing());
        Assert.Contains("out of order", problem.Message, StringComparison.Ordinal);
        AssertProblem(AttributeTextProblem.GetterFailed, "", Enumerable.Range(0, 3).Select(_ => Throw()));
    }

    [Fact]
    public void What_throws_when_it_is_read_is_a_problem_of_the_value_and_no_crash()
    {
        AssertProblem(AttributeTextProblem.GetterFailed, "", new Silent());
        AssertProblem(AttributeTextProblem.GetterFailed, "[1]", new object[] { 1, new Silent() });
        AssertProblem(AttributeTextProblem.GetterFailed, ".a", new Hashtable { ["a"] = new Silent() });
        AssertProblem(AttributeTextProblem.GetterFailed, "", new SilentNumber());
        AssertProblem(AttributeTextProblem.GetterFailed, "", new SilentList());
        AssertProblem(AttributeTextProblem.GetterFailed, ".Span", new Memory<byte>([1, 2]));
    }

    [Fact]
    public void The_name_of_a_generic_type_is_no_text_of_its_own()
    {
        Assert.Equal("{\"Value\":1}", s_text.Convert(new Named<int>(1)));
        Assert.Equal("[{\"Value\":\"x\"},1]", s_text.Convert(new object[] { new Named<string>("x"), 1 }));
    }

    [Fact]
    public void XML_is_its_own_text()
    {
        XmlDocument document = new();
        document.LoadXml("<rack unit='1'><shelf>A&amp;1</shelf><shelf/></rack>");
        Assert.Equal("<rack unit=\"1\"><shelf>A&amp;1</shelf><shelf /></rack>", s_text.Convert(document));
        Assert.Equal("<shelf>A&amp;1</shelf>", s_text.Convert(document.DocumentElement!.FirstChild));
        Assert.Equal("1", s_text.Convert(document.DocumentElement.Attributes["unit"]));
        Assert.Equal("A&1", s_text.Convert(document.DocumentElement.FirstChild!.FirstChild));
        Assert.Equal("<shelf>A&amp;1</shelf>,<shelf />", s_text.Convert(document.DocumentElement.ChildNodes));
        Assert.Equal(
            "{\"x\":\"<shelf />\"}", s_text.Convert(new Hashtable { ["x"] = document.DocumentElement.LastChild }));
    }

    [Fact]
    public void A_cycle_is_found_and_the_same_object_twice_is_none()
    {
        Hashtable cycle = [];
        cycle["self"] = cycle;
        AssertProblem(AttributeTextProblem.Cycle, ".self", cycle);
        Point shared = new(1, "a");
        Assert.Equal(
            "[{\"X\":1,\"Name\":\"a\"},{\"X\":1,\"Name\":\"a\"}]",
            s_text.Convert(new object[] { shared, shared }));
    }

    [Theory]
    [InlineData(AttributeText.MaxDepth, false)]
    [InlineData(AttributeText.MaxDepth + 1, true)]
    public void Nesting_ends_somewhere(int depth, bool isTooDeep)
    {
        Hashtable value = new() { ["leaf"] = 1 };
        for (int i = 1; i < depth; i++)
        {
            value = new Hashtable { ["x"] = value };
        }

        AttributeTextException? problem = Record.Exception(() => s_text.Convert(value)) as AttributeTextException;
        Assert.Equal(isTooDeep ? AttributeTextProblem.TooDeep : null, problem?.Problem);
    }

    private static XmlDocument Xml(string text)
    {
        XmlDocument document = new();
        document.LoadXml(text);
        return document;
    }

    private static int Throw() => throw new InvalidOperationException("out of order");

    private static AttributeTextException AssertProblem(AttributeTextProblem problem, string path, object value)
    {
        AttributeTextException thrown = Assert.Throws<AttributeTextException>(() => s_text.Convert(value));
        Assert.Equal((problem, path), (thrown.Problem, thrown.Path));
        return thrown;
    }

    private static void Under(string culture, Action test)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            test();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private sealed class Point(int x, string name)
    {
        public int X => x;

        public string Name => name;
    }

    private sealed class NetworkCredentialLike
    {
        public SecureString Password { get; } = new();
    }

    private sealed class Silent
    {
        public override string ToString() => Throw().ToString(CultureInfo.InvariantCulture);
    }

    private sealed class SilentNumber : IFormattable
    {
        public string ToString(string? format, IFormatProvider? formatProvider) => Throw().ToString(formatProvider);
    }

    private sealed class SilentList : IEnumerable
    {
        public IEnumerator GetEnumerator() => throw new InvalidOperationException("out of order");
    }

    private sealed class Named<T>(T value)
    {
        public T Value => value;

        public override string ToString() => base.ToString() + ": " + value;
    }

    private sealed class Throwing
    {
        public int Broken => Throw();
    }
}
