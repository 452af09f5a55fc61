using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace InventoryTools.Binding;

/// <summary>
/// Completes the attributes of rows after Get-InventoryEntry. PowerShell knows the output of a command by its type
/// alone, which is the same for all rows, so the commands that take the names of properties get a completer. It offers
/// nothing after other commands, and PowerShell then completes as it always does.
/// </summary>
public static class RowCompletion
{
    private static readonly (string Parameter, string[] Commands)[] s_takers =
    [
        ("Property",
        [
            "Where-Object", "Sort-Object", "Select-Object", "Group-Object", "Measure-Object", "Format-Table",
            "Format-List", "Format-Wide", "ConvertTo-Html",
        ]),
        ("ExpandProperty", ["Select-Object"]),
        ("ExcludeProperty", ["Select-Object"]),
        ("MemberName", ["ForEach-Object"]),
    ];

    /// <summary>Adds statements that register the completer in the session.</summary>
    internal static void AddTo(PowerShell shell)
    {
        ScriptBlock complete = ScriptBlock.Create(
            "param($command, $parameter, $word, $ast, $bound) "
            + $"[{typeof(RowCompletion).FullName}]::{nameof(Complete)}($word, $ast)");
        foreach ((string parameter, string[] commands) in s_takers)
        {
            shell.AddStatement().AddCommand(@"Microsoft.PowerShell.Core\Register-ArgumentCompleter")
                .AddParameter("CommandName", commands)
                .AddParameter("ParameterName", parameter)
                .AddParameter("ScriptBlock", complete);
        }
    }

    /// <summary>The columns of the rows that come to a command.</summary>
    public static IEnumerable<CompletionResult> Complete(string word, CommandAst taker) =>
        new RowCompleter(taker).CompleteArgument("", "", word, taker, new Hashtable());
}
