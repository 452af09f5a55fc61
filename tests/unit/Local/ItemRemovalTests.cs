using InventoryTools.Local;
using InventoryTools.Sqlite;
using InventoryTools.Store;
using InventoryTools.Tests.Sqlite;
using Xunit;

namespace InventoryTools.Tests.Local;

public sealed class ItemRemovalTests : StoreTest
{
    [Fact]
    public void The_item_of_a_name_goes_and_nothing_else()
    {
        using SqliteInventoryStore store = Open();
        store.Write([Of("i-a", "Custom:A"), Of("i-a", "Custom:B"), Of("i-b", "Custom:A")], default);
        Remove(store, new ItemName("i-a", "Custom:A"), new ItemName("i-none", "Custom:B"));
        Assert.Equal(["i-a Custom:B", "i-b Custom:A"], Names(store));
        Assert.Equal(["Custom:A", "Custom:B"], store.Read(snapshot => snapshot.TypeNames, null, default));
        Remove(store, new ItemName("i-b", "Custom:A"));
        Assert.Equal(["Custom:B"], store.Read(snapshot => snapshot.TypeNames, null, default));
    }

    [Fact]
    public void A_sub_type_goes_alone_and_no_sub_type_means_all()
    {
        using SqliteInventoryStore store = Open();
        InventoryItem other = Items.Compliance();
        other.Context!["ComplianceType"] = "Custom:Other";
        store.Write([new("i-a", Items.Compliance(), "1"), new("i-a", other, "2")], default);
        ItemName name = new("i-a", other.TypeName, "Custom:Other");
        Assert.Equal("Custom:Other", Assert.Single(ItemRemoval.Find(store, name, default)).SubType);
        Remove(store, name);
        Assert.Single(Names(store));
        Assert.Empty(ItemRemoval.Find(store, name, default));
        Remove(store, name with { SubType = null });
        Assert.Empty(Names(store));
    }

    [Fact]
    public void A_removal_that_fails_removes_nothing()
    {
        using SqliteInventoryStore store = Open();
        store.Write([Of("i-a", "Custom:A")], default);
        Assert.ThrowsAny<Exception>(() => Remove(store, new ItemName("i-a", "Custom:A"), null!));
        Assert.Equal(["i-a Custom:A"], Names(store));
    }

    [Fact]
    public void An_item_comes_back_only_with_content()
    {
        using SqliteInventoryStore store = Open();
        StoreWrite write = Of("i-a", "Custom:A");
        store.Write([write], default);
        Remove(store, new ItemName("i-a", "Custom:A"));
        InventoryItem hash = Items.Valid();
        (hash.TypeName, hash.Content, hash.ContentHash) = ("Custom:A", null, write.ContentHash);
        Assert.Equal(StoreOutcome.NothingStored, store.Write([write with { Item = hash }], default).Single());
        Assert.Equal(StoreOutcome.Created, store.Write([write], default).Single());
    }

    private static void Remove(SqliteInventoryStore store, params ItemName[] names) =>
        ItemRemoval.RemoveAll(store, names, StoreBatch.Now, default);

    private static string[] Names(SqliteInventoryStore store) =>
        [.. store.Read(new StoreQuery(), default).Select(item => $"{item.InstanceId} {item.TypeName}")];
}
