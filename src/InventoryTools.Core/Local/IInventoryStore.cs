using System;
using System.Collections.Generic;
using System.Threading;

namespace InventoryTools;

/// <summary>
/// Keeps the newest item of each node and type, as the service does. A store judges nothing: what it is given has
/// been checked. It is used from one thread at a time; several stores may be open on one file, in several processes.
/// </summary>
public interface IInventoryStore : IDisposable
{
    /// <summary>
    /// Writes a batch as a whole: when this returns, all of it survives a power cut; when it throws, nothing of it
    /// is there. One outcome an item is returned, in order.
    /// </summary>
    /// <exception cref="InventoryStoreException">The batch could not be written.</exception>
    /// <exception cref="OperationCanceledException">Cancelled while it waited for another writer.</exception>
    IReadOnlyList<StoreOutcome> Write(IReadOnlyList<StoreWrite> batch, CancellationToken cancellationToken);

    /// <summary>
    /// The items that the query asks for, by node and then by type, read as they are enumerated, all as they were at
    /// one moment.
    /// </summary>
    /// <exception cref="InventoryStoreException">The store could not be read.</exception>
    IEnumerable<InventoryItem> Read(StoreQuery query, CancellationToken cancellationToken);
}

/// <summary>One item on its way into a store.</summary>
/// <param name="InstanceId">The node to write to, whatever the item itself says.</param>
/// <param name="Item">The item.</param>
/// <param name="ContentHash">The hash of the item's content; for an item without content the hash that it carries.</param>
public sealed record StoreWrite(string InstanceId, InventoryItem Item, string ContentHash);

/// <summary>What became of an item that was written to a store.</summary>
public enum StoreOutcome
{
    /// <summary>The node had no item of the type before.</summary>
    Created,

    /// <summary>The node's item of the type was replaced.</summary>
    Updated,

    /// <summary>The content is the same as before; only the capture time is new.</summary>
    Unchanged,

    /// <summary>The item has no content, and its hash is not that of the stored one. Nothing was written.</summary>
    HashMismatch,

    /// <summary>The item has no content, and nothing is stored that it could be unchanged from. Nothing was written.</summary>
    NothingStored,
}

/// <summary>Which items to read. Both parts must match; a part that is null matches everything.</summary>
public sealed record StoreQuery
{
    /// <summary>The nodes, exactly as they are written; null for all.</summary>
    public IReadOnlyCollection<string>? InstanceIds { get; init; }

    /// <summary>Which of the nodes are meant; used where <see cref="InstanceIds"/> is null.</summary>
    public Func<string, bool>? MatchesInstanceId { get; init; }

    /// <summary>Which types are meant.</summary>
    public Func<string, bool>? MatchesTypeName { get; init; }
}
