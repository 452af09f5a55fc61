using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using InventoryTools.Loading;

namespace InventoryTools.Cmdlets;

/// <summary>What the commands that read a store share: which nodes and types are meant, and the way through them.</summary>
public abstract class StoreReadCmdlet : InventoryCmdlet
{
    private IInventoryStore? _store;
    private string _path = "";

    /// <summary>The file of the local store, as PowerShell resolves paths.</summary>
    [Parameter(Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = null!;

    /// <summary>The inventory types, or wildcards; all when left out. Case does not matter.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? TypeName { get; set; }

    /// <summary>The nodes, or wildcards; all when left out. Case matters, as it does to the service.</summary>
    [Parameter(Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? InstanceId { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _path = ResolvedPath.Of(this, Path);
        _store = Use(() => LocalStore.OpenForReading(_path, StopToken));
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        HashSet<string> missingTypes = new(Literal(TypeName), StringComparer.OrdinalIgnoreCase);
        HashSet<string> missingNodes = new(Literal(InstanceId), StringComparer.Ordinal);
        using IEnumerator<InventoryItem> items = _store!.Read(Query(), StopToken).GetEnumerator();
        while (Use(items.MoveNext))
        {
            missingTypes.Remove(items.Current.TypeName);
            missingNodes.Remove(items.Current.InstanceId!);
            WriteItem(items.Current);
        }

        foreach (string id in missingNodes)
        {
            string among = TypeName is null ? "" : $" of the type {string.Join(", ", TypeName)}";
            WriteError(Errors.InventoryNotFound("for the node", id, among, _path));
        }

        // Where a node has nothing, its types need not be missed one by one.
        foreach (string name in missingNodes.Count == 0 ? missingTypes : [])
        {
            string among = InstanceId is null ? "" : $" for the node {string.Join(", ", InstanceId)}";
            WriteError(Errors.InventoryNotFound("of the type", name, among, _path));
        }
    }

    /// <summary>Writes one item in the shape that the command promises.</summary>
    protected abstract void WriteItem(InventoryItem item);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _store?.Dispose();
        }

        base.Dispose(disposing);
    }

    private StoreQuery Query() => new()
    {
        InstanceIds = InstanceId is not null && !InstanceId.Any(WildcardPattern.ContainsWildcardCharacters) ? InstanceId : null,
        MatchesInstanceId = Matcher(InstanceId, WildcardOptions.None),
        MatchesTypeName = Matcher(TypeName, WildcardOptions.IgnoreCase),
    };

    private static Func<string, bool>? Matcher(string[]? names, WildcardOptions options)
    {
        if (names is null)
        {
            return null;
        }

        WildcardPattern[] patterns = [.. names.Select(name => new WildcardPattern(name, options))];
        return name => Array.Exists(patterns, pattern => pattern.IsMatch(name));
    }

    private static IEnumerable<string> Literal(string[]? names) =>
        (names ?? []).Where(name => !WildcardPattern.ContainsWildcardCharacters(name));
}
