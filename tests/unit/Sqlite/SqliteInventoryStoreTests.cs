using System.Globalization;
using InventoryTools.Model;
using InventoryTools.Sqlite;
using InventoryTools.Store;
using Microsoft.Data.Sqlite;
using Xunit;

namespace InventoryTools.Tests.Sqlite;

public sealed class SqliteInventoryStoreTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_item_is_created_then_unchanged_then_updated()
    {
        InventoryItem item = Items.Valid();
        Assert.Equal(StoreOutcome.Created, Write(item));
        item.CaptureTime = "2026-02-01T00:00:00Z";
        Assert.Equal(StoreOutcome.Unchanged, Write(item));
        Assert.Equal("2026-02-01T00:00:00Z", Assert.Single(Read()).CaptureTime);
        item.Content![0]["Rack"] = "B2";
        Assert.Equal(StoreOutcome.Updated, Write(item));
        Assert.Equal("B2", Assert.Single(Read()).Content![0]["Rack"]);
    }

    [Fact]
    public void The_same_content_with_another_schema_version_or_context_is_updated()
    {
        InventoryItem item = Items.Compliance();
        Assert.Equal(StoreOutcome.Created, Write(item));
        item.Context = new Dictionary<string, string>(item.Context!.Reverse());
        Assert.Equal(StoreOutcome.Unchanged, Write(item));
        item.Context["ExecutionId"] = "1";
        Assert.Equal(StoreOutcome.Updated, Write(item));
        item.SchemaVersion = "1.1";
        Assert.Equal(StoreOutcome.Updated, Write(item));
        InventoryItem stored = Assert.Single(Read());
        Assert.Equal(("1", "1.1"), (stored.Context!["ExecutionId"], stored.SchemaVersion));
    }

    [Fact]
    public void A_hash_alone_is_unchanged_only_where_it_is_that_of_what_is_stored()
    {
        InventoryItem full = Items.Valid();
        InventoryItem hashOnly = Items.Valid();
        hashOnly.Content = null;
        hashOnly.CaptureTime = "2026-02-01T00:00:00Z";
        using SqliteInventoryStore store = Open();
        Assert.Equal(StoreOutcome.NothingStored, Assert.Single(store.Write([new(Items.Node, hashOnly, "x")], default)));
        Assert.Empty(store.Read(new StoreQuery(), default));
        Assert.Equal(
            [StoreOutcome.Created, StoreOutcome.HashMismatch, StoreOutcome.Unchanged],
            store.Write([new(Items.Node, full, "right"), new(Items.Node, hashOnly, "wrong"), new(Items.Node, hashOnly, "right")], default));
        InventoryItem stored = Assert.Single(store.Read(new StoreQuery(), default));
        Assert.Equal(
            ("2026-02-01T00:00:00Z", "right", 1), (stored.CaptureTime, stored.ContentHash, stored.Content!.Count));
    }

    [Fact]
    public void Order_and_text_survive_as_they_are()
    {
        InventoryItem item = Items.Valid(
            Items.Entry(("z", "a\0b"), ("a", "\"\\\r\n\t\u2028<&>"), ("M", "\u00e9\u4e2d\ud83d\ude00\u007f\ufffd")),
            Items.Entry(),
            Items.Entry(("odd name", "")));
        Write(item);
        Assert.Equal(Pairs(item), Pairs(Assert.Single(Read())));
    }

    [Fact]
    public void An_item_without_entries_is_an_item()
    {
        InventoryItem item = Items.Valid();
        item.Content = [];
        Write(item);
        Assert.Empty(Assert.Single(Read()).Content!);
    }

    [Fact]
    public void Items_are_read_by_node_and_then_by_type_and_only_those_that_were_asked_for()
    {
        using SqliteInventoryStore store = Open();
        store.Write(
            [Of("i-b", "Custom:B"), Of("i-b", "Custom:A"), Of("i-a", "Custom:B"), Of("i-c", "Custom:C")], default);
        Assert.Equal(
            ["i-a Custom:B", "i-b Custom:A", "i-b Custom:B", "i-c Custom:C"],
            Names(new StoreQuery()));
        Assert.Equal(
            ["i-a Custom:B", "i-b Custom:B"],
            Names(new StoreQuery { InstanceIds = ["i-b", "i-a", "i-b", "i-x"], MatchesTypeName = name => name == "Custom:B" }));
        Assert.Equal(["i-c Custom:C"], Names(new StoreQuery { MatchesInstanceId = id => id == "i-c" }));
        Assert.Empty(Names(new StoreQuery { MatchesTypeName = _ => false }));

        IEnumerable<string> Names(StoreQuery query) =>
            store.Read(query, default).Select(item => $"{item.InstanceId} {item.TypeName}");
    }

    [Fact]
    public void A_batch_that_fails_leaves_nothing()
    {
        InventoryItem broken = Items.Valid();
        broken.SchemaVersion = null!;
        using SqliteInventoryStore store = Open();
        Assert.ThrowsAny<Exception>(() => store.Write([Of("i-a", "Custom:A"), new("i-b", broken, "x")], default));
        Assert.Empty(store.Read(new StoreQuery(), default));
        Assert.Equal([StoreOutcome.Created], store.Write([Of("i-a", "Custom:A")], default));
    }

    [Fact]
    public void A_reader_sees_one_moment_while_a_writer_goes_on()
    {
        using SqliteInventoryStore writer = Open();
        writer.Write([Of("i-a", "Custom:A"), Of("i-c", "Custom:A")], default);
        using SqliteInventoryStore reader = OpenForReading();
        using IEnumerator<InventoryItem> items = reader.Read(new StoreQuery(), default).GetEnumerator();
        Assert.True(items.MoveNext());
        writer.Write([Of("i-b", "Custom:A"), Of("i-d", "Custom:A")], default);
        Assert.True(items.MoveNext());
        Assert.Equal("i-c", items.Current.InstanceId);
        Assert.False(items.MoveNext());
        Assert.Equal(4, reader.Read(new StoreQuery(), default).Count());
    }

    [Fact]
    public void Several_writers_at_once_lose_nothing()
    {
        Parallel.For(0, 8, writer =>
        {
            using SqliteInventoryStore store = Open();
            for (int node = 0; node < 20; node++)
            {
                store.Write([Of($"i-{writer}-{node}", "Custom:A"), Of("i-shared", "Custom:A")], default);
            }
        });
        Assert.Equal((8 * 20) + 1, Read().Count);
    }

    [Fact]
    public void The_file_is_its_owners_alone_and_says_what_it_is()
    {
        using (SqliteInventoryStore store = Open())
        {
            store.Write([Of("i-a", "Custom:A")], default);
            foreach (string file in OperatingSystem.IsWindows() ? [] : Directory.GetFiles(_folder.Path))
            {
                Assert.Equal("rw-------", Mode(file));
            }
        }

        Assert.Equal([_folder.Store], Directory.GetFiles(_folder.Path));
        Assert.Equal(
            (0x496E7654L, 3L, "wal"),
            (_folder.Scalar("PRAGMA application_id"), _folder.Scalar("PRAGMA user_version"), _folder.Scalar("PRAGMA journal_mode")));
        _ = Read();
        Assert.Equal([_folder.Store], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void The_content_is_JSON_that_SQLite_reads()
    {
        Write(Items.Valid(Items.Entry(("Rack", "A1")), Items.Entry(("Rack", "A2"))));
        Assert.Equal(
            "A1,A2", _folder.Scalar("SELECT group_concat(e.value ->> 'Rack') FROM item, json_each(item.content) e"));
    }

    [Fact]
    public void An_empty_file_becomes_a_store()
    {
        File.WriteAllBytes(_folder.Store, []);
        Assert.Equal(StoreProblem.NotAStore, ReadProblem());
        Assert.Equal(StoreOutcome.Created, Write(Items.Valid()));
    }

    [Theory]
    [InlineData(OldStores.First, 1L)]
    [InlineData(OldStores.Second, 2L)]
    public void A_store_of_an_older_version_is_read_as_it_is_and_becomes_a_new_one_when_it_is_written(
        string sql, long version)
    {
        _folder.Execute(sql);
        Assert.Equal(["AWS:ComplianceItem", "Custom:Empty", "Custom:Old"], Read().Select(item => item.TypeName));
        Assert.Equal(version, _folder.Scalar("PRAGMA user_version"));
        Assert.Equal(StoreOutcome.Created, Write(Items.Valid()));
        Assert.Equal(3L, _folder.Scalar("PRAGMA user_version"));
        Assert.Equal(4, Read().Count);

        // What was there counts as seen now, and its types as learned from what is stored.
        using SqliteInventoryStore store = Open();
        store.Read(
            snapshot =>
            {
                Assert.Equal(
                    ["Custom:Old 1.0 A,B,C", "Custom:Empty 2.0 "],
                    snapshot.Schemas.Select(schema => $"{schema.TypeName} {schema.Version} {string.Join(",", schema.Attributes)}"));
                Assert.Equal(
                    ["i-0123456789abcdef0", "i-old"],
                    snapshot.ReadNodes(new StoreQuery { MatchesTypeName = _ => false }).Select(node => node.InstanceId));
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
        _folder.Execute(
            OldStores.Second + "UPDATE item SET content = 'not JSON', context = 'nor this' WHERE item_id = 2");
        Assert.Equal(StoreOutcome.Created, Write(Items.Valid()));
        Assert.Equal(4L, _folder.Scalar("SELECT count(*) FROM item"));
    }

    [Theory]
    [InlineData("this is no database, but it is long enough to have been one, one would think")]
    [InlineData("x")]
    public void A_file_that_is_no_database_is_refused_and_left_alone(string text)
    {
        string content = string.Concat(Enumerable.Repeat(text, 50));
        File.WriteAllText(_folder.Store, content);
        Assert.Equal((StoreProblem.NotADatabase, StoreProblem.NotADatabase), (WriteProblem(), ReadProblem()));
        Assert.Equal(content, File.ReadAllText(_folder.Store));
    }

    [Fact]
    public void A_damaged_store_is_told_as_such()
    {
        using (SqliteInventoryStore store = Open())
        {
            store.Write([.. Enumerable.Range(0, 500).Select(node => Of($"i-{node}", "Custom:A"))], default);
        }

        byte[] bytes = File.ReadAllBytes(_folder.Store);
        Array.Fill(bytes, (byte)0xAA, 4096, bytes.Length - 4096);
        File.WriteAllBytes(_folder.Store, bytes);
        Assert.Equal(StoreProblem.NotADatabase, ReadProblem());
    }

    [Fact]
    public void A_database_of_something_else_is_refused_and_left_alone()
    {
        _folder.Execute("CREATE TABLE other (x); INSERT INTO other VALUES (1)");
        byte[] before = File.ReadAllBytes(_folder.Store);
        Assert.Equal((StoreProblem.NotAStore, StoreProblem.NotAStore), (WriteProblem(), ReadProblem()));
        Assert.Equal(before, File.ReadAllBytes(_folder.Store));
    }

    [Fact]
    public void A_store_of_a_newer_version_is_refused_and_left_alone()
    {
        Write(Items.Valid());
        _folder.Execute("PRAGMA user_version = 99");
        Assert.Equal((StoreProblem.NewerSchema, StoreProblem.NewerSchema), (WriteProblem(), ReadProblem()));
        _folder.Execute("PRAGMA user_version = 1");
        Assert.Single(Read());
    }

    [Fact]
    public void A_path_that_can_be_no_store_is_told_apart()
    {
        Assert.Equal(StoreProblem.NotFound, ReadProblem());
        Assert.False(File.Exists(_folder.Store));
        Assert.Equal(StoreProblem.FolderNotFound, WriteProblem(Path.Combine(_folder.Path, "missing", "store.db")));
        Assert.Equal(StoreProblem.IsFolder, WriteProblem(_folder.Path));
    }

    [Fact]
    public void A_lock_that_is_held_for_too_long_is_told_and_a_cancelled_wait_ends()
    {
        Write(Items.Valid());
        using SqliteInventoryStore store = SqliteInventoryStore.OpenForWriting(
            _folder.Store, TimeSpan.FromMilliseconds(50), default);
        using SqliteConnection other = _folder.Connect();
        TempFolder.Execute(other, "BEGIN IMMEDIATE");
        InventoryStoreException locked = Assert.Throws<InventoryStoreException>(
            () => store.Write([Of("i-a", "Custom:A")], default));
        Assert.Equal((StoreProblem.Locked, _folder.Store), (locked.Problem, locked.Path));

        using SqliteInventoryStore patient = Open();
        using CancellationTokenSource cancel = new();
        Task<IReadOnlyList<StoreOutcome>> waiting = Task.Run(
            () => patient.Write([Of("i-a", "Custom:A")], cancel.Token));
        cancel.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => waiting.GetAwaiter().GetResult());
        TempFolder.Execute(other, "ROLLBACK");
        Assert.Equal([StoreOutcome.Created], store.Write([Of("i-a", "Custom:A")], default));
    }

    [Fact]
    public void Every_commit_reaches_the_disk()
    {
        using StoreConnection store = StoreConnection.OpenForWriting(
            _folder.Store, TimeSpan.Zero, mustExist: false, default);
        using SqliteCommand synchronous = store.CreateCommand("PRAGMA synchronous");
        Assert.Equal(2L, synchronous.ExecuteScalar());
    }

    [SkippableFact]
    public void A_full_disk_loses_nothing_that_was_written_before()
    {
        using SmallDisk disk = SmallDisk.TryMake(_folder.FileNamed("disk"), megabytes: 1);
        Skip.IfNot(disk.IsMounted, "A disk of 1 MB needs Linux and the right to mount.");
        string path = Path.Combine(disk.Path, "store.db");
        int written = 0;
        using (SqliteInventoryStore store = SqliteInventoryStore.OpenForWriting(path, TimeSpan.Zero, default))
        {
            InventoryStoreException full = Assert.Throws<InventoryStoreException>(() =>
            {
                for (; written < 100; written++)
                {
                    store.Write([Of($"i-{written:d3}", "Custom:A", new string('x', 50000))], default);
                }
            });
            Assert.Equal(StoreProblem.NoSpace, full.Problem);
        }

        Assert.InRange(written, 1, 99);
        using SqliteInventoryStore again = SqliteInventoryStore.OpenForReading(path, TimeSpan.Zero, default);
        Assert.Equal(
            Enumerable.Range(0, written).Select(node => node.ToString("'i-'000", CultureInfo.InvariantCulture)),
            again.Read(new StoreQuery(), default).Select(item => item.InstanceId));
    }

    [SkippableFact]
    public void A_store_on_a_read_only_disk_can_be_read_and_not_written()
    {
        using SmallDisk disk = SmallDisk.TryMake(_folder.FileNamed("disk"), megabytes: 4);
        Skip.IfNot(disk.IsMounted, "A read-only disk needs Linux and the right to mount.");
        string path = Path.Combine(disk.Path, "store.db");
        using (SqliteInventoryStore store = SqliteInventoryStore.OpenForWriting(path, TimeSpan.Zero, default))
        {
            store.Write([Of("i-a", "Custom:A")], default);
        }

        disk.MakeReadOnly();
        using (SqliteInventoryStore store = SqliteInventoryStore.OpenForReading(path, TimeSpan.Zero, default))
        {
            Assert.Equal("i-a", Assert.Single(store.Read(new StoreQuery(), default)).InstanceId);
        }

        Assert.Contains(WriteProblem(path), new StoreProblem?[] { StoreProblem.ReadOnly, StoreProblem.AccessDenied });
        Assert.Contains(
            WriteProblem(Path.Combine(disk.Path, "new.db")),
            new StoreProblem?[] { StoreProblem.ReadOnly, StoreProblem.AccessDenied });
    }

    private static StoreWrite Of(string instanceId, string typeName, string value = "x")
    {
        InventoryItem item = Items.Valid(Items.Entry(("A", value)));
        item.TypeName = typeName;
        return new StoreWrite(instanceId, item, ContentHash.Compute(item.Content!));
    }

    private static List<List<(string, string)>> Pairs(InventoryItem item) =>
        [.. item.Content!.Select(entry => entry.Select(pair => (pair.Key, pair.Value)).ToList())];

    private SqliteInventoryStore Open() =>
        SqliteInventoryStore.OpenForWriting(_folder.Store, SqliteInventoryStore.DefaultPatience, default);

    private SqliteInventoryStore OpenForReading() =>
        SqliteInventoryStore.OpenForReading(_folder.Store, SqliteInventoryStore.DefaultPatience, default);

    private StoreOutcome Write(InventoryItem item)
    {
        using SqliteInventoryStore store = Open();
        return Assert.Single(store.Write([new(item.InstanceId!, item, ContentHash.Compute(item.Content!))], default));
    }

    private List<InventoryItem> Read()
    {
        using SqliteInventoryStore store = OpenForReading();
        return [.. store.Read(new StoreQuery(), default)];
    }

    private StoreProblem? WriteProblem(string? path = null) => Problem(() =>
    {
        using SqliteInventoryStore store = SqliteInventoryStore.OpenForWriting(
            path ?? _folder.Store, TimeSpan.Zero, default);
        store.Write([Of("i-a", "Custom:A")], default);
    });

    private StoreProblem? ReadProblem() => Problem(() => Read());

    private static StoreProblem? Problem(Action action) =>
        (Record.Exception(action) as InventoryStoreException)?.Problem;

    private static string Mode(string file)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new PlatformNotSupportedException();
        }

        int mode = (int)File.GetUnixFileMode(file);
        return string.Concat(Enumerable.Range(0, 9).Select(bit => (mode & (256 >> bit)) == 0 ? '-' : "rwx"[bit % 3]));
    }
}
