using InventoryTools.Model;
using InventoryTools.Store;

namespace InventoryTools.Local;

/// <summary>An item by its name.</summary>
/// <param name="InstanceId">The node.</param>
/// <param name="TypeName">The type.</param>
/// <param name="SubType">The sub-type; null for all items of the type.</param>
internal sealed record ItemName(string InstanceId, string TypeName, string? SubType = null);

/// <summary>
/// Removes the items of nodes from a store. The service has no such operation: it deletes a type of all nodes.
/// </summary>
internal static class ItemRemoval
{
    /// <summary>Finds the items of a name, also those that the service would hide because they are too old.</summary>
    /// <exception cref="InventoryStoreException">The store can't be read.</exception>
    public static IReadOnlyList<InventoryItem> Find(
        IInventoryStore store, ItemName name, CancellationToken cancellationToken) => store.Read(
        snapshot => snapshot.ReadItems(name.InstanceId, name.TypeName)
            .Where(item => name.SubType is null || item.SubType == name.SubType)
            .ToArray(),
        null,
        cancellationToken);

    /// <summary>
    /// Removes items in one transaction. Their nodes stay, as those of the service do, and so do the schemas of their
    /// types, which the service deletes only with all items of a type. What a target has accepted stays known.
    /// </summary>
    /// <exception cref="InventoryStoreException">The store can't be written, and nothing was removed.</exception>
    public static void RemoveAll(
        IInventoryStore store,
        IReadOnlyList<ItemName> names,
        DateTimeOffset now,
        CancellationToken cancellationToken) => store.Write(
        transaction =>
        {
            foreach (ItemName name in names)
            {
                transaction.DeleteItems(name.InstanceId, name.TypeName, name.SubType);
            }

            return true;
        },
        now,
        cancellationToken);

    /// <summary>The question for names that are near to those of an item that is not there; empty for none.</summary>
    public static string AskForNearest(IInventoryStore store, ItemName name, CancellationToken cancellationToken) =>
        store.Read(
            snapshot =>
            {
                string[] typeNames = [.. snapshot.TypeNames, .. snapshot.Schemas.Select(schema => schema.TypeName)];
                return typeNames.Contains(name.TypeName, StringComparer.Ordinal)
                    ? NearestNames.Question(
                        name.InstanceId,
                        snapshot.ReadNodes(new StoreQuery { MatchesTypeName = type => type == name.TypeName })
                            .Where(node => node.Items.Count > 0)
                            .Select(node => node.InstanceId))
                    : NearestNames.Question(name.TypeName, typeNames);
            },
            null,
            cancellationToken);
}
