namespace InventoryTools.Host;

/// <summary>The exit codes that this program has of its own; every other one is the script's.</summary>
internal static class ExitCodes
{
    /// <summary>The script ran to its end.</summary>
    public const int Success = 0;

    /// <summary>The script was ended by an error.</summary>
    public const int Failure = 1;

    /// <summary>The command line says nothing that can be run; the number is the one that pwsh gives.</summary>
    public const int Usage = 64;

    /// <summary>The script was stopped by Ctrl+C.</summary>
    public const int Interrupted = 130;

    /// <summary>The script was stopped by a request to terminate.</summary>
    public const int Terminated = 143;
}
