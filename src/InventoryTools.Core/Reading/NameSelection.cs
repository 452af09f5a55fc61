namespace InventoryTools.Reading;

/// <summary>A selection of names: literal names and patterns.</summary>
/// <param name="Literals">The literal names.</param>
/// <param name="Patterns">Selects other names; null when there are only literal names.</param>
/// <param name="Comparison">The comparison of literal names.</param>
internal sealed record NameSelection(
    IReadOnlyList<string> Literals, Func<string, bool>? Patterns, StringComparer Comparison)
{
    /// <summary>True when there are no patterns.</summary>
    public bool IsLiteral => Patterns is null;

    /// <summary>True when the name is selected.</summary>
    public bool Matches(string name) => HasLiteral(name) || Patterns?.Invoke(name) == true;

    /// <summary>True when the name is one of the literal names.</summary>
    public bool HasLiteral(string name) => Literals.Contains(name, Comparison);
}
