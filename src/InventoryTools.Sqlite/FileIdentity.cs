#if NET
using System.Runtime.InteropServices;
using System.Text;
#endif

namespace InventoryTools.Sqlite;

/// <summary>The file that a path names at a moment: two files never have the same device and number.</summary>
/// <remarks>
/// On Windows an open store can't be deleted, renamed or replaced, so all files are taken for the same one. The files
/// are not opened, because that would end the locks that SQLite holds on them.
/// </remarks>
internal readonly record struct FileIdentity(ulong Device, ulong Number)
{
    /// <summary>The identity of the file at a path; null when the path has none.</summary>
    public static FileIdentity? Of(string path)
    {
#if NET
        byte[] name = Encoding.UTF8.GetBytes(path + "\0");
        byte[] facts = new byte[256];
        if (OperatingSystem.IsLinux())
        {
            return statx(-100, name, 0, 0x100, facts) == 0
                ? new FileIdentity(BitConverter.ToUInt64(facts, 136), BitConverter.ToUInt64(facts, 32))
                : null;
        }

        if (OperatingSystem.IsMacOS())
        {
            bool isArm = RuntimeInformation.ProcessArchitecture == Architecture.Arm64;
            return (isArm ? stat(name, facts) : stat64(name, facts)) == 0
                ? new FileIdentity(BitConverter.ToUInt32(facts, 0), BitConverter.ToUInt64(facts, 8))
                : null;
        }
#endif
        return File.Exists(path) ? default(FileIdentity) : null;
    }

#if NET
    // The number and the two parts of the device have the same places on every architecture.
    [DllImport("libc")]
    private static extern int statx(int folder, byte[] path, int flags, uint mask, byte[] facts);

    [DllImport("libc")]
    private static extern int stat(byte[] path, byte[] facts);

    [DllImport("libc", EntryPoint = "stat$INODE64")]
    private static extern int stat64(byte[] path, byte[] facts);
#endif
}
