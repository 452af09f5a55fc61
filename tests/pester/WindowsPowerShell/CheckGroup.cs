namespace InventoryTools.WindowsPowerShell;

/// <summary>Checks that share a folder. Each public method is a check, and its name says what it proves.</summary>
internal abstract class CheckGroup : IDisposable
{
    public const string Node = "mi-0123456789abcdef0";

    public string Folder { get; set; } = "";

    public virtual void Dispose()
    {
    }

    protected static InventoryItem Item(params (string Name, string Value)[][] entries) => new()
    {
        InstanceId = Node,
        TypeName = "Custom:RackInfo",
        SchemaVersion = "1.0",
        CaptureTime = "2026-01-31T12:00:00Z",
        Content = new InventoryContent(entries.Select(Entry)),
    };

    protected static InventoryEntry Entry((string Name, string Value)[] attributes)
    {
        InventoryEntry entry = [];
        foreach ((string name, string value) in attributes)
        {
            entry.Add(name, value);
        }

        return entry;
    }

    protected static void Equal<T>(T expected, T actual)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
        {
            throw new InvalidOperationException($"Expected {expected}, but was {actual}.");
        }
    }

    protected static void EqualLists<T>(IEnumerable<string?> expected, IEnumerable<T> actual) =>
        Equal(string.Join(", ", expected), string.Join(", ", actual));

    protected static T Wait<T>(Task<T> call) => call.GetAwaiter().GetResult();

    protected static T Throws<T>(Action action)
        where T : Exception
    {
        try
        {
            action();
        }
        catch (T expected)
        {
            return expected;
        }

        throw new InvalidOperationException($"{typeof(T).Name} was not thrown.");
    }
}
