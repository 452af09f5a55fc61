using System;
using System.Collections.Generic;
using System.Linq;

namespace InventoryTools.Reading;

/// <summary>Which names are meant: some exactly, some by what they look like.</summary>
/// <param name="Literals">The names that are meant exactly.</param>
/// <param name="Patterns">What other names must match; null where only the literal ones are meant.</param>
/// <param name="Comparison">How literal names are compared.</param>
internal sealed record NameSelection(
    IReadOnlyList<string> Literals, Func<string, bool>? Patterns, StringComparer Comparison)
{
    /// <summary>Whether all the names are known that can be meant.</summary>
    public bool IsLiteral => Patterns is null;

    /// <summary>Whether the name is meant.</summary>
    public bool Matches(string name) => HasLiteral(name) || Patterns?.Invoke(name) == true;

    /// <summary>Whether the name is meant exactly.</summary>
    public bool HasLiteral(string name) => Literals.Contains(name, Comparison);
}
