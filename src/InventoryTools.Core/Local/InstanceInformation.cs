using InventoryTools.Model;
using InventoryTools.Store;

namespace InventoryTools.Local;

/// <summary>
/// The information that every node has: AWS makes an AWS:InstanceInformation for each node that is
/// registered, so a node with items in a store has one too.
/// </summary>
internal static class InstanceInformation
{
    /// <summary>The key of filters on the ID of nodes.</summary>
    public const string IdKey = TypeNames.InstanceInformation + ".InstanceId";

    /// <summary>Creates the item of a node that has written none.</summary>
    public static InventoryItem Create(StoredNode node) => new()
    {
        InstanceId = node.InstanceId,
        TypeName = TypeNames.InstanceInformation,
        SchemaVersion = "1.0",
        CaptureTime = Timestamp.Format(node.SeenAt),
        Content = new InventoryContent([Entry(node.InstanceId)]),
    };

    /// <summary>True for an item with no other attributes than those of <see cref="Create"/>.</summary>
    public static bool IsDerived(InventoryItem item)
    {
        if (item.TypeName != TypeNames.InstanceInformation
            || item.InstanceId is null
            || item.Content is not [InventoryEntry entry])
        {
            return false;
        }

        InventoryEntry derived = Entry(item.InstanceId);
        return entry.Count == derived.Count && derived.All(pair => entry.FindExactly(pair.Key) == pair.Value);
    }

    /// <summary>
    /// Adds the attributes that AWS has for every node and the entry lacks. For a terminated node these are fewer.
    /// </summary>
    public static InventoryEntry AddDerived(InventoryEntry entry, string instanceId)
    {
        InventoryEntry derived = Entry(instanceId);
        string[] names = IsTerminated(entry) ? ["InstanceId"] : [.. derived.Keys];
        if (Array.TrueForAll(names, name => entry.FindExactly(name) is not null))
        {
            return entry;
        }

        InventoryEntry completed = new(entry.Count + names.Length);
        foreach (KeyValuePair<string, string> attribute in entry)
        {
            completed.Add(attribute.Key, attribute.Value);
        }

        foreach (string name in names.Where(name => entry.FindExactly(name) is null))
        {
            completed.Add(name, derived[name]);
        }

        return completed;
    }

    /// <summary>True when the node of the entry is terminated.</summary>
    public static bool IsTerminated(InventoryEntry entry) =>
        "Terminated".Equals(entry.FindExactly("InstanceStatus"), StringComparison.OrdinalIgnoreCase);

    /// <summary>The attributes that follow from the ID of a node.</summary>
    public static InventoryEntry Entry(string instanceId)
    {
        InventoryEntry entry = new(3);
        entry.Add("InstanceId", instanceId);
        entry.Add("InstanceStatus", "Active");
        entry.Add(
            "ResourceType", instanceId.StartsWith("mi-", StringComparison.Ordinal) ? "ManagedInstance" : "EC2Instance");
        return entry;
    }
}
