using System;
using System.Collections.Generic;
using System.IO;

namespace InventoryTools;

/// <summary>Reads and writes files; every failure is an <see cref="InventoryFileException"/>.</summary>
internal static class FileOperations
{
    public static byte[] ReadAllBytes(string path) => Use(path, () => File.ReadAllBytes(path));

    /// <summary>The lines of a file, as they are read; the file is closed with the enumerator.</summary>
    public static IEnumerable<string> ReadLines(string path)
    {
        using StreamReader reader = Use(path, () => new StreamReader(path));
        while (Use(path, reader.ReadLine) is string line)
        {
            yield return line;
        }
    }

    /// <summary>Does what needs the file system.</summary>
    public static T Use<T>(string path, Func<T> use)
    {
        try
        {
            return use();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new InventoryFileException(FileProblem.FileFailed, path, $"'{path}' can't be used: {error.Message}", error);
        }
    }
}
