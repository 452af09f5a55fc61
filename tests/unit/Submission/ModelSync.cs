using System.Globalization;
using InventoryTools.Service;
using InventoryTools.Store;
using InventoryTools.Submission;
using InventoryTools.Tests.Service;

namespace InventoryTools.Tests.Submission;

/// <summary>A sync of one item, step by step, as <see cref="SubmissionPipeline"/> makes it.</summary>
internal sealed class ModelSync
{
    // The third version has the content of the first and a new capture time.
    private static readonly ItemPayload[] s_versions = [.. new[] { 1, 2, 1 }.Select(Make)];

    private readonly LedgerKeeper _ledger;
    private readonly Func<int> _readStore;
    private readonly CallSender _sender;
    private readonly List<SubmissionEvent> _events = [];
    private PlannedItem? _item;
    private int _version;
    private int _step;

    public ModelSync(
        LedgerKeeper ledger, Func<int> readStore, ManualClock clock, bool retries, Action<ModelRequest> send)
    {
        _ledger = ledger;
        _readStore = readStore;
        RetryingCaller calls = new(TimeSpan.FromSeconds(retries ? 10 : 0), () => 0, clock);
        ScriptedService service = new()
        {
            Before = (request, _) =>
            {
                ModelRequest call = new(this, request.Items[0]);
                send(call);
                return call.Answered;
            },
        };
        _sender = new CallSender(service, calls, clock, _events.Add);
    }

    public bool IsKilled { get; set; }

    public bool IsSkipped { get; private set; }

    public bool IsEnded => IsKilled || IsSkipped || _step == 5;

    /// <summary>False after the end, and while an answer is awaited.</summary>
    public bool CanStep => !IsEnded && (_step < 4 || _events.Exists(one => one is ItemSettled));

    public static ItemPayload Payload(int version) => s_versions[version - 1];

    public void Step()
    {
        switch (_step++)
        {
            case 0:
                _version = _readStore();
                break;
            case 1:
                NodeLedger node = _ledger.Read(Items.Node, default);
                IsSkipped = _ledger.IsAccepted(Payload(_version), node);
                _item = new PlannedItem(Items.Node, Payload(_version), _ledger.IsUnchanged(Payload(_version), node));
                break;
            case 2:
                _ledger.Announce([Call()], default);
                break;
            case 3:
                _ = _sender.SendAsync(Call(), default);
                break;
            default:
                _events.ForEach(_ledger.Record);
                _ledger.Flush(default);
                break;
        }
    }

    public void Renew()
    {
        if (!IsEnded)
        {
            _ledger.FlushWhenDue(isIdle: false, default);
        }
    }

    public static int VersionOf(InventoryItem item) => 1 + Array.FindIndex(
        s_versions, one => one.ContentHash == item.ContentHash && one.Item.CaptureTime == item.CaptureTime);

    public override string ToString() =>
        $"{_step}{IsKilled}{IsSkipped}{_version}{_item?.IsHashOnly}{_item?.MayStillApply}{_events.Count}";

    private PlannedCall Call() => new(_item!);

    private static ItemPayload Make(int content, int version)
    {
        InventoryItem item = Items.Valid(Items.Entry(("V", content.ToString(CultureInfo.InvariantCulture))));
        item.TypeName = "Custom:A";
        item.CaptureTime = $"2026-01-31T11:00:0{version}Z";
        return new ItemPayload(item);
    }
}

/// <summary>A call on its way.</summary>
internal sealed class ModelRequest(ModelSync sync, InventoryItem item)
{
    // Its continuations run where the answer is given, so that nothing runs beside the steps.
    private readonly TaskCompletionSource _answer = new();

    public ModelSync Sync => sync;

    public int Version { get; } = ModelSync.VersionOf(item);

    public bool IsHashOnly => item.Content is null;

    /// <summary>True when the service has applied or refused the call, and when it can't apply it any longer.</summary>
    public bool IsProcessed { get; set; }

    public bool IsMismatch { get; set; }

    public bool IsAwaited => !sync.IsKilled && !_answer.Task.IsCompleted;

    public Task Answered => _answer.Task;

    public void Answer()
    {
        if (IsMismatch)
        {
            _answer.SetException(ScriptedService.Fault(FaultCode.ItemContentMismatch, "Custom:A"));
        }
        else
        {
            _answer.SetResult();
        }
    }

    public void Fail(InventoryServiceException failure) => _answer.SetException(failure);

    public override string ToString() => $"{Version}{IsHashOnly}{IsProcessed}{IsMismatch}{IsAwaited}";
}
