using System.Globalization;
using System.Text.RegularExpressions;
using InventoryTools.Model;
using InventoryTools.Service;

namespace InventoryTools.Rules;

/// <summary>
/// Finds all documented rules of PutInventory that an item breaks.
/// The rules are in <see cref="InventoryRules"/>.
/// </summary>
internal static class InventoryChecker
{
    /// <summary>
    /// Checks an item and the node that it names. An item without a node can be written to any node.
    /// </summary>
    public static IReadOnlyList<InventoryFinding> Check(InventoryItem item)
    {
        List<InventoryFinding> findings = [];
        if (item.InstanceId is not null)
        {
            findings.AddRange(CheckInstanceId(item.InstanceId));
        }

        findings.AddRange(CheckItem(item));
        return [.. findings.Select(
            finding => finding with { InstanceId = item.InstanceId, TypeName = item.TypeName ?? "" })];
    }

    /// <summary>Checks the node that an item is about to be written to.</summary>
    public static IEnumerable<InventoryFinding> CheckInstanceId(string? instanceId) => Pattern(
        InventoryRules.InstanceIdRequired,
        InventoryRules.InstanceIdPattern,
        ModelPattern.InstanceId,
        nameof(InventoryItem.InstanceId),
        instanceId);

    /// <summary>Checks the items of one PutInventory call together. <see cref="Check"/> checks each of them.</summary>
    public static IEnumerable<InventoryFinding> CheckCall(IReadOnlyCollection<InventoryItem> items) =>
        Range(InventoryRules.CallItemCount, "Items", items.Count)
            .Concat(Range(InventoryRules.CallSize, "Items", items.Sum(ItemSize.Measure)));

    /// <summary>
    /// The code of the fault that the service answers for these findings, or null when it takes the item.
    /// Constraints of the model come first: the service checks them before it looks at the meaning of the item.
    /// </summary>
    public static string? FaultOf(IEnumerable<InventoryFinding> findings) => findings
        .Where(finding => finding.Severity == RuleSeverity.Error)
        .Select(finding => finding.FaultCode)
        .OrderByDescending(code => code == FaultCode.Validation)
        .FirstOrDefault();

    /// <summary>Checks an item without the node that it names, for a writer that names the node itself.</summary>
    public static IReadOnlyList<InventoryFinding> CheckItem(InventoryItem item)
    {
        string typeName = item.TypeName ?? "";
        AwsInventoryType? awsType = TypeNames.IsCustom(typeName) ? null : AwsInventoryType.Find(typeName);
        long size = ItemSize.Measure(item, out bool hasSurrogates);
        return [.. CheckTypeName(typeName, awsType, hasSurrogates)
            .Concat(CheckSchemaVersion(item.SchemaVersion, item.Content is null ? null : awsType))
            .Concat(Pattern(
                InventoryRules.CaptureTimeRequired,
                InventoryRules.CaptureTimePattern,
                ModelPattern.CaptureTime,
                nameof(InventoryItem.CaptureTime),
                item.CaptureTime))
            .Concat(CheckHash(item, hasSurrogates))
            .Concat(Range(InventoryRules.ItemSize, "Item", size))
            .Concat(awsType is null && item.Context is not { Count: > 0 } ? [] : ContextChecker.Check(item, awsType))
            .Concat(ContentChecker.Check(item, awsType, hasSurrogates))];
    }

    private static IEnumerable<InventoryFinding> CheckTypeName(
        string typeName, AwsInventoryType? awsType, bool hasSurrogates)
    {
        const string Path = nameof(InventoryItem.TypeName);
        if (typeName.Length == 0)
        {
            yield return new(InventoryRules.TypeNameRequired, Path, "missing");
            yield break;
        }

        foreach (InventoryFinding finding in Length(InventoryRules.TypeNameLength, Path, typeName)
            .Concat(hasSurrogates ? UnicodeText.Check(Path, typeName) : []))
        {
            yield return finding;
        }

        if (!ModelPattern.TypeName.IsMatch(typeName))
        {
            yield return new(InventoryRules.TypeNamePattern, Path, Quote(typeName));
        }
        else if (TypeNames.IsCustom(typeName))
        {
            if (typeName.Length == TypeNames.CustomPrefix.Length
                || typeName[TypeNames.CustomPrefix.Length] is < 'A' or > 'Z')
            {
                yield return new(InventoryRules.CustomTypeNameCapital, Path, Quote(typeName));
            }
        }
        else if (awsType is null)
        {
            yield return new(InventoryRules.AwsTypeUnknown, Path, Quote(typeName));
        }
    }

    // A hash without content names content that the service has, and its version: the SSM agent sends such items with
    // the version of another item.
    private static InventoryFinding[] CheckSchemaVersion(string? version, AwsInventoryType? awsType)
    {
        const string Path = nameof(InventoryItem.SchemaVersion);
        InventoryFinding[] findings = [.. Pattern(
            InventoryRules.SchemaVersionRequired,
            InventoryRules.SchemaVersionPattern,
            ModelPattern.SchemaVersion,
            Path,
            version)];
        return findings.Length > 0 || awsType is null || awsType.Versions.Contains(version!) ? findings :
        [
            new(
                InventoryRules.SchemaVersionUnsupported,
                Path,
                $"{Quote(version!)} for {awsType.TypeName} ({string.Join(", ", awsType.Versions)} known)"),
        ];
    }

    private static IEnumerable<InventoryFinding> CheckHash(InventoryItem item, bool hasSurrogates)
    {
        const string Path = nameof(InventoryItem.ContentHash);
        string hash = item.ContentHash ?? "";
        return Length(InventoryRules.ContentHashLength, Path, hash)
            .Concat(hasSurrogates ? UnicodeText.Check(Path, hash) : [])
            .Concat(item.Content is null && hash.Length == 0
                ? [new(InventoryRules.ContentOrHashRequired, nameof(InventoryItem.Content), "both are missing")]
                : []);
    }

    private static IEnumerable<InventoryFinding> Pattern(
        InventoryRule required, InventoryRule rule, ModelPattern pattern, string path, string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            yield return new(required, path, "missing");
        }
        else if (!pattern.IsMatch(text))
        {
            yield return new(rule, path, Quote(text!));
        }
    }

    internal static IEnumerable<InventoryFinding> Length(InventoryRule rule, string path, string text) =>
        text.Length <= rule.Maximum && text.Length >= (rule.Minimum ?? 0)
            ? []
            : Range(rule, path, UnicodeText.CodePoints(text));

    internal static bool IsInRange(InventoryRule rule, long actual) =>
        !(actual > rule.Maximum) && !(actual < rule.Minimum);

    internal static IEnumerable<InventoryFinding> Range(InventoryRule rule, string path, long actual)
    {
        if (!IsInRange(rule, actual))
        {
            yield return new(rule, path, $"{actual.ToString(CultureInfo.InvariantCulture)} {rule.Unit}");
        }
    }

    internal static string Quote(string text)
    {
        const int MaxDisplayed = 120;
        string line = Regex.Replace(
            text.Length > MaxDisplayed ? text.Substring(0, MaxDisplayed + 1) : text,
            @"[\p{Cc}\p{Cf}\u2028\u2029\uD800-\uDFFF-[\u200C\u200D]]",
            match => $"\\u{(int)match.Value[0]:x4}");
        return line.Length <= MaxDisplayed ? $"'{line}'" : $"'{line.Substring(0, MaxDisplayed)}…'";
    }
}
