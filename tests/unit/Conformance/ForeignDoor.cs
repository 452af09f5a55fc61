using System.Text.Json.Nodes;
using InventoryTools.Endpoint.Wire;
using InventoryTools.Service;
using Xunit;

namespace InventoryTools.Tests.Conformance;

/// <summary>The service as a client in another language sees it.</summary>
internal sealed class ForeignDoor(ForeignClient client, Uri endpoint, EndpointKey key) : IInventoryService
{
    public async Task<PutInventoryResponse> PutInventoryAsync(
        PutInventoryRequest request, CancellationToken cancellationToken)
    {
        JsonObject output = await CallAsync("PutInventory", new JsonObject
        {
            ["InstanceId"] = request.InstanceId,
            ["Items"] = List(request.Items, Item),
        });
        return new PutInventoryResponse(Text(output, "Message"), null);
    }

    public async Task<GetInventoryResponse> GetInventoryAsync(
        GetInventoryRequest request, CancellationToken cancellationToken)
    {
        JsonObject input = [];
        Add(input, "Filters", List(request.Filters, Filter));
        Add(input, "Aggregators", List(request.Aggregators, Aggregator));
        Add(
            input,
            "ResultAttributes",
            request.ResultTypeName is null ? null : new JsonArray(
                new JsonObject { ["TypeName"] = request.ResultTypeName }));
        AddPage(input, request.NextToken, request.MaxResults);
        JsonObject output = await CallAsync("GetInventory", input);
        return new GetInventoryResponse([.. Objects(output, "Entities").Select(Entity)], Text(output, "NextToken"));
    }

    public async Task<ListInventoryEntriesResponse> ListInventoryEntriesAsync(
        ListInventoryEntriesRequest request,
        CancellationToken cancellationToken)
    {
        JsonObject input = new() { ["InstanceId"] = request.InstanceId, ["TypeName"] = request.TypeName };
        Add(input, "Filters", List(request.Filters, Filter));
        AddPage(input, request.NextToken, request.MaxResults);
        JsonObject output = await CallAsync("ListInventoryEntries", input);
        InventoryItem item = Item(Text(output, "InstanceId"), output, "Entries");
        return new ListInventoryEntriesResponse(item, Text(output, "NextToken"));
    }

    public async Task<GetInventorySchemaResponse> GetInventorySchemaAsync(
        GetInventorySchemaRequest request,
        CancellationToken cancellationToken)
    {
        JsonObject input = [];
        Add(input, "TypeName", request.TypeName);
        Add(input, "Aggregator", request.Aggregator);
        Add(input, "SubType", request.SubType);
        AddPage(input, request.NextToken, request.MaxResults);
        JsonObject output = await CallAsync("GetInventorySchema", input);
        return new GetInventorySchemaResponse(
            [.. Objects(output, "Schemas").Select(Schema)], Text(output, "NextToken"));
    }

    public async Task<DeleteInventoryResponse> DeleteInventoryAsync(
        DeleteInventoryRequest request, CancellationToken cancellationToken)
    {
        JsonObject input = new() { ["TypeName"] = request.TypeName };
        Add(input, "SchemaDeleteOption", request.SchemaDeleteOption?.ToString());
        Add(input, "DryRun", request.DryRun);
        Add(input, "ClientToken", request.ClientToken);
        JsonObject output = await CallAsync("DeleteInventory", input);
        return new DeleteInventoryResponse(Text(output, "DeletionId"), Text(output, "TypeName")!, Summary(output));
    }

    public async Task<DescribeInventoryDeletionsResponse> DescribeInventoryDeletionsAsync(
        DescribeInventoryDeletionsRequest request,
        CancellationToken cancellationToken)
    {
        JsonObject input = [];
        Add(input, "DeletionId", request.DeletionId);
        AddPage(input, request.NextToken, request.MaxResults);
        JsonObject output = await CallAsync("DescribeInventoryDeletions", input);
        return new DescribeInventoryDeletionsResponse(
            [.. Objects(output, "InventoryDeletions").Select(Deletion)], Text(output, "NextToken"));
    }

    public void Dispose()
    {
        // The client serves other tests too.
    }

    /// <summary>Makes a call and returns the members of its result.</summary>
    public async Task<JsonObject> CallAsync(string operation, JsonObject input, bool paginate = false)
    {
        JsonObject answer = await client.CallAsync(new JsonObject
        {
            ["endpoint"] = endpoint.ToString(),
            ["accessKey"] = key.AccessKey,
            ["secretKey"] = key.SecretKey,
            ["token"] = key.SessionToken,
            ["operation"] = operation,
            ["input"] = input,
            ["paginate"] = paginate,
        });
        if (answer["fault"] is JsonObject fault)
        {
            // The clients make an exception class of every fault of the service's model.
            string code = Text(fault, "code")!;
            Assert.True(
                !FaultWriter.Modelled.Contains(code) || (bool)fault["isTyped"]!,
                $"{code} is a {Text(fault, "exception")}");
            throw new InventoryFaultException(
                new InventoryFault(code, (int)fault["status"]!, Text(fault, "message"), Text(fault, "typeName")));
        }

        return paginate ? answer : answer["output"]!.AsObject();
    }

    private static JsonArray? List<T>(IEnumerable<T>? values, Func<T, JsonNode> convert) =>
        values is null ? null : new JsonArray([.. values.Select(value => value is null ? null : convert(value))]);

    private static JsonNode Item(InventoryItem item)
    {
        JsonObject json = [];
        Add(json, "TypeName", item.TypeName);
        Add(json, "SchemaVersion", item.SchemaVersion);
        Add(json, "CaptureTime", item.CaptureTime);
        Add(json, "ContentHash", item.ContentHash);
        Add(json, "Content", List(item.Content, entry => Map(entry)));
        Add(json, "Context", item.Context is null ? null : Map(item.Context));
        return json;
    }

    private static JsonNode Filter(InventoryFilter filter)
    {
        JsonObject json = [];
        Add(json, "Key", filter.Key);
        Add(json, "Values", List(filter.Values, value => JsonValue.Create(value)!));
        Add(json, "Type", filter.Operator?.ToString());
        return json;
    }

    private static JsonNode Aggregator(InventoryAggregator aggregator)
    {
        JsonObject json = [];
        Add(json, "Expression", aggregator.Expression);
        Add(json, "Aggregators", List(aggregator.Aggregators, Aggregator));
        Add(
            json,
            "Groups",
            List(
                aggregator.Groups,
                group => new JsonObject { ["Name"] = group.Name, ["Filters"] = List(group.Filters, Filter) }));
        return json;
    }

    private static JsonObject Map(IEnumerable<KeyValuePair<string, string>> map) =>
        new(map.Select(pair => new KeyValuePair<string, JsonNode?>(pair.Key, pair.Value)));

    private static void Add(JsonObject json, string name, JsonNode? value)
    {
        if (value is not null)
        {
            json[name] = value;
        }
    }

    private static void AddPage(JsonObject input, string? token, int? most)
    {
        Add(input, "NextToken", token);
        Add(input, "MaxResults", most);
    }

    private static string? Text(JsonObject json, string name) => (string?)json[name];

    private static IEnumerable<JsonObject> Objects(JsonObject json, string name) =>
        json[name]!.AsArray().Select(node => node!.AsObject());

    private static InventoryEntity Entity(JsonObject json) => new(
        Text(json, "Id"),
        json["Data"]!.AsObject().ToDictionary(
            pair => pair.Key, pair => Item(Text(json, "Id"), pair.Value!.AsObject(), "Content")));

    private static InventoryItem Item(string? instanceId, JsonObject json, string content) => new()
    {
        InstanceId = instanceId,
        TypeName = Text(json, "TypeName") ?? "",
        SchemaVersion = Text(json, "SchemaVersion") ?? "",
        CaptureTime = Text(json, "CaptureTime") ?? "",
        ContentHash = Text(json, "ContentHash"),
        Content = new InventoryContent(Objects(json, content)
            .Select(entry => Items.Entry([.. entry.Select(pair => (pair.Key, (string)pair.Value!))]))),
    };

    private static InventoryItemSchema Schema(JsonObject json) => new(
        Text(json, "TypeName")!,
        Text(json, "Version"),
        Text(json, "DisplayName"),
        [
            .. Objects(json, "Attributes").Select(
                attribute => new InventoryItemAttribute(Text(attribute, "Name")!, Text(attribute, "DataType")!)),
        ]);

    private static InventoryDeletionSummary? Summary(JsonObject json) =>
        json["DeletionSummary"] is not JsonObject summary ? null : new(
        (int)summary["TotalCount"]!,
        (int)summary["RemainingCount"]!,
        [
            .. Objects(summary, "SummaryItems").Select(
                item => new InventoryDeletionSummaryItem(
                    Text(item, "Version")!, (int)item["Count"]!, (int)item["RemainingCount"]!)),
        ]);

    private static InventoryDeletion Deletion(JsonObject json) => new(
        Text(json, "DeletionId")!,
        Text(json, "TypeName")!,
        Time(json, "DeletionStartTime"),
        Text(json, "LastStatus")!,
        Text(json, "LastStatusMessage"),
        Time(json, "LastStatusUpdateTime"),
        Summary(json));

    private static DateTimeOffset Time(JsonObject json, string name) =>
        DateTimeOffset.FromUnixTimeSeconds((long)(double)json[name]!);
}
