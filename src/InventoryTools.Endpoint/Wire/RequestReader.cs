using InventoryTools.Files;
using InventoryTools.Rules;
using InventoryTools.Service;

namespace InventoryTools.Endpoint.Wire;

/// <summary>The members of the requests of all operations but PutInventory.</summary>
internal static class RequestReader
{
    private static readonly JsonStructure<InventoryFilter> s_filter =
        new JsonStructure<InventoryFilter>(() => new("", []))
            .RequiredText("Key", (filter, key) => filter with { Key = key })
            .RequiredTexts("Values", (filter, values) => filter with { Values = values })
            .Name<FilterOperator>("Type", (filter, type) => filter with { Operator = type });

    private static readonly JsonStructure<InventoryGroup> s_group =
        new JsonStructure<InventoryGroup>(() => new("", []))
            .RequiredText("Name", (group, name) => group with { Name = name })
            .RequiredList("Filters", s_filter, (group, filters) => group with { Filters = filters });

    private static readonly JsonStructure<InventoryAggregator> s_aggregator = Aggregator();

    private static readonly JsonStructure<string?> s_resultAttribute =
        new JsonStructure<string?>(() => null).Text("TypeName", (_, typeName) => typeName);

    public static JsonStructure<GetInventoryRequest> GetInventory { get; } =
        new JsonStructure<GetInventoryRequest>(() => new())
            .List("Filters", s_filter, (request, filters) => request with { Filters = filters })
            .List("Aggregators", s_aggregator, (request, aggregators) => request with { Aggregators = aggregators })
            .Value(
                "ResultAttributes",
                ReadResultTypeName,
                (request, typeName) => request with { ResultTypeName = typeName })
            .Text("NextToken", (request, token) => request with { NextToken = token })
            .Number("MaxResults", (request, number) => request with { MaxResults = number });

    public static JsonStructure<ListInventoryEntriesRequest> ListInventoryEntries { get; } =
        new JsonStructure<ListInventoryEntriesRequest>(() => new("", ""))
            .RequiredText("InstanceId", (request, instanceId) => request with { InstanceId = instanceId })
            .RequiredText("TypeName", (request, typeName) => request with { TypeName = typeName })
            .List("Filters", s_filter, (request, filters) => request with { Filters = filters })
            .Text("NextToken", (request, token) => request with { NextToken = token })
            .Number("MaxResults", (request, number) => request with { MaxResults = number });

    public static JsonStructure<GetInventorySchemaRequest> GetInventorySchema { get; } =
        new JsonStructure<GetInventorySchemaRequest>(() => new())
            .Text("TypeName", (request, typeName) => request with { TypeName = typeName })
            .Boolean("Aggregator", (request, isAggregator) => request with { Aggregator = isAggregator })
            .Boolean("SubType", (request, isSubType) => request with { SubType = isSubType })
            .Text("NextToken", (request, token) => request with { NextToken = token })
            .Number("MaxResults", (request, number) => request with { MaxResults = number });

    public static JsonStructure<DeleteInventoryRequest> DeleteInventory { get; } =
        new JsonStructure<DeleteInventoryRequest>(() => new(""))
            .RequiredText("TypeName", (request, typeName) => request with { TypeName = typeName })
            .Name<SchemaDeleteOption>(
                "SchemaDeleteOption", (request, option) => request with { SchemaDeleteOption = option })
            .Boolean("DryRun", (request, isDryRun) => request with { DryRun = isDryRun })
            .Text("ClientToken", (request, token) => request with { ClientToken = token });

    public static JsonStructure<DescribeInventoryDeletionsRequest> DescribeInventoryDeletions { get; } =
        new JsonStructure<DescribeInventoryDeletionsRequest>(() => new())
            .Text("DeletionId", (request, deletionId) => request with { DeletionId = deletionId })
            .Text("NextToken", (request, token) => request with { NextToken = token })
            .Number("MaxResults", (request, number) => request with { MaxResults = number });

    // Aggregators hold aggregators.
    private static JsonStructure<InventoryAggregator> Aggregator()
    {
        JsonStructure<InventoryAggregator> aggregator = new(() => new(null));
        return aggregator
            .Text("Expression", (value, expression) => value with { Expression = expression })
            .List("Aggregators", aggregator, (value, aggregators) => value with { Aggregators = aggregators })
            .List("Groups", s_group, (value, groups) => value with { Groups = groups });
    }

    // The list takes exactly one element, so a request holds one type.
    private static string? ReadResultTypeName(ref JsonRequestReader reader)
    {
        List<string?> typeNames =
            reader.ReadList(ReadResultAttribute, (ref element) => element.RefuseNull<string?>(null));
        if (typeNames.Count != 1)
        {
            reader.Refuse(ConstraintViolation.Print(typeNames), ConstraintText.Length(typeNames.Count, 1, 1));
        }

        return typeNames.Count == 0 ? null : typeNames[0];
    }

    private static string? ReadResultAttribute(ref JsonRequestReader reader)
    {
        string? typeName = s_resultAttribute.Read(ref reader);
        if (typeName is null)
        {
            reader.RefuseNull("typeName");
        }

        return typeName;
    }
}
