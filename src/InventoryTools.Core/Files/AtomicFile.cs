using System;
using System.IO;

namespace InventoryTools;

/// <summary>
/// A file that is there as a whole or not at all: it is written under another name beside the place where it belongs,
/// and moved there when it is complete.
/// </summary>
internal sealed class AtomicFile : IDisposable
{
    private readonly string _path;
    private readonly string _unfinished;
    private readonly FileStream _stream;
    private bool _isDone;

    /// <summary>Begins a file; its folder is made where it is not there.</summary>
    public AtomicFile(string path)
    {
        _path = path;
        string folder = System.IO.Path.GetDirectoryName(path)!;

        // The name ends in nothing that anybody reads.
        _unfinished = System.IO.Path.Combine(folder, $".{System.IO.Path.GetFileName(path)}.{Guid.NewGuid():N}.tmp");
        _stream = FileOperations.Use(path, () =>
        {
            Directory.CreateDirectory(folder);
            return new FileStream(_unfinished, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        });
    }

    /// <summary>What is written.</summary>
    public Stream Stream => _stream;

    /// <summary>Writes a whole file.</summary>
    public static void Write(string path, Action<Stream> write)
    {
        using AtomicFile file = new(path);
        FileOperations.Use(path, () =>
        {
            write(file.Stream);
            return true;
        });
        file.Complete();
    }

    /// <summary>Puts the file where it belongs, in the place of what was there.</summary>
    public void Complete() => FileOperations.Use(_path, () =>
    {
        _stream.Flush(flushToDisk: true);
        _stream.Dispose();
#if NET
        File.Move(_unfinished, _path, overwrite: true);
#else
        if (File.Exists(_path))
        {
            File.Replace(_unfinished, _path, destinationBackupFileName: null);
        }
        else
        {
            File.Move(_unfinished, _path);
        }
#endif
        _isDone = true;
        return true;
    });

    /// <summary>Leaves nothing of a file that was not completed.</summary>
    public void Dispose()
    {
        _stream.Dispose();
        if (!_isDone)
        {
            try
            {
                File.Delete(_unfinished);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // Whatever kept the file from being completed has been told; nobody reads a file of this name.
            }
        }
    }
}
