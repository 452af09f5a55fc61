using System;
using System.IO;

namespace InventoryTools.Loading;

/// <summary>Where the ledger lives when no store is given: in the user's local application data.</summary>
internal static class LedgerFile
{
    /// <summary>The full path of the file, in a folder that is there.</summary>
    /// <exception cref="InventoryStoreException">There is no such folder, and it can't be made.</exception>
    public static string FindPath()
    {
        string folder = Path.Combine(DataFolder(), "InventoryTools");
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

    private static string DataFolder()
    {
        // Run Command on Linux runs with HOME=/, where nothing of an account belongs.
        bool hasNoHome = Environment.GetEnvironmentVariable("HOME") == "/"
            && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("XDG_DATA_HOME"));
        return hasNoHome
            ? "/root/.local/share"
            : Environment.GetFolderPath(
                Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
    }
}
