using InventoryTools.Store;

namespace InventoryTools.Tests.Submission;

/// <summary>A ledger in memory that can be told to fail.</summary>
internal sealed class MemoryLedger : ISubmissionLedger
{
    private readonly Dictionary<string, NodeLedger> _nodes = [];

    public bool Fails { get; set; }

    public List<LedgerChange> Changes { get; } = [];

    public NodeLedger Read(string target, string instanceId, CancellationToken cancellationToken)
    {
        Check();
        return _nodes.TryGetValue(target + instanceId, out NodeLedger? node) ? node : NodeLedger.Empty;
    }

    public void Record(
        string target, DateTime day, IReadOnlyList<LedgerChange> changes, CancellationToken cancellationToken)
    {
        Check();
        foreach (LedgerChange change in changes)
        {
            Changes.Add(change);
            NodeLedger node = Read(target, change.InstanceId, cancellationToken);
            Dictionary<string, AcceptedContent> items = new(node.Items);
            if (change.Content is not null)
            {
                items[change.TypeName] = change.Content;
            }
            else if (change.CaptureTime is not null && items.TryGetValue(change.TypeName, out AcceptedContent? known))
            {
                items[change.TypeName] = known with { CaptureTime = change.CaptureTime };
            }
            else if (change.Forget)
            {
                items.Remove(change.TypeName);
            }

            _nodes[target + change.InstanceId] = new(
                items, day, (node.Day == day ? node.BytesOfDay : 0) + change.Bytes);
        }
    }

    public void Dispose()
    {
    }

    private void Check()
    {
        if (Fails)
        {
            throw new InventoryStoreException(StoreProblem.Failed, "ledger.db", "The ledger is broken.");
        }
    }
}
