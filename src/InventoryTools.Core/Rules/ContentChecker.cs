using System.Globalization;
using InventoryTools.Model;

namespace InventoryTools.Rules;

/// <summary>Checks the entries of an item and their attributes.</summary>
internal sealed class ContentChecker
{
    // Accounts have at most 20 custom types.
    private const int MaxTypes = 64;

    // By type, the names that were found valid last.
    [ThreadStatic]
    private static Dictionary<string, AttributeNames>? t_validNames;

    private readonly AwsInventoryType? _awsType;
    private readonly bool _hasSurrogates;
    private readonly List<InventoryFinding> _findings = [];

    // The first spelling of each name, found in any case, and its entry; and every spelling that was checked.
    private readonly Dictionary<string, (string Name, int Entry)> _spelling = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _checkedNames = new(StringComparer.Ordinal);

    private ContentChecker(AwsInventoryType? awsType, bool hasSurrogates) =>
        (_awsType, _hasSurrogates) = (awsType, hasSurrogates);

    public static IReadOnlyList<InventoryFinding> Check(
        InventoryItem item, AwsInventoryType? awsType, bool hasSurrogates)
    {
        if (item.Content is null || IsValidAtSight(item.TypeName, item.Content, awsType, hasSurrogates))
        {
            return [];
        }

        ContentChecker checker = new(awsType, hasSurrogates);
        checker._findings.AddRange(InventoryChecker.Range(
            InventoryRules.ContentCount, nameof(InventoryItem.Content), item.Content.Count));
        for (int i = 0; i < item.Content.Count; i++)
        {
            checker.CheckEntry(i, item.Content[i]);
        }

        if (awsType is null)
        {
            checker._findings.AddRange(InventoryChecker.Range(
                InventoryRules.CustomTypeAttributeCount, nameof(InventoryItem.Content), checker._spelling.Count));
        }

        if (checker._findings.Count == 0 && item.Content.Count > 0)
        {
            Remember(item.TypeName, item.Content[0]);
        }

        return checker._findings;
    }

    // Entries with the names of the valid content before: the values alone can break a rule. Nothing is made for them.
    private static bool IsValidAtSight(
        string typeName, InventoryContent content, AwsInventoryType? awsType, bool hasSurrogates)
    {
        if (hasSurrogates
            || t_validNames?.TryGetValue(typeName ?? "", out AttributeNames? names) != true
            || !InventoryChecker.IsInRange(InventoryRules.ContentCount, content.Count))
        {
            return false;
        }

        for (int i = 0; i < content.Count; i++)
        {
            InventoryEntry entry = content[i];
            if (!names!.AreOf(entry))
            {
                return false;
            }

            for (int at = 0; at < entry.Count; at++)
            {
                KeyValuePair<string, string> attribute = entry.At(at);
                if (attribute.Value.Length > InventoryRules.AttributeValueLength.Maximum
                    || !IsNumberWhereNeeded(awsType, attribute.Key, attribute.Value))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static void Remember(string typeName, InventoryEntry entry)
    {
        t_validNames ??= new Dictionary<string, AttributeNames>(StringComparer.Ordinal);
        if (!t_validNames.TryGetValue(typeName ?? "", out AttributeNames? names))
        {
            if (t_validNames.Count == MaxTypes)
            {
                t_validNames.Clear();
            }

            t_validNames[typeName ?? ""] = names = new AttributeNames();
        }

        names.Take(entry);
    }

    private static bool IsNumberWhereNeeded(AwsInventoryType? awsType, string name, string value) =>
        awsType?.FindAttribute(name) is not { IsNumber: true } || IsNumber(value);

    private static string PathOf(int entry) => $"Content[{entry.ToString(CultureInfo.InvariantCulture)}]";

    private static string PathOf(int entry, string name) => AttributePath.Of(PathOf(entry), name);

    // Paths are made for findings alone, because the values are nearly always valid.
    private void CheckEntry(int at, InventoryEntry entry)
    {
        if (!InventoryChecker.IsInRange(InventoryRules.EntryAttributeCount, entry.Count))
        {
            _findings.AddRange(InventoryChecker.Range(InventoryRules.EntryAttributeCount, PathOf(at), entry.Count));
        }

        for (int i = 0; i < entry.Count; i++)
        {
            KeyValuePair<string, string> attribute = entry.At(i);
            if (_checkedNames.Add(attribute.Key))
            {
                CheckName(at, attribute.Key);
            }

            if (!InventoryChecker.IsInRange(InventoryRules.AttributeNameLength, attribute.Key.Length))
            {
                _findings.AddRange(InventoryChecker.Length(
                    InventoryRules.AttributeNameLength, PathOf(at, attribute.Key), attribute.Key));
            }

            CheckValue(at, attribute.Key, attribute.Value);
        }
    }

    // Each spelling is reported once, at the first entry that has it.
    private void CheckName(int at, string name)
    {
        if (_hasSurrogates && !UnicodeText.IsWhole(name))
        {
            _findings.AddRange(UnicodeText.Check(PathOf(at, name), name));
        }

        if (!_spelling.TryGetValue(name, out (string Name, int Entry) first))
        {
            _spelling.Add(name, (name, at));
        }
        else
        {
            _findings.Add(new(
                InventoryRules.AttributeNameCase,
                PathOf(at, name),
                $"{InventoryChecker.Quote(name)} beside {InventoryChecker.Quote(first.Name)} at "
                    + PathOf(first.Entry, first.Name)));
        }

        if (_awsType is not null && _awsType.FindAttribute(name) is null)
        {
            _findings.Add(new(
                InventoryRules.AwsAttributeUnknown,
                PathOf(at, name),
                $"{InventoryChecker.Quote(name)} in {_awsType.TypeName}"));
        }
    }

    private void CheckValue(int at, string name, string value)
    {
        if (value.Length > InventoryRules.AttributeValueLength.Maximum)
        {
            _findings.AddRange(
                InventoryChecker.Length(InventoryRules.AttributeValueLength, PathOf(at, name), value));
        }

        if (_hasSurrogates && !UnicodeText.IsWhole(value))
        {
            _findings.AddRange(UnicodeText.Check(PathOf(at, name), value));
        }

        if (!IsNumberWhereNeeded(_awsType, name, value))
        {
            _findings.Add(new(InventoryRules.AwsAttributeNumber, PathOf(at, name), InventoryChecker.Quote(value)));
        }
    }

    private static bool IsNumber(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
        && !double.IsNaN(number)
        && !double.IsInfinity(number);
}
