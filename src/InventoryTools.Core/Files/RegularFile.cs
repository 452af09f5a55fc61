#if NET
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;
#endif

namespace InventoryTools.Files;

/// <summary>
/// Opens files for reading. A pipe or a terminal is refused: reading it would wait until another program writes.
/// </summary>
internal static class RegularFile
{
    /// <summary>Opens a file.</summary>
    /// <exception cref="IOException">The file can't be opened, or is not one.</exception>
    public static FileStream Open(string path, FileShare share)
    {
        FileStream? file = IsPipe(path) ? null : new FileStream(path, FileMode.Open, FileAccess.Read, share);
        if (file?.CanSeek == true)
        {
            return file;
        }

        file?.Dispose();
        throw new IOException("It is a pipe or a terminal, and only files are read. Save its content to a file.");
    }

#if NET
    // Opening a pipe waits for a writer, unless it is told not to. What can't be opened so is left to .NET, whose
    // errors say why.
    private static bool IsPipe(string path)
    {
        if (OperatingSystem.IsWindows() || Directory.Exists(path))
        {
            return false;
        }

        // O_NONBLOCK and O_CLOEXEC.
        int flags = OperatingSystem.IsLinux() ? 0x800 | 0x80000 : 0x4 | 0x1000000;
        int descriptor = OpenDescriptor(Encoding.UTF8.GetBytes(path + "\0"), flags);
        if (descriptor < 0)
        {
            return false;
        }

        using FileStream opened = new(new SafeFileHandle(descriptor, ownsHandle: true), FileAccess.Read);
        return !opened.CanSeek;
    }

    [DllImport("libc", EntryPoint = "open")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int OpenDescriptor(byte[] path, int flags);
#else
    // .NET Framework opens no pipe and no device.
    private static bool IsPipe(string path) => false;
#endif
}
