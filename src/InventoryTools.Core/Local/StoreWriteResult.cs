using InventoryTools.Store;

namespace InventoryTools.Local;

/// <summary>The result of writing an item to a store by the rules of the service.</summary>
/// <param name="Outcome">The result of the store; null when the item was not written.</param>
/// <param name="Fault">The fault for which the item is refused; null when it isn't.</param>
/// <param name="Ignored">The reason for which a valid item is ignored; null when it isn't.</param>
internal sealed record StoreWriteResult(StoreOutcome? Outcome, InventoryFault? Fault = null, string? Ignored = null)
{
    private static readonly StoreWriteResult[] s_written =
    [
        .. Enum.GetValues(typeof(StoreOutcome)).Cast<StoreOutcome>().Select(outcome => new StoreWriteResult(outcome)),
    ];

    /// <summary>The result of an item that was written; each of these results is one object.</summary>
    public static StoreWriteResult Written(StoreOutcome outcome) => s_written[(int)outcome];
}
