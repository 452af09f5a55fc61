using Amazon.SimpleSystemsManagement;
using InventoryTools.Service;
using Sdk = Amazon.SimpleSystemsManagement.Model;

namespace InventoryTools.Aws.Service;

/// <summary>
/// Requests as the SDK has them, but for those of PutInventory. What is null stays null, and is not sent.
/// </summary>
internal static class SdkRequests
{
    public static Sdk.GetInventoryRequest Map(GetInventoryRequest request) => new()
    {
        Filters = Map(request.Filters),
        Aggregators = Map(request.Aggregators),
        ResultAttributes = request.ResultTypeName is null
            ? null
            : [new Sdk.ResultAttribute { TypeName = request.ResultTypeName }],
        NextToken = request.NextToken,
        MaxResults = request.MaxResults,
    };

    public static Sdk.ListInventoryEntriesRequest Map(ListInventoryEntriesRequest request) => new()
    {
        InstanceId = request.InstanceId,
        TypeName = request.TypeName,
        Filters = Map(request.Filters),
        NextToken = request.NextToken,
        MaxResults = request.MaxResults,
    };

    public static Sdk.GetInventorySchemaRequest Map(GetInventorySchemaRequest request) => new()
    {
        TypeName = request.TypeName,
        Aggregator = request.Aggregator,
        SubType = request.SubType,
        NextToken = request.NextToken,
        MaxResults = request.MaxResults,
    };

    public static Sdk.DeleteInventoryRequest Map(DeleteInventoryRequest request) => new()
    {
        TypeName = request.TypeName,
        SchemaDeleteOption = request.SchemaDeleteOption is SchemaDeleteOption option
            ? new InventorySchemaDeleteOption(option.ToString())
            : null,
        DryRun = request.DryRun,
        ClientToken = request.ClientToken,
    };

    public static Sdk.DescribeInventoryDeletionsRequest Map(DescribeInventoryDeletionsRequest request) => new()
    {
        DeletionId = request.DeletionId,
        NextToken = request.NextToken,
        MaxResults = request.MaxResults,
    };

    private static List<Sdk.InventoryFilter>? Map(IReadOnlyList<InventoryFilter>? filters) => filters is null
        ? null
        : [.. filters.Select(filter => new Sdk.InventoryFilter
        {
            Key = filter.Key,
            Values = [.. filter.Values],
            Type = filter.Operator is FilterOperator name ? new InventoryQueryOperatorType(name.ToString()) : null,
        })];

    private static List<Sdk.InventoryAggregator>? Map(IReadOnlyList<InventoryAggregator>? aggregators) =>
        aggregators is null
            ? null
            : [.. aggregators.Select(aggregator => new Sdk.InventoryAggregator
            {
                Expression = aggregator.Expression,
                Aggregators = Map(aggregator.Aggregators),
                Groups = Map(aggregator.Groups),
            })];

    private static List<Sdk.InventoryGroup>? Map(IReadOnlyList<InventoryGroup>? groups) => groups is null
        ? null
        : [.. groups.Select(group => new Sdk.InventoryGroup { Name = group.Name, Filters = Map(group.Filters) })];
}
