using System.Text;
using InventoryTools.Model;

namespace InventoryTools.Files;

/// <summary>Reads and writes files; every failure is an <see cref="InventoryFileException"/>.</summary>
internal static class FileOperations
{
    /// <summary>
    /// The maximum size of what is read at once, a line or a file of one item or request: 16 times that of a call.
    /// </summary>
    public const int MaxBytes = 16 * 1024 * 1024;

    private static readonly Encoding s_bytes = Encoding.GetEncoding("iso-8859-1");

    // The first bytes of every SQLite file (sqlite.org/fileformat.html, 1.3.1).
    private static readonly byte[] s_database = Encoding.ASCII.GetBytes("SQLite format 3\0");

    /// <summary>Reads a whole file, which has at most <see cref="MaxBytes"/>.</summary>
    public static byte[] ReadAllBytes(string path) => TryReadAllBytes(path)
        ?? throw TooLarge(path, $"it has more than {NumberText.Grouped(MaxBytes)} bytes");

    /// <summary>Reads a whole file; null for one that has more than <see cref="MaxBytes"/>.</summary>
    public static byte[]? TryReadAllBytes(string path) =>
        ReadHead(path, MaxBytes + 1) is byte[] bytes && bytes.Length <= MaxBytes ? bytes : null;

    /// <summary>Reads the beginning of a file.</summary>
    public static byte[] ReadHead(string path, int length) => Use(path, () =>
    {
        using FileStream file = RegularFile.Open(path, FileShare.Read);
        using MemoryStream whole = new();
        byte[] buffer = new byte[Math.Min(length, 81920)];
        for (int read; whole.Length < length && (read = file.Read(
            buffer, 0, (int)Math.Min(buffer.Length, length - whole.Length))) > 0;)
        {
            whole.Write(buffer, 0, read);
        }

        return whole.ToArray();
    });

    /// <summary>Returns true for a database, such as a store.</summary>
    public static bool IsDatabase(string path) => File.Exists(path) && Use(path, () =>
    {
        using FileStream file = RegularFile.Open(path, FileShare.ReadWrite | FileShare.Delete);
        byte[] actual = new byte[s_database.Length];
        return file.Read(actual, 0, actual.Length) == actual.Length && Enumerable.SequenceEqual(actual, s_database);
    });

    /// <summary>
    /// Reads the lines of a file in UTF-8. The file is closed with the enumerator. Invalid UTF-8 is not replaced, so
    /// that it can be reported. A line has at most <see cref="MaxBytes"/>.
    /// </summary>
    public static IEnumerable<FileLine> ReadLines(string path)
    {
        // Each byte is one character, unless the file has a byte order mark of an encoding of two or four.
        (string Name, Encoding Encoding, int Length) mark =
            TextDamage.MarkOf(ReadHead(path, 4)) ?? ("", s_bytes, 0);
        bool isBytes = mark.Name is "" or "UTF-8";
        using StreamReader reader = Use(path, () =>
        {
            FileStream file = RegularFile.Open(path, FileShare.Read);
            file.Position = mark.Length;
            return new StreamReader(file, isBytes ? s_bytes : mark.Encoding, detectEncodingFromByteOrderMarks: false);
        });
        StringBuilder line = new();
        long offset = mark.Length;
        for (int number = 1, end = 0; Use(path, () => ReadLine(path, reader, line, out end)); number++)
        {
            if (line.Length > MaxBytes)
            {
                throw TooLarge(
                    path,
                    $"line {number} has more than {NumberText.Grouped(MaxBytes)} bytes, and nothing after it is read");
            }

            yield return new FileLine((isBytes ? s_bytes : Encoding.UTF8).GetBytes(line.ToString()), number, offset);
            offset += line.Length + end;
        }
    }

    /// <summary>Returns the problem of a file, or of a part of it, that is too large to be read.</summary>
    public static InventoryFileException TooLarge(string path, string what) => new(
        FileProblem.InvalidFile, path, $"'{path}' is too large: {what}.");

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

    /// <summary>Uses the file system.</summary>
    /// <exception cref="InventoryFileException">The file can't be used.</exception>
    public static T Use<T>(string path, Func<T> use) => Use(path, use, _ => "");

    /// <summary>Writes a file that replaces another one only when it is complete.</summary>
    /// <exception cref="InventoryFileException">The file can't be written.</exception>
    public static void Write(string path, Action write) => Use(
        path,
        () =>
        {
            write();
            return true;
        },
        error => " No file was changed. " + error switch
        {
            UnauthorizedAccessException => "Check the rights of the file and of its folder.",
            DirectoryNotFoundException or FileNotFoundException => "Its folder is not there; repeat the export.",
            _ when IsDiskFull(error) => "Free space there, or export to another disk.",
            _ => "Export to another place, or repeat the export after the cause is gone.",
        });

    private static T Use<T>(string path, Func<T> use, Func<Exception, string> remedyOf)
    {
        try
        {
            return use();
        }
        catch (Exception error) when (
            error is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            string message = $"'{path}' can't be used: {error.Message.TrimEnd('.')}.{remedyOf(error)}";
            throw new InventoryFileException(FileProblem.FileFailed, path, message, error);
        }
    }

    // ENOSPC; ERROR_HANDLE_DISK_FULL and ERROR_DISK_FULL of Windows.
    private static bool IsDiskFull(Exception error) =>
        error.HResult is 28 or unchecked((int)0x80070027) or unchecked((int)0x80070070);

    // As TextReader.ReadLine, but for the limit and the length of the end.
    private static bool ReadLine(string path, StreamReader reader, StringBuilder line, out int end)
    {
        line.Clear();
        int next = Read(path, reader);
        bool isThere = next >= 0;
        for (; next is >= 0 and not ('\r' or '\n') && line.Length <= MaxBytes; next = Read(path, reader))
        {
            line.Append((char)next);
        }

        end = next is '\r' or '\n' ? 1 : 0;
        if (next == '\r' && reader.Peek() == '\n')
        {
            reader.Read();
            end++;
        }

        return isThere;
    }

    private static int Read(string path, StreamReader reader)
    {
        try
        {
            return reader.Read();
        }
        catch (DecoderFallbackException error)
        {
            throw new InventoryFileException(
                FileProblem.NotUtf8,
                path,
                $"'{path}': its byte order mark tells {reader.CurrentEncoding.WebName}, and it has bytes that are not "
                    + "characters of it. Save it again as UTF-8 in the program that has made it.",
                error);
        }
    }
}
