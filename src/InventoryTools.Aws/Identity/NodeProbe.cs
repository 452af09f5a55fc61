using System.Text.RegularExpressions;
using InventoryTools.Rules;

namespace InventoryTools.Aws.Identity;

/// <summary>The response of one source to the question which node this machine is.</summary>
/// <param name="InstanceId">The node; null where the source has none.</param>
/// <param name="Text">The source, or the clause with the reason for which it has none.</param>
internal sealed record NodeProbe(string? InstanceId, string Text)
{
    private const int Shown = 200;

    /// <summary>True when no other source may be asked, even if this one has no node.</summary>
    public bool IsLast { get; init; }

    public static NodeProbe Nothing(string clause) => new(null, clause);

    /// <summary>Takes what a source tells for a node only where the service would.</summary>
    public static NodeProbe FromText(string? told, string source)
    {
        if (string.IsNullOrEmpty(told))
        {
            return Nothing($"{source} has no instance ID");
        }

        return InventoryChecker.CheckInstanceId(told) is [{ } finding, ..]
            ? Nothing($"{source} has {finding.Actual}, which is not the instance ID of a node")
            : new NodeProbe(told, source);
    }

    /// <summary>A text from elsewhere as part of a clause: one line without a full stop, and not a long one.</summary>
    public static string Clause(string text)
    {
        string line = Regex.Replace(text, @"[\s\p{C}]+", " ").Trim().TrimEnd('.');
        return line.Length <= Shown ? line : line.Substring(0, Shown) + "…";
    }
}
