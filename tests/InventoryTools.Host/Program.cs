using System;
using System.Management.Automation;

namespace InventoryTools.Host;

/// <summary>Runs a PowerShell script where no PowerShell is installed.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        if (!ScriptRequest.TryParse(arguments, out ScriptRequest? request, out string? problem))
        {
            Console.Error.WriteLine(problem);
            return ExitCodes.Usage;
        }

        // Importing a module would otherwise be reported over the network.
        Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
        PSStyle.Instance.OutputRendering = Terminal.HasColors ? OutputRendering.Host : OutputRendering.PlainText;

        using StopSignals signals = new();
        int exitCode = new ScriptRunner(new ConsoleInput(signals.Token), signals.Token).Run(request);
        return signals.ExitCode ?? exitCode;
    }
}
