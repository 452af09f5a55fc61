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
        InventoryContent content = [];
        InventoryEntry? before = null;
        reader.BeginList();
        while (reader.NextElement(content.Count))
        {
            before = reader.IsNull ? reader.RefuseNull<InventoryEntry>([]) : ReadMap(ref reader, before);
            content.Add(before);
        }

        reader.End();
        return content;
    }

    private static InventoryEntry ReadMap(ref JsonRequestReader reader) => ReadMap(ref reader, before: null);

    // The entries of an item nearly always have the same names in the same order, and many of the same values. Their
    // strings are shared, and names that are those of the entry before are not compared once more.
    private static InventoryEntry ReadMap(ref JsonRequestReader reader, InventoryEntry? before)
    {
        // A few small entries after one that is too large would have arrays of its size.
        bool isLike = before?.Count <= InventoryRules.EntryAttributeCount.Maximum;
        InventoryEntry map = isLike ? InventoryEntry.Like(before!) : [];
        HashSet<string>? seen = isLike ? null : new(StringComparer.Ordinal);
        reader.BeginMap();
        while (reader.NextName())
        {
            string? likelyName = map.NextName;
            string? likelyValue = map.Count < before?.Count ? before.At(map.Count).Value : null;
            string name = reader.Text(likelyName);
            if (seen is null && !ReferenceEquals(name, likelyName))
            {
                seen = new(map.Keys, StringComparer.Ordinal);
            }

            // A map that is too large must not take long.
            reader.BeginValue(name, isNew: seen is null || seen.Add(name));
            if (reader.IsNull)
            {
                reader.Refuse(null, ConstraintText.MapValues(ConstraintText.NotNull));
            }

            map.AddUnseen(name, reader.IsNull ? "" : reader.ReadText(likelyValue));
        }

        reader.End();
        return map;
    }
}
