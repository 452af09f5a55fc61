using InventoryTools.Sqlite;
using InventoryTools.Store;
using Xunit;

namespace InventoryTools.Tests.Sqlite;

public sealed class StoreVersionTests : StoreTest
{
    [Theory]
    [InlineData(OldStores.First, 1L)]
    [InlineData(OldStores.Second, 2L)]
    public void A_store_of_an_older_version_is_read_as_it_is_and_becomes_a_new_one_when_it_is_written(
        string sql, long version)
    {
        Folder.Execute(sql);
        Assert.Equal(["AWS:ComplianceItem", "Custom:Empty", "Custom:Old"], Read().Select(item => item.TypeName));
        Assert.Equal(version, Folder.Scalar("PRAGMA user_version"));
        Assert.Equal(StoreOutcome.Created, Write(Items.Valid()));
        Assert.Equal(4L, Folder.Scalar("PRAGMA user_version"));
        Assert.Equal(4, Read().Count);

        // What was there counts as seen now, and its types as learned from what is stored.
        using SqliteInventoryStore store = Open();
        store.Read(
            snapshot =>
            {
                Assert.Equal(
                    ["Custom:Old 1.0 A,B,C", "Custom:Empty 2.0 "],
                    snapshot.Schemas.Select(
                        schema => $"{schema.TypeName} {schema.Version} {string.Join(",", schema.Attributes)}"));
                Assert.Equal(
                    ["i-0123456789abcdef0", "i-old"],
                    snapshot.ReadNodes(
                        new StoreQuery { MatchesTypeName = _ => false }).Select(node => node.InstanceId));
                Assert.Equal(
                    "Patch",
                    Assert.Single(snapshot.ReadItems("i-old", "AWS:ComplianceItem")).Context!["ComplianceType"]);
                return true;
            },
            StoreBatch.Now,
            default);
    }

    [Fact]
    public void An_old_store_with_a_damaged_item_becomes_a_new_one_with_the_same_damage()
    {
        Folder.Execute(
            OldStores.Second + "UPDATE item SET content = 'not JSON', context = 'nor this' WHERE item_id = 2");
        Assert.Equal(StoreOutcome.Created, Write(Items.Valid()));
        Assert.Equal(4L, Folder.Scalar("SELECT count(*) FROM item"));
    }

    [Fact]
    public void A_store_of_a_newer_version_is_refused_and_left_alone()
    {
        Write(Items.Valid());
        Folder.Execute("PRAGMA user_version = 99");
        Assert.Equal((StoreProblem.NewerSchema, StoreProblem.NewerSchema), (WriteProblem(), ReadProblem()));
        Folder.Execute("PRAGMA user_version = 1");
        Assert.Single(Read());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_store_of_a_version_that_never_was_is_none(int version)
    {
        Write("i-a");
        Folder.Execute($"PRAGMA user_version = {version}");
        Assert.Equal(StoreProblem.NotAStore, WriteProblem());
        Assert.Equal(StoreProblem.NotAStore, ReadProblem());
        Folder.Execute("PRAGMA user_version = 1");
        Assert.Equal(["i-a"], Ids());
    }
}
