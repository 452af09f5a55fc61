using System;
using System.Management.Automation;

namespace InventoryTools.Host;

/// <summary>
/// Prints as Out-Default does, but to the last line: what Out-Default holds back to make a table of it would be lost
/// when <c>exit</c> or an error ends the script.
/// </summary>
[Cmdlet(VerbsData.Out, "Default")]
internal sealed class OutConsoleCommand : PSCmdlet, IDisposable
{
    /// <summary>
    /// The name to run it by: only before a command of this name does the engine leave the console to native commands.
    /// </summary>
    public const string Name = "Out-Default";

    private SteppablePipeline? _printing;

    /// <summary>The object to print.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>Prints what is left when the pipeline did not come to its regular end.</summary>
    public void Dispose()
    {
        try
        {
            EndProcessing();
        }
        catch (PipelineStoppedException)
        {
            // After Ctrl+C the engine prints no more.
        }
    }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _printing = ScriptBlock.Create(@"Microsoft.PowerShell.Core\Out-Default").GetSteppablePipeline();
        _printing.Begin(expectInput: true);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        _printing?.Process(InputObject);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        SteppablePipeline? printing = _printing;
        _printing = null;
        printing?.End();
        printing?.Dispose();
    }
}
