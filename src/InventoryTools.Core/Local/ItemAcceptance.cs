using InventoryTools.Model;
using InventoryTools.Service;
using InventoryTools.Store;

namespace InventoryTools.Local;

/// <summary>
/// Writes items to a store unless the account's schemas or the node's other items forbid them, as the service does.
/// The items themselves have been checked before.
/// </summary>
internal sealed class ItemAcceptance(IStoreTransaction store)
{
    // Source: AWS Systems Manager User Guide, about compliance; that this is the limit of sub-types is inferred.
    private const int MaxCustomSubTypes = 10;

    private readonly CustomSchemas _types = new(store);

    /// <summary>Writes a batch of items in one transaction. Each item is accepted or refused by itself.</summary>
    /// <param name="store">The store.</param>
    /// <param name="batch">The items, which have been checked by themselves. They are asked for one by one.</param>
    /// <param name="now">The time from which the retention period counts.</param>
    /// <param name="cancellationToken">Ends the wait for other writers.</param>
    /// <returns>A result for each item, in their order. Accepted items survive a power failure.</returns>
    /// <exception cref="InventoryStoreException">The batch could not be written, and nothing of it was.</exception>
    /// <exception cref="OperationCanceledException">Cancelled during the wait for another writer.</exception>
    public static IReadOnlyList<StoreWriteResult> WriteAll(
        IInventoryStore store,
        IEnumerable<StoreWrite> batch,
        DateTimeOffset now,
        CancellationToken cancellationToken) => store.Write<IReadOnlyList<StoreWriteResult>>(
        transaction =>
        {
            ItemAcceptance acceptance = new(transaction);
            return [.. batch.Select(acceptance.Write)];
        },
        now,
        cancellationToken);

    /// <summary>Writes one item, or refuses it.</summary>
    public StoreWriteResult Write(StoreWrite write)
    {
        InventoryItem item = write.Item;
        if ((_types.Validate(item) ?? ValidateSubType(write)) is StoreWriteResult verdict)
        {
            return verdict;
        }

        StoreOutcome outcome = store.WriteItem(write);
        switch (outcome)
        {
            case StoreOutcome.HashMismatch:
                return new StoreWriteResult(null, FaultFactory.Of(
                    FaultCode.ItemContentMismatch,
                    $"The inventory item {item.TypeName} of {write.InstanceId} has a content hash and no content, "
                    + "but the stored content has another hash. Send it with its content.",
                    item.TypeName));
            case StoreOutcome.NothingStored:
                return new StoreWriteResult(null, FaultFactory.Of(
                    FaultCode.InvalidItemContent,
                    $"The inventory item {item.TypeName} of {write.InstanceId} has a content hash and no content, "
                    + "but nothing is stored that it could be unchanged from. Send it with its content.",
                    item.TypeName));
            case StoreOutcome.Created or StoreOutcome.Updated or StoreOutcome.Emptied:
                _types.Extend(item);
                break;
            default:
                break;
        }

        return StoreWriteResult.Written(outcome);
    }

    private StoreWriteResult? ValidateSubType(StoreWrite write)
    {
        string subType = write.Item.SubType;
        if (!TypeNames.IsCustom(subType))
        {
            return null;
        }

        string[] known =
        [
            .. store.ReadItems(write.InstanceId, TypeNames.ComplianceItem).Select(item => item.SubType)
                .Where(TypeNames.IsCustom),
        ];
        return known.Length >= MaxCustomSubTypes && !known.Contains(subType, StringComparer.Ordinal)
            ? new StoreWriteResult(null, FaultFactory.Of(
                FaultCode.SubTypeCountLimitExceeded,
                $"{write.InstanceId} has {NumberText.Of(known.Length)} "
                + "custom compliance types already, as many as it may."))
            : null;
    }
}
