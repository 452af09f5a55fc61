using System.Security.Cryptography;
using System.Text;
using FsCheck.Xunit;
using InventoryTools.Model;
using Xunit;

namespace InventoryTools.Tests.Model;

public sealed class ContentHashTests
{
    [Fact]
    public void One_entry_hashes_as_the_agent_hashes_it() => Assert.Equal(
        "h2S3423R45iIYNRHpkdDfg==",
        ContentHash.Compute([Items.Entry(("RackLocation", "Bay B/Row C/Rack D/Shelf E"))]));

    [Fact]
    public void Keys_are_sorted_by_their_bytes_so_that_capitals_come_first() => Assert.Equal(
        "48GtZeuIJBBC97ikXAAVeA==",
        ContentHash.Compute([Items.Entry(
            ("vendor", "DELL"),
            ("Zone", "BJS12"),
            ("TimeZone", "UTC-8"),
            ("Location", "US-EAST-02.CMH.RACK1"),
            ("InstalledTime", "2016-01-01T01:01:01Z"))]));

    [Fact]
    public void Several_entries_hash_in_their_order()
    {
        InventoryEntry aws = Items.Entry(("Name", "puppetlabs/aws"), ("Version", "1.0"));
        InventoryEntry dsc = Items.Entry(("Name", "puppetlabs/dsc"), ("Version", "2.0"));
        Assert.Equal("YOmbldlylsgT2Jicc13aJw==", ContentHash.Compute([aws, dsc]));
        Assert.NotEqual("YOmbldlylsgT2Jicc13aJw==", ContentHash.Compute([dsc, aws]));
    }

    [Theory]
    [InlineData("null", "N6YlnMDB2uKZp4Zkid/wvQ==")]
    [InlineData("[]", "11FxOYiYfpMxmANj4kGJzg==")]
    public void Bare_texts_hash_as_documented(string text, string hash) =>
        Assert.Equal(hash, ContentHash.OfText(text));

    [Fact]
    public void No_entries_hash_as_the_agents_nil_list() =>
        Assert.Equal("N6YlnMDB2uKZp4Zkid/wvQ==", ContentHash.Compute([]));

    [Theory]
    [InlineData("<&>", "\\u003c\\u0026\\u003e")]
    [InlineData("\"\\/", "\\\"\\\\/")]
    [InlineData("\n\r\t\b\f\u0001\u001f", "\\n\\r\\t\\u0008\\u000c\\u0001\\u001f")]
    [InlineData("\u2028\u2029", "\\u2028\\u2029")]
    [InlineData("\u007f\u00e9\u4e2d\ud83d\ude00", "\u007f\u00e9\u4e2d\ud83d\ude00")]
    public void Text_is_escaped_as_Go_escapes_it(string value, string escaped) =>
        Assert.Equal($"[{{\"A\":\"{escaped}\"}}]", Canonical([Items.Entry(("A", value))]));

    [Fact]
    public void Half_of_a_surrogate_pair_becomes_the_replacement_character()
    {
        Assert.Equal("[{\"A\":\"a\ufffd\"}]", Canonical([Items.Entry(("A", "a\ud83d"))]));
        Assert.Equal("[{\"A\":\"\ufffda\"}]", Canonical([Items.Entry(("A", "\ude00a"))]));
    }

    [Fact]
    public void Keys_that_sort_differently_in_UTF16_are_sorted_by_UTF8()
    {
        // U+FFFD is EF BF BD, U+1F600 is F0 9F 98 80; as UTF-16 the second begins with D83D and would come first.
        string canonical = Canonical([Items.Entry(("\ud83d\ude00", "2"), ("\ufffd", "1"))]);
        Assert.Equal("[{\"\ufffd\":\"1\",\"\ud83d\ude00\":\"2\"}]", canonical);
    }

    [Fact]
    public void Every_single_UTF16_unit_is_written_as_the_slow_writer_writes_it() => Assert.All(
        Enumerable.Range(0, 0x10000),
        unit =>
        {
            InventoryEntry[] content = [Items.Entry(("A", $"a{(char)unit}z"))];
            Assert.Equal(Slow(content), Canonical(content));
        });

    [Property(Arbitrary = [typeof(Texts)])]
    public void Canonical_JSON_equals_a_slow_writer_of_the_documented_rules(InventoryEntry[] content) =>
        Assert.Equal(content.Length == 0 ? "null" : Slow(content), Canonical(content));

    [Property(Arbitrary = [typeof(Texts)])]
    public void Broken_text_is_repaired_as_the_slow_writer_repairs_it(BrokenText value)
    {
        InventoryEntry[] content = [Items.Entry(("A", value.Value))];
        Assert.Equal(Slow(content), Canonical(content));
    }

    [Property(Arbitrary = [typeof(Texts)])]
    public void Names_are_compared_as_their_bytes_compare(WholeText left, WholeText right) => Assert.Equal(
        Math.Sign(Encoding.UTF8.GetBytes(left.Value).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right.Value))),
        Math.Sign(CanonicalJson.CompareUtf8(left.Value, right.Value)));

    [Property(Arbitrary = [typeof(Texts)])]
    public void The_hash_is_the_MD5_of_the_canonical_JSON_in_base64(InventoryEntry first, InventoryEntry[] rest) =>
        Assert.Equal(
        Convert.ToBase64String(MD5.HashData(Encoding.UTF8.GetBytes(Slow([first, .. rest])))),
        ContentHash.Compute([first, .. rest]));

    [Property(Arbitrary = [typeof(Texts)])]
    public void The_order_of_attributes_does_not_matter(InventoryEntry entry)
    {
        InventoryEntry reversed = Items.Entry([.. entry.Reverse().Select(pair => (pair.Key, pair.Value))]);
        Assert.Equal(ContentHash.Compute([entry, reversed]), ContentHash.Compute([reversed, entry]));
    }

    [Property(Arbitrary = [typeof(Texts)])]
    public void The_order_of_entries_does_matter(InventoryEntry first, InventoryEntry second) => Assert.Equal(
        Slow([first]) == Slow([second]),
        ContentHash.Compute([first, second]) == ContentHash.Compute([second, first]));

    // As it is hashed: in UTF-8.
    private static string Canonical(InventoryEntry[] content) => new CanonicalJson().Write(content).ToString();

    private static string Slow(IEnumerable<InventoryEntry> content) => "[" + string.Join(",", content.Select(entry =>
        "{" + string.Join(",", entry
            .OrderBy(pair => Convert.ToHexString(Encoding.UTF8.GetBytes(pair.Key)), StringComparer.Ordinal)
            .Select(pair => $"{SlowText(pair.Key)}:{SlowText(pair.Value)}")) + "}")) + "]";

    private static string SlowText(string text)
    {
        StringBuilder json = new("\"");
        foreach (Rune rune in text.EnumerateRunes())
        {
            json.Append(rune.Value switch
            {
                '"' or '\\' => "\\" + rune,
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                < 32 or '<' or '>' or '&' or 0x2028 or 0x2029 => $"\\u{rune.Value:x4}",
                _ => rune.ToString(),
            });
        }

        return json.Append('"').ToString();
    }
}
