using InventoryTools.Store;

namespace InventoryTools.Local;

/// <summary>What became of an item that a store was asked to keep, judged as the service would.</summary>
/// <param name="Outcome">What the store did; null where it was not kept.</param>
/// <param name="Fault">Why the item is refused; null where it isn't.</param>
/// <param name="Ignored">Why the item is ignored though nothing is wrong with it; null where it isn't.</param>
internal sealed record StoreWriteResult(StoreOutcome? Outcome, InventoryFault? Fault = null, string? Ignored = null);
