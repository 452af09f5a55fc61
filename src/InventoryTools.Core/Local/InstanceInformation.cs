using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using InventoryTools.Store;

namespace InventoryTools.Local;

/// <summary>
/// The information that every node has: AWS makes an AWS:InstanceInformation for each node that is
/// registered, so a node with items in a store has one too.
/// </summary>
internal static class InstanceInformation
{
    public const string TypeName = "AWS:InstanceInformation";

    /// <summary>The key of filters on the ID of nodes.</summary>
    public const string IdKey = TypeName + ".InstanceId";

    /// <summary>The item of a node that has put none itself.</summary>
    public static InventoryItem Of(StoredNode node) => new()
    {
        InstanceId = node.InstanceId,
        TypeName = TypeName,
        SchemaVersion = "1.0",
        CaptureTime = node.SeenAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        Content = new InventoryContent([Entry(node.InstanceId)]),
    };

    /// <summary>True for an item with no other attributes than those of <see cref="Of"/>.</summary>
    public static bool IsDerived(InventoryItem item)
    {
        if (item.TypeName != TypeName || item.InstanceId is null || item.Content is not [InventoryEntry entry])
        {
            return false;
        }

        InventoryEntry derived = Entry(item.InstanceId);
        return entry.Count == derived.Count && derived.All(pair => entry.FindExactly(pair.Key) == pair.Value);
    }

    /// <summary>
    /// The entry with the attributes that AWS has for every node where they are missing, but for a terminated node, of
    /// which AWS has two attributes.
    /// </summary>
    public static InventoryEntry Complete(InventoryEntry entry, string instanceId)
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

    /// <summary>True when the entry says that the node is terminated.</summary>
    public static bool IsTerminated(InventoryEntry entry) =>
        "Terminated".Equals(entry.FindExactly("InstanceStatus"), StringComparison.OrdinalIgnoreCase);

    /// <summary>The attributes that follow from the ID and from the node's being there.</summary>
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
