using InventoryTools.Sqlite;
using InventoryTools.Store;
using Microsoft.Data.Sqlite;
using Xunit;

namespace InventoryTools.Tests.Sqlite;

public sealed class StoreDamageTests : StoreTest
{
    [Fact]
    public void A_damaged_store_is_told_as_such()
    {
        using (SqliteInventoryStore store = Open())
        {
            store.Write([.. Enumerable.Range(0, 500).Select(node => Of($"i-{node}", "Custom:A"))], default);
        }

        byte[] bytes = File.ReadAllBytes(Folder.Store);
        Array.Fill(bytes, (byte)0xAA, 4096, bytes.Length - 4096);
        File.WriteAllBytes(Folder.Store, bytes);
        Assert.Equal(StoreProblem.NotADatabase, ReadProblem());
    }

    [Theory]
    [InlineData(100)]
    [InlineData(5000)]
    public void A_store_that_was_cut_short_is_damaged(int length)
    {
        Write("i-a");
        File.WriteAllBytes(Folder.Store, File.ReadAllBytes(Folder.Store)[..length]);
        Assert.Equal(StoreProblem.NotADatabase, ReadProblem());
        Assert.Equal(StoreProblem.NotADatabase, WriteProblem());
        Assert.Equal(length, new FileInfo(Folder.Store).Length);
    }

    [Theory]
    [InlineData("[{\"A\":\"1\"")]
    [InlineData("")]
    [InlineData("{\"A\":\"1\"}")]
    [InlineData("[1]")]
    [InlineData("[{\"A\":1}]")]
    [InlineData("[{\"A\":null}]")]
    [InlineData("[{\"A\":\"1\",\"A\":\"2\"}]")]
    [InlineData("[{\"A\":\"\\ud83d\"}]")]
    [InlineData("[{\"A\":\"1\"}] and more")]
    [InlineData("null")]
    public void Content_that_is_not_what_was_written_is_damage_and_never_read_as_something_else(string content) =>
        AssertDamage("UPDATE item SET content = $text", content);

    [Fact]
    public void Content_that_is_not_UTF_8_is_damage() => AssertDamage(
        "UPDATE item SET content = CAST(x'5B7B2241223A22FF227D5D' AS TEXT)", "");

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"A\":1}")]
    [InlineData("null")]
    public void Context_that_is_not_what_was_written_is_damage(string context) =>
        AssertDamage("UPDATE item SET context = $text", context);

    [Theory]
    [InlineData("UPDATE type_schema SET attributes = '{'")]
    [InlineData("UPDATE type_schema SET attributes = x'FF00'")]
    [InlineData("UPDATE deletion SET counts = 'many'")]
    [InlineData("UPDATE deletion SET counts = '{\"1.\":1}'")]
    [InlineData("UPDATE deletion SET schema_option = 'Nothing'")]
    [InlineData("UPDATE type_schema SET version = '1/0'")]
    [InlineData("UPDATE deletion SET deleted_at = 9000000000000000000")]
    [InlineData("UPDATE node SET seen_at = 9000000000000000000")]
    [InlineData("DROP TABLE item")]
    [InlineData("DROP TABLE deletion")]
    [InlineData("ALTER TABLE item RENAME COLUMN content TO text")]
    public void A_row_or_a_table_that_is_not_what_was_written_is_damage(string sql)
    {
        using (SqliteInventoryStore store = Open())
        {
            store.Write(
                transaction =>
                {
                    transaction.WriteItem(Of("i-a", "Custom:A"));
                    transaction.SaveSchema(new StoredSchema("Custom:A", "1.0", ["A"], IsDisabled: false));
                    transaction.AddDeletion(
                        new StoredDeletion("d", "Custom:B", null, null, StoreBatch.Now, new Dictionary<string, int>()));
                    return true;
                },
                StoreBatch.Now,
                default);
        }

        Folder.Execute(sql);
        using SqliteInventoryStore damaged = OpenForReading();
        InventoryStoreException thrown = Assert.Throws<InventoryStoreException>(() => damaged.Read(
            snapshot =>
                snapshot.Schemas.Count + snapshot.Deletions.Count + snapshot.ReadNodes(new StoreQuery()).Count(),
            StoreBatch.Now,
            default));
        Assert.Equal((StoreProblem.NotADatabase, Folder.Store), (thrown.Problem, thrown.Path));
        Assert.Contains($"'{Folder.Store}' is damaged. Restore it", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UPDATE sent SET day = 'yesterday'")]
    [InlineData("UPDATE accepted SET accepted_at = 9000000000000000000")]
    public void A_row_of_a_ledger_that_is_not_what_was_written_is_damage(string sql)
    {
        Write("i-a");
        Folder.Execute(
            "INSERT INTO target VALUES (1, 't'); "
                + "INSERT INTO accepted (target_id, node_id, type_id, fingerprint, accepted_at) "
                + "SELECT 1, node_id, type_id, 'f', 1 FROM item; "
                + "INSERT INTO sent (target_id, node_id, day, bytes) SELECT 1, node_id, '2026-01-31', 5 FROM node; "
                + sql);
        using SqliteSubmissionLedger ledger = SqliteSubmissionLedger.Open(Folder.Store, TimeSpan.Zero, default);
        InventoryStoreException thrown = Assert.Throws<InventoryStoreException>(() => ledger.Read("t", "i-a", default));
        Assert.Equal((StoreProblem.NotADatabase, Folder.Store), (thrown.Problem, thrown.Path));
    }

    [Fact]
    public void An_item_of_a_damaged_version_is_told() =>
        AssertDamage("UPDATE item SET schema_version = $text", "1/0");

    [Fact]
    public void Items_of_a_damaged_version_are_not_counted()
    {
        Write("i-a");
        Folder.Execute("UPDATE item SET schema_version = '1/0'");
        using SqliteInventoryStore store = Open();
        InventoryStoreException thrown = Assert.Throws<InventoryStoreException>(() => store.Read(
            snapshot => snapshot.CountNodes("Custom:A").Count, StoreBatch.Now, default));
        Assert.Equal((StoreProblem.NotADatabase, Folder.Store), (thrown.Problem, thrown.Path));
    }

    private void AssertDamage(string update, string text)
    {
        Write("i-a");
        using (SqliteConnection connection = Folder.Connect())
        using (SqliteCommand command = connection.CreateCommand())
        {
            command.CommandText = update;
            command.Parameters.AddWithValue("$text", text);
            command.ExecuteNonQuery();
        }

        InventoryStoreException damage = Assert.Throws<InventoryStoreException>(() => Read());
        Assert.Equal((StoreProblem.NotADatabase, Folder.Store), (damage.Problem, damage.Path));
        Assert.Contains("i-a", damage.Message, StringComparison.Ordinal);
    }
}
