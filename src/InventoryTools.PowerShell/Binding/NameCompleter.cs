using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text.RegularExpressions;
using InventoryTools.Model;
using InventoryTools.Rules;

namespace InventoryTools.Binding;

/// <summary>Completes one of a list of names, with a tooltip for each; quotes are kept, nothing ever throws.</summary>
internal abstract class NameCompleter : IArgumentCompleter
{
    private static readonly Regex s_plain = new(@"\A\w[\w.:/-]*\z");

    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters)
    {
        string typed = wordToComplete ?? "";
        string quote = typed.Length > 0 && typed[0] is '\'' or '"' ? typed.Substring(0, 1) : "";
        WildcardPattern pattern = new(typed.Trim('\'', '"') + "*", WildcardOptions.IgnoreCase);
        return Names(fakeBoundParameters)
            .Where(name => pattern.IsMatch(name.Name))
            .Select(name => new CompletionResult(
                Word(name.Name, quote),
                VisibleText.Of(name.Name),
                CompletionResultType.ParameterValue,
                VisibleText.Of(name.ToolTip)));
    }

    // The word is the name, to the letter: nothing of it is a variable, a command or a control character of the line.
    private static string Word(string name, string quote) => name switch
    {
        _ when quote == "\"" || VisibleText.Of(name) != name => $"\"{string.Concat(name.Select(Expandable))}\"",
        _ when quote == "'" || !s_plain.IsMatch(name) => $"'{CodeGeneration.EscapeSingleQuotedStringContent(name)}'",
        _ => name,
    };

    private static string Expandable(char c) => c switch
    {
        '`' or '$' or '"' or '\u201C' or '\u201D' or '\u201E' => $"`{c}",
        _ when !char.IsSurrogate(c) && VisibleText.Of(c.ToString()) == c.ToString() => c.ToString(),
        _ => $"$([char]0x{(int)c:X4})",
    };

    /// <summary>The names, with tooltips, given what else stands in the command.</summary>
    protected abstract IEnumerable<(string Name, string ToolTip)> Names(IDictionary boundParameters);
}

/// <summary>Completes the names of the types that AWS defines.</summary>
internal sealed class TypeNameCompleter : NameCompleter
{
    protected override IEnumerable<(string Name, string ToolTip)> Names(IDictionary boundParameters) =>
        AwsInventoryType.All.Select(type => (
            type.TypeName,
            $"{type.TypeName} {type.Versions[0]}: {string.Join(", ", type.Attributes.Select(a => a.Name))}"));
}

/// <summary>Completes the names of rules.</summary>
internal sealed class RuleIdCompleter : NameCompleter
{
    protected override IEnumerable<(string Name, string ToolTip)> Names(IDictionary boundParameters) =>
        InventoryRules.All.Select(rule => (rule.Id, rule.Description));
}
