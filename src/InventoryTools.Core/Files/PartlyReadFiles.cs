using System.Collections.Concurrent;

namespace InventoryTools.Files;

/// <summary>
/// The files of which an import has read a part only. No export may replace them while the pipeline of the import
/// runs: what was not read would be lost.
/// </summary>
internal sealed class PartlyReadFiles : IDisposable
{
    private static readonly ConcurrentDictionary<string, int> s_imports = new(StringComparer.OrdinalIgnoreCase);

    private readonly HashSet<string> _files = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Returns true for a file of which an import that still runs has read a part only.</summary>
    public static bool Contains(string path) => !s_imports.IsEmpty && s_imports.ContainsKey(NameOf(path));

    /// <summary>Adds a file.</summary>
    public void Add(string path)
    {
        string full = NameOf(path);
        if (_files.Add(full))
        {
            s_imports.AddOrUpdate(full, 1, (_, count) => count + 1);
        }
    }

    /// <summary>Takes the files out, at the end of the pipeline.</summary>
    public void Dispose()
    {
        foreach (string file in _files)
        {
            if (s_imports.AddOrUpdate(file, 0, (_, count) => count - 1) <= 0)
            {
                s_imports.TryRemove(file, out _);
            }
        }

        _files.Clear();
    }

    // An export writes the target of a link.
    private static string NameOf(string path)
    {
        string full = Path.GetFullPath(path);
        try
        {
            return FilePermissions.TargetOf(full);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return full;
        }
    }
}
