using System.Management.Automation;
using InventoryTools.Service;

namespace InventoryTools.Writing;

/// <summary>Reports the results of a write: as progress, as counts, and as objects and errors.</summary>
internal sealed class WriteReport
{
    private readonly InventoryCmdlet _command;
    private readonly bool _passesThru;
    private readonly Action<ErrorRecord> _writeError;
    private readonly ProgressDisplay? _display;
    private Func<string>? _describe;
    private EmptiedItems? _emptied;

    /// <summary>Begins a report.</summary>
    /// <param name="command">The command that writes.</param>
    /// <param name="passesThru">True to write each result.</param>
    /// <param name="counts">True to count where no progress is shown, too.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="writeError">Writes an error.</param>
    public WriteReport(
        InventoryCmdlet command, bool passesThru, bool counts, IClock clock, Action<ErrorRecord> writeError)
    {
        _command = command;
        _passesThru = passesThru;
        _writeError = writeError;
        _display = command.ShowProgress("Writing inventory", clock);
        Summary = counts || _display is not null ? new WriteSummary(clock) : null;
    }

    /// <summary>The counts so far; null where nobody reads them.</summary>
    public WriteSummary? Summary { get; }

    /// <summary>The pace of a throttled account; null for none.</summary>
    public double? CallsPerSecond { get; set; }

    /// <summary>Reports the final result of an item at a node.</summary>
    public void Add(InventoryWriteResult result, ErrorRecord? error)
    {
        Summary?.Add(result);
        Update();
        if (_passesThru)
        {
            _command.WriteObject(result);
        }

        if (error is not null)
        {
            _writeError(error);
        }
    }

    /// <summary>Reports an item that needs no error; its result is an object only for who asks for it.</summary>
    public void AddWritten(string instanceId, string typeName, WriteStatus status, long bytes)
    {
        Summary?.Add(status);
        Update();
        if (_passesThru)
        {
            _command.WriteObject(new InventoryWriteResult(instanceId, typeName, status, bytes, 1, null));
        }
    }

    /// <summary>Warns of an item that had entries before, and has none now.</summary>
    public void AddEmptied(string instanceId, string typeName) =>
        (_emptied ??= new EmptiedItems(_command)).Add(instanceId, typeName);

    /// <summary>Updates the progress bar.</summary>
    public void Update() => _display?.Update(_describe ??= Describe);

    /// <summary>Removes the progress bar, and warns of what was counted.</summary>
    public void Complete()
    {
        _display?.Complete();
        _emptied?.Complete();
    }

    private string Describe()
    {
        string failed = Summary!.NotWritten == 0 ? "" : $", {Summary.NotWritten:#,##0} not written";
        string pace = CallsPerSecond is double calls ? $", throttled to {calls:0.##} calls a second" : "";
        return $"{Summary.Written:#,##0} items written{failed}{pace}";
    }
}
