using System.Diagnostics;
using System.Text.Json.Nodes;
using InventoryTools.Endpoint;
using InventoryTools.Service;
using InventoryTools.Tests.Endpoint;
using Xunit;

namespace InventoryTools.Tests.Conformance;

/// <summary>
/// The inventory walk-through of the AWS Systems Manager User Guide, with the AWS CLI and nothing but
/// <c>--endpoint-url</c>. What is compared is what the guide shows. The CLI is started once for most of its commands.
/// </summary>
public sealed class AwsCliTests : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private static readonly EndpointKey s_key = new("AKIDEXAMPLE", "secret");

    private readonly EndpointServer _endpoint = Endpoints.InMemory();

    public void Dispose() => _endpoint.Dispose();

    [SkippableFact]
    public async Task The_walk_through_shows_what_the_guide_shows()
    {
        Assert.Null(await Aws("put-inventory", "--instance-id", "i-0123456789abcdef0", "--items",
            """[{"CaptureTime":"2016-08-22T10:01:01Z","TypeName":"Custom:TestRackInfo2","Content":"""
                + """[{"RackLocation":"Bay B/Row C/Rack D/Shelf E"}],"SchemaVersion":"1.0"}]"""));
        await AssertShows(
            """{"InstanceId":"i-0123456789abcdef0","TypeName":"Custom:TestRackInfo2","Entries":"""
                + """[{"RackLocation":"Bay B/Row C/Rack D/Shelf """
                + """E"}],"SchemaVersion":"1.0","CaptureTime":"2016-08-22T10:01:01Z"}""",
            "list-inventory-entries", "--instance-id", "i-0123456789abcdef0", "--type-name", "Custom:TestRackInfo2");
        await AssertShows(
            """{"Schemas":[{"TypeName":"Custom:TestRackInfo2","Version":"1.0","Attributes":"""
                + """[{"DataType":"STRING","Name":"RackLocation"}]}]}""",
            "get-inventory-schema", "--type-name", "Custom:TestRackInfo2");
        await AssertShows(
            """{"Schemas":[{"TypeName":"AWS:InstanceInformation","Version":"1.0","DisplayName":"Platform","Attri"""
                + """butes":[{"DataType":"STRING","Name":"PlatformName"},"""
                + """{"DataType":"STRING","Name":"PlatformType"},"""
                + """{"DataType":"STRING","Name":"PlatformVersion"}]}]}""",
            "get-inventory-schema", "--aggregator", "--type-name", "AWS:InstanceInformation");

        await PutFour();
        await AssertShows(
            """{"Entities":[{"Data":{"AWS:InstanceInformation":{"Content":"""
                + """[{"Count":"2","PlatformType":"windows"},{"Count":"1","PlatformType":"linux"}]}}}]}""",
            "get-inventory", "--aggregators", "Expression=AWS:InstanceInformation.PlatformType");
        await AssertShows(
            """{"Entities":[{"Data":{"AWS:Application":{"Content":"""
                + """[{"Count":"1","Name":"chrome","Version":"2.6.5","PlatformType":"linux"},"""
                + """{"Count":"1","Name":"chrome","Version":"2.6.5","PlatformType":"windows"}]}}}]}""",
            "get-inventory", "--aggregators",
            """[{"Expression":"AWS:Application.Name","Aggregators":"""
                + """[{"Expression":"AWS:Application.Version","Aggregators":"""
                + """[{"Expression":"AWS:InstanceInformation.PlatformType"}]}]}]""");
        await AssertShows(
            """{"Entities":[{"Data":{"ApplicationAndFile":{"Content":[{"notMatchingCount":"4"},"""
                + """{"matchingCount":"1"}]}}}]}""",
            "get-inventory", "--aggregators",
            "Groups=[{Name=ApplicationAndFile,Filters=[{Key=TypeName,Values=[AWS:Application],Type=Exists},"
                + "{Key=TypeName,Values=[AWS:File],Type=Exists}]}]");
        JsonNode found = (
            await Aws(
                "get-inventory", "--filters", "Key=AWS:InstanceInformation.PlatformType,Values=Linux,Type=Equal"))!;
        Assert.Equal("i-00000001", (string?)Assert.Single(found["Entities"]!.AsArray())!["Id"]);

        JsonNode dry = (await Aws("delete-inventory", "--type-name", "Custom:TestRackInfo2", "--dry-run"))!;
        AssertSame(
            """{"TotalCount":1,"RemainingCount":1,"SummaryItems":[{"Version":"1.0","Count":1,"RemainingCount":1}]}""",
            dry["DeletionSummary"]!);
        JsonNode deleted = (
            await Aws(
                "delete-inventory", "--type-name", "Custom:TestRackInfo2", "--schema-delete-option", "DeleteSchema"))!;
        JsonNode described =
            (await Aws("describe-inventory-deletions", "--deletion-id", (string)deleted["DeletionId"]!))!
                ["InventoryDeletions"]![0]!;
        Assert.Equal(
            ("Complete", "Deletion is successful"),
            ((string?)described["LastStatus"], (string?)described["LastStatusMessage"]));
        AssertSame(
            """{"TotalCount":1,"RemainingCount":0,"SummaryItems":[{"Version":"1.0","Count":1,"RemainingCount":0}]}""",
            described["DeletionSummary"]!);
    }

    [SkippableFact]
    public async Task A_fault_is_told_with_its_code_and_a_wrong_key_is_refused()
    {
        using EndpointServer signed = Endpoints.InMemory(new EndpointOptions { Key = s_key });
        Output refused = await Start(signed.Url, "delete-inventory", "--type-name", "Custom:Nothing");
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains(
            "An error occurred (InvalidTypeNameException) when calling the DeleteInventory operation: The "
                + "type 'Custom:Nothing' is not known.",
            refused.Error,
            StringComparison.Ordinal);
        Assert.Equal(0, (await Run(signed.Url, "get-inventory")).ExitCode);
        using EndpointServer other = Endpoints.InMemory(new EndpointOptions { Key = new("AKIDEXAMPLE", "another") });
        Assert.Contains(
            "(InvalidSignatureException)", (await Run(other.Url, "get-inventory")).Error, StringComparison.Ordinal);
    }

    private async Task PutFour()
    {
        using IInventoryService service = OpenDoor.Sdk(_endpoint.Url, s_key);
        await Put(
            "i-00000001",
            Item("AWS:Application", ("Name", "Chrome"), ("Version", "2.6.5")),
            Item("AWS:InstanceInformation", ("PlatformType", "Linux")));
        await Put(
            "i-00000002",
            Item("AWS:File", ("Name", "x")),
            Item("AWS:InstanceInformation", ("PlatformType", "Windows")));
        await Put(
            "i-00000003",
            Item("AWS:Application", ("Name", "Chrome"), ("Version", "2.6.5")),
            Item("AWS:File", ("Name", "x")),
            Item("AWS:InstanceInformation", ("PlatformType", "Windows")));
        await Put("i-00000004", Item("AWS:Network", ("Name", "eth0")));

        Task Put(string node, params InventoryItem[] items) => service.PutInventoryAsync(new(node, items), default);
    }

    private static InventoryItem Item(string typeName, params (string, string)[] attributes)
    {
        InventoryItem item = Items.Valid(Items.Entry(attributes));
        item.TypeName = typeName;
        return item;
    }

    private async Task AssertShows(string expected, params string[] arguments) =>
        AssertSame(expected, (await Aws(arguments))!);

    private static void AssertSame(string expected, JsonNode actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), actual), actual.ToJsonString());

    // What the command prints; null where that is nothing.
    private async Task<JsonNode?> Aws(params string[] arguments)
    {
        Output output = await Run(_endpoint.Url, arguments);
        Assert.True(output.ExitCode == 0, output.Error);
        return output.Text.Length == 0 ? null : JsonNode.Parse(output.Text);
    }

    private static async Task<Output> Run(Uri endpoint, params string[] arguments)
    {
        JsonObject result = await ForeignClient.Cli.CallAsync(new JsonObject
        {
            ["endpoint"] = endpoint.ToString(),
            ["accessKey"] = s_key.AccessKey,
            ["secretKey"] = s_key.SecretKey,
            ["token"] = null,
            ["arguments"] = new JsonArray([.. arguments]),
        });
        return new Output((int)result["code"]!, (string)result["text"]!, (string)result["error"]!);
    }

    // The program, as people start it.
    private static async Task<Output> Start(Uri endpoint, params string[] arguments)
    {
        ProcessStartInfo start = new("aws", ["ssm", .. arguments, "--endpoint-url", endpoint.ToString()])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["AWS_ACCESS_KEY_ID"] = s_key.AccessKey;
        start.Environment["AWS_SECRET_ACCESS_KEY"] = s_key.SecretKey;
        start.Environment["AWS_DEFAULT_REGION"] = "eu-west-1";
        start.Environment["AWS_EC2_METADATA_DISABLED"] = "true";
        start.Environment.Remove("AWS_SESSION_TOKEN");
        start.Environment.Remove("AWS_PROFILE");
        using Process? process = ForeignClient.TryStart(start);
        Skip.If(process is null, "The AWS CLI was not found on this machine.");
        Task<string> text = process!.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(s_patience);
        return new Output(process.ExitCode, await text, await error);
    }

    private sealed record Output(int ExitCode, string Text, string Error);
}
