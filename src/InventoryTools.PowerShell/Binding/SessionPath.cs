using System.Management.Automation;

namespace InventoryTools.Binding;

/// <summary>
/// Resolves paths and variables for completers, which have no command, as the session of the caller does.
/// </summary>
internal static class SessionPath
{
    /// <summary>The full path; the path as typed where the session can't resolve it.</summary>
    public static string Of(string path)
    {
        using PowerShell shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        try
        {
            return shell.AddScript(
                "param($p) $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($p)")
                .AddArgument(path).Invoke<string>().FirstOrDefault() ?? path;
        }
        catch (RuntimeException)
        {
            return path;
        }
    }

    /// <summary>The value of a variable of the session; null where it has none.</summary>
    public static object? Variable(string name)
    {
        using PowerShell shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        try
        {
            // A list must come as it is: what a pipeline returns is enumerated.
            return shell.AddScript("param($n) , $ExecutionContext.SessionState.PSVariable.GetValue($n)")
                .AddArgument(name).Invoke().FirstOrDefault()?.BaseObject;
        }
        catch (RuntimeException)
        {
            return null;
        }
    }
}
