using System;
using System.IO;
using System.Runtime.InteropServices;

namespace InventoryTools.Loading;

/// <summary>Where the ledger lives when no store is given: in the user's local application data.</summary>
internal static class LedgerFile
{
    /// <summary>The full path of the file, in a folder that is there.</summary>
    /// <exception cref="InventoryStoreException">There is no such folder, and it can't be made.</exception>
    public static string FindPath()
    {
        string folder = Path.Combine(
            DataFolder(RuntimeInformation.IsOSPlatform(OSPlatform.Linux), Environment.GetEnvironmentVariable), "InventoryTools");
        string path = Path.Combine(folder, "ledger.db");
        try
        {
            Directory.CreateDirectory(folder);
            return path;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InventoryStoreException(
                StoreProblem.AccessDenied, path, $"The folder '{folder}' can't be made: {error.Message}", error);
        }
    }

    /// <summary>The folder for data of this user on this machine.</summary>
    public static string DataFolder(bool isLinux, Func<string, string?> variable)
    {
        // Run Command on Linux starts scripts with HOME=/, where nothing of an account belongs. Elsewhere HOME=/ says nothing.
        bool isHomeless = isLinux && variable("HOME") == "/" && string.IsNullOrEmpty(variable("XDG_DATA_HOME"));
        return isHomeless
            ? "/root/.local/share"
            : Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
    }
}
