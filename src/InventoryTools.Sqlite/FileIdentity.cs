#if NET
using System.Runtime.InteropServices;
using System.Text;
#endif

namespace InventoryTools.Sqlite;

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
        const int KindMask = 0xF000;
        const int RegularFile = 0x8000;
        byte[] name = Encoding.UTF8.GetBytes(path + "\0");
        byte[] facts = new byte[256];
        bool isArm = RuntimeInformation.ProcessArchitecture == Architecture.Arm64;

        // The call by its number, because the C library of older Alpine has no statx. The places of the facts are the
        // same on all architectures.
        if (OperatingSystem.IsLinux() && syscall(isArm ? 291 : 332, -100, name, 0, 0x101, facts) == 0)
        {
            return (BitConverter.ToUInt16(facts, 28) & KindMask) == RegularFile
                ? new FileIdentity(BitConverter.ToUInt64(facts, 136), BitConverter.ToUInt64(facts, 32))
                : null;
        }

        if (OperatingSystem.IsMacOS() && (isArm ? stat(name, facts) : stat64(name, facts)) == 0)
        {
            return (BitConverter.ToUInt16(facts, 4) & KindMask) == RegularFile
                ? new FileIdentity(BitConverter.ToUInt32(facts, 0), BitConverter.ToUInt64(facts, 8))
                : null;
        }
#endif
        return File.Exists(path) ? default(FileIdentity) : null;
    }

#if NET
    [DllImport("libc")]
    private static extern nint syscall(nint number, nint folder, byte[] path, nint flags, nint mask, byte[] facts);

    [DllImport("libc")]
    private static extern int stat(byte[] path, byte[] facts);

    [DllImport("libc", EntryPoint = "stat$INODE64")]
    private static extern int stat64(byte[] path, byte[] facts);
#endif
}
