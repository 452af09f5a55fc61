using System.Globalization;
using InventoryTools.Service;
using InventoryTools.Sqlite;
using InventoryTools.Store;
using InventoryTools.Submission;
using InventoryTools.Tests.Service;
using Microsoft.Data.Sqlite;

namespace InventoryTools.Tests.Submission;

/// <summary>
/// One item of a store that is written while two syncs send it to a service, whose calls may be applied late or twice,
/// and whose answers may be lost. Each step is one that no other can divide: the caller chooses their order. Ledger and
/// sender are those of the module.
/// </summary>
internal sealed class LedgerModel
{
    private const string Target = "target";
    private static readonly TimeSpan s_expired = TimeSpan.FromMinutes(31);

    private readonly ModelLedger _tables;
    private readonly ManualClock _clock = new();
    private readonly List<ModelSync> _syncs = [];
    private readonly List<ModelRequest> _requests = [];
    private readonly LedgerModelOptions _options;
    private readonly List<long> _submissions = [0, 0];
    private readonly Queue<int> _writes;
    private int _stored = 1;
    private int _atService;
    private int _losses;
    private int _kills;
    private bool _hasExpired;

    public LedgerModel(ModelLedger tables, LedgerModelOptions options)
    {
        (_tables, _options, _losses, _kills) = (tables, options, options.Losses, options.Kills);
        tables.Clear();
        _writes = new Queue<int>(options.Writes);
        if (options.IsKnown)
        {
            RunSync();
        }

        _syncs.Clear();
        _syncs.AddRange([NewSync(), NewSync()]);
    }

    /// <summary>The steps that may come next.</summary>
    public IEnumerable<string> Steps()
    {
        for (int at = 0; at < _syncs.Count; at++)
        {
            if (_syncs[at].CanStep)
            {
                yield return $"sync {at}";
            }

            if (_kills > 0 && !_syncs[at].IsEnded)
            {
                yield return $"kill {at}";
            }
        }

        if (_writes.Count > 0)
        {
            yield return "write";
        }

        for (int at = 0; at < _requests.Count; at++)
        {
            ModelRequest request = _requests[at];
            if (!request.IsProcessed)
            {
                yield return $"apply {at}";
            }

            if (request.IsAwaited && request.IsProcessed)
            {
                yield return $"answer {at}";
            }

            if (request.IsAwaited && _losses > 0)
            {
                yield return $"lose {at}";
                if (!request.IsProcessed)
                {
                    yield return $"refuse {at}";
                }
            }
        }

        if (_options.Expires && !_hasExpired && _requests.Exists(request => !request.IsAwaited))
        {
            yield return "expire";
        }
    }

    public void Do(string step)
    {
        string[] words = step.Split(' ');
        int at = words.Length > 1 ? int.Parse(words[1], CultureInfo.InvariantCulture) : 0;
        switch (words[0])
        {
            case "sync":
                _syncs[at].Step();
                FindSubmission(at);
                break;
            case "kill":
                _kills--;
                _syncs[at].IsKilled = true;
                break;
            case "write":
                _stored = _writes.Dequeue();
                break;
            case "apply":
                Apply(_requests[at]);
                break;
            case "answer":
                _requests[at].Answer();
                break;
            case "lose":
                _losses--;
                _requests[at].Fail(
                    new InventoryConnectionException(ConnectionProblem.ConnectionBroken, "http://x", "lost"));
                break;
            case "refuse":
                _losses--;
                _requests[at].IsProcessed = true;
                _requests[at].Fail(ScriptedService.Fault(FaultCode.UnsupportedSchemaVersion));
                break;
            case "expire":
                Expire();
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(step), step);
        }
    }

    /// <summary>The ledger is ahead where it holds content that the service does not have, or may lose.</summary>
    public string? FindLie()
    {
        AcceptedContent? known = Known();
        if (known is null || known.Fingerprint.Length == 0)
        {
            return null;
        }

        int[] possible = [_atService, .. _requests.Where(one => !one.IsProcessed).Select(one => one.Version)];
        int lie = Array.FindIndex(possible, version => !IsContent(known, version));
        return lie < 0
            ? null
            : $"The ledger holds {known.CaptureTime}, and the service has or may get {possible[lie]}.";
    }

    /// <summary>The result of two more syncs, after all calls that were lost are no longer valid.</summary>
    public string? FindLoss()
    {
        Expire();
        RunSync();
        bool isSkipped = RunSync();
        return isSkipped && _atService == _stored
            ? null
            : $"The store has {_stored}, the service {_atService}, and the sync {(isSkipped ? "skips" : "sends")}.";
    }

    /// <summary>The state as text: two models with one text have the same future.</summary>
    public override string ToString() =>
        $"{_stored}|{_writes.Count}|{_atService}|{_losses}|{_kills}|{_hasExpired}|{string.Join(';', _syncs)}|"
        + $"{string.Join(';', _requests.Select(request => $"{_syncs.IndexOf(request.Sync)}{request}"))}|{Rows()}";

    private static bool IsContent(AcceptedContent known, int version) =>
        version > 0 && ModelSync.Payload(version).Fingerprint == known.Fingerprint
        && ModelSync.Payload(version).Item.CaptureTime == known.CaptureTime;

    private AcceptedContent? Known() =>
        _tables.Ledger.Read(Target, Items.Node, default).Items.TryGetValue("Custom:A", out AcceptedContent? known)
            ? known
            : null;

    private ModelSync NewSync() => new(
        new LedgerKeeper(_tables.Ledger, Target, new SubmissionOptions { SkipAccepted = true }, _clock),
        () => _stored,
        _clock,
        _options.Retries,
        _requests.Add);

    // A sync that nothing interrupts. Returns true when it had nothing to send.
    private bool RunSync()
    {
        ModelSync sync = NewSync();
        while (!sync.IsEnded)
        {
            if (sync.CanStep)
            {
                sync.Step();
                continue;
            }

            ModelRequest request = _requests.Find(one => one.Sync == sync && one.IsAwaited)!;
            Apply(request);
            request.Answer();
        }

        _requests.RemoveAll(request => request.Sync == sync);
        return sync.IsSkipped;
    }

    private void Apply(ModelRequest request)
    {
        request.IsProcessed = true;
        bool hasContent = _atService > 0
            && ModelSync.Payload(_atService).ContentHash == ModelSync.Payload(request.Version).ContentHash;
        request.IsMismatch = request.IsHashOnly && !hasContent;
        _atService = request.IsMismatch ? _atService : request.Version;
    }

    // No call is applied after its signature has expired. A submission that lives renews its announcements.
    private void Expire()
    {
        _hasExpired = true;
        _clock.Advance(s_expired);
        _syncs.ForEach(sync => sync.Renew());
        foreach (ModelRequest request in _requests.Where(request => !request.IsAwaited))
        {
            request.IsProcessed = true;
        }
    }

    // Submissions have random numbers. In the text of the state they have those of their syncs.
    private void FindSubmission(int sync)
    {
        foreach ((long submission, string _) in _tables.Rows())
        {
            if (!_submissions.Contains(submission))
            {
                _submissions[sync] = submission;
            }
        }
    }

    private string Rows() => string.Join(
        '|',
        _tables.Rows()
            .Select(row => $"{_submissions.IndexOf(row.Submission)}{row.Text}").Order(StringComparer.Ordinal));
}

/// <summary>The ledger of a model, and what it has in its tables.</summary>
internal sealed class ModelLedger : IDisposable
{
    private readonly StoreConnection _store = StoreConnection.OpenInMemory();
    private readonly SqliteCommand _clear;
    private readonly SqliteCommand _rows;

    public ModelLedger()
    {
        Ledger = new SqliteSubmissionLedger(_store, isOwner: false);
        _clear = _store.CreateCommand("DELETE FROM announced; DELETE FROM accepted");
        _rows = _store.CreateCommand(
            """
            SELECT 0, fingerprint || coalesce(capture_time, '') FROM accepted
            UNION ALL
            SELECT submission, fingerprint || capture_time || since || is_doubted || is_open FROM announced
            """);
    }

    public SqliteSubmissionLedger Ledger { get; }

    public void Clear() => _clear.ExecuteNonQuery();

    public IReadOnlyList<(long Submission, string Text)> Rows()
    {
        List<(long, string)> rows = [];
        using SqliteDataReader row = _rows.ExecuteReader();
        while (row.Read())
        {
            rows.Add((row.GetInt64(0), row.GetString(1)));
        }

        return rows;
    }

    public void Dispose() => _store.Dispose();
}

/// <summary>The size of a model.</summary>
/// <param name="Writes">The versions of the item that are written to the store after the first.</param>
/// <param name="IsKnown">True when the first version was sent before.</param>
/// <param name="Losses">The number of answers that may be lost.</param>
/// <param name="Kills">The number of syncs that may be killed.</param>
/// <param name="Expires">True when signatures may expire meanwhile.</param>
/// <param name="Retries">True when a call without an answer is made again.</param>
internal sealed record LedgerModelOptions(
    int[] Writes, bool IsKnown = false, int Losses = 0, int Kills = 0, bool Expires = false, bool Retries = false);
