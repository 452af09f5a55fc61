using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace InventoryTools.Binding;

/// <summary>
/// Completes the attributes of rows after Get-InventoryEntry. PowerShell knows the output of a command by its type
/// alone, which is the same for all rows, so the commands that take the names of properties get a completer. It offers
/// nothing after other commands, and PowerShell then completes as it always does.
/// </summary>
public sealed class RowCompletion : IModuleAssemblyInitializer
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

    /// <summary>Registers the completer in the session that imports the module.</summary>
    public void OnImport()
    {
        try
        {
            ScriptBlock complete = ScriptBlock.Create(
                "param($command, $parameter, $word, $ast, $bound) "
                + $"[{typeof(RowCompletion).FullName}]::{nameof(Complete)}($word, $ast)");
            using PowerShell shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
            foreach ((string parameter, string[] commands) in s_takers)
            {
                shell.AddStatement().AddCommand("Register-ArgumentCompleter")
                    .AddParameter("CommandName", commands)
                    .AddParameter("ParameterName", parameter)
                    .AddParameter("ScriptBlock", complete);
            }

            shell.Invoke();
        }
        catch (RuntimeException)
        {
            // A session that may not register completers has none.
        }
    }

    /// <summary>The columns of the rows that come to a command.</summary>
    public static IEnumerable<CompletionResult> Complete(string word, CommandAst taker) =>
        new RowCompleter(taker).CompleteArgument("", "", word, taker, new Hashtable());
}
