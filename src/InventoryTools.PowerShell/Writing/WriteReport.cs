using System.Management.Automation;
using InventoryTools.Service;

namespace InventoryTools.Writing;

/// <summary>Reports the results of a write: as progress, as counts, and as objects and errors.</summary>
/// <param name="command">The command that writes.</param>
/// <param name="passesThru">True to write each result.</param>
/// <param name="clock">The clock.</param>
/// <param name="writeError">Writes an error.</param>
internal sealed class WriteReport(
    InventoryCmdlet command, bool passesThru, IClock clock, Action<ErrorRecord> writeError)
{
    private readonly ProgressDisplay? _display = command.ShowProgress("Writing inventory", clock);

    /// <summary>The counts so far.</summary>
    public WriteSummary Summary { get; } = new(clock);

    /// <summary>The pace of a throttled account; null for none.</summary>
    public double? CallsPerSecond { get; set; }

    /// <summary>Reports the final result of an item at a node.</summary>
    public void Add(InventoryWriteResult result, ErrorRecord? error)
    {
        Summary.Add(result);
        Update();
        if (passesThru)
        {
            command.WriteObject(result);
        }

        if (error is not null)
        {
            writeError(error);
        }
    }

    /// <summary>Updates the progress bar.</summary>
    public void Update() => _display?.Update(() =>
    {
        string failed = Summary.NotWritten == 0 ? "" : $", {Summary.NotWritten:#,##0} not written";
        string pace = CallsPerSecond is double calls ? $", throttled to {calls:0.##} calls a second" : "";
        return $"{Summary.Written:#,##0} items written{failed}{pace}";
    });

    /// <summary>Removes the progress bar.</summary>
    public void Complete() => _display?.Complete();
}
