using System.Management.Automation;
using InventoryTools.Service;

namespace InventoryTools.Writing;

/// <summary>
/// A progress bar that is updated a few times a second, and not shown where PowerShell is not interactive,
/// as under Run Command.
/// </summary>
internal sealed class ProgressDisplay(InventoryCmdlet command, string activity, IClock clock)
{
    private const int ActivityId = 1;
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);

    private readonly bool _isWatched = IsWatched(command);
    private TimeSpan _lastShown = clock.Elapsed;
    private bool _wasShown;

    /// <summary>Shows a status when the last one has been shown for long enough.</summary>
    public void Update(Func<string> status)
    {
        if (_isWatched && clock.Elapsed - _lastShown >= s_pause)
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
            _lastShown = clock.Elapsed;
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
