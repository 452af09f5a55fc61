using System;
using System.Diagnostics;
using System.Linq;
using System.Management.Automation;

namespace InventoryTools.Cmdlets;

/// <summary>
/// Tells people how far a write has come: a few times a second, and not at all where PowerShell runs without anybody
/// to look at it, as under Run Command.
/// </summary>
internal sealed class WriteProgress(Cmdlet command)
{
    private const int ActivityId = 1;
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);

    private readonly bool _isWatched = IsWatched(command);
    private readonly Stopwatch _sinceLast = Stopwatch.StartNew();
    private bool _wasShown;

    /// <summary>The pace of a throttled account; null for none.</summary>
    public double? CallsPerSecond { get; set; }

    public void Update(WriteSummary summary)
    {
        if (_isWatched && _sinceLast.Elapsed >= s_pause)
        {
            string failed = summary.NotWritten == 0 ? "" : $", {summary.NotWritten:#,##0} not written";
            string pace = CallsPerSecond is double calls ? $", throttled to {calls:0.##} calls a second" : "";
            Write($"{summary.Written:#,##0} items written{failed}{pace}", ProgressRecordType.Processing);
            _wasShown = true;
            _sinceLast.Restart();
        }
    }

    public void Complete()
    {
        if (_wasShown)
        {
            Write("Done", ProgressRecordType.Completed);
        }
    }

    // The console host draws progress into whatever its output goes to; other hosts decide for themselves.
    private static bool IsWatched(Cmdlet command) =>
        (command as PSCmdlet)?.Host?.Name != "ConsoleHost"
        || (Environment.UserInteractive
            && !Console.IsOutputRedirected
            && !Environment.GetCommandLineArgs().Any(argument =>
                argument.Length > 4 && "-NonInteractive".StartsWith(argument, StringComparison.OrdinalIgnoreCase)));

    private void Write(string status, ProgressRecordType type) => command.WriteProgress(
        new ProgressRecord(ActivityId, "Writing inventory", status) { RecordType = type });
}
