#if NET
using System.Runtime.InteropServices;
using System.Text;
#endif

namespace InventoryTools.Paths;

/// <summary>The file that a path leads to at a moment: two files never have the same device and number.</summary>
/// <remarks>
/// On Windows an open store can't be deleted, renamed or replaced, so all files are taken for the same one. The files
/// are not opened, because that would end the locks that SQLite holds on them.
/// </remarks>
internal readonly record struct FileIdentity(ulong Device, ulong Number)
{
    /// <summary>The identity of the file at a path; null when there is no file, or a device or pipe.</summary>
    public static FileIdentity? Of(string path)
    {
#if NET
        if (TryRead(path, out FileIdentity identity, out FileKind kind, out _) is bool isThere)
        {
            return isThere && kind == FileKind.File ? identity : null;
        }
#endif
        return File.Exists(path) ? default(FileIdentity) : null;
    }

#if NET
    /// <summary>
    /// Reads what a path leads to: true when there is something, false with the number of the error; null on Windows.
    /// </summary>
    public static bool? TryRead(string path, out FileIdentity identity, out FileKind kind, out int error)
    {
        (identity, kind, error) = (default, FileKind.Other, 0);
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS())
        {
            return null;
        }

        // The system would take what is before a NUL.
        if (path.Contains('\0'))
        {
            return false;
        }

        byte[] name = Encoding.UTF8.GetBytes(path + "\0");
        byte[] facts = new byte[256];
        bool isArm = RuntimeInformation.ProcessArchitecture == Architecture.Arm64;

        // The call by its number, because the C library of older Alpine has no statx. The places of the facts are the
        // same on all architectures.
        nint result = OperatingSystem.IsLinux() ? syscall(isArm ? 291 : 332, -100, name, 0, 0x101, facts)
            : isArm ? stat(name, facts)
            : stat64(name, facts);
        if (result != 0)
        {
            error = Marshal.GetLastPInvokeError();
            return false;
        }

        const int KindMask = 0xF000;
        kind = (FileKind)(BitConverter.ToUInt16(facts, OperatingSystem.IsLinux() ? 28 : 4) & KindMask);
        identity = OperatingSystem.IsLinux()
            ? new FileIdentity(BitConverter.ToUInt64(facts, 136), BitConverter.ToUInt64(facts, 32))
            : new FileIdentity(BitConverter.ToUInt32(facts, 0), BitConverter.ToUInt64(facts, 8));
        return true;
    }

    [DllImport("libc", SetLastError = true)]
    private static extern nint syscall(nint number, nint folder, byte[] path, nint flags, nint mask, byte[] facts);

    [DllImport("libc", SetLastError = true)]
    private static extern int stat(byte[] path, byte[] facts);

    [DllImport("libc", EntryPoint = "stat$INODE64", SetLastError = true)]
    private static extern int stat64(byte[] path, byte[] facts);
#endif
}

/// <summary>The kinds of files, with the numbers that Unix gives them.</summary>
internal enum FileKind
{
    /// <summary>Something else.</summary>
    Other,

    /// <summary>A pipe with a name.</summary>
    Pipe = 0x1000,

    /// <summary>A device of characters, such as a terminal.</summary>
    CharacterDevice = 0x2000,

    /// <summary>A folder.</summary>
    Folder = 0x4000,

    /// <summary>A device of blocks, such as a disk.</summary>
    BlockDevice = 0x6000,

    /// <summary>A file.</summary>
    File = 0x8000,

    /// <summary>A socket.</summary>
    Socket = 0xC000,
}
