using InventoryTools.Local;
using InventoryTools.Sqlite;
using InventoryTools.Store;
using Xunit;

namespace InventoryTools.Tests.Sqlite;

/// <summary>Damaged pages, logs and indexes of a store: each use works or throws the one typed error.</summary>
public sealed class StorePagesTests : StoreTest
{
    private const int PageSize = 4096;

    [Fact]
    public void Damage_of_any_page_is_told_as_such()
    {
        byte[] whole = MakeStore();
        Random random = new(1);
        Action<byte[], int>[] damages =
        [
            (bytes, start) => Array.Clear(bytes, start, PageSize),
            (bytes, start) => random.NextBytes(bytes.AsSpan(start, PageSize)),
            (bytes, start) => Array.Fill(bytes, (byte)0xFF, start, 100),
            (bytes, start) => bytes[start + random.Next(PageSize)] ^= (byte)random.Next(1, 256),
            (bytes, start) => bytes[start + random.Next(200)] ^= (byte)random.Next(1, 256),
            (bytes, start) => bytes[start + random.Next(12)] ^= (byte)random.Next(1, 256),
            (bytes, start) => bytes.AsSpan(0, PageSize).CopyTo(bytes.AsSpan(start)),
        ];
        for (int page = 0; page < whole.Length / PageSize; page++)
        {
            // The long fault suite has many more.
            for (int kind = page; kind < page + 2; kind++)
            {
                byte[] bytes = [.. whole];
                damages[kind % damages.Length](bytes, page * PageSize);
                Use(() => File.WriteAllBytes(Folder.Store, bytes));
            }
        }
    }

    [Fact]
    public void A_store_that_was_cut_anywhere_is_told_as_such()
    {
        byte[] whole = MakeStore();
        for (int length = 1; length < whole.Length; length += 3500)
        {
            Use(() => File.WriteAllBytes(Folder.Store, whole[..length]));
        }
    }

    [Theory]
    [InlineData("-wal")]
    [InlineData("-shm")]
    public void Damage_of_a_file_beside_the_store_is_told_as_such_or_repaired(string end)
    {
        Dictionary<string, byte[]> hot = [];
        using (SqliteInventoryStore store = Open())
        {
            Fill(store);
            foreach (string file in Directory.GetFiles(Folder.Path))
            {
                using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
                byte[] bytes = new byte[stream.Length];
                stream.ReadExactly(bytes);
                hot[file] = bytes;
            }
        }

        Random random = new(1);
        for (int i = 0; i < 12; i++)
        {
            Use(() =>
            {
                foreach ((string file, byte[] bytes) in hot)
                {
                    byte[] damaged = [.. bytes];
                    if (file.EndsWith(end, StringComparison.Ordinal))
                    {
                        damaged[random.Next(i % 2 == 0 ? 64 : damaged.Length)] ^= (byte)random.Next(1, 256);
                        damaged = i % 5 == 0 ? damaged[..random.Next(damaged.Length)] : damaged;
                    }

                    File.WriteAllBytes(file, damaged);
                }
            });
        }
    }

    private byte[] MakeStore()
    {
        using (SqliteInventoryStore store = Open())
        {
            Fill(store);
        }

        return File.ReadAllBytes(Folder.Store);
    }

    private static void Fill(SqliteInventoryStore store)
    {
        ItemAcceptance.WriteAll(
            store,
            [.. Enumerable.Range(0, 40).Select(node => Of($"i-{node:x8}", "Custom:A", new string('x', 200)))],
            StoreBatch.Now,
            default);
        store.Write([Of("i-big", "Custom:B", new string('y', 20_000))], default);
        store.Write(
            transaction =>
            {
                transaction.AddDeletion(new("d", "Custom:C", null, "t", StoreBatch.Now, new Dictionary<string, int>()));
                return transaction.AddBytes("i-a", StoreBatch.Now.Date, 5);
            },
            StoreBatch.Now,
            default);
        using SqliteSubmissionLedger ledger = store.MakeLedger();
        LedgerSubmission submission = new("target", 1);
        LedgerSending sending = new("i-a", "Custom:A", 1, "f", "2026-01-31T12:00:00Z");
        ledger.Announce(submission, StoreBatch.Now, [sending], default);
        ledger.Record(submission, StoreBatch.Now, [new(sending, LedgerOutcome.Accepted, 5)], default);
    }

    // All that commands do with a store, each from the same damage.
    private void Use(Action damage)
    {
        foreach (Action use in new Action[]
        {
            () => Read(),
            () => Snapshot(snapshot => snapshot.Schemas.Count + snapshot.Deletions.Count),
            () => Snapshot(snapshot => snapshot.CountNodes("Custom:A").Count),
            () => Snapshot(snapshot => snapshot.ReadItems("i-big", "Custom:B").Count),
            () => Snapshot(snapshot => snapshot.ReadNodes(new StoreQuery { InstanceIds = ["i-00000001"] }).Count()),
            () => Change(transaction => transaction.WriteItem(Of("i-00000001", "Custom:A", "new"))),
            () => Change(transaction => transaction.WriteItem(Of("i-new", "Custom:New"))),
            () => Change(transaction =>
            {
                transaction.DeleteItems("Custom:A");
                transaction.DeleteSchemas("Custom:A");
                return transaction.AddBytes("i-a", StoreBatch.Now.Date, 5);
            }),
        })
        {
            foreach (string file in Directory.GetFiles(Folder.Path))
            {
                File.Delete(file);
            }

            damage();
            Exception? thrown = Record.Exception(use);
            if (thrown is not null)
            {
                InventoryStoreException typed = Assert.IsType<InventoryStoreException>(thrown);
                Assert.Equal(Folder.Store, typed.Path);
                Assert.Contains(Folder.Store, typed.Message, StringComparison.Ordinal);
            }
        }
    }

    private void Snapshot(Func<IStoreSnapshot, int> work)
    {
        using SqliteInventoryStore store = OpenForReading();
        store.Read(work, StoreBatch.Now, default);
    }

    private void Change<T>(Func<IStoreTransaction, T> work)
    {
        using SqliteInventoryStore store = Open(patience: TimeSpan.Zero);
        store.Write(work, StoreBatch.Now, default);
    }
}
