using System.Diagnostics;
using System.Management.Automation;

namespace InventoryTools.Writing;

/// <summary>
/// A progress bar that is updated a few times a second, and not shown where PowerShell runs without anybody to look at
/// it, as under Run Command.
/// </summary>
internal sealed class ProgressDisplay(InventoryCmdlet command, string activity)
{
    private const int ActivityId = 1;
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);

    private readonly bool _isWatched = IsWatched(command);
    private readonly Stopwatch _sinceLast = Stopwatch.StartNew();
    private bool _wasShown;

    /// <summary>Shows a status when the last one has been shown for long enough.</summary>
    public void Update(Func<string> status)
    {
        if (_isWatched && _sinceLast.Elapsed >= s_pause)
        {
            Show(status());
        }
    }

    /// <summary>Shows a status at once.</summary>
    public void Show(string status)
    {
        if (_isWatched)
        {
            Write(status, ProgressRecordType.Processing);
            _wasShown = true;
            _sinceLast.Restart();
        }
    }

    /// <summary>Removes the progress bar.</summary>
    public void Complete()
    {
        if (_wasShown)
        {
            Write("Done", ProgressRecordType.Completed);
            _wasShown = false;
        }
    }

    // The console host draws progress into a redirected output too; other hosts decide for themselves.
    private static bool IsWatched(InventoryCmdlet command) =>
        command.Host?.Name != "ConsoleHost"
        || (Environment.UserInteractive
            && !Console.IsOutputRedirected
            && !Environment.GetCommandLineArgs().Any(argument =>
                argument.Length > 4 && "-NonInteractive".StartsWith(argument, StringComparison.OrdinalIgnoreCase)));

    private void Write(string status, ProgressRecordType type) => command.WriteProgress(
        new ProgressRecord(ActivityId, activity, status) { RecordType = type });
}
