using System.Text;
using System.Text.Json.Nodes;
using InventoryTools.Service;
using InventoryTools.Tests.Endpoint;
using Xunit;

namespace InventoryTools.Tests.Aws;

/// <summary>Responses of operations that have another form than the operation gives them.</summary>
public sealed class MisfitResponseTests : LoopbackTests
{
    // A response of each operation with all of its members.
    private static readonly Dictionary<string, string> s_responses = new()
    {
        ["PutInventory"] = """{"Message":"s"}""",
        ["GetInventory"] = """
            {"Entities":[{"Id":"s","Data":{"k":{"TypeName":"s","SchemaVersion":"s","CaptureTime":"s","ContentHash":"s",
             "Content":[{"k":"s"}]}}}],"NextToken":"s"}
            """,
        ["ListInventoryEntries"] = """
            {"TypeName":"s","InstanceId":"s","SchemaVersion":"s","CaptureTime":"s","Entries":[{"k":"s"}],
             "NextToken":"s"}
            """,
        ["GetInventorySchema"] = """
            {"Schemas":[{"TypeName":"s","Version":"s","DisplayName":"s","Attributes":[{"Name":"s","DataType":"s"}]}],
             "NextToken":"s"}
            """,
        ["DeleteInventory"] = """
            {"DeletionId":"s","TypeName":"s","DeletionSummary":{"TotalCount":1,"RemainingCount":1,
             "SummaryItems":[{"Version":"s","Count":1,"RemainingCount":1}]}}
            """,
        ["DescribeInventoryDeletions"] = """
            {"InventoryDeletions":[{"DeletionId":"s","TypeName":"s","DeletionStartTime":1.5,"LastStatus":"s",
             "LastStatusMessage":"s","LastStatusUpdateTime":1,"DeletionSummary":{"TotalCount":1,"RemainingCount":1,
             "SummaryItems":[{"Version":"s","Count":1,"RemainingCount":1}]}}],"NextToken":"s"}
            """,
    };

    private static readonly string[] s_values = ["{}", "[]", "\"text\"", "7", "true"];

    public static TheoryData<string, string, string> Mistyped
    {
        get
        {
            TheoryData<string, string, string> data = [];
            foreach ((string operation, string response) in s_responses)
            {
                foreach (string path in Paths(JsonNode.Parse(response)!))
                {
                    JsonNode right = At(JsonNode.Parse(response)!, path);
                    foreach (string value in s_values.Where(value => Kind(value) != Kind(right.ToJsonString())))
                    {
                        JsonNode wrong = JsonNode.Parse(response)!;
                        At(wrong, path).ReplaceWith(JsonNode.Parse(value));
                        data.Add(operation, path, wrong.ToJsonString());
                    }
                }
            }

            return data;
        }
    }

    [Fact]
    public void Each_response_of_the_table_fits() => Assert.All(
        s_responses,
        response => Assert.Null(InventoryTools.Aws.Service.ResponseShape.FindProblem(
            response.Key, Encoding.UTF8.GetBytes(response.Value))));

    [Theory]
    [MemberData(nameof(Mistyped))]
    public async Task A_member_of_another_type_is_an_unexpected_answer(string operation, string path, string body)
    {
        InventoryAnswerException error = await MisfitAsync(operation, body);
        string name = path.Replace(".0", "", StringComparison.Ordinal).Replace(".k", "", StringComparison.Ordinal)[1..];
        Assert.Contains($"answered {operation} with a body that has ", error.Message, StringComparison.Ordinal);
        Assert.Contains($" for {name} and not ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DeleteInventory", """{"DeletionSummary":{"TotalCount":1.5}}""")]
    [InlineData("DeleteInventory", """{"DeletionSummary":{"TotalCount":99999999999}}""")]
    [InlineData("DescribeInventoryDeletions", """{"InventoryDeletions":[{"DeletionStartTime":1e300}]}""")]
    [InlineData("DescribeInventoryDeletions", """{"InventoryDeletions":[{"DeletionStartTime":-1e12}]}""")]
    [InlineData("DescribeInventoryDeletions", """{"InventoryDeletions":[{"LastStatusUpdateTime":253402300800}]}""")]
    [InlineData("GetInventory", """{"Entities":[{"\ud800":""}]}""")]
    public async Task A_value_out_of_range_is_an_unexpected_answer(string operation, string body) =>
        await MisfitAsync(operation, body);

    [Theory]
    [InlineData("PutInventory", """{"Message":"\ud800"}""")]
    [InlineData("GetInventory", """{"Entities":[{"Data":{"k":{"Content":[{"A":"1","A":"2"}]}}}]}""")]
    public async Task What_the_SDK_alone_finds_is_not_a_failure_of_credentials(string operation, string body)
    {
        Server.Script = _ => ScriptedAnswer.Ok(body);
        Exception? error = await Record.ExceptionAsync(() => CallAsync(operation));
        Assert.True(error is null or InventoryAnswerException, $"{error}");
    }

    [Fact]
    public async Task Members_that_are_null_or_unknown_are_left_out()
    {
        string deep = new string('[', 60) + new string(']', 60);
        Server.Script = _ => ScriptedAnswer.Ok($$"""{"Entities":[null,{"Id":null,"Data":null}],"More":{{deep}} }""");
        Assert.Single((await Aws.GetInventoryAsync(new GetInventoryRequest(), default)).Entities);
    }

    [Theory]
    [InlineData("""{"Entities":@}""")]
    [InlineData("""{"More":@}""")]
    public async Task An_answer_that_is_nested_deeply_is_not_read(string body)
    {
        string deep = new string('[', 100_000) + new string(']', 100_000);
        InventoryAnswerException error = await MisfitAsync(
            "GetInventory", body.Replace("@", deep, StringComparison.Ordinal));
        Assert.Matches("nested deeper than 64 levels|has a list for Entities and not an object", error.Message);
    }

    [Fact]
    public async Task An_answer_of_many_small_values_is_not_read()
    {
        string many = string.Join(',', Enumerable.Repeat("{}", 300_000));
        InventoryAnswerException error = await MisfitAsync("GetInventorySchema", $$"""{"Schemas":[{{many}}]}""");
        Assert.Contains("a body that has more than 262,144 values", error.Message, StringComparison.Ordinal);
    }

    private static char Kind(string json) => json[0] is '{' or '[' or '"' ? json[0] : json[0] is 't' ? 't' : '7';

    private static IEnumerable<string> Paths(JsonNode node)
    {
        IEnumerable<(string Name, JsonNode Child)> children = node switch
        {
            JsonObject map => map.Select(pair => ($".{pair.Key}", pair.Value!)),
            JsonArray list => list.Select((item, at) => ($".{at}", item!)),
            _ => [],
        };
        return children.SelectMany(child => Paths(child.Child).Select(path => child.Name + path).Prepend(child.Name));
    }

    private static JsonNode At(JsonNode node, string path) => path.Split('.').Skip(1).Aggregate(
        node, (at, name) => at is JsonArray list ? list[int.Parse(name, null)]! : at[name]!);

    private async Task<InventoryAnswerException> MisfitAsync(string operation, string body)
    {
        Server.Script = _ => ScriptedAnswer.Ok(body);
        InventoryAnswerException error = await Assert.ThrowsAsync<InventoryAnswerException>(() => CallAsync(operation));
        Assert.Equal(("UnexpectedAnswer", FailureKind.Call), (error.Code, ServiceFailure.Of(error).Kind));
        return error;
    }

    private Task CallAsync(string operation) => operation switch
    {
        "PutInventory" => PutAsync(),
        "GetInventory" => Aws.GetInventoryAsync(new GetInventoryRequest(), default),
        "ListInventoryEntries" => Aws.ListInventoryEntriesAsync(new(Items.Node, "Custom:X"), default),
        "GetInventorySchema" => Aws.GetInventorySchemaAsync(new GetInventorySchemaRequest(), default),
        "DeleteInventory" => Aws.DeleteInventoryAsync(new DeleteInventoryRequest("Custom:X"), default),
        _ => Aws.DescribeInventoryDeletionsAsync(new DescribeInventoryDeletionsRequest(), default),
    };
}
