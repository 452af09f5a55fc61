using InventoryTools.Rules;
using InventoryTools.Service;

namespace InventoryTools.Files;

/// <summary>Reads PutInventory requests.</summary>
internal static class PutInventoryReader
{
    private static readonly JsonStructure<InventoryItem> s_item = new JsonStructure<InventoryItem>(() => new())
        .Text(nameof(InventoryItem.InstanceId), Set<string>((item, instanceId) => item.InstanceId = instanceId))
        .RequiredText(nameof(InventoryItem.TypeName), Set<string>((item, typeName) => item.TypeName = typeName))
        .RequiredText(nameof(InventoryItem.SchemaVersion), Set<string>((item, version) => item.SchemaVersion = version))
        .RequiredText(nameof(InventoryItem.CaptureTime), Set<string>((item, time) => item.CaptureTime = time))
        .Text(nameof(InventoryItem.ContentHash), Set<string>((item, hash) => item.ContentHash = hash))
        .Value(
            nameof(InventoryItem.Content),
            ReadContent,
            Set<InventoryContent>((item, content) => item.Content = content))
        .Value(
            nameof(InventoryItem.Context),
            ReadMap,
            Set<InventoryEntry>((item, context) => item.Context = context));

    /// <summary>The members of a request.</summary>
    public static JsonStructure<PutInventoryRequest> PutInventory { get; } =
        new JsonStructure<PutInventoryRequest>(() => new("", []))
            .RequiredText("InstanceId", (request, instanceId) => request with { InstanceId = instanceId })
            .RequiredList("Items", s_item, (request, items) => request with { Items = items });

    private static Func<InventoryItem, T, InventoryItem> Set<T>(Action<InventoryItem, T> set) => (item, value) =>
    {
        set(item, value);
        return item;
    };

    private static InventoryContent ReadContent(ref JsonRequestReader reader)
    {
        List<InventoryEntry> entries =
            reader.ReadList(ReadMap, (ref element) => element.RefuseNull<InventoryEntry>([]));
        return [.. entries];
    }

    private static InventoryEntry ReadMap(ref JsonRequestReader reader)
    {
        InventoryEntry map = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        reader.BeginMap();
        while (reader.NextMember(seen, out string name))
        {
            if (reader.IsNull)
            {
                reader.Refuse(null, ConstraintText.MapValues(ConstraintText.NotNull));
            }

            // Names were compared already, and a map that is too large must not take long.
            map.AddUnseen(name, reader.IsNull ? "" : reader.ReadText());
        }

        reader.End();
        return map;
    }
}
