using System;
using System.Globalization;
using System.Linq;

namespace InventoryTools;

/// <summary>
/// Keeps items in a store, or says why the service would not: what the account's schemas and the node's other items
/// have against them. What an item is in itself has been checked before.
/// </summary>
internal sealed class ItemAcceptance(IStoreTransaction store)
{
    private readonly CustomTypes _types = new(store);

    /// <summary>Keeps one item, or nothing of it.</summary>
    public StoreResult Write(StoreWrite write)
    {
        InventoryItem item = write.Item;
        if ((_types.Judge(item) ?? JudgeSubType(write)) is StoreResult verdict)
        {
            return verdict;
        }

        StoreOutcome outcome = store.Write(write);
        switch (outcome)
        {
            case StoreOutcome.HashMismatch:
                return new StoreResult(null, ServiceFault.Of(
                    FaultCode.ItemContentMismatch,
                    $"The inventory item {item.TypeName} of {write.InstanceId} has a content hash and no content, but the stored content has another hash. Send it with its content.",
                    item.TypeName));
            case StoreOutcome.NothingStored:
                return new StoreResult(null, ServiceFault.Of(
                    FaultCode.InvalidItemContent,
                    $"The inventory item {item.TypeName} of {write.InstanceId} has a content hash and no content, but nothing is stored that it could be unchanged from. Send it with its content.",
                    item.TypeName));
            case StoreOutcome.Created or StoreOutcome.Updated:
                _types.Learn(item);
                break;
            default:
                break;
        }

        return new StoreResult(outcome);
    }

    private StoreResult? JudgeSubType(StoreWrite write)
    {
        string subType = write.SubType;
        if (!SubTypes.IsCustom(subType))
        {
            return null;
        }

        string[] known =
        [
            .. store.ReadItems(write.InstanceId, SubTypes.TypeName).Select(SubTypes.Of).Where(SubTypes.IsCustom),
        ];
        return known.Length >= SubTypes.MostCustom && !known.Contains(subType, StringComparer.Ordinal)
            ? new StoreResult(null, ServiceFault.Of(
                FaultCode.SubTypeCountLimitExceeded,
                $"{write.InstanceId} has {known.Length.ToString(CultureInfo.InvariantCulture)} custom compliance types already, as many as it may."))
            : null;
    }
}
