#if NET
using System.Runtime.InteropServices;
using System.Text;
#endif
using InventoryTools.Paths;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace InventoryTools.Sqlite;

/// <summary>
/// Finds out why the files of a store can't be read or written. It is entered only where that is so. On Unix the system
/// is asked for the rights; the files are not opened, because that would end the locks that SQLite holds on them.
/// </summary>
internal static class AccessFault
{
    private static readonly string[] s_ends = ["", "-wal", "-shm", "-journal"];

    /// <summary>The reason for which SQLite can't open or write a store.</summary>
    public static InventoryStoreException Find(string path, SqliteException error)
    {
        if (FileIdentity.Of(path) is null)
        {
            return PathFault.Find(path, isMade: false);
        }

        string real = RealPath(path);
        string[] files = [.. s_ends.Select(end => real + end).Where(File.Exists)];
        foreach (string file in files)
        {
            if (Check(file, Rights.Read) != Access.Granted)
            {
                return new InventoryStoreException(
                    StoreProblem.AccessDenied,
                    path,
                    $"The store '{path}' can't be read: this account may not read the file '{file}'. Use an account "
                        + "that may, or have the right granted.",
                    error);
            }
        }

        foreach (string file in files)
        {
            if (Check(file, Rights.Write) is not Access.Granted and Access access)
            {
                return Unwritable(path, $"the file '{file}' is read-only for this account", access, error);
            }
        }

        return OfFolder(path, error) ?? (error.SqliteErrorCode == raw.SQLITE_READONLY
            ? Unwritable(path, "the file or its folder is read-only for this account", Access.Denied, error)
            : new InventoryStoreException(
                StoreProblem.AccessDenied,
                path,
                $"The store '{path}' can't be opened: {error.Message.TrimEnd('.')}. Check the rights of this account, "
                    + "and how many files it has open.",
                error));
    }

    /// <summary>The reason for which no file can be made in the folder of a path; null when it can.</summary>
    public static InventoryStoreException? OfFolder(string path, Exception? error)
    {
        string folder = Path.GetDirectoryName(RealPath(path)) ?? path;
        return Check(folder, Rights.Write | Rights.Enter) is not Access.Granted and Access access
            ? Unwritable(
                path,
                $"this account may not make files in its folder '{folder}', and SQLite keeps a log beside the store",
                access,
                error)
            : null;
    }

    /// <summary>The fault of a store that this account can't read, because it can't add the log to it.</summary>
    public static InventoryStoreException LogNotAdded(InventoryStoreException error) => new(
        error.Problem,
        error.Path,
        $"The store '{error.Path}' can't be read by this account: its log '{error.Path}-wal' has what was written "
            + "last, and to read that, SQLite writes beside the store. Read it once with an account that may write "
            + "there, or copy all files of the store to another folder.",
        error);

    /// <summary>Checks that a file can be made in the folder of a path. Nothing is left there.</summary>
    /// <exception cref="InventoryStoreException">It can't.</exception>
    public static void CheckFolder(string path)
    {
        if (OfFolder(path, null) is InventoryStoreException fault)
        {
            throw fault;
        }

        // The access lists of Windows are known when a file is made.
        if (Path.DirectorySeparatorChar == '\\' && Path.GetDirectoryName(path) is string folder)
        {
            try
            {
                string name = Path.Combine(folder, $".inventory-{Guid.NewGuid():N}.tmp");
                new FileStream(
                    name, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose).Dispose();
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw PathFault.CannotCreate(path, error);
            }
        }
    }

    // The files beside a store lie where a link leads to.
    private static string RealPath(string path)
    {
#if NET
        try
        {
            return File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return path;
        }
#else
        return path;
#endif
    }

    private static InventoryStoreException Unwritable(string path, string why, Access access, Exception? error) => new(
        StoreProblem.ReadOnly,
        path,
        access == Access.ReadOnlyDisk
            ? $"The store '{path}' can't be written to: its file system is mounted read-only. Mount it for writing, "
                + "or use a copy on another disk."
            : $"The store '{path}' can't be written to: {why}. Use an account that may write there, have the right "
                + "granted, or use a copy in another folder.",
        error);

    private static Access Check(string path, Rights rights)
    {
#if NET
        if (!OperatingSystem.IsWindows())
        {
            const int ReadOnlyDisk = 30; // EROFS
            byte[] name = Encoding.UTF8.GetBytes(path + "\0");

            // The rights of the effective account: AT_FDCWD and AT_EACCESS have other numbers on macOS.
            bool isMac = OperatingSystem.IsMacOS();
            return faccessat(isMac ? -2 : -100, name, (int)rights, isMac ? 0x10 : 0x200) == 0 ? Access.Granted
                : Marshal.GetLastPInvokeError() == ReadOnlyDisk ? Access.ReadOnlyDisk
                : Access.Denied;
        }
#endif
        // Windows decides by access lists when the file is opened, but for the attribute of a file.
        return (rights & Rights.Write) != 0 && new FileInfo(path) is { Exists: true, IsReadOnly: true }
            ? Access.Denied
            : Access.Granted;
    }

#if NET
    [DllImport("libc", SetLastError = true)]
    private static extern int faccessat(int folder, byte[] path, int mode, int flags);
#endif

    [Flags]
    private enum Rights
    {
        Enter = 1,
        Write = 2,
        Read = 4,
    }

    private enum Access
    {
        Granted,
        Denied,
        ReadOnlyDisk,
    }
}
