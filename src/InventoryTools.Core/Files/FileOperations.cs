using System.Text;

namespace InventoryTools.Files;

/// <summary>Reads and writes files; every failure is an <see cref="InventoryFileException"/>.</summary>
internal static class FileOperations
{
    private static readonly Encoding s_bytes = Encoding.GetEncoding("iso-8859-1");

    // The first bytes of every SQLite file (sqlite.org/fileformat.html, 1.3.1).
    private static readonly byte[] s_database = Encoding.ASCII.GetBytes("SQLite format 3\0");

    public static byte[] ReadAllBytes(string path) => Use(path, () => File.ReadAllBytes(path));

    /// <summary>Returns true for a database, such as a store.</summary>
    public static bool IsDatabase(string path) => File.Exists(path) && Use(path, () =>
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        byte[] actual = new byte[s_database.Length];
        return file.Read(actual, 0, actual.Length) == actual.Length && Enumerable.SequenceEqual(actual, s_database);
    });

    /// <summary>
    /// Reads the lines of a file in UTF-8. The file is closed with the enumerator. Invalid UTF-8 is not replaced, so
    /// that it can be reported.
    /// </summary>
    public static IEnumerable<byte[]> ReadLines(string path)
    {
        // Each byte is one character, unless the file has a byte order mark.
        using StreamReader reader = Use(
            path, () => new StreamReader(path, s_bytes, detectEncodingFromByteOrderMarks: true));
        while (Use(path, reader.ReadLine) is string line)
        {
            Encoding encoding = reader.CurrentEncoding.CodePage == s_bytes.CodePage ? s_bytes : Encoding.UTF8;
            yield return encoding.GetBytes(line);
        }
    }

    /// <summary>Reports a failure, so that other files can still be used; null after a failure.</summary>
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

    /// <inheritdoc cref="Use{T}"/>
    public static void Use(string path, Action use) => Use(path, () =>
    {
        use();
        return true;
    });

    /// <summary>Uses the file system.</summary>
    /// <exception cref="InventoryFileException">The file can't be used.</exception>
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
