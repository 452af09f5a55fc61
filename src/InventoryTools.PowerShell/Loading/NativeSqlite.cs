using System.Runtime.InteropServices;

namespace InventoryTools.Loading;

/// <summary>The native SQLite library that the module brings for each supported platform.</summary>
internal static class NativeSqlite
{
    /// <summary>The name by which the packages ask for it.</summary>
    public const string Name = "e_sqlite3";

    /// <summary>The full path of the library for this process.</summary>
    /// <exception cref="PlatformNotSupportedException">The module has none for this platform.</exception>
    public static string FindPath()
    {
        string platform = $"{OperatingSystemName()}-{Architecture()}";
        string file =
            IsOn(OSPlatform.Windows) ? Name + ".dll" : IsOn(OSPlatform.OSX) ? $"lib{Name}.dylib" : $"lib{Name}.so";
        string path = Path.GetFullPath(
            Path.Combine(PrivateAssemblies.ModuleFolder, "..", "runtimes", platform, "native", file));
        return File.Exists(path)
            ? path
            : throw new PlatformNotSupportedException(
                $"A local store needs SQLite, and the module does not have it for {platform}: it supports win-x64, "
                + "win-arm64, linux-x64, linux-arm64, linux-musl-x64, osx-x64 and osx-arm64.");
    }

#if !NET
    /// <summary>Loads the library by its path, so that asking for it by its name finds it.</summary>
    public static void Load()
    {
        if (IsOn(OSPlatform.Windows) && LoadLibrary(FindPath()) == IntPtr.Zero)
        {
            throw new DllNotFoundException(
                $"SQLite could not be loaded from '{FindPath()}': Windows error {Marshal.GetLastWin32Error()}.");
        }
    }

    [DllImport("kernel32", EntryPoint = "LoadLibraryW", CharSet = CharSet.Unicode, SetLastError = true)]
    private static extern IntPtr LoadLibrary(string path);
#endif

    private static string OperatingSystemName() =>
        IsOn(OSPlatform.Windows) ? "win" : IsOn(OSPlatform.OSX) ? "osx" : IsMusl() ? "linux-musl" : "linux";

    private static bool IsMusl()
    {
#if NET
        string platform = RuntimeInformation.RuntimeIdentifier;
        return platform.Contains("musl", StringComparison.Ordinal) || platform.Contains(
            "alpine", StringComparison.Ordinal);
#else
        return false; // This build runs on Windows.
#endif
    }

    // The names of the folders are in lower case.
    private static string Architecture() => RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();

    private static bool IsOn(OSPlatform platform) => RuntimeInformation.IsOSPlatform(platform);
}
