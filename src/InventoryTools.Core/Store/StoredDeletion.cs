namespace InventoryTools.Store;

/// <summary>A deletion.</summary>
/// <param name="DeletionId">The ID of the deletion.</param>
/// <param name="TypeName">The type.</param>
/// <param name="Option">The change of the schema; null when it was kept.</param>
/// <param name="ClientToken">The token of the request, by which a repeated request is recognised.</param>
/// <param name="Time">The time at which it was made.</param>
/// <param name="Counts">The number of nodes that lost their item, by schema version.</param>
internal sealed record StoredDeletion(
    string DeletionId,
    string TypeName,
    SchemaDeleteOption? Option,
    string? ClientToken,
    DateTimeOffset Time,
    IReadOnlyDictionary<string, int> Counts);
