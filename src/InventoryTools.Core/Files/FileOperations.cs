using System.Text;
using InventoryTools.Model;
using InventoryTools.Paths;

namespace InventoryTools.Files;

/// <summary>Reads and writes files; every failure is an <see cref="InventoryFileException"/>.</summary>
internal static class FileOperations
{
    /// <summary>
    /// The maximum size of what is read at once, a line or a file of one item or request: 16 times that of a call.
    /// </summary>
    public const int MaxBytes = 16 * 1024 * 1024;

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
        using LineReader reader = Use(path, () => new LineReader(path));
        while (Use(path, () => reader.Next()) is FileLine line)
        {
            yield return line;
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
    public static T Use<T>(string path, Func<T> use) => Use(path, use, remedyOf: null);

    /// <summary>Writes a file that replaces another one only when it is complete.</summary>
    /// <exception cref="InventoryFileException">The file can't be written.</exception>
    public static void Write(string path, Action write) => Use(
        path,
        () =>
        {
            write();
            return true;
        },
        error => error switch
        {
            UnauthorizedAccessException =>
                "Check the rights of the file and of its folder, or export to another place.",
            DirectoryNotFoundException or FileNotFoundException => "Export to another place, or repeat the export.",
            _ when IsDiskFull(error) => "Free space there, or export to another disk.",
            _ => "Export to another place, or repeat the export after the cause is gone.",
        });

    // A write has remedies of its own.
    private static T Use<T>(string path, Func<T> use, Func<Exception, string>? remedyOf)
    {
        try
        {
            return use();
        }
        catch (Exception error) when (
            error is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            string cause = PathCause.Find(path, "file").Message;
            string message = cause.Length > 0 ? cause : remedyOf is null ? WhyNotRead(path, error)
                : $"{WhyNotWritten(path, error)} No file was changed. {remedyOf(error)}";
            string unchanged = remedyOf is not null && cause.Length > 0 ? " No file was changed." : "";
            throw new InventoryFileException(FileProblem.FileFailed, path, message + unchanged, error);
        }
    }

    private static string WhyNotRead(string path, Exception error) => error is UnauthorizedAccessException
        ? $"This account may not read '{path}'. Use an account that may, or have the right to read it granted."
        : Unusable(path, error);

    private static string WhyNotWritten(string path, Exception error) => error switch
    {
        UnauthorizedAccessException when !File.Exists(path) =>
            $"'{path}' can't be written: this account may not make files in '{FolderOf(path)}'.",
        DirectoryNotFoundException or FileNotFoundException =>
            $"'{path}' can't be written: its folder is not there, and could not be made in '{FolderOf(path)}'.",
        _ => Unusable(path, error),
    };

    private static string Unusable(string path, Exception error) =>
        $"'{path}' can't be used: {error.Message.TrimEnd('.')}.";

    // The innermost folder of the path that exists.
    private static string FolderOf(string path)
    {
        string? folder = Path.GetDirectoryName(path);
        while (!string.IsNullOrEmpty(folder) && !Directory.Exists(folder))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return string.IsNullOrEmpty(folder) ? "." : folder!;
    }

    // ENOSPC; ERROR_HANDLE_DISK_FULL and ERROR_DISK_FULL of Windows.
    private static bool IsDiskFull(Exception error) =>
        error.HResult is 28 or unchecked((int)0x80070027) or unchecked((int)0x80070070);
}
