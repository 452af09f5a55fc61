using System.Text;
using InventoryTools.Model;
using InventoryTools.Service;

namespace InventoryTools.Rules;

/// <summary>A member of a request that breaks a constraint of the service's model.</summary>
/// <param name="Path">The member as the service names it, such as <c>items.1.member.captureTime</c>.</param>
/// <param name="Value">Its value as text; null when it has none.</param>
/// <param name="Constraint">The constraint, as the service words it.</param>
internal sealed record ConstraintViolation(string Path, string? Value, string Constraint)
{
    /// <summary>The maximum number in a fault; a request of megabytes can break a constraint a million times.</summary>
    public const int MaxDisplayed = 100;

    private const int MaxDisplayedLength = 1000;

    /// <summary>
    /// The fault for all of them, in the service's form of sentence.
    /// Source: answers of Systems Manager that were published, such as in aws/aws-cli issue 7048.
    /// </summary>
    public static InventoryFault ToFault(IReadOnlyList<ConstraintViolation> violations)
    {
        string more = violations.Count > MaxDisplayed ? "More than " : "";
        string errors = violations.Count == 1 ? "error" : "errors";
        string count = NumberText.Of(Math.Min(violations.Count, MaxDisplayed));
        string message =
            $"{more}{count} validation {errors} detected: {string.Join("; ", violations.Take(MaxDisplayed))}";
        return FaultFactory.Of(FaultCode.Validation, message);
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        string value = Value is null ? "null" : $"'{Cut(Value)}{(Value.Length > MaxDisplayedLength ? "…" : "")}'";
        return $"Value {value} at '{Path}' failed to satisfy constraint: {Constraint}";
    }

    /// <summary>Adds to a list, which holds at most one more than are displayed.</summary>
    public static void Add(List<ConstraintViolation> violations, ConstraintViolation violation)
    {
        if (violations.Count <= MaxDisplayed)
        {
            violations.Add(violation);
        }
    }

    /// <summary>A list as the service prints it, cut to the displayed length.</summary>
    public static string Print(IEnumerable<string?> values) =>
        $"[{Join(values.Select(value => Cut(value ?? "null")))}]";

    /// <summary>A map as the service prints it, cut to the displayed length.</summary>
    public static string Print(IEnumerable<KeyValuePair<string, string>> map) =>
        $"{{{Join(map.Select(pair => $"{Cut(pair.Key)}={Cut(pair.Value)}"))}}}";

    private static string Cut(string text) =>
        text.Length > MaxDisplayedLength ? text.Substring(0, MaxDisplayedLength) : text;

    // The text ends where it would be cut: a request may hold megabytes.
    private static string Join(IEnumerable<string> parts)
    {
        StringBuilder text = new();
        foreach (string part in parts)
        {
            text.Append(text.Length == 0 ? "" : ", ").Append(part);
            if (text.Length > MaxDisplayedLength)
            {
                break;
            }
        }

        return text.ToString();
    }
}
