using System.Collections.Generic;
using System.Threading;

namespace InventoryTools.Reading;

/// <summary>
/// Reads items and entries, in the same way from a store and from a service: by node, then by type. Nothing is read
/// before it is enumerated, and what is not enumerated is not read. Faults that concern some nodes and types are
/// reported as <see cref="ReadProblem"/>.
/// </summary>
/// <remarks>
/// A store throws an <see cref="InventoryStoreException"/>, a service an <see cref="InventoryServiceException"/>; a
/// query that is not valid is an <see cref="InventoryFaultException"/> of either.
/// </remarks>
internal interface IInventoryReader
{
    /// <summary>Reads the items of nodes that match the filters.</summary>
    IEnumerable<ReadEvent> ReadItems(InventoryQuery query, CancellationToken cancellationToken);

    /// <summary>
    /// The entries that match the filters, as items whose content is a part of the whole. Every filter belongs to one
    /// of the types that are asked for, which is an error otherwise, and the entries of the others are not filtered.
    /// </summary>
    IEnumerable<ReadEvent> ReadEntries(InventoryQuery query, CancellationToken cancellationToken);
}
