namespace InventoryTools.Rules;

/// <summary>
/// The constraints of the model's InventoryItem shape. The limits are those of <see cref="InventoryRules"/>.
/// </summary>
internal static class ItemConstraints
{
    public static void Check(ConstraintCollector list, InventoryItem item)
    {
        if (list.Required("typeName", item.TypeName))
        {
            CheckTypeName(list, "typeName", item.TypeName);
        }

        list.RequiredPattern("schemaVersion", item.SchemaVersion, ModelPattern.SchemaVersion);
        list.RequiredPattern("captureTime", item.CaptureTime, ModelPattern.CaptureTime);
        list.Text("contentHash", item.ContentHash, null, InventoryRules.ContentHashLength.Maximum);
        if (item.Content is not null)
        {
            CheckContent(list, item.Content);
        }

        if (item.Context is not null)
        {
            CheckMap(
                list,
                "context",
                null,
                item.Context,
                InventoryRules.ContextCount,
                InventoryRules.ContextNameLength,
                InventoryRules.ContextValueLength);
        }
    }

    public static void CheckTypeName(ConstraintCollector list, string path, string? typeName)
    {
        list.Text(path, typeName, 1, InventoryRules.TypeNameLength.Maximum);
        list.Pattern(path, typeName, ModelPattern.TypeName);
    }

    private static void CheckContent(ConstraintCollector list, InventoryContent content)
    {
        const string Path = "content";
        list.Count(
            Path, content.Count, null, InventoryRules.ContentCount.Maximum, content.Select(ConstraintViolation.Print));
        for (int i = 0; i < content.Count; i++)
        {
            InventoryEntry entry = content[i];
            if (entry.Count > 0)
            {
                CheckMap(
                    list,
                    Path,
                    i,
                    entry,
                    InventoryRules.EntryAttributeCount,
                    InventoryRules.AttributeNameLength,
                    InventoryRules.AttributeValueLength);
            }
        }
    }

    // The map is a member, or an element of one.
    private static void CheckMap(
        ConstraintCollector list,
        string path,
        int? element,
        InventoryEntry map,
        InventoryRule size,
        InventoryRule name,
        InventoryRule value)
    {
        bool namesAreBroken = false;
        bool valuesAreBroken = false;
        for (int i = 0; i < map.Count; i++)
        {
            KeyValuePair<string, string> pair = map.At(i);
            namesAreBroken |= !ConstraintCollector.IsLengthInRange(pair.Key, name.Minimum, name.Maximum);
            valuesAreBroken |= !ConstraintCollector.IsLengthInRange(pair.Value ?? "", value.Minimum, value.Maximum);
        }

        bool isTooLarge = map.Count > size.Maximum;
        if (!isTooLarge && !namesAreBroken && !valuesAreBroken)
        {
            return;
        }

        string place = element is int at ? ConstraintCollector.Element(path, at) : path;
        string?[] constraints =
        [
            isTooLarge ? ConstraintText.Length(map.Count, null, size.Maximum) : null,
            namesAreBroken ? ConstraintText.MapKeys(name) : null,
            valuesAreBroken ? ConstraintText.MapValues(value) : null,
        ];
        foreach (string constraint in constraints.OfType<string>())
        {
            list.Add(place, ConstraintViolation.Print(map), constraint);
        }
    }
}
