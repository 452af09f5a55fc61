using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
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
    public void A_content_takes_no_null_entry()
    {
        InventoryContent content = [[]];
        Assert.Throws<ArgumentNullException>(() => content.Add(null!));
        Assert.Throws<ArgumentNullException>(() => content[0] = null!);
    }
}
