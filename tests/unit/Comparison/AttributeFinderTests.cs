using InventoryTools.Comparison;
using Xunit;

namespace InventoryTools.Tests.Comparison;

public sealed class AttributeFinderTests
{
    [Fact]
    public void An_attribute_that_no_entry_has_is_missing()
    {
        AttributeFinder finder = Finder("Name", "Nmae");
        Assert.Empty(finder.Missing);
        finder.Look(Differences.Item("Custom:X", "Name=a|Name=b,Slot=1"));
        Assert.Equal(["Nmae"], finder.Missing);
        Assert.Equal(["Name", "Slot"], finder.Names.Order());
        finder.Look(["Nmae"]);
        Assert.Empty(finder.Missing);
    }

    [Fact]
    public void Nothing_is_missing_where_there_are_no_entries()
    {
        AttributeFinder finder = Finder("Name");
        finder.Look(new InventoryItem { TypeName = "Custom:X", Content = [] });
        finder.Look(new InventoryItem { TypeName = "Custom:X" });
        Assert.Empty(finder.Missing);
    }

    private static AttributeFinder Finder(params string[] names) => new(names.Select(
        wanted => new KeyValuePair<string, Func<string, bool>>(wanted, name => name == wanted)));
}
