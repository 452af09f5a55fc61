using System.Collections;
using System.Collections.Specialized;
using System.Globalization;
using System.Net;
using System.Numerics;
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
            (new Dictionary<string, object?> { ["b"] = null, ["a"] = true }, "{\"a\":true,\"b\":null}"),
            (new object[] { 1, new Hashtable { ["k"] = "v" } }, "[1,{\"k\":\"v\"}]"),
            (new object[] { new[] { 1, 2 }, new[] { 3 } }, "[[1,2],[3]]"),
            (new { X = 1, Y = new DateTime(2026, 1, 31, 12, 0, 0, DateTimeKind.Utc) },
                "{ X = 1, Y = 01/31/2026 12:00:00 }"),
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
        AssertReadsBack(culture, text => double.Parse(text, CultureInfo.InvariantCulture));
        AssertReadsBack(culture, text => decimal.Parse(text, CultureInfo.InvariantCulture));
        AssertReadsBack(culture, text => float.Parse(text, CultureInfo.InvariantCulture));
        AssertReadsBack(culture, text => BigInteger.Parse(text, CultureInfo.InvariantCulture));
        AssertReadsBack(culture, text => long.Parse(text, CultureInfo.InvariantCulture));
    }

    private static void AssertReadsBack<T>(string culture, Func<string, T> read) => Prop
        .ForAll<T>(number => Under(culture, () => Assert.Equal(number, read(s_text.Convert(number)))))
        .QuickCheckThrowOnFailure();

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
    public void Moments_read_back_to_the_second_in_UTC(string culture) => Prop.ForAll<DateTime, int>(
        (moment, offset) => Under(culture, () =>
        {
            DateTime utc = DateTime.SpecifyKind(moment, DateTimeKind.Utc);
            DateTime second = utc.AddTicks(-(utc.Ticks % TimeSpan.TicksPerSecond));
            Assert.Equal(second, DateTime.ParseExact(
                s_text.Convert(utc),
                "yyyy-MM-dd'T'HH:mm:ss'Z'",
                CultureInfo.InvariantCulture,
                DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal));
            DateTimeOffset elsewhere = new DateTimeOffset(utc).ToOffset(TimeSpan.FromMinutes(offset % 840));
            Assert.Equal(s_text.Convert(utc), s_text.Convert(elsewhere));
        })).QuickCheckThrowOnFailure();

    [Fact]
    public void Members_of_a_dictionary_keep_their_order_and_take_any_scalar_as_a_name()
    {
        OrderedDictionary map = new()
        {
            ["z"] = 1,
            [(object)new DateTime(2026, 1, 31, 12, 0, 0, DateTimeKind.Utc)] = null,
            [(object)1.5] = "x",
        };
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
        // Half of a surrogate pair can't be written as JSON.
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

    private static XmlDocument Xml(string text)
    {
        XmlDocument document = new();
        document.LoadXml(text);
        return document;
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

    private sealed class Named<T>(T value)
    {
        public T Value => value;

        public override string ToString() => base.ToString() + ": " + value;
    }
}
