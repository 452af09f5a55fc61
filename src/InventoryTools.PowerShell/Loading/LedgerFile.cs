using System.Runtime.InteropServices;

namespace InventoryTools.Loading;

/// <summary>Where the ledger lives when no store is given: in the user's local application data.</summary>
internal static class LedgerFile
{
    /// <summary>The full path of the file, in a folder that is there.</summary>
    /// <exception cref="InventoryStoreException">The folder does not exist and can't be made.</exception>
    public static string FindPath()
    {
        string path = MakePath();
        string folder = Path.GetDirectoryName(path)!;
        try
        {
            MakeFolder(folder);
            return path;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InventoryStoreException(
                StoreProblem.AccessDenied, path, $"The folder '{folder}' can't be made: {error.Message}", error);
        }
    }

    /// <summary>The full path of the file; null when it does not exist.</summary>
    public static string? FindExisting() => MakePath() is string path && File.Exists(path) ? path : null;

    private static string MakePath() => Path.Combine(
        DataFolder(
            RuntimeInformation.IsOSPlatform(OSPlatform.Windows),
            RuntimeInformation.IsOSPlatform(OSPlatform.Linux),
            Environment.GetEnvironmentVariable),
        "InventoryTools",
        "ledger.db");

    // Missing folders are made for their owner alone under any umask, as the XDG Base Directory Specification asks.
    private static void MakeFolder(string folder)
    {
        if (Directory.Exists(folder))
        {
            return;
        }

        if (Path.GetDirectoryName(folder) is string parent)
        {
            MakeFolder(parent);
        }

        Directory.CreateDirectory(folder);
#if NET
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(
                folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
#endif
    }

    /// <summary>The folder for local data of the user: that of the environment, or that of the system.</summary>
    public static string DataFolder(bool isWindows, bool isLinux, Func<string, string?> variable)
    {
        if (variable(isWindows ? "LOCALAPPDATA" : "XDG_DATA_HOME") is string named && Path.IsPathRooted(named))
        {
            return named;
        }

        // Run Command on Linux starts scripts with HOME=/, where no data of an account belongs.
        return isLinux && variable("HOME") == "/"
            ? "/root/.local/share"
            : Environment.GetFolderPath(
                Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
    }
}
