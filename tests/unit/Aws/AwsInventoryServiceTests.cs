using System.Text.Json;
using InventoryTools.Service;
using InventoryTools.Tests.Endpoint;
using Xunit;

namespace InventoryTools.Tests.Aws;

public sealed class AwsInventoryServiceTests : LoopbackTests
{
    private string Sent => Assert.Single(Server.Calls).Body.GetRawText();

    [Fact]
    public async Task Entries_are_asked_for_and_read_in_their_order()
    {
        Server.Script = _ => ScriptedAnswer.Ok("""
            {"TypeName":"Custom:RackInfo","InstanceId":"i-0123456789abcdef0","SchemaVersion":"1.0",
             "CaptureTime":"2026-01-31T12:00:00Z","Entries":[{"b":"1","a":"","B":null},{"a":"2"}],"NextToken":"more"}
            """);
        ListInventoryEntriesResponse response = await Aws.ListInventoryEntriesAsync(
            new ListInventoryEntriesRequest(Items.Node, "Custom:RackInfo")
            {
                Filters = [new InventoryFilter("Custom:RackInfo.a", ["1", ""], FilterOperator.BeginWith)],
                NextToken = "token",
                MaxResults = 50,
            },
            CancellationToken.None);
        AssertJson(
            """
            {"InstanceId":"i-0123456789abcdef0","TypeName":"Custom:RackInfo","NextToken":"token","MaxResults":50,
             "Filters":[{"Key":"Custom:RackInfo.a","Type":"BeginWith","Values":["1",""]}]}
            """,
            Sent);
        InventoryItem item = response.Item;
        Assert.Equal(
            (Items.Node, "Custom:RackInfo", "1.0", "2026-01-31T12:00:00Z", "more"),
            (item.InstanceId, item.TypeName, item.SchemaVersion, item.CaptureTime, response.NextToken));
        Assert.Equal(["b=1; a=; B=", "a=2"], item.Content!.Select(entry => entry.ToString()));
    }

    [Fact]
    public async Task A_type_without_data_is_an_item_without_entries()
    {
        Server.Script = _ => ScriptedAnswer.Ok();
        ListInventoryEntriesResponse response = await Aws.ListInventoryEntriesAsync(
            new ListInventoryEntriesRequest(Items.Node, "Custom:RackInfo"), CancellationToken.None);
        AssertJson("""{"InstanceId":"i-0123456789abcdef0","TypeName":"Custom:RackInfo"}""", Sent);
        Assert.Equal(
            (Items.Node, "Custom:RackInfo", ""),
            (response.Item.InstanceId, response.Item.TypeName, response.Item.CaptureTime));
        Assert.Empty(response.Item.Content!);
        Assert.Null(response.NextToken);
    }

    [Fact]
    public async Task Nodes_are_asked_for_and_read_with_their_items()
    {
        Server.Script = _ => ScriptedAnswer.Ok("""
            {"Entities":[{"Id":"i-0123456789abcdef0","Data":{"AWS:InstanceInformation":{
             "TypeName":"AWS:InstanceInformation","SchemaVersion":"1.0","CaptureTime":"2026-01-31T12:00:00Z",
             "ContentHash":"h","Content":[{"PlatformType":"Linux"}]}}},
             {"Id":"mi-0123456789abcdef0","Data":{}}],"NextToken":""}
            """);
        GetInventoryResponse response = await Aws.GetInventoryAsync(
            new GetInventoryRequest
            {
                Filters = [new InventoryFilter("AWS:InstanceInformation.PlatformType", ["Linux"])],
                ResultTypeName = "AWS:InstanceInformation",
                MaxResults = 1,
            },
            CancellationToken.None);
        AssertJson(
            """
            {"Filters":[{"Key":"AWS:InstanceInformation.PlatformType","Values":["Linux"]}],"MaxResults":1,
             "ResultAttributes":[{"TypeName":"AWS:InstanceInformation"}]}
            """,
            Sent);
        Assert.Null(response.NextToken);
        Assert.Equal([Items.Node, "mi-0123456789abcdef0"], response.Entities.Select(entity => entity.Id));
        KeyValuePair<string, InventoryItem> pair = Assert.Single(response.Entities[0].Data);
        Assert.Equal(
            ("AWS:InstanceInformation", Items.Node, "1.0", "2026-01-31T12:00:00Z", "h", "PlatformType=Linux"),
            (pair.Key, pair.Value.InstanceId, pair.Value.SchemaVersion, pair.Value.CaptureTime, pair.Value.ContentHash,
                pair.Value.Content![0].ToString()));
        Assert.Empty(response.Entities[1].Data);
    }

    [Fact]
    public async Task Counts_belong_to_no_node()
    {
        Server.Script = _ => ScriptedAnswer.Ok("""
            {"Entities":[{"Data":{"AWS:Application":{"Content":[{"Count":"7","Name":"x"}]},
             "Mine":{"Content":[{"notMatchingCount":"3"},{"matchingCount":"1"}]}},"ResourceType":"ManagedInstance"}]}
            """);
        InventoryGroup group = new("Mine", [new InventoryFilter("TypeName", ["AWS:File"], FilterOperator.Exists)]);
        GetInventoryResponse response = await Aws.GetInventoryAsync(
            new GetInventoryRequest
            {
                Aggregators =
                [
                    new InventoryAggregator(
                        "AWS:Application.Name",
                        [new InventoryAggregator("AWS:Application.Version")]),
                    new InventoryAggregator(null, Groups: [group]),
                ],
            },
            CancellationToken.None);
        AssertJson(
            """
            {"Aggregators":[
             {"Expression":"AWS:Application.Name","Aggregators":[{"Expression":"AWS:Application.Version"}]},
             {"Groups":[{"Name":"Mine","Filters":[{"Key":"TypeName","Type":"Exists","Values":["AWS:File"]}]}]}]}
            """,
            Sent);
        InventoryEntity entity = Assert.Single(response.Entities);
        Assert.Null(entity.Id);
        Assert.Equal("Count=7; Name=x", entity.Data["AWS:Application"].Content![0].ToString());
        Assert.Equal(
            (null, "", "", null),
            (entity.Data["Mine"].InstanceId, entity.Data["Mine"].CaptureTime, entity.Data["Mine"].SchemaVersion,
                entity.Data["Mine"].ContentHash));
        Assert.Equal(2, entity.Data["Mine"].Content!.Count);
    }

    [Fact]
    public async Task Schemas_are_asked_for_and_read()
    {
        Server.Script = _ => ScriptedAnswer.Ok("""
            {"Schemas":[{"TypeName":"AWS:Application","Version":"1.1","DisplayName":"Application",
             "Attributes":[{"Name":"Name","DataType":"STRING"},{"Name":"Size","DataType":"NUMBER"},
             {"Name":"New","DataType":"date"}]},
             {"TypeName":"Custom:RackInfo"}],"NextToken":"more"}
            """);
        GetInventorySchemaResponse response = await Aws.GetInventorySchemaAsync(
            new GetInventorySchemaRequest { TypeName = "AWS", Aggregator = true, SubType = false, MaxResults = 200 },
            CancellationToken.None);
        AssertJson("""{"TypeName":"AWS","Aggregator":true,"SubType":false,"MaxResults":200}""", Sent);
        Assert.Equal("more", response.NextToken);
        Assert.Equal(
            [("AWS:Application", "1.1", "Application", 3), ("Custom:RackInfo", null, null, 0)],
            response.Schemas.Select(schema =>
                (schema.TypeName, schema.Version, schema.DisplayName, schema.Attributes.Count)));
        Assert.Equal(
            [("Name", "STRING"), ("Size", "NUMBER"), ("New", "date")],
            response.Schemas[0].Attributes.Select(attribute => (attribute.Name, attribute.DataType)));
    }

    [Theory]
    [InlineData(SchemaDeleteOption.DeleteSchema)]
    [InlineData(SchemaDeleteOption.DisableSchema)]
    public async Task A_deletion_is_asked_for_and_counted(SchemaDeleteOption option)
    {
        const string Token = "0e0c5ed9-6a1f-4b7b-8f6c-000000000001";
        Server.Script = _ => ScriptedAnswer.Ok("""
            {"DeletionId":"d-1","TypeName":"RackInfo","DeletionSummary":{"TotalCount":3,"RemainingCount":2,
             "SummaryItems":[{"Version":"1.0","Count":3,"RemainingCount":2}]}}
            """);
        DeleteInventoryResponse response = await Aws.DeleteInventoryAsync(
            new DeleteInventoryRequest("Custom:RackInfo")
            {
                SchemaDeleteOption = option,
                DryRun = true,
                ClientToken = Token,
            },
            CancellationToken.None);
        AssertJson(
            $$"""
            {"TypeName":"Custom:RackInfo","SchemaDeleteOption":"{{option}}","DryRun":true,"ClientToken":"{{Token}}"}
            """,
            Sent);
        Assert.Equal(
            ("d-1", "RackInfo", 3, 2),
            (response.DeletionId, response.TypeName, response.Summary!.TotalCount, response.Summary.RemainingCount));
        Assert.Equal(new InventoryDeletionSummaryItem("1.0", 3, 2), Assert.Single(response.Summary.Items));
    }

    [Fact]
    public async Task Deletions_are_asked_for_and_their_times_are_UTC()
    {
        Server.Script = _ => ScriptedAnswer.Ok("""
            {"InventoryDeletions":[{"DeletionId":"d-1","TypeName":"Custom:RackInfo","DeletionStartTime":1521744844.25,
             "LastStatus":"InProgress","LastStatusMessage":"The Delete is in progress",
             "LastStatusUpdateTime":1521745253},
             {"DeletionId":"d-2","TypeName":"Custom:Other","LastStatus":"Paused"}]}
            """);
        DescribeInventoryDeletionsResponse response = await Aws.DescribeInventoryDeletionsAsync(
            new DescribeInventoryDeletionsRequest { DeletionId = "d-1", NextToken = "token", MaxResults = 50 },
            CancellationToken.None);
        AssertJson("""{"DeletionId":"d-1","NextToken":"token","MaxResults":50}""", Sent);
        InventoryDeletion deletion = response.Deletions[0];
        Assert.Equal(
            ("InProgress", "The Delete is in progress", TimeSpan.Zero),
            (deletion.LastStatus, deletion.LastStatusMessage, deletion.StartTime!.Value.Offset));
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1521744844250), deletion.StartTime);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1521745253), deletion.LastStatusUpdateTime);
        Assert.Equal(
            new InventoryDeletion("d-2", "Custom:Other", null, "Paused", null, null, null),
            response.Deletions[1]);
    }

    [Fact]
    public async Task Empty_answers_are_empty_pages()
    {
        CancellationToken none = CancellationToken.None;
        Server.Script = _ => ScriptedAnswer.Ok();
        Assert.Empty((await Aws.GetInventoryAsync(new GetInventoryRequest(), none)).Entities);
        Assert.Empty((await Aws.GetInventorySchemaAsync(new GetInventorySchemaRequest(), none)).Schemas);
        DescribeInventoryDeletionsRequest deletions = new();
        Assert.Empty((await Aws.DescribeInventoryDeletionsAsync(deletions, none)).Deletions);
        Assert.Null((await Aws.DeleteInventoryAsync(new DeleteInventoryRequest("Custom:X"), none)).Summary);
        Assert.Equal(["{}", "{}", "{}"], Server.Calls.Take(3).Select(call => call.Body.GetRawText()));
    }

    private static void AssertJson(string expected, string actual) => Assert.True(
        JsonElement.DeepEquals(JsonElement.Parse(expected), JsonElement.Parse(actual)),
        actual);
}
