using InventoryTools.Local;
using InventoryTools.Model;
using InventoryTools.Store;

namespace InventoryTools.Reading;

/// <summary>
/// Reads everything in a store: contexts too, and items that the service would hide because they are too old.
/// Disposes the store.
/// </summary>
internal sealed class StoreReader(IInventoryStore store) : IInventoryReader, IDisposable
{
    // The nodes of one part. Their items are in memory together.
    private const int NodesAtOnce = 50;

    private ILookup<string, StoredSchema>? _schemas;
    private InventoryStoreException? _noSchemas;

    /// <summary>Reads the items of nodes that match the filters.</summary>
    public IEnumerable<InventoryItem> ReadItems(InventoryQuery query, CancellationToken cancellationToken) =>
        store.ReadEach(
            snapshot => ReadNodes(snapshot, query, IsInformationAsked(query), after: null)
                .SelectMany(node => node.Items),
            null,
            cancellationToken);

    /// <summary>Reads the nodes of a query with their items. Nodes without such an item are included.</summary>
    public IEnumerable<(string InstanceId, IReadOnlyList<InventoryItem> Items)> ReadNodes(
        InventoryQuery query, CancellationToken cancellationToken) =>
        store.ReadEach(
            snapshot => ReadNodes(snapshot, query, IsInformationAsked(query), after: null), null, cancellationToken);

    /// <summary>
    /// The IDs of all nodes, and the names of the types of AWS and of the custom types, which a store of an older
    /// version does not know.
    /// </summary>
    public (IReadOnlyList<string> InstanceIds, IReadOnlyList<string> TypeNames) ReadNames(
        CancellationToken cancellationToken)
    {
        LoadSchemas(cancellationToken);
        return (ListNodes(cancellationToken), [.. KnownTypes()]);
    }

    /// <summary>The IDs of all nodes.</summary>
    public IReadOnlyList<string> ListNodes(CancellationToken cancellationToken) => store.Read<string[]>(
        snapshot =>
        [
            .. snapshot.ReadNodes(new StoreQuery { MatchesTypeName = _ => false }).Select(node => node.InstanceId),
        ],
        null,
        cancellationToken);

    /// <summary>
    /// Reads the same items in parts of some nodes, each part as the store is at that moment. A long read so does not
    /// block writers. Derived information is not included.
    /// </summary>
    public IEnumerable<InventoryItem> ReadInParts(InventoryQuery query, CancellationToken cancellationToken)
    {
        string? after = null;
        while (true)
        {
            (string InstanceId, IReadOnlyList<InventoryItem> Items)[] part = store.Read(
                snapshot => ReadNodes(snapshot, query, isInformationAsked: false, after).Take(NodesAtOnce).ToArray(),
                null,
                cancellationToken);
            foreach (InventoryItem item in part.SelectMany(node => node.Items))
            {
                yield return item;
            }

            if (part.Length < NodesAtOnce)
            {
                yield break;
            }

            after = part[part.Length - 1].InstanceId;
        }
    }

    /// <summary>Reads the entries that match the filters, as <see cref="IInventoryReader.ReadEntries"/> does.</summary>
    public IEnumerable<InventoryItem> ReadEntries(InventoryQuery query, CancellationToken cancellationToken)
    {
        if (query.Filters.Count > 0)
        {
            EntryFilters.Check(query.Filters, FindTypes(query, cancellationToken));
        }

        // No other read of the store can begin before this one ends.
        LoadSchemas(cancellationToken);
        foreach (InventoryItem item in ReadItems(query with { Filters = [] }, cancellationToken))
        {
            // The service answers the context as attributes of each entry.
            InventoryItem merged = item.Context is null ? item : NodeView.Merge([item])!;
            if (query.Filters.Count > 0)
            {
                EntryFilters.Apply(EntryFilters.Of(query.Filters, merged.TypeName), merged);
            }

            yield return merged;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<string>? FindAttributes(string typeName, CancellationToken cancellationToken)
    {
        if (AwsInventoryType.Find(typeName, StringComparison.OrdinalIgnoreCase) is AwsInventoryType documented)
        {
            return [.. documented.Attributes.Select(attribute => attribute.Name)];
        }

        LoadSchemas(cancellationToken);
        return _schemas is null ? throw _noSchemas!
            : _schemas.Contains(typeName)
                ? [.. _schemas[typeName].SelectMany(schema => schema.Attributes).Distinct(StringComparer.Ordinal)]
                : null;
    }

    /// <inheritdoc/>
    public IEnumerable<string> ListTypes(CancellationToken cancellationToken)
    {
        LoadSchemas(cancellationToken);
        return _noSchemas is null ? KnownTypes() : throw _noSchemas;
    }

    IEnumerable<ReadEvent> IInventoryReader.ReadItems(InventoryQuery query, CancellationToken cancellationToken) =>
        ReadItems(query, cancellationToken).Select(item => new ItemRead(item));

    IEnumerable<ReadEvent> IInventoryReader.ReadEntries(InventoryQuery query, CancellationToken cancellationToken) =>
        ReadEntries(query, cancellationToken).Select(item => new ItemRead(item));

    /// <inheritdoc/>
    public void Dispose() => store.Dispose();

    private IEnumerable<string> KnownTypes() => AwsInventoryType.All.Select(type => type.TypeName)
        .Concat((_schemas?.SelectMany(type => type) ?? []).Select(schema => schema.TypeName))
        .Distinct(StringComparer.Ordinal);

    private void LoadSchemas(CancellationToken cancellationToken)
    {
        if (_schemas is not null || _noSchemas is not null)
        {
            return;
        }

        try
        {
            _schemas = store.Read(
                snapshot => snapshot.Schemas.ToLookup(schema => schema.TypeName, StringComparer.OrdinalIgnoreCase),
                null,
                cancellationToken);
        }
        catch (InventoryStoreException older) when (older.Problem == StoreProblem.OlderSchema)
        {
            _noSchemas = older;
        }
    }

    private string[] FindTypes(InventoryQuery query, CancellationToken cancellationToken) =>
        query.TypeNames is { IsLiteral: true } exact
        ? [.. exact.Literals]
        : store.Read(
            snapshot => new TypeCatalog(snapshot).TypeNames
                .Where(name => query.TypeNames?.Matches(name) != false)
                .ToArray(),
            null,
            cancellationToken);

    private static bool IsInformationAsked(InventoryQuery query) =>
        query.TypeNames?.HasLiteral(TypeNames.InstanceInformation) == true;

    // The nodes that match, each with the items of the query.
    private static IEnumerable<(string InstanceId, IReadOnlyList<InventoryItem> Items)> ReadNodes(
        IStoreSnapshot snapshot, InventoryQuery query, bool isInformationAsked, string? after)
    {
        StoreQuery nodes = new()
        {
            InstanceIds = query.InstanceIds is { IsLiteral: true } literal ? literal.Literals : null,
            MatchesInstanceId = query.InstanceIds is null ? null : query.InstanceIds.Matches,
            After = after,
            MatchesTypeName = query.TypeNames is null ? null : query.TypeNames.Matches,
        };
        if (query.Filters.Count == 0 && !isInformationAsked)
        {
            foreach (StoredNode node in snapshot.ReadNodes(nodes))
            {
                yield return (node.InstanceId, node.Items);
            }

            yield break;
        }

        FilterSplitter.Split(query.Filters);
        NodeCondition? condition = query.Filters.Count == 0
            ? null
            : NodeCondition.Of(query.Filters, new TypeCatalog(snapshot), isCounted: false);
        foreach (NodeView node in NodeScan.Read(snapshot, nodes, condition))
        {
            IReadOnlyList<InventoryItem> items = condition is null
                ? node.Items
                : [.. node.Items.Where(item => query.TypeNames?.Matches(item.TypeName) != false)];
            yield return (node.InstanceId, isInformationAsked ? node.WithInformation(items) : items);
        }
    }
}
