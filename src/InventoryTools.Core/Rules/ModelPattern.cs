using System.Text.RegularExpressions;

namespace InventoryTools.Rules;

/// <summary>A pattern of the service's model.</summary>
/// <param name="text">The pattern as the model has it, for messages.</param>
/// <param name="expression">The same with what .NET would read differently written out.</param>
internal sealed class ModelPattern(string text, string expression)
{
    private readonly Regex _expression = new(@"\A(?:" + expression + @")\z");

    /// <summary>The pattern as the model has it.</summary>
    public string Text { get; } = text;

    /// <summary>True when the whole of a text matches.</summary>
    public bool IsMatch(string? value) => value is not null && _expression.IsMatch(value);
}
