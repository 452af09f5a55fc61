using InventoryTools.Model;
using InventoryTools.Sqlite;
using InventoryTools.Store;
using Xunit;

namespace InventoryTools.Tests.Sqlite;

/// <summary>A test with a folder, a store in it, and short ways to write and read the store.</summary>
public abstract class StoreTest : IDisposable
{
    internal TempFolder Folder { get; } = new();

    public void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    internal static StoreWrite Of(string instanceId, string typeName, string value = "x")
    {
        InventoryItem item = Items.Valid(Items.Entry(("A", value)));
        item.TypeName = typeName;
        return new StoreWrite(instanceId, item, ContentHash.Compute(item.Content!));
    }

    internal SqliteInventoryStore Open(string? path = null, TimeSpan? patience = null) =>
        SqliteInventoryStore.OpenForWriting(
            path ?? Folder.Store, patience ?? SqliteInventoryStore.DefaultPatience, default);

    internal SqliteInventoryStore OpenForReading(string? path = null) =>
        SqliteInventoryStore.OpenForReading(path ?? Folder.Store, TimeSpan.Zero, default);

    internal StoreOutcome Write(InventoryItem item)
    {
        using SqliteInventoryStore store = Open();
        return Assert.Single(store.Write([new(item.InstanceId!, item, ContentHash.Compute(item.Content!))], default));
    }

    internal void Write(string instanceId, string? path = null, TimeSpan? patience = null)
    {
        using SqliteInventoryStore store = Open(path, patience ?? TimeSpan.Zero);
        store.Write([Of(instanceId, "Custom:A")], default);
    }

    internal List<InventoryItem> Read(string? path = null)
    {
        using SqliteInventoryStore store = OpenForReading(path);
        return [.. store.Read(new StoreQuery(), default)];
    }

    protected List<string?> Ids(string? path = null) => [.. Read(path).Select(item => item.InstanceId)];

    protected StoreProblem? WriteProblem(string? path = null) => Problem(() => Write("i-a", path));

    protected StoreProblem? ReadProblem(string? path = null) => Problem(() => Read(path));

    protected StoreProblem? TrialProblem(string? path = null) => Problem(() => Trial(path));

    /// <summary>Finds what writing would find.</summary>
    protected void Trial(string? path = null) =>
        SqliteInventoryStore.OpenForTrial(path ?? Folder.Store, TimeSpan.Zero, default)?.Dispose();

    protected static string Mode(string file)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new PlatformNotSupportedException();
        }

        int mode = (int)File.GetUnixFileMode(file);
        return string.Concat(Enumerable.Range(0, 9).Select(bit => (mode & (256 >> bit)) == 0 ? '-' : "rwx"[bit % 3]));
    }

    private static StoreProblem? Problem(Action action) =>
        (Record.Exception(action) as InventoryStoreException)?.Problem;
}
