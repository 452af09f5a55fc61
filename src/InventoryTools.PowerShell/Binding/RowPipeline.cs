using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;

namespace InventoryTools.Binding;

/// <summary>Pipelines as they are written: to which commands the rows of Get-InventoryEntry come.</summary>
internal static class RowPipeline
{
    private const string Source = "Get-InventoryEntry";

    // They pass on what they get.
    private static readonly HashSet<string> s_passing = new(StringComparer.OrdinalIgnoreCase)
    {
        "Where-Object", "where", "?", "Sort-Object", "sort", "Tee-Object", "tee", "Get-Random",
    };

    private static readonly HashSet<string> s_choosing =
        new(StringComparer.OrdinalIgnoreCase) { "Where-Object", "where", "?" };

    // They give all objects the columns of the first.
    private static readonly HashSet<string> s_tabular = new(StringComparer.OrdinalIgnoreCase)
    {
        "Export-Csv", "epcsv", "ConvertTo-Csv", "ConvertTo-Html", "Format-Table", "ft", "Out-GridView", "ogv",
    };

    /// <summary>The command whose rows come to another; null where that is not Get-InventoryEntry.</summary>
    public static CommandAst? SourceOf(CommandAst taker) =>
        taker.Parent is PipelineAst pipeline
        && pipeline.PipelineElements.Take(pipeline.PipelineElements.IndexOf(taker)).Reverse()
            .FirstOrDefault(element => !s_passing.Contains(NameOf(element))) is CommandAst found
        && NameOf(found).Equals(Source, StringComparison.OrdinalIgnoreCase)
            ? found
            : null;

    /// <summary>
    /// The name of the command that gives the rows of a running command the columns of the first; null where there is
    /// none, or where it can't be seen, as in another function.
    /// </summary>
    public static string? TabularTaker(InvocationInfo source)
    {
        IScriptExtent? statement = source.PipelinePosition == source.PipelineLength
            ? null
            : Runspace.DefaultRunspace?.Debugger?.GetCallStack().FirstOrDefault()?.Position;
        if (statement?.StartScriptPosition.GetFullScript() is not string script)
        {
            return null;
        }

        PipelineAst? pipeline = (PipelineAst?)Parser.ParseInput(script, out _, out _).Find(
            node => node is PipelineAst { PipelineElements.Count: > 1 } found
                && found.PipelineElements.Any(element => Is(element, source)),
            searchNestedScriptBlocks: true);
        foreach (CommandBaseAst element in
            pipeline?.PipelineElements.SkipWhile(element => !Is(element, source)).Skip(1) ?? [])
        {
            string name = NameOf(element);
            if (!s_passing.Contains(name))
            {
                return s_tabular.Contains(name) ? name : null;
            }

            // Rows that are chosen by their type may be of one type.
            if (s_choosing.Contains(name)
                && element.Extent.Text.IndexOf("TypeName", StringComparison.OrdinalIgnoreCase) >= 0)
            {
                return null;
            }
        }

        return null;
    }

    private static bool Is(CommandBaseAst element, InvocationInfo running) =>
        element.Extent.StartLineNumber == running.ScriptLineNumber
        && element.Extent.StartColumnNumber == running.OffsetInLine;

    private static string NameOf(CommandBaseAst element)
    {
        string name = (element as CommandAst)?.GetCommandName() ?? "";
        return name.Substring(name.IndexOf('\\') + 1);
    }
}
