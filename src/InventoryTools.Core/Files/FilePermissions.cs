#if NET
using System.Runtime.InteropServices;
using System.Text;
#endif

namespace InventoryTools.Files;

/// <summary>Creates and moves files and folders with the permissions that they should have on each platform.</summary>
internal static class FilePermissions
{
#if NET
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Readable = Private | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>Returns the target of a link, which is written while the link stays.</summary>
    public static string TargetOf(string path) =>
        File.Exists(path) && File.ResolveLinkTarget(path, returnFinalTarget: true) is FileSystemInfo target
            ? target.FullName
            : path;

    /// <summary>Creates a file with the permissions of the file that it will replace.</summary>
    public static FileStream Create(string path, string replaced)
    {
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        options.Share = FileShare.None;
        if (OperatingSystem.IsWindows())
        {
            // The file takes over the access list when it is moved.
            return new FileStream(path, options);
        }

        // Whoever could open it before it has its permissions could read what is written later.
        UnixFileMode? mode = File.Exists(replaced) ? File.GetUnixFileMode(replaced) : null;
        options.UnixCreateMode = mode is null ? Readable : Private;
        FileStream file = new(path, options);
        UnixFileMode actual = File.GetUnixFileMode(file.SafeFileHandle);
        UnixFileMode wanted = mode ?? actual | Private;
        if (wanted != actual)
        {
            File.SetUnixFileMode(file.SafeFileHandle, wanted);
        }

        return file;
    }

    /// <summary>Creates a folder. The umask can't take it from its owner, and nobody else can write to it.</summary>
    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        const UnixFileMode Owner = Private | UnixFileMode.UserExecute;
        Directory.CreateDirectory(path, Owner | Readable | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        UnixFileMode actual = File.GetUnixFileMode(path);
        if ((actual & Owner) != Owner)
        {
            File.SetUnixFileMode(path, actual | Owner);
        }
    }

    /// <summary>Checks that files can be made in a folder. Nothing is left there.</summary>
    /// <exception cref="IOException">They can't, or the account may not.</exception>
    public static void CheckFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            MakeAndDelete(folder);
            return;
        }

        // Write and enter; AT_FDCWD and AT_EACCESS have other numbers on macOS.
        const int Rights = 3;
        const int ReadOnlyDisk = 30; // EROFS
        bool isMac = OperatingSystem.IsMacOS();
        if (faccessat(isMac ? -2 : -100, Encoding.UTF8.GetBytes(folder + "\0"), Rights, isMac ? 0x10 : 0x200) != 0)
        {
            throw Marshal.GetLastPInvokeError() == ReadOnlyDisk
                ? new IOException($"The file system of '{folder}' is mounted read-only.")
                : new UnauthorizedAccessException($"This account may not make files in '{folder}'.");
        }
    }

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int faccessat(int folder, byte[] path, int mode, int flags);

    /// <summary>Moves a file over another one.</summary>
    public static void Move(string file, string target)
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
    /// <summary>Returns the target of a link, which is written while the link stays.</summary>
    public static string TargetOf(string path) => path;

    /// <summary>Creates a file. It takes over the access list of the file that it replaces when it is moved.</summary>
    public static FileStream Create(string path, string replaced) =>
        new(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);

    /// <summary>Creates a folder.</summary>
    public static void CreateFolder(string path) => Directory.CreateDirectory(path);

    /// <summary>Checks that files can be made in a folder. Nothing is left there.</summary>
    /// <exception cref="IOException">They can't, or the account may not.</exception>
    public static void CheckFolder(string folder) => MakeAndDelete(folder);

    /// <summary>Moves a file over another one.</summary>
    public static void Move(string file, string target)
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

    // The access lists of Windows are known when a file is made.
    private static void MakeAndDelete(string folder) => new FileStream(
        Path.Combine(folder, $".inventory-{Guid.NewGuid():N}.tmp"),
        FileMode.CreateNew,
        FileAccess.Write,
        FileShare.None,
        1,
        FileOptions.DeleteOnClose).Dispose();
}
