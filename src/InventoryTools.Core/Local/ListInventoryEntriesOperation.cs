using System.Globalization;
using InventoryTools.Model;
using InventoryTools.Rules;
using InventoryTools.Service;
using InventoryTools.Store;

namespace InventoryTools.Local;

/// <summary>ListInventoryEntries: the entries of one node's item, in the order in which they were written.</summary>
internal static class ListInventoryEntriesOperation
{
    /// <exception cref="InventoryFaultException">The service would refuse the call.</exception>
    public static ListInventoryEntriesResponse Run(IStoreSnapshot store, ListInventoryEntriesRequest request)
    {
        TypeCatalog types = new(store);
        if (!types.Contains(request.TypeName))
        {
            throw FaultFactory.UnknownType(request.TypeName);
        }

        EntryCondition[] conditions =
            [.. (request.Filters ?? []).Select(filter => Condition(filter, request.TypeName, types))];
        InventoryItem item = Find(store, request.InstanceId, request.TypeName);
        PageToken tokens = new(
            "ListInventoryEntries", request.InstanceId, request.TypeName, PageToken.TextOf(request.Filters));

        // A token is valid for one content: another content has other pages.
        string content = ContentHash.Compute(item.Content!);
        int first = First(tokens.Decode(request.NextToken), content);
        int most = request.MaxResults ?? QueryLimits.PageSize;
        InventoryContent page = [];
        string? next = null;
        for (int i = first; i < item.Content!.Count; i++)
        {
            InventoryEntry entry = item.Content[i];
            if (!conditions.All(condition => condition.Matches(entry)))
            {
                continue;
            }

            if (page.Count == most)
            {
                next = tokens.Encode($"{NumberText.Of(i)} {content}");
                break;
            }

            page.Add(entry);
        }

        return new ListInventoryEntriesResponse(
            new InventoryItem
            {
                InstanceId = request.InstanceId,
                TypeName = request.TypeName,
                SchemaVersion = item.SchemaVersion,
                CaptureTime = item.CaptureTime,
                Content = page,
            },
            next);
    }

    // An unknown node has no entries, and neither has a node without an item of the type.
    private static InventoryItem Find(IStoreSnapshot store, string instanceId, string typeName)
    {
        StoreQuery query = new() { InstanceIds = [instanceId], MatchesTypeName = name => name == typeName };
        return NodeScan.Read(store, query, null).Select(node => node.Item(typeName)).FirstOrDefault()
            ?? new InventoryItem { Content = [] };
    }

    private static EntryCondition Condition(InventoryFilter filter, string typeName, TypeCatalog types)
    {
        if (filter.Operator == FilterOperator.Exists)
        {
            throw FaultFactory.ExistsWithoutAggregator(filter.Key);
        }

        return new EntryCondition(Attribute(filter.Key, typeName, types), filter);
    }

    // The key may be an attribute without its type. A key that begins as a type does must name a known type.
    private static string Attribute(string key, string typeName, TypeCatalog types)
    {
        AttributeKey? found = types.Find(key);
        bool isBare = found is null && !key.StartsWith(TypeNames.AwsPrefix, StringComparison.Ordinal)
            && !TypeNames.IsCustom(key);
        return isBare ? key : found?.TypeName == typeName ? found.Attribute : throw FaultFactory.Exception(
            FaultCode.InvalidFilter,
            $"The filter '{key}' names no attribute of {typeName}. "
            + $"Write it as {typeName} and the attribute, with a dot between them, or as the attribute alone.");
    }

    private static int First(string? position, string content)
    {
        if (position is null)
        {
            return 0;
        }

        string[] parts = position.Split(' ');
        return parts.Length == 2 && int.TryParse(
            parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int first)
            ? parts[1] == content
                ? first
                : throw PageToken.Invalid(
                    "The item has been written anew since the page before. Begin again without a token.")
            : throw PageToken.Invalid();
    }
}
