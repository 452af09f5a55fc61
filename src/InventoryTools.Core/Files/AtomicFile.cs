namespace InventoryTools.Files;

/// <summary>
/// A file that exists completely or not at all. It is written under a temporary name in its folder, and renamed when it
/// is complete.
/// </summary>
internal sealed class AtomicFile : IDisposable
{
    private readonly string _path;
    private readonly string? _unfinished;
    private readonly FileStream _stream;
    private bool _isDone;

    /// <summary>Starts a file, and creates its folder if necessary.</summary>
    public AtomicFile(string path)
    {
        (_path, _unfinished, _stream) = FileOperations.Use(path, () =>
        {
            if (Directory.Exists(path))
            {
                throw new IOException("It is a folder.");
            }

            // A device, such as /dev/stdout, must not be replaced by a file.
            if (path.StartsWith("/dev/", StringComparison.Ordinal))
            {
                return (path, null, new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite));
            }

            string target = TargetOf(path);
            string folder = Path.GetDirectoryName(target)!;
            Directory.CreateDirectory(folder);

            // No reader of files takes this extension.
            string unfinished = Path.Combine(folder, $".{Path.GetFileName(target)}.{Guid.NewGuid():N}.tmp");
            FileStream stream = new(unfinished, FileMode.CreateNew, FileAccess.Write, FileShare.None);
            TakeOver(target, unfinished);
            return (target, (string?)unfinished, stream);
        });
    }

    /// <summary>The content of the file.</summary>
    public Stream Stream => _stream;

    /// <summary>Writes a whole file.</summary>
    public static void Write(string path, Action<Stream> write)
    {
        using AtomicFile file = new(path);
        FileOperations.Use(path, () => write(file.Stream));
        file.Complete();
    }

    /// <summary>Gives the file its name, and replaces an existing file.</summary>
    public void Complete() => FileOperations.Use(_path, () =>
    {
        _stream.Flush(flushToDisk: true);
        _stream.Dispose();
        if (_unfinished is not null)
        {
            Move(_unfinished, _path);
        }

        _isDone = true;
    });

    /// <summary>Deletes a file that was not completed.</summary>
    public void Dispose()
    {
        _stream.Dispose();
        if (!_isDone && _unfinished is not null)
        {
            try
            {
                File.Delete(_unfinished);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // The first failure was reported already, and no reader takes the temporary file.
            }
        }
    }

#if NET
    // The target of a link is written, and the link stays.
    private static string TargetOf(string path) =>
        File.Exists(path) && File.ResolveLinkTarget(path, returnFinalTarget: true) is FileSystemInfo target
            ? target.FullName
            : path;

    // The file gets the permissions of the file that it replaces.
    private static void TakeOver(string replaced, string file)
    {
        if (!OperatingSystem.IsWindows() && File.Exists(replaced))
        {
            File.SetUnixFileMode(file, File.GetUnixFileMode(replaced));
        }
    }

    private static void Move(string file, string target)
    {
        if (OperatingSystem.IsWindows() && File.Exists(target))
        {
            // The access list of the replaced file is kept.
            File.Replace(file, target, destinationBackupFileName: null);
        }
        else
        {
            File.Move(file, target, overwrite: true);
        }
    }
#else
    private static string TargetOf(string path) => path;

    private static void TakeOver(string replaced, string file)
    {
        // On Windows the file takes over the access list when it is moved.
    }

    private static void Move(string file, string target)
    {
        if (File.Exists(target))
        {
            File.Replace(file, target, destinationBackupFileName: null);
        }
        else
        {
            File.Move(file, target);
        }
    }
#endif
}
