namespace InventoryTools.Files;

/// <summary>
/// A file that exists completely or not at all. It is written under a temporary name in its folder, and renamed when it
/// is complete. Its owner can write it and others can read it as far as the umask allows, unless it replaces a file:
/// then it gets the permissions of that.
/// </summary>
internal sealed class AtomicFile : IDisposable
{
    // No reader of files takes this extension.
    private const string Prefix = ".inventory-";
    private const string Extension = ".tmp";

    private readonly string _path;
    private readonly List<string> _folders = [];
    private string _target;
    private string? _unfinished;
    private FileStream? _stream;
    private readonly bool _isTrial;
    private bool _isDone;

    /// <summary>Starts a file, and creates its folder if necessary.</summary>
    public AtomicFile(string path)
        : this(path, isTrial: false)
    {
    }

    private AtomicFile(string path, bool isTrial)
    {
        _path = _target = path;
        _isTrial = isTrial;
        try
        {
            FileOperations.Write(path, isTrial ? Check : Begin);
        }
        catch (InventoryFileException)
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The content of the file.</summary>
    public Stream Stream => _isTrial ? Stream.Null : _stream!;

    /// <summary>Finds what writing a file would find. What is written goes nowhere.</summary>
    /// <exception cref="InventoryFileException">The file can't be written.</exception>
    public static AtomicFile Try(string path) => new(path, isTrial: true);

    /// <summary>Deletes the temporary files in the folder of a file, but for those that are being written.</summary>
    public static void DeleteLeftovers(string path)
    {
        string folder = Path.GetDirectoryName(FilePermissions.TargetOf(path))!;
        IgnoreFailure(() =>
        {
            foreach (string file in Directory.EnumerateFiles(folder, $"{Prefix}*{Extension}"))
            {
                IgnoreFailure(() =>
                {
                    // A file that is being written can't be opened.
                    new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.None).Dispose();
                    File.Delete(file);
                });
            }
        });
    }

    /// <summary>Gives the file its name, and replaces an existing file.</summary>
    public void Complete() => FileOperations.Write(_path, () =>
    {
        _stream?.Flush(flushToDisk: true);
        _stream?.Dispose();
        if (_unfinished is not null)
        {
            FilePermissions.Move(_unfinished, _target);
        }

        _isDone = true;
    });

    /// <summary>Deletes a file that was not completed, and the folders that were created for it.</summary>
    public void Dispose()
    {
        if (_isDone)
        {
            return;
        }

        // On a full disk, closing the file tries once more to write, and fails once more.
        IgnoreFailure(() => _stream?.Dispose());
        if (_unfinished is not null)
        {
            IgnoreFailure(() => File.Delete(_unfinished));
        }

        // A folder stays when there is something else in it by now.
        IgnoreFailure(() => _folders.ForEach(Directory.Delete));
    }

    private void Begin()
    {
        if (Directory.Exists(_path))
        {
            throw new IOException("It is a folder.");
        }

        // A device, such as /dev/stdout, must not be replaced by a file.
        if (_path.StartsWith("/dev/", StringComparison.Ordinal))
        {
            _stream = new FileStream(_path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            return;
        }

        _target = FilePermissions.TargetOf(_path);
        string folder = Path.GetDirectoryName(_target)!;
        CreateFolder(folder);
        _unfinished = Path.Combine(folder, $"{Prefix}{Guid.NewGuid():N}{Extension}");
        _stream = FilePermissions.Create(_unfinished, replaced: _target);
    }

    // As Begin, without the file and the folders.
    private void Check()
    {
        if (Directory.Exists(_path))
        {
            throw new IOException("It is a folder.");
        }

        if (_path.StartsWith("/dev/", StringComparison.Ordinal))
        {
            return;
        }

        string? folder = Path.GetDirectoryName(FilePermissions.TargetOf(_path));
        for (; folder is not null && !Directory.Exists(folder); folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(folder))
            {
                throw new IOException($"'{folder}' is a file, and not a folder.");
            }
        }

        FilePermissions.CheckFolder(folder!);
    }

    // The innermost folder is the first in the list.
    private void CreateFolder(string folder)
    {
        if (!Directory.Exists(folder))
        {
            if (Path.GetDirectoryName(folder) is string parent)
            {
                CreateFolder(parent);
            }

            FilePermissions.CreateFolder(folder);
            _folders.Insert(0, folder);
        }
    }

    // For cleaning up: a failure before it was reported already, and no reader takes a temporary file.
    private static void IgnoreFailure(Action clean)
    {
        try
        {
            clean();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
        }
    }
}
