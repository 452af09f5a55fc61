using System.Collections.Generic;
using System.Linq;

namespace InventoryTools.Tests.Aws;

/// <summary>An item as the service holds it.</summary>
/// <param name="InstanceId">The node.</param>
/// <param name="TypeName">The type.</param>
/// <param name="ContentHash">The token of the content.</param>
/// <param name="Content">The content, as JSON.</param>
/// <param name="CaptureTime">That of the last call that wrote or refreshed it.</param>
/// <param name="Writes">How often it came with content.</param>
/// <param name="Refreshes">How often it came by its hash alone.</param>
public sealed record LoopbackStored(
    string InstanceId,
    string TypeName,
    string? ContentHash,
    string Content,
    string? CaptureTime,
    int Writes,
    int Refreshes);

/// <summary>What the service holds, and the rules by which PutInventory changes it.</summary>
public sealed class LoopbackInventory
{
    private const int MostItems = 30;
    private const long MostBytes = 1024 * 1024;

    private readonly object _lock = new();
    private readonly Dictionary<(string InstanceId, string TypeName), LoopbackStored> _items = [];

    public IReadOnlyDictionary<(string InstanceId, string TypeName), LoopbackStored> Snapshot()
    {
        lock (_lock)
        {
            return new Dictionary<(string InstanceId, string TypeName), LoopbackStored>(_items);
        }
    }

    public void Forget(string instanceId, string typeName)
    {
        lock (_lock)
        {
            _items.Remove((instanceId, typeName));
        }
    }

    public void Replace(string instanceId, string typeName, string? hash)
    {
        lock (_lock)
        {
            _items[(instanceId, typeName)] = _items.TryGetValue((instanceId, typeName), out LoopbackStored? stored)
                ? stored with { ContentHash = hash }
                : new LoopbackStored(instanceId, typeName, hash, "[]", null, 0, 0);
        }
    }

    /// <summary>Takes all items of the call or none of them.</summary>
    /// <returns>The fault, or null when the items were taken.</returns>
    public LoopbackAnswer? Put(LoopbackCall call)
    {
        if (FaultOf(call) is LoopbackAnswer fault)
        {
            return fault;
        }

        lock (_lock)
        {
            foreach (LoopbackItem item in call.Items)
            {
                if (!item.HasContent && Refusal(call.InstanceId, item) is LoopbackAnswer refusal)
                {
                    return refusal;
                }
            }

            foreach (LoopbackItem item in call.Items)
            {
                _items[(call.InstanceId, item.TypeName)] = Changed(call.InstanceId, item);
            }
        }

        return null;
    }

    private static LoopbackAnswer? FaultOf(LoopbackCall call)
    {
        if (call.Items.Count is 0 or > MostItems)
        {
            string bound = call.Items.Count == 0 ? "greater than or equal to 1" : $"less than or equal to {MostItems}";
            return Validation($"Value at 'items' failed to satisfy constraint: Member must have length {bound}");
        }

        if (call.Items.DistinctBy(item => item.TypeName).Count() < call.Items.Count)
        {
            return Validation("Value at 'items' failed to satisfy constraint: Member must not name a type twice");
        }

        return call.Items.Sum(item => item.Bytes) > MostBytes
            ? LoopbackAnswer.Fault("TotalSizeLimitExceededException", message: "The inventory data is too large.")
            : null;
    }

    private static LoopbackAnswer Validation(string message) =>
        LoopbackAnswer.Fault("ValidationException", message: "1 validation error detected: " + message);

    private LoopbackAnswer? Refusal(string instanceId, LoopbackItem item)
    {
        if (!_items.TryGetValue((instanceId, item.TypeName), out LoopbackStored? stored) || item.ContentHash is null)
        {
            return LoopbackAnswer.Fault("InvalidItemContentException", 400, "invalid content", item.TypeName);
        }

        return stored.ContentHash == item.ContentHash
            ? null
            : LoopbackAnswer.Fault("ItemContentMismatchException", 400, "content hash does not match", item.TypeName);
    }

    private LoopbackStored Changed(string instanceId, LoopbackItem item)
    {
        LoopbackStored? stored = _items.GetValueOrDefault((instanceId, item.TypeName));
        return item.HasContent
            ? new LoopbackStored(
                instanceId,
                item.TypeName,
                item.ContentHash,
                item.Content,
                item.CaptureTime,
                (stored?.Writes ?? 0) + 1,
                stored?.Refreshes ?? 0)
            : stored! with { CaptureTime = item.CaptureTime, Refreshes = stored.Refreshes + 1 };
    }
}
