using System.Globalization;
using InventoryTools.Model;

namespace InventoryTools.Rules;

/// <summary>Checks the entries of an item and their attributes.</summary>
internal sealed class ContentChecker
{
    private readonly AwsInventoryType? _awsType;
    private readonly List<InventoryFinding> _findings = [];

    // The first spelling of each name, found in any case; and every spelling that was checked.
    private readonly Dictionary<string, (string Name, string Path)> _spelling = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _checkedNames = new(StringComparer.Ordinal);

    private ContentChecker(AwsInventoryType? awsType) => _awsType = awsType;

    public static IEnumerable<InventoryFinding> Check(InventoryItem item, AwsInventoryType? awsType)
    {
        if (item.Content is null)
        {
            return [];
        }

        ContentChecker checker = new(awsType);
        checker._findings.AddRange(InventoryChecker.Range(
            InventoryRules.ContentCount, nameof(InventoryItem.Content), item.Content.Count));
        for (int i = 0; i < item.Content.Count; i++)
        {
            checker.CheckEntry($"Content[{i.ToString(CultureInfo.InvariantCulture)}]", item.Content[i]);
        }

        if (awsType is null)
        {
            checker._findings.AddRange(InventoryChecker.Range(
                InventoryRules.CustomTypeAttributeCount, nameof(InventoryItem.Content), checker._spelling.Count));
        }

        return checker._findings;
    }

    private void CheckEntry(string path, InventoryEntry entry)
    {
        _findings.AddRange(InventoryChecker.Range(InventoryRules.EntryAttributeCount, path, entry.Count));
        foreach (KeyValuePair<string, string> attribute in entry)
        {
            // Without allocations, because the values are nearly always valid.
            if (!_checkedNames.Contains(attribute.Key))
            {
                _checkedNames.Add(attribute.Key);
                CheckName(AttributePath.Of(path, attribute.Key), attribute.Key);
            }

            if (attribute.Key.Length < InventoryRules.AttributeNameLength.Minimum
                || attribute.Key.Length > InventoryRules.AttributeNameLength.Maximum)
            {
                _findings.AddRange(InventoryChecker.Length(
                    InventoryRules.AttributeNameLength, AttributePath.Of(path, attribute.Key), attribute.Key));
            }

            CheckValue(path, attribute.Key, attribute.Value);
        }
    }

    // Each spelling is reported once, at the first entry that has it.
    private void CheckName(string path, string name)
    {
        _findings.AddRange(UnicodeText.Check(path, name));
        if (!_spelling.TryGetValue(name, out (string Name, string Path) first))
        {
            _spelling.Add(name, (name, path));
        }
        else
        {
            _findings.Add(new(
                InventoryRules.AttributeNameCase,
                path,
                $"{InventoryChecker.Quote(name)} beside {InventoryChecker.Quote(first.Name)} at {first.Path}"));
        }

        if (_awsType is not null && _awsType.FindAttribute(name) is null)
        {
            _findings.Add(new(
                InventoryRules.AwsAttributeUnknown, path, $"{InventoryChecker.Quote(name)} in {_awsType.TypeName}"));
        }
    }

    private void CheckValue(string entryPath, string name, string value)
    {
        if (value.Length > InventoryRules.AttributeValueLength.Maximum)
        {
            _findings.AddRange(InventoryChecker.Length(
                InventoryRules.AttributeValueLength, AttributePath.Of(entryPath, name), value));
        }

        if (value.Any(char.IsSurrogate))
        {
            _findings.AddRange(UnicodeText.Check(AttributePath.Of(entryPath, name), value));
        }

        if (_awsType?.FindAttribute(name) is { IsNumber: true } && !IsNumber(value))
        {
            _findings.Add(new(
                InventoryRules.AwsAttributeNumber, AttributePath.Of(entryPath, name), InventoryChecker.Quote(value)));
        }
    }

    private static bool IsNumber(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
        && !double.IsNaN(number)
        && !double.IsInfinity(number);
}
