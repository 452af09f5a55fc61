using InventoryTools.Sqlite;
using InventoryTools.Store;

namespace InventoryTools.Tests.Submission;

/// <summary>A ledger in memory that can be told to fail.</summary>
internal sealed class MemoryLedger : ISubmissionLedger
{
    private readonly SqliteInventoryStore _store = SqliteInventoryStore.OpenInMemory();
    private readonly SqliteSubmissionLedger _ledger;

    public MemoryLedger() => _ledger = _store.MakeLedger();

    public bool Fails { get; set; }

    public bool FailsToWrite { get; set; }

    public List<IReadOnlyList<LedgerSending>> Announced { get; } = [];

    public List<LedgerChange> Changes { get; } = [];

    public NodeLedger Read(string target, string instanceId, CancellationToken cancellationToken)
    {
        Check();
        return _ledger.Read(target, instanceId, cancellationToken);
    }

    public void Announce(
        LedgerSubmission submission,
        DateTimeOffset now,
        IReadOnlyList<LedgerSending> sendings,
        CancellationToken cancellationToken)
    {
        Check(FailsToWrite);
        Announced.Add(sendings);
        _ledger.Announce(submission, now, sendings, cancellationToken);
    }

    public void Record(
        LedgerSubmission submission,
        DateTimeOffset now,
        IReadOnlyList<LedgerChange> changes,
        CancellationToken cancellationToken)
    {
        Check(FailsToWrite);
        Changes.AddRange(changes);
        _ledger.Record(submission, now, changes, cancellationToken);
    }

    public void Dispose() => _store.Dispose();

    private void Check(bool fails = false)
    {
        if (Fails || fails)
        {
            throw new InventoryStoreException(StoreProblem.Failed, "ledger.db", "The ledger is broken.");
        }
    }
}
