using System.Management.Automation;

namespace InventoryTools.Cmdlets;

/// <summary>Paths as PowerShell resolves them, down to the file system.</summary>
internal static class ResolvedPath
{
    /// <summary>The full path of a file that need not be there; a terminating error for anything but a file.</summary>
    public static string Of(InventoryCmdlet cmdlet, string path)
    {
        string full = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider, out _);
        if (provider.Name != "FileSystem")
        {
            cmdlet.ThrowTerminatingError(Errors.PathNotFileSystem(path, provider.Name));
        }

        return full;
    }
}
