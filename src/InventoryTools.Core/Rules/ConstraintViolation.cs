using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using InventoryTools.Service;

namespace InventoryTools.Rules;

/// <summary>A member of a request that breaks a constraint of the service's model.</summary>
/// <param name="Path">The member as the service names it, such as <c>items.1.member.captureTime</c>.</param>
/// <param name="Value">What it holds, as text; null where there is nothing.</param>
/// <param name="Constraint">What it should satisfy, in the service's own words.</param>
internal sealed record ConstraintViolation(string Path, string? Value, string Constraint)
{
    /// <summary>
    /// The maximum number that is told; a request of megabytes can break a constraint a million times.
    /// </summary>
    public const int MostTold = 100;

    private const int ValueShown = 1000;

    /// <summary>
    /// The fault for all of them, in the service's form of sentence.
    /// Source: answers of Systems Manager that were published, such as in aws/aws-cli issue 7048.
    /// </summary>
    public static InventoryFault ToFault(IReadOnlyList<ConstraintViolation> violations)
    {
        string count =
            $"{(violations.Count > MostTold ? "More than " : "")}{Math.Min(violations.Count, MostTold).ToString(CultureInfo.InvariantCulture)}";
        string message =
            $"{count} validation {(violations.Count == 1 ? "error" : "errors")} detected: {string.Join("; ", violations.Take(MostTold))}";
        return FaultFactory.Of(FaultCode.Validation, message);
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        string value = Value is null
            ? "null"
            : $"'{(Value.Length > ValueShown ? Value.Substring(0, ValueShown) + "…" : Value)}'";
        return $"Value {value} at '{Path}' failed to satisfy constraint: {Constraint}";
    }

    /// <summary>Adds to a list, which holds one more than is told at most.</summary>
    public static void Add(List<ConstraintViolation> violations, ConstraintViolation violation)
    {
        if (violations.Count <= MostTold)
        {
            violations.Add(violation);
        }
    }

    /// <summary>A list as the service prints it, as far as it is shown.</summary>
    public static string Print(IEnumerable<string?> values) =>
        $"[{Join(values.Select(value => Cut(value ?? "null")))}]";

    /// <summary>A map as the service prints it, as far as it is shown.</summary>
    public static string Print(IEnumerable<KeyValuePair<string, string>> map) =>
        $"{{{Join(map.Select(pair => $"{Cut(pair.Key)}={Cut(pair.Value)}"))}}}";

    private static string Cut(string text) => text.Length > ValueShown ? text.Substring(0, ValueShown) : text;

    // No more is made of it than will be shown: a request may hold megabytes.
    private static string Join(IEnumerable<string> parts)
    {
        StringBuilder text = new();
        foreach (string part in parts)
        {
            text.Append(text.Length == 0 ? "" : ", ").Append(part);
            if (text.Length > ValueShown)
            {
                break;
            }
        }

        return text.ToString();
    }
}
