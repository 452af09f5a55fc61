using System.Text.RegularExpressions;
using InventoryTools.Model;

namespace InventoryTools.Rules;

/// <summary>Checks the context of an item.</summary>
internal static class ContextChecker
{
    private const string Path = nameof(InventoryItem.Context);

    private static readonly string[] s_required = ["ComplianceType", "ExecutionTime"];

    private static readonly Regex s_complianceType = new(
        @"\A([A-Za-z0-9_\-][0-9A-Za-z_]+|Custom:[a-zA-Z0-9_\-][0-9A-Za-z_]+)\z");

    public static IReadOnlyList<InventoryFinding> Check(InventoryItem item, AwsInventoryType? awsType)
    {
        InventoryEntry context = item.Context ?? [];
        List<string> allowed = awsType is null ? [] : [.. awsType.ContextKeys];
        List<InventoryFinding> findings = [.. CheckLimits(context)];
        if (allowed.Count == 0)
        {
            if (context.Count > 0)
            {
                findings.Add(new(
                    InventoryRules.ContextNotAllowed,
                    Path,
                    $"a context with {string.Join(", ", context.Keys.Select(InventoryChecker.Quote))}"));
            }

            return findings;
        }

        findings.AddRange(context.Keys
            .Where(name => !allowed.Contains(name))
            .Select(name => new InventoryFinding(
                InventoryRules.ContextName, AttributePath.Of(Path, name), InventoryChecker.Quote(name))));
        findings.AddRange(s_required
            .Where(name => allowed.Contains(name) && context.FindExactly(name) is null)
            .Select(name => new InventoryFinding(
                InventoryRules.ContextMissing, AttributePath.Of(Path, name), "missing")));
        findings.AddRange(context
            .Where(pair => !KeepsComplianceLimits(pair.Key, pair.Value ?? ""))
            .Select(pair => new InventoryFinding(
                InventoryRules.ContextValue,
                AttributePath.Of(Path, pair.Key),
                InventoryChecker.Quote(pair.Value ?? ""))));
        return findings;
    }

    private static IEnumerable<InventoryFinding> CheckLimits(InventoryEntry context) =>
        InventoryChecker.Range(InventoryRules.ContextCount, Path, context.Count).Concat(context.SelectMany(pair =>
        {
            string path = AttributePath.Of(Path, pair.Key);
            return InventoryChecker.Length(InventoryRules.ContextNameLength, path, pair.Key)
                .Concat(InventoryChecker.Length(InventoryRules.ContextValueLength, path, pair.Value ?? ""))
                .Concat(UnicodeText.Check(path, pair.Key))
                .Concat(UnicodeText.Check(path, pair.Value ?? ""));
        }));

    private static bool KeepsComplianceLimits(string name, string value) => name switch
    {
        "ComplianceType" => value.Length <= 100 && s_complianceType.IsMatch(value),
        "ExecutionId" => UnicodeText.CodePoints(value) <= 100,
        "ExecutionType" => UnicodeText.CodePoints(value) <= 50,
        _ => true,
    };
}
