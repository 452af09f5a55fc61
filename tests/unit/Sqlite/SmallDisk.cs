using System.Diagnostics;

namespace InventoryTools.Tests.Sqlite;

/// <summary>A real file system of a few megabytes in memory, where the machine lets the tests mount one.</summary>
internal sealed class SmallDisk : IDisposable
{
    private SmallDisk(string path, bool isMounted)
    {
        Path = path;
        IsMounted = isMounted;
    }

    public string Path { get; }

    public bool IsMounted { get; }

    public static SmallDisk TryMake(string path, int megabytes)
    {
        Directory.CreateDirectory(path);
        bool isMounted = OperatingSystem.IsLinux()
            && Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "none", path);
        return new SmallDisk(path, isMounted);
    }

    public void MakeReadOnly()
    {
        if (!Run("mount", "-o", "remount,ro", Path))
        {
            throw new InvalidOperationException("The disk could not be made read-only.");
        }
    }

    public void Dispose()
    {
        if (IsMounted)
        {
            Run("umount", Path);
        }
    }

    private static bool Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
