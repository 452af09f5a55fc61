namespace InventoryTools.Rules;

/// <summary>
/// The constraints of the model's InventoryItem shape. The limits are those of <see cref="InventoryRules"/>.
/// </summary>
internal static class ItemConstraints
{
    public static void Check(ConstraintCollector list, string path, InventoryItem item)
    {
        if (list.Required($"{path}.typeName", item.TypeName))
        {
            CheckTypeName(list, $"{path}.typeName", item.TypeName);
        }

        list.RequiredPattern($"{path}.schemaVersion", item.SchemaVersion, ModelPattern.SchemaVersion);
        list.RequiredPattern($"{path}.captureTime", item.CaptureTime, ModelPattern.CaptureTime);
        list.Text($"{path}.contentHash", item.ContentHash, null, InventoryRules.ContentHashLength.Maximum);
        if (item.Content is not null)
        {
            CheckContent(list, $"{path}.content", item.Content);
        }

        if (item.Context is not null)
        {
            CheckMap(
                list,
                $"{path}.context",
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

    private static void CheckContent(ConstraintCollector list, string path, InventoryContent content)
    {
        list.Count(
            path, content.Count, null, InventoryRules.ContentCount.Maximum, content.Select(ConstraintViolation.Print));
        for (int i = 0; i < content.Count; i++)
        {
            InventoryEntry entry = content[i];
            if (entry.Count > 0)
            {
                CheckMap(
                    list,
                    ConstraintCollector.Element(path, i),
                    entry,
                    InventoryRules.EntryAttributeCount,
                    InventoryRules.AttributeNameLength,
                    InventoryRules.AttributeValueLength);
            }
        }
    }

    private static void CheckMap(
        ConstraintCollector list,
        string path,
        ICollection<KeyValuePair<string, string>> map,
        InventoryRule size,
        InventoryRule name,
        InventoryRule value)
    {
        bool namesAreBroken = false;
        bool valuesAreBroken = false;
        foreach (KeyValuePair<string, string> pair in map)
        {
            namesAreBroken |= ConstraintText.Length(pair.Key, name.Minimum, name.Maximum) is not null;
            valuesAreBroken |= ConstraintText.Length(pair.Value ?? "", value.Minimum, value.Maximum) is not null;
        }

        string?[] constraints =
        [
            ConstraintText.Length(map.Count, null, size.Maximum),
            namesAreBroken ? ConstraintText.MapKeys(name) : null,
            valuesAreBroken ? ConstraintText.MapValues(value) : null,
        ];
        foreach (string constraint in constraints.OfType<string>())
        {
            list.Add(new ConstraintViolation(path, ConstraintViolation.Print(map), constraint));
        }
    }
}
