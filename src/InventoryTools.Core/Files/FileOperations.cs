using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace InventoryTools.Files;

/// <summary>Reads and writes files; every failure is an <see cref="InventoryFileException"/>.</summary>
internal static class FileOperations
{
    private static readonly Encoding s_bytes = Encoding.GetEncoding("iso-8859-1");

    // Every file of SQLite begins so (sqlite.org/fileformat.html, 1.3.1).
    private static readonly byte[] s_database = Encoding.ASCII.GetBytes("SQLite format 3\0");

    public static byte[] ReadAllBytes(string path) => Use(path, () => File.ReadAllBytes(path));

    /// <summary>Whether a file is a database, such as a store.</summary>
    public static bool IsDatabase(string path) => File.Exists(path) && Use(path, () =>
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        byte[] actual = new byte[s_database.Length];
        return file.Read(actual, 0, actual.Length) == actual.Length && Enumerable.SequenceEqual(actual, s_database);
    });

    /// <summary>
    /// The lines of a file in UTF-8, as they are read; the file is closed with the enumerator. What is no UTF-8 stays as
    /// it is, so that it can be told.
    /// </summary>
    public static IEnumerable<byte[]> ReadLines(string path)
    {
        // Each byte is one character, unless the file says by a mark what it is.
        using StreamReader reader = Use(
            path, () => new StreamReader(path, s_bytes, detectEncodingFromByteOrderMarks: true));
        while (Use(path, reader.ReadLine) is string line)
        {
            yield return (reader.CurrentEncoding.CodePage == s_bytes.CodePage ? s_bytes : Encoding.UTF8).GetBytes(line);
        }
    }

    /// <summary>Does what may fail for one file and then costs no other; null where it has failed, which is told.</summary>
    public static T? TryUse<T>(Action<InventoryFileException> report, Func<T?> use)
        where T : class
    {
        try
        {
            return use();
        }
        catch (InventoryFileException error)
        {
            report(error);
            return null;
        }
    }

    /// <summary>Does what needs the file system.</summary>
    public static T Use<T>(string path, Func<T> use)
    {
        try
        {
            return use();
        }
        catch (Exception error) when (
            error is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new InventoryFileException(
                FileProblem.FileFailed, path, $"'{path}' can't be used: {error.Message}", error);
        }
    }
}
