using System;
using System.Globalization;
using System.Linq;
using InventoryTools.Model;
using InventoryTools.Service;
using InventoryTools.Store;

namespace InventoryTools.Local;

/// <summary>
/// Keeps items in a store, or says why the service would not: what the account's schemas and the node's other items
/// have against them. What an item is in itself has been checked before.
/// </summary>
internal sealed class ItemAcceptance(IStoreTransaction store)
{
    private readonly CustomSchemas _types = new(store);

    /// <summary>Keeps one item, or nothing of it.</summary>
    public StoreWriteResult Write(StoreWrite write)
    {
        InventoryItem item = write.Item;
        if ((_types.Judge(item) ?? JudgeSubType(write)) is StoreWriteResult verdict)
        {
            return verdict;
        }

        StoreOutcome outcome = store.Write(write);
        switch (outcome)
        {
            case StoreOutcome.HashMismatch:
                return new StoreWriteResult(null, FaultFactory.Of(
                    FaultCode.ItemContentMismatch,
                    $"The inventory item {item.TypeName} of {write.InstanceId} has a content hash and no content, but the stored content has another hash. Send it with its content.",
                    item.TypeName));
            case StoreOutcome.NothingStored:
                return new StoreWriteResult(null, FaultFactory.Of(
                    FaultCode.InvalidItemContent,
                    $"The inventory item {item.TypeName} of {write.InstanceId} has a content hash and no content, but nothing is stored that it could be unchanged from. Send it with its content.",
                    item.TypeName));
            case StoreOutcome.Created or StoreOutcome.Updated:
                _types.Learn(item);
                break;
            default:
                break;
        }

        return new StoreWriteResult(outcome);
    }

    private StoreWriteResult? JudgeSubType(StoreWrite write)
    {
        string subType = write.SubType;
        if (!ComplianceSubType.IsCustom(subType))
        {
            return null;
        }

        string[] known =
        [
            .. store.ReadItems(write.InstanceId, TypeNames.ComplianceItem).Select(ComplianceSubType.Of)
                .Where(ComplianceSubType.IsCustom),
        ];
        return known.Length >= ComplianceSubType.MostCustom && !known.Contains(subType, StringComparer.Ordinal)
            ? new StoreWriteResult(null, FaultFactory.Of(
                FaultCode.SubTypeCountLimitExceeded,
                $"{write.InstanceId} has {known.Length.ToString(CultureInfo.InvariantCulture)} custom compliance types already, as many as it may."))
            : null;
    }
}
