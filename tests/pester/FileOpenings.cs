using System.ComponentModel;
using System.Runtime.InteropServices;

namespace InventoryTools.Pester;

/// <summary>Counts how often a file is opened on Linux, by any process, until it is disposed of.</summary>
public sealed class FileOpenings : IDisposable
{
    // From sys/inotify.h. Reads are watched too: without an event between them, two openings are reported as one.
    private const int NonBlocking = 0x800;
    private const uint Accessed = 0x1;
    private const uint Opened = 0x20;
    private const uint Overflow = 0x4000;
    private const int HeaderLength = 16;

    private readonly int _descriptor = Inotify(NonBlocking);
    private readonly byte[] _buffer = new byte[64 * 1024];

    /// <summary>Watches a file.</summary>
    public FileOpenings(string path)
    {
        if (_descriptor < 0 || AddWatch(_descriptor, path, Accessed | Opened) < 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }
    }

    /// <summary>Returns the number of openings since it was called last.</summary>
    public int Take()
    {
        int count = 0;
        int length;
        while ((length = (int)Read(_descriptor, _buffer, _buffer.Length)) > 0)
        {
            for (int at = 0; at < length; at += HeaderLength + BitConverter.ToInt32(_buffer, at + 12))
            {
                uint mask = BitConverter.ToUInt32(_buffer, at + 4);
                count += (mask & Overflow) != 0 ? throw new IOException("Events were lost.")
                    : (mask & Opened) != 0 ? 1
                    : 0;
            }
        }

        return count;
    }

    /// <inheritdoc/>
    public void Dispose() => _ = Close(_descriptor);

    [DllImport("libc", EntryPoint = "inotify_init1", SetLastError = true)]
    private static extern int Inotify(int flags);

    [DllImport("libc", EntryPoint = "inotify_add_watch", SetLastError = true)]
    private static extern int AddWatch(int descriptor, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, uint mask);

    [DllImport("libc", EntryPoint = "read", SetLastError = true)]
    private static extern nint Read(int descriptor, byte[] buffer, nint length);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int Close(int descriptor);
}
