using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace InventoryTools.Rules;

/// <summary>The constraints of the model's InventoryItem shape. The limits are those of <see cref="InventoryRules"/>.</summary>
internal static class ItemConstraints
{
    public static void Check(ConstraintCollector list, string path, InventoryItem item)
    {
        if (list.Required($"{path}.typeName", item.TypeName))
        {
            CheckTypeName(list, $"{path}.typeName", item.TypeName);
        }

        if (list.Required($"{path}.schemaVersion", item.SchemaVersion))
        {
            list.Pattern(
                $"{path}.schemaVersion", item.SchemaVersion, ModelPatterns.SchemaVersion, InventoryRules.SchemaVersionPattern.Pattern!);
        }

        if (list.Required($"{path}.captureTime", item.CaptureTime))
        {
            list.Pattern(
                $"{path}.captureTime", item.CaptureTime, ModelPatterns.CaptureTime, InventoryRules.CaptureTimePattern.Pattern!);
        }

        list.Text($"{path}.contentHash", item.ContentHash, InventoryRules.ContentHashLength);
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
                item.Context.Count,
                InventoryRules.ContextCount,
                InventoryRules.ContextNameLength,
                InventoryRules.ContextValueLength);
        }
    }

    public static void CheckTypeName(ConstraintCollector list, string path, string? typeName)
    {
        list.Text(path, typeName, 1, InventoryRules.TypeNameLength.Maximum);
        list.Pattern(path, typeName, ModelPatterns.TypeName, InventoryRules.TypeNamePattern.Pattern!);
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
                    entry.Count,
                    InventoryRules.EntryAttributeCount,
                    InventoryRules.AttributeNameLength,
                    InventoryRules.AttributeValueLength);
            }
        }
    }

    private static void CheckMap(
        ConstraintCollector list,
        string path,
        IEnumerable<KeyValuePair<string, string>> map,
        int count,
        InventoryRule size,
        InventoryRule name,
        InventoryRule value)
    {
        if (count > size.Maximum)
        {
            list.Add(new ConstraintViolation(
                path, ConstraintViolation.Print(map), $"Member must have length less than or equal to {size.Maximum.Value.ToString(CultureInfo.InvariantCulture)}"));
        }

        bool namesAreBroken = false;
        bool valuesAreBroken = false;
        foreach (KeyValuePair<string, string> pair in map)
        {
            namesAreBroken |= ConstraintCollector.LengthConstraint(pair.Key, name.Minimum, name.Maximum) is not null;
            valuesAreBroken |= ConstraintCollector.LengthConstraint(pair.Value ?? "", value.Minimum, value.Maximum) is not null;
        }

        if (namesAreBroken)
        {
            list.Add(
                new ConstraintViolation(path, ConstraintViolation.Print(map), $"Map keys must satisfy constraint: [{Lengths(name)}]"));
        }

        if (valuesAreBroken)
        {
            list.Add(
                new ConstraintViolation(path, ConstraintViolation.Print(map), $"Map value must satisfy constraint: [{Lengths(value)}]"));
        }
    }

    // The service names the larger bound first.
    private static string Lengths(InventoryRule rule) => string.Join(
        ", ",
        $"Member must have length less than or equal to {Number(rule.Maximum!.Value)}",
        $"Member must have length greater than or equal to {Number(rule.Minimum ?? 0)}");

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
