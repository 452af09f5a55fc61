using System;
using System.Collections.Generic;

namespace InventoryTools.Store;

/// <summary>A deletion that was made.</summary>
/// <param name="DeletionId">Its name.</param>
/// <param name="TypeName">The type.</param>
/// <param name="Option">What became of the schema; null where it was kept.</param>
/// <param name="ClientToken">The token that the request carried, by which a repeated request is recognised.</param>
/// <param name="Time">When it was made.</param>
/// <param name="Counts">How many nodes lost their item, by schema version.</param>
internal sealed record StoredDeletion(
    string DeletionId,
    string TypeName,
    SchemaDeleteOption? Option,
    string? ClientToken,
    DateTimeOffset Time,
    IReadOnlyDictionary<string, int> Counts);
