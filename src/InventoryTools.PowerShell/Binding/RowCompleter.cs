using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace InventoryTools.Binding;

/// <summary>
/// Completes the columns of the rows that Get-InventoryEntry writes earlier in the same pipeline: by the store of -Path
/// and the documented types, or by the items of a variable. A service is never asked.
/// </summary>
internal sealed class RowCompleter : NameCompleter
{
    private readonly CommandAst? _source;

    /// <param name="taker">The command that takes the rows.</param>
    public RowCompleter(CommandAst taker) => _source = RowPipeline.SourceOf(taker);

    protected override IEnumerable<(string Name, string ToolTip)> Names(IDictionary boundParameters)
    {
        if (_source is null)
        {
            return [];
        }

        Hashtable bound = BoundArguments.Of(_source);
        bool isTypeKnown = bound["TypeName"] is string type && !WildcardPattern.ContainsWildcardCharacters(type);
        IEnumerable<(string, string)> own = isTypeKnown
            ? [(nameof(InventoryItem.InstanceId), "The node")]
            : [(nameof(InventoryItem.InstanceId), "The node"), (nameof(InventoryItem.TypeName), "The type")];
        InventoryItem[] items = [.. Items(bound["InputObject"] ?? Input(_source))];
        return own.Concat(items.Length == 0
            ? AttributeCompleter.Find(bound)
            : items.SelectMany(
                item => (item.Content ?? []).SelectMany(entry => entry.Keys), (item, name) => (name, item.TypeName))
                .Distinct());
    }

    // What stands before the command in its pipeline, where that is a variable.
    private static object? Input(CommandAst command)
    {
        PipelineAst pipeline = (PipelineAst)command.Parent;
        int at = pipeline.PipelineElements.IndexOf(command);
        return at > 0 && pipeline.PipelineElements[at - 1] is CommandExpressionAst before
            ? BoundArguments.Value(before.Expression)
            : null;
    }

    private static IEnumerable<InventoryItem> Items(object? value) => PSObjectAdapter.Bare(value) switch
    {
        InventoryItem item => [item],
        string => [],
        IEnumerable list => list.Cast<object?>().Select(PSObjectAdapter.Bare).OfType<InventoryItem>(),
        _ => [],
    };
}
