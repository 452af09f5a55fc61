using System.Globalization;
using InventoryTools.Model;
using InventoryTools.Service;
using InventoryTools.Submission;

namespace InventoryTools.Writing;

/// <summary>
/// The counts of a run of Write-Inventory, as one line that fits the output of Run Command, of which the console shows
/// 2,500 characters.
/// </summary>
internal sealed class WriteSummary(IClock clock)
{
    private const int CodesShown = 8;

    private readonly TimeSpan _start = clock.Elapsed;
    private readonly long[] _byStatus = new long[Enum.GetValues(typeof(WriteStatus)).Length];
    private readonly Dictionary<string, long> _byCode = new(StringComparer.Ordinal);
    private long _items;
    private long _calls;
    private long _repetitions;
    private long _bytes;
    private long _unreadable;
    private long _skipped;

    /// <summary>The items that are where they should be.</summary>
    public long Written => _items - NotWritten;

    /// <summary>The items that are not.</summary>
    public long NotWritten => Of(WriteStatus.Rejected) + Of(WriteStatus.Failed) + Of(WriteStatus.Ignored);

    public void Add(WriteStatus status)
    {
        _items++;
        _byStatus[(int)status]++;
    }

    public void Add(InventoryWriteResult result)
    {
        Add(result.Status);
        if (result.ErrorCode is string code)
        {
            _byCode[code] = (_byCode.TryGetValue(code, out long count) ? count : 0) + 1;
        }
    }

    /// <summary>Counts an object that is not an item.</summary>
    public void AddUnreadable() => _unreadable++;

    /// <summary>Counts an item that the target has already.</summary>
    public void AddSkipped() => _skipped++;

    public void AddCall(CallMade call)
    {
        _calls++;
        _repetitions += call.Attempt > 1 ? 1 : 0;

        // What no answer came to was not sent, or only in part.
        _bytes += call.Failure is null or InventoryFaultException ? call.Bytes : 0;
    }

    public override string ToString()
    {
        IEnumerable<string> statuses = Enum.GetValues(typeof(WriteStatus)).Cast<WriteStatus>()
            .Where(status => Of(status) > 0)
            .Select(status => $"{NumberText.Grouped(Of(status))} {status.ToString().ToLowerInvariant()}");
        string items = Counted.Of(_items, "item");
        string text = _items == 0 ? items : $"{items}: {string.Join(", ", statuses)}";
        if (_unreadable > 0)
        {
            text += $"; {Counted.Of(_unreadable, "object")} {(_unreadable == 1 ? "is not an item" : "are not items")}";
        }

        if (_skipped > 0)
        {
            text += $"; {NumberText.Grouped(_skipped)} accepted before";
        }

        if (_calls > 0)
        {
            text += $"; {Counted.Of(_calls, "call")}, {NumberText.Grouped(_repetitions)} repeated";
            text += $", {ByteSize.Of(_bytes)} sent";
        }

        text += $"; {(clock.Elapsed - _start).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s";
        if (_byCode.Count > 0)
        {
            IEnumerable<string> codes = _byCode.OrderByDescending(pair => pair.Value)
                .ThenBy(pair => pair.Key, StringComparer.Ordinal)
                .Take(CodesShown).Select(pair => $"{pair.Key} {NumberText.Grouped(pair.Value)}");
            text += $"; {string.Join(", ", codes)}{(_byCode.Count > CodesShown ? ", ..." : "")}";
        }

        return text;
    }

    private long Of(WriteStatus status) => _byStatus[(int)status];
}
