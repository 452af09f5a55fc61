using System.Collections;
using System.Globalization;
using FsCheck.Xunit;
using Xunit;

namespace InventoryTools.Tests.Model;

public sealed class InventoryEntryTests
{
    [Fact]
    public void Attributes_keep_their_order()
    {
        InventoryEntry entry = Items.Entry(("b", "1"), ("a", "2"), ("c", "3"));
        entry["a"] = "4";
        entry["d"] = "5";
        Assert.True(entry.Remove("b"));
        Assert.False(entry.Remove("b"));
        Assert.Equal([("a", "4"), ("c", "3"), ("d", "5")], entry.Select(pair => (pair.Key, pair.Value)));
        Assert.Equal(["a", "c", "d"], entry.Keys);
        Assert.Equal(["4", "3", "5"], entry.Values);
        Assert.Equal("a=4; c=3; d=5", entry.ToString());
    }

    [Fact]
    public void A_name_is_looked_up_as_written_and_then_without_regard_to_case()
    {
        InventoryEntry entry = Items.Entry(("Serial", "1"), ("serial", "2"));
        Assert.Equal(("1", "2"), (entry["Serial"], entry["serial"]));
        entry["SERIAL"] = "3";
        Assert.Equal([("Serial", "3"), ("serial", "2")], entry.Select(pair => (pair.Key, pair.Value)));
        Assert.Throws<ArgumentException>(() => entry.Add("Serial", "x"));
        Assert.Throws<KeyNotFoundException>(() => entry["other"]);
    }

    [Fact]
    public void As_an_untyped_dictionary_it_takes_any_value_as_text()
    {
        IDictionary entry = new InventoryEntry();
        entry["Count"] = 1.5;
        entry.Add("Nothing", null);
        Assert.Equal("1.5", entry["count"]);
        Assert.Equal("", entry["Nothing"]);
        Assert.Null(entry["missing"]);
        IDictionaryEnumerator attributes = entry.GetEnumerator();
        Assert.True(attributes.MoveNext());
        Assert.Equal(new DictionaryEntry("Count", "1.5"), attributes.Entry);
    }

    [Fact]
    public void Null_is_the_empty_text()
    {
        InventoryEntry entry = [];
        entry.Add("a", null!);
        entry["b"] = null!;
        entry["a"] = null!;
        Assert.Equal(["", ""], entry.Values);
        Assert.Throws<ArgumentNullException>(() => entry.Add(null!, "x"));
        Assert.Throws<ArgumentNullException>(() => entry[null!] = "x");
        Assert.Equal(2, entry.Count);
    }

    [Fact]
    public void Names_that_differ_in_case_alone_stand_beside_each_other_until_each_is_removed()
    {
        InventoryEntry entry = Items.Entry(("Serial", "1"), ("serial", "2"));
        Assert.True(entry.Remove("serial"));
        Assert.Equal([("Serial", "1")], entry.Select(pair => (pair.Key, pair.Value)));
        Assert.True(entry.ContainsKey("sERIAL"));
        Assert.True(entry.Remove("sERIAL"));
        Assert.False(entry.TryGetValue("Serial", out string value));
        Assert.Equal("", value);
        Assert.False(Items.Entry(("i", "x")).ContainsKey("\u0130"));
    }

    [Fact]
    public void As_an_untyped_dictionary_it_behaves_as_one()
    {
        IDictionary entry = Items.Entry(("a", "1"), ("b", "2"));
        Assert.Equal(["a", "b"], entry.Keys.Cast<string>());
        Assert.Equal(["1", "2"], entry.Values.Cast<string>());
        Assert.Equal((true, false, false), (entry.Contains("A"), entry.Contains("c"), entry.Contains(1)));
        Assert.Null(entry[1]);
        DictionaryEntry[] copy = new DictionaryEntry[3];
        entry.CopyTo(copy, 1);
        Assert.Equal([default, new DictionaryEntry("a", "1"), new DictionaryEntry("b", "2")], copy);
        entry.Remove("a");
        foreach (DictionaryEntry attribute in entry)
        {
            Assert.Equal(new DictionaryEntry("b", "2"), attribute);
        }

        entry.Clear();
        Assert.Equal((0, false, false), (entry.Count, entry.IsReadOnly, entry.IsFixedSize));
        entry.Add("list", new[] { 1, 2 });
        Assert.Equal("1,2", entry["list"]);
    }

    [Property(MaxTest = 500)]
    public void Whatever_is_done_to_entries_that_share_arrays_each_is_what_a_plain_list_of_pairs_would_be(
        (byte Act, byte Entry, byte Name, byte Value)[] acts)
    {
        string[] names = ["a", "A", "b", "B", "c"];
        List<(InventoryEntry Entry, List<(string Name, string Value)> Plain)> all = [([], [])];
        foreach ((byte act, byte which, byte at, byte number) in acts)
        {
            (InventoryEntry entry, List<(string Name, string Value)> plain) = all[which % all.Count];
            (string name, string value) = (names[at % names.Length], number.ToString(CultureInfo.InvariantCulture));
            int exact = plain.FindIndex(pair => pair.Name == name);
            int found = exact >= 0
                ? exact
                : plain.FindIndex(pair => pair.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
            Assert.True(entry.NextName is not string next || plain.TrueForAll(pair => pair.Name != next));
            switch (act % 6)
            {
                case 0 when exact >= 0:
                    Assert.Throws<ArgumentException>(() => entry.Add(name, value));
                    break;
                case 0 or 1 when exact < 0:
                    entry.AddUnseen(name, value);
                    plain.Add((name, value));
                    break;
                case 2 when found >= 0:
                    entry[name] = value;
                    plain[found] = (plain[found].Name, value);
                    break;
                case 2:
                    entry[name] = value;
                    plain.Add((name, value));
                    break;
                case 3:
                    Assert.Equal(found >= 0, entry.Remove(name));
                    plain.RemoveRange(Math.Max(found, 0), found >= 0 ? 1 : 0);
                    break;
                case 4:
                    all.Add((InventoryEntry.Like(entry), []));
                    break;
                case 5:
                    all.Add((entry.Copy(), [.. plain]));
                    break;
            }
        }

        Assert.All(all, one => Assert.Equal(one.Plain, one.Entry.Select(pair => (pair.Key, pair.Value))));
    }

    [Fact]
    public void A_content_takes_no_null_entry()
    {
        InventoryContent content = [[]];
        Assert.Throws<ArgumentNullException>(() => content.Add(null!));
        Assert.Throws<ArgumentNullException>(() => content[0] = null!);
    }
}
