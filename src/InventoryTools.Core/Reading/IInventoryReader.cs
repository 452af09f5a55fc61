namespace InventoryTools.Reading;

/// <summary>
/// Reads items and entries of a store or a service, by node, then by type. Results are read as they are enumerated.
/// Faults that concern some nodes and types are reported as <see cref="ReadProblem"/>.
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
    /// Reads the entries that match the filters, as items with a part of their content. Every filter must belong to one
    /// of the types. Entries of types without a filter are not filtered. Versions are compared by the reader, by their
    /// numbers.
    /// </summary>
    IEnumerable<ReadEvent> ReadEntries(InventoryQuery query, CancellationToken cancellationToken);

    /// <summary>
    /// The attributes of a type, in any case of its name, at all of its versions in the order of the schemas; null for
    /// a type that is not known. The documented types have their documented attributes.
    /// </summary>
    IReadOnlyList<string>? FindAttributes(string typeName, CancellationToken cancellationToken);

    /// <summary>The types that are known.</summary>
    IEnumerable<string> ListTypes(CancellationToken cancellationToken);
}
