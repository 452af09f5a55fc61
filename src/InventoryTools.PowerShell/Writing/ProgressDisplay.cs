using System.Management.Automation;
using InventoryTools.Service;

namespace InventoryTools.Writing;

/// <summary>A progress bar that is updated a few times a second.</summary>
internal sealed class ProgressDisplay(InventoryCmdlet command, string activity, IClock clock)
{
    private const int ActivityId = 1;
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);

    private TimeSpan _lastShown = clock.Elapsed;
    private bool _wasShown;

    /// <summary>Shows a status when the last one has been shown for long enough.</summary>
    public void Update(Func<string> status)
    {
        if (clock.Elapsed - _lastShown >= s_pause)
        {
            Show(status());
        }
    }

    /// <summary>Shows a status at once.</summary>
    public void Show(string status)
    {
        Write(status, ProgressRecordType.Processing);
        _wasShown = true;
        _lastShown = clock.Elapsed;
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

    private void Write(string status, ProgressRecordType type) => command.WriteProgress(
        new ProgressRecord(ActivityId, activity, status) { RecordType = type });
}
