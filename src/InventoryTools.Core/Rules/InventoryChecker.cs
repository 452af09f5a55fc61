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
        List<InventoryFinding>? findings = null;
        Add(ref findings, item.InstanceId is null ? [] : CheckInstanceId(item.InstanceId));
        Add(ref findings, CheckItem(item));
        return findings is null ? [] : Of(item, findings);
    }

    /// <summary>Checks the node that an item is about to be written to.</summary>
    public static IReadOnlyList<InventoryFinding> CheckInstanceId(string? instanceId) => Pattern(
        InventoryRules.InstanceIdRequired,
        InventoryRules.InstanceIdPattern,
        ModelPattern.InstanceId,
        nameof(InventoryItem.InstanceId),
        instanceId);

    /// <summary>Checks the items of one PutInventory call together. <see cref="Check"/> checks each of them.</summary>
    /// <param name="items">The items.</param>
    /// <param name="size">The sum of their sizes; null where they were not measured yet.</param>
    public static IEnumerable<InventoryFinding> CheckCall(
        IReadOnlyCollection<InventoryItem> items, long? size = null) =>
        Range(InventoryRules.CallItemCount, "Items", items.Count)
            .Concat(Range(InventoryRules.CallSize, "Items", size ?? items.Sum(ItemSize.Measure)));

    /// <summary>
    /// The code of the fault that the service answers for these findings, or null when it takes the item.
    /// Constraints of the model come first: the service checks them before it looks at the meaning of the item.
    /// </summary>
    public static string? FaultOf(IReadOnlyList<InventoryFinding> findings) => findings.Count == 0 ? null : findings
        .Where(finding => finding.Severity == RuleSeverity.Error)
        .Select(finding => finding.FaultCode)
        .OrderByDescending(code => code == FaultCode.Validation)
        .FirstOrDefault();

    /// <summary>Checks an item without the node that it names, for a writer that names the node itself.</summary>
    public static IReadOnlyList<InventoryFinding> CheckItem(InventoryItem item) => CheckItem(item, out _);

    /// <summary>The same, with the size of the item.</summary>
    public static IReadOnlyList<InventoryFinding> CheckItem(InventoryItem item, out long size)
    {
        string typeName = item.TypeName ?? "";
        AwsInventoryType? awsType = TypeNames.IsCustom(typeName) ? null : AwsInventoryType.Find(typeName);
        size = ItemSize.Measure(item, out bool hasSurrogates);
        List<InventoryFinding>? findings = null;
        Add(ref findings, CheckTypeName(typeName, awsType, hasSurrogates));
        Add(ref findings, CheckSchemaVersion(item.SchemaVersion, item.Content is null ? null : awsType));
        Add(ref findings, Pattern(
            InventoryRules.CaptureTimeRequired,
            InventoryRules.CaptureTimePattern,
            ModelPattern.CaptureTime,
            nameof(InventoryItem.CaptureTime),
            item.CaptureTime));
        Add(ref findings, CheckHash(item, hasSurrogates));
        Add(ref findings, Range(InventoryRules.ItemSize, "Item", size));
        Add(
            ref findings,
            item.Context is not { Count: > 0 } && awsType is not { ContextKeys.Count: > 0 }
                ? []
                : ContextChecker.Check(item, awsType));
        Add(ref findings, ContentChecker.Check(item, awsType, hasSurrogates));
        return findings ?? (IReadOnlyList<InventoryFinding>)[];
    }

    private static InventoryFinding[] Of(InventoryItem item, List<InventoryFinding> findings) =>
    [
        .. findings.Select(
            finding => finding with { InstanceId = item.InstanceId, TypeName = item.TypeName ?? "" }),
    ];

    // Items are nearly always valid, and nothing is made for them.
    private static void Add(ref List<InventoryFinding>? findings, IReadOnlyList<InventoryFinding> more)
    {
        if (more.Count > 0)
        {
            (findings ??= []).AddRange(more);
        }
    }

    private static IReadOnlyList<InventoryFinding> CheckTypeName(
        string typeName, AwsInventoryType? awsType, bool hasSurrogates)
    {
        const string Path = nameof(InventoryItem.TypeName);
        if (typeName.Length == 0)
        {
            return [new(InventoryRules.TypeNameRequired, Path, "missing")];
        }

        IReadOnlyList<InventoryFinding> length = Length(InventoryRules.TypeNameLength, Path, typeName);
        IReadOnlyList<InventoryFinding> text = hasSurrogates ? UnicodeText.Check(Path, typeName) : [];
        InventoryRule? broken =
            !ModelPattern.TypeName.IsMatch(typeName) ? InventoryRules.TypeNamePattern
            : !TypeNames.IsCustom(typeName) ? (awsType is null ? InventoryRules.AwsTypeUnknown : null)
            : HasCapital(typeName) ? null
            : InventoryRules.CustomTypeNameCapital;
        return broken is null
            ? length.Count + text.Count == 0 ? [] : [.. length, .. text]
            : [.. length, .. text, new(broken, Path, Quote(typeName)) { Question = ProposeType(typeName) }];
    }

    private static string ProposeType(string typeName) => TypeNames.IsCustom(typeName)
        ? ""
        : NearestNames.Question(typeName, AwsInventoryType.All.Select(type => type.TypeName));

    private static bool HasCapital(string customTypeName) =>
        customTypeName.Length > TypeNames.CustomPrefix.Length
        && customTypeName[TypeNames.CustomPrefix.Length] is >= 'A' and <= 'Z';

    // A hash without content names content that the service has, and its version: the SSM agent sends such items with
    // the version of another item.
    private static IReadOnlyList<InventoryFinding> CheckSchemaVersion(string? version, AwsInventoryType? awsType)
    {
        const string Path = nameof(InventoryItem.SchemaVersion);
        IReadOnlyList<InventoryFinding> findings = Pattern(
            InventoryRules.SchemaVersionRequired,
            InventoryRules.SchemaVersionPattern,
            ModelPattern.SchemaVersion,
            Path,
            version);
        return findings.Count > 0 || awsType is null || awsType.Versions.Contains(version!) ? findings :
        [
            new(
                InventoryRules.SchemaVersionUnsupported,
                Path,
                $"{Quote(version!)} for {awsType.TypeName} ({string.Join(", ", awsType.Versions)} known)"),
        ];
    }

    private static IReadOnlyList<InventoryFinding> CheckHash(InventoryItem item, bool hasSurrogates)
    {
        const string Path = nameof(InventoryItem.ContentHash);
        string hash = item.ContentHash ?? "";
        return item.Content is null && hash.Length == 0
            ? [new(InventoryRules.ContentOrHashRequired, nameof(InventoryItem.Content), "both are missing")]
            : hasSurrogates
            ? [.. Length(InventoryRules.ContentHashLength, Path, hash), .. UnicodeText.Check(Path, hash)]
            : Length(InventoryRules.ContentHashLength, Path, hash);
    }

    private static IReadOnlyList<InventoryFinding> Pattern(
        InventoryRule required, InventoryRule rule, ModelPattern pattern, string path, string? text) =>
        string.IsNullOrEmpty(text) ? [new(required, path, "missing")]
        : pattern.IsMatch(text) ? []
        : [new(rule, path, Quote(text!))];

    internal static IReadOnlyList<InventoryFinding> Length(InventoryRule rule, string path, string text) =>
        text.Length <= rule.Maximum && text.Length >= (rule.Minimum ?? 0)
            ? []
            : Range(rule, path, UnicodeText.CodePoints(text));

    internal static bool IsInRange(InventoryRule rule, long actual) =>
        !(actual > rule.Maximum) && !(actual < rule.Minimum);

    internal static IReadOnlyList<InventoryFinding> Range(InventoryRule rule, string path, long actual) =>
        IsInRange(rule, actual)
            ? []
            : [new(rule, path, $"{actual.ToString(CultureInfo.InvariantCulture)} {rule.Unit}")];

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
