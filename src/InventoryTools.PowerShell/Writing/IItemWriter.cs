using System.Management.Automation;
using InventoryTools.Submission;

namespace InventoryTools.Writing;

/// <summary>Where Write-Inventory writes to.</summary>
internal interface IItemWriter : IDisposable
{
    /// <summary>Tells of an item that was refused before it was sent, when those before it have been told of.</summary>
    void Reject(InventoryWriteResult result, ErrorRecord error);

    /// <summary>Writes a checked item, or keeps it for the next batch.</summary>
    void Write(string instanceId, ItemPayload item);

    /// <summary>Writes what was kept.</summary>
    void Complete();
}
