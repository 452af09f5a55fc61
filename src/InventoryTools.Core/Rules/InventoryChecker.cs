using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using InventoryTools.Model;
using InventoryTools.Service;

namespace InventoryTools.Rules;

/// <summary>
/// Finds everything that the documented rules of PutInventory have against an item, all at once.
/// The rules themselves stand in <see cref="InventoryRules"/>.
/// </summary>
internal static class InventoryChecker
{
    /// <summary>
    /// Judges an item as it stands, and the node that it names. An item that names none can still be written to one.
    /// </summary>
    public static IReadOnlyList<InventoryFinding> Check(InventoryItem item)
    {
        List<InventoryFinding> findings = [];
        if (item.InstanceId is not null)
        {
            findings.AddRange(CheckInstanceId(item.InstanceId));
        }

        findings.AddRange(CheckItem(item));
        return [.. findings.Select(finding => finding with { InstanceId = item.InstanceId, TypeName = item.TypeName ?? "" })];
    }

    /// <summary>Judges the node that an item is about to be written to.</summary>
    public static IEnumerable<InventoryFinding> CheckInstanceId(string? instanceId)
    {
        if (string.IsNullOrEmpty(instanceId))
        {
            yield return new(InventoryRules.InstanceIdRequired, "InstanceId", "there is none");
        }
        else if (!ModelPatterns.InstanceId.IsMatch(instanceId))
        {
            yield return new(InventoryRules.InstanceIdPattern, "InstanceId", Quote(instanceId!));
        }
    }

    /// <summary>Judges the items of one PutInventory call together; each of them for itself is <see cref="Check"/>'s.</summary>
    public static IEnumerable<InventoryFinding> CheckCall(IReadOnlyCollection<InventoryItem> items)
    {
        foreach (InventoryFinding finding in Range(InventoryRules.CallItemCount, "Items", items.Count))
        {
            yield return finding;
        }

        foreach (InventoryFinding finding in Range(InventoryRules.CallSize, "Items", items.Sum(ItemSize.Measure)))
        {
            yield return finding;
        }
    }

    /// <summary>
    /// The code of the fault that the service answers for these findings, or null where it takes the item.
    /// Constraints of the model come first: the service checks them before it looks at what the item means.
    /// </summary>
    public static string? FaultOf(IEnumerable<InventoryFinding> findings)
    {
        string? first = null;
        foreach (InventoryFinding finding in findings.Where(finding => finding.Severity == RuleSeverity.Error))
        {
            if (finding.FaultCode == FaultCode.Validation)
            {
                return finding.FaultCode;
            }

            first ??= finding.FaultCode;
        }

        return first;
    }

    /// <summary>Judges an item without the node that it names, for a writer that names the node itself.</summary>
    public static IReadOnlyList<InventoryFinding> CheckItem(InventoryItem item)
    {
        AwsInventoryType? awsType = AwsInventoryType.Find(item.TypeName ?? "");
        return [.. CheckTypeName(item.TypeName ?? "", awsType)
            .Concat(CheckSchemaVersion(item.SchemaVersion, item.Content is null ? null : awsType))
            .Concat(CheckCaptureTime(item.CaptureTime))
            .Concat(CheckHash(item))
            .Concat(Range(InventoryRules.ItemSize, "Item", ItemSize.Measure(item)))
            .Concat(ContextChecker.Check(item, awsType))
            .Concat(ContentChecker.Check(item, awsType))];
    }

    private static IEnumerable<InventoryFinding> CheckTypeName(string typeName, AwsInventoryType? awsType)
    {
        const string Path = nameof(InventoryItem.TypeName);
        if (typeName.Length == 0)
        {
            yield return new(InventoryRules.TypeNameRequired, Path, "there is none");
            yield break;
        }

        foreach (InventoryFinding finding in Length(InventoryRules.TypeNameLength, Path, typeName)
            .Concat(UnicodeText.Check(Path, typeName)))
        {
            yield return finding;
        }

        if (!ModelPatterns.TypeName.IsMatch(typeName))
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

    // A hash without content names content that the service has, at its version: the SSM agent sends such items with the
    // version of another one.
    private static IEnumerable<InventoryFinding> CheckSchemaVersion(string? version, AwsInventoryType? awsType)
    {
        const string Path = nameof(InventoryItem.SchemaVersion);
        if (string.IsNullOrEmpty(version))
        {
            yield return new(InventoryRules.SchemaVersionRequired, Path, "there is none");
        }
        else if (!ModelPatterns.SchemaVersion.IsMatch(version))
        {
            yield return new(InventoryRules.SchemaVersionPattern, Path, Quote(version!));
        }
        else if (awsType is not null && !awsType.Versions.Contains(version!))
        {
            yield return new(
                InventoryRules.SchemaVersionUnsupported,
                Path,
                $"{Quote(version!)} for {awsType.TypeName} ({string.Join(", ", awsType.Versions)} known)");
        }
    }

    private static IEnumerable<InventoryFinding> CheckCaptureTime(string? time)
    {
        const string Path = nameof(InventoryItem.CaptureTime);
        if (string.IsNullOrEmpty(time))
        {
            yield return new(InventoryRules.CaptureTimeRequired, Path, "there is none");
        }
        else if (!ModelPatterns.CaptureTime.IsMatch(time))
        {
            yield return new(InventoryRules.CaptureTimePattern, Path, Quote(time!));
        }
    }

    private static IEnumerable<InventoryFinding> CheckHash(InventoryItem item)
    {
        const string Path = nameof(InventoryItem.ContentHash);
        string hash = item.ContentHash ?? "";
        foreach (InventoryFinding finding in Length(InventoryRules.ContentHashLength, Path, hash)
            .Concat(UnicodeText.Check(Path, hash)))
        {
            yield return finding;
        }

        if (item.Content is null && hash.Length == 0)
        {
            yield return new(InventoryRules.ContentOrHashRequired, nameof(InventoryItem.Content), "there is neither");
        }
    }

    internal static IEnumerable<InventoryFinding> Length(InventoryRule rule, string path, string text) =>
        text.Length <= rule.Maximum && text.Length >= (rule.Minimum ?? 0)
            ? []
            : Range(rule, path, CodePoints(text));

    internal static IEnumerable<InventoryFinding> Range(InventoryRule rule, string path, long actual)
    {
        if (actual > rule.Maximum || actual < rule.Minimum)
        {
            yield return new(rule, path, $"{actual.ToString(CultureInfo.InvariantCulture)} {rule.Unit}");
        }
    }

    internal static string Quote(string text)
    {
        const int Shown = 120;
        string line = Regex.Replace(
            text.Length > Shown ? text.Substring(0, Shown + 1) : text,
            @"[\p{Cc}\u2028\u2029\uD800-\uDFFF]",
            match => $"\\u{(int)match.Value[0]:x4}");
        return line.Length <= Shown ? $"'{line}'" : $"'{line.Substring(0, Shown)}…'";
    }

    // A surrogate pair is one code point; half of one counts as one too.
    internal static int CodePoints(string text)
    {
        int count = text.Length;
        for (int i = 1; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text[i - 1], text[i]))
            {
                count--;
                i++;
            }
        }

        return count;
    }
}
