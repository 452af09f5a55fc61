using System.Text;
using InventoryTools.Endpoint.Wire;
using InventoryTools.Service;
using Xunit;

namespace InventoryTools.Tests.Local;

/// <summary>The service answers what AWS was seen to answer; docs/service-behaviour.md names the sources.</summary>
public sealed class ObservedTests : IDisposable
{
    private readonly LocalService _service = new();

    public void Dispose() => _service.Dispose();

    [Fact]
    public async Task A_node_that_reported_nothing_of_itself_has_what_follows_from_its_ID()
    {
        await _service.Put("i-00000001", LocalService.Item("AWS:Network", Items.Entry(("Name", "eth0"))));
        await _service.Put("mi-0123456789abcdef0", LocalService.Item("AWS:Network", Items.Entry(("Name", "eth0"))));
        Assert.Equal(
            [
                "InstanceId=i-00000001; InstanceStatus=Active; ResourceType=EC2Instance",
                "InstanceId=mi-0123456789abcdef0; InstanceStatus=Active; ResourceType=ManagedInstance",
            ],
            await Information());
    }

    [Fact]
    public async Task What_a_node_reported_of_itself_is_completed_and_never_replaced()
    {
        await _service.Put(
            "i-00000001",
            LocalService.Item(
                "AWS:InstanceInformation",
                Items.Entry(("ComputerName", "a"), ("InstanceStatus", "Stopped"), ("PlatformType", "Linux"))));
        Assert.Equal(
            [
                "ComputerName=a; InstanceStatus=Stopped; PlatformType=Linux; InstanceId=i-00000001; "
                    + "ResourceType=EC2Instance",
            ],
            await Information());
        Assert.Equal(await Information(), await _service.Entries("i-00000001", "AWS:InstanceInformation"));
    }

    [Fact]
    public async Task A_terminated_node_has_two_attributes_and_no_resource_type_to_be_found_by()
    {
        await Terminate("i-00000001");
        await _service.Put("i-00000002", LocalService.Item("AWS:Network", Items.Entry(("Name", "eth0"))));
        string[] terminated = ["InstanceId=i-00000001; InstanceStatus=Terminated"];
        Assert.Equal(terminated, (await Information()).Take(1));
        Assert.Equal(terminated, await _service.Entries("i-00000001", "AWS:InstanceInformation"));
        Assert.Equal(
            ["i-00000002"],
            await _service.Nodes(new InventoryFilter("AWS:InstanceInformation.ResourceType", ["EC2Instance"])));
        Assert.Equal(["i-00000002"], await _service.Nodes(
            new(
                "AWS:InstanceInformation.InstanceStatus",
                ["terminated", "stopped", "connectionlost"],
                FilterOperator.NotEqual),
            new("AWS:InstanceInformation.ResourceType", ["EC2Instance", "ManagedInstance"])));
    }

    [Fact]
    public async Task A_node_that_lacks_the_attribute_matches_neither_Equal_nor_NotEqual()
    {
        await _service.Put(
            "i-00000001", LocalService.Item("AWS:InstanceInformation", Items.Entry(("PlatformType", "Linux"))));
        await _service.Put("i-00000002", LocalService.Item("AWS:Network", Items.Entry(("Name", "eth0"))));
        Assert.Equal(
            ["i-00000001"],
            await _service.Nodes(
                new InventoryFilter("AWS:InstanceInformation.PlatformType", ["Windows"], FilterOperator.NotEqual)));
        Assert.Empty(await _service.Nodes(new InventoryFilter("AWS:InstanceInformation.PlatformType", ["Windows"])));
    }

    [Theory]
    [InlineData("active")]
    [InlineData("ACTIVE")]
    public async Task A_value_in_another_case_finds_the_node(string value)
    {
        await _service.Put("i-00000001", LocalService.Item("AWS:Network", Items.Entry(("Name", "eth0"))));
        Assert.Equal(
            ["i-00000001"],
            await _service.Nodes(new InventoryFilter("AWS:InstanceInformation.InstanceStatus", [value])));
        Assert.Empty(
            await _service.Nodes(
                new InventoryFilter("AWS:InstanceInformation.InstanceStatus", [value], FilterOperator.NotEqual)));
        Assert.Equal(
            ["i-00000001"],
            await _service.Nodes(new InventoryFilter("AWS:InstanceInformation.InstanceId", ["I-00000001"])));
    }

    [Theory]
    [InlineData("Name", "Name=docker; Version=25.0.3")]
    [InlineData("AWS:Application.Name", "Name=docker; Version=25.0.3")]
    [InlineData("name", "")]
    public async Task A_filter_key_of_entries_may_leave_the_type_out(string key, string expected)
    {
        await _service.Put(
            LocalService.Node,
            LocalService.Item(
                "AWS:Application",
                Items.Entry(("Name", "docker"), ("Version", "25.0.3")),
                Items.Entry(("Name", "bash"), ("Version", "5"))));
        Assert.Equal(
            expected,
            string.Join("|", await _service.Entries(
                LocalService.Node, "AWS:Application", new InventoryFilter(key, ["docker"], FilterOperator.Equal))));
    }

    [Theory]
    [InlineData("AWS:Network.Name")]
    [InlineData("AWS:Applicaton.Name")]
    [InlineData("Custom:Rack.Name")]
    public async Task A_filter_key_of_another_type_is_refused(string key)
    {
        await _service.Put(LocalService.Node, LocalService.Item("AWS:Application", Items.Entry(("Name", "docker"))));
        Assert.Equal(FaultCode.InvalidFilter, (await Assert.ThrowsAsync<InventoryFaultException>(
            () => _service.Entries(LocalService.Node, "AWS:Application", new InventoryFilter(key, ["docker"])))).Code);
    }

    [Fact]
    public async Task A_node_or_a_type_that_is_not_there_has_an_empty_list_of_entries()
    {
        await _service.Put("i-00000001", LocalService.Item("AWS:Network", Items.Entry(("Name", "eth0"))));
        Assert.Equal(
            """{"InstanceId":"i-00000001","TypeName":"AWS:Application","Entries":[]}""",
            await Call("ListInventoryEntries", """{"InstanceId":"i-00000001","TypeName":"AWS:Application"}"""));
        Assert.Equal(
            """{"InstanceId":"i-00000009","TypeName":"AWS:Network","Entries":[]}""",
            await Call("ListInventoryEntries", """{"InstanceId":"i-00000009","TypeName":"AWS:Network"}"""));
    }

    [Fact]
    public async Task Fifteen_types_are_listed_in_the_order_of_their_characters()
    {
        await _service.Put(
            LocalService.Node,
            LocalService.Item("Custom:B", Items.Entry(("X", "1"))),
            LocalService.Item("Custom:A", Items.Entry(("X", "1"))));
        Assert.Equal(
            [
                "AWS:AWSComponent", "AWS:Application", "AWS:ComplianceItem", "AWS:File",
                "AWS:InstanceDetailedInformation", "AWS:InstanceInformation", "AWS:Network", "AWS:PatchCompliance",
                "AWS:PatchSummary", "AWS:ResourceGroup", "AWS:Service", "AWS:Tag", "AWS:WindowsRegistry",
                "AWS:WindowsRole", "AWS:WindowsUpdate", "Custom:A", "Custom:B",
            ],
            (await _service.Schemas()).Select(schema => schema.Split(' ')[0]));
    }

    [Theory]
    [InlineData("AWS:Process")]
    [InlineData("AWS:ComplianceSummary")]
    [InlineData("AWS:BillingInfo")]
    public async Task A_type_that_is_not_listed_is_answered_by_its_name_and_can_be_put(string typeName)
    {
        Assert.Single(await _service.Schemas(typeName: typeName));
        await _service.Put(LocalService.Node, LocalService.Item(typeName, Items.Entry(("X", "1"))));
        Assert.DoesNotContain(
            await _service.Schemas(), schema => schema.StartsWith(typeName, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_display_name_is_there_only_beside_what_can_be_counted()
    {
        Assert.Equal(
            """{"Schemas":[{"TypeName":"AWS:ResourceGroup","Version":"1.0","Attributes":"""
                + """[{"Name":"Name","DataType":"STRING"},{"Name":"Arn","DataType":"STRING"}]}]}""",
            await Call("GetInventorySchema", """{"TypeName":"AWS:ResourceGroup"}"""));
        Assert.Equal(
            """{"Schemas":[{"TypeName":"AWS:ResourceGroup","Version":"1.0","Attributes":"""
                + """[{"Name":"Name","DataType":"STRING"}],"DisplayName":"ResourceGroup"}]}""",
            await Call("GetInventorySchema", """{"TypeName":"AWS:ResourceGroup","Aggregator":true}"""));
    }

    [Fact]
    public async Task The_console_s_request_is_counted_over_the_nodes_of_its_filter()
    {
        await _service.Put(
            "i-00000001",
            LocalService.Item(
                "AWS:InstanceInformation", Items.Entry(("PlatformName", "Ubuntu"), ("PlatformVersion", "20.04"))));
        await Terminate("i-00000002");
        Assert.Equal(
            """{"Entities":[{"Data":{"AWS:InstanceInformation":{"Content":"""
                + """[{"Count":"1","PlatformVersion":"20.04","PlatformName":"ubuntu"}]}}}]}""",
            await Call(
                "GetInventory",
                """{"Aggregators":[{"Expression":"AWS:InstanceInformation.PlatformName","Aggregators":"""
                    + """[{"Expression":"AWS:InstanceInformation.PlatformVersion"}]}],"Filters":"""
                    + """[{"Key":"AWS:InstanceInformation.InstanceStatus","Values":["Terminated"],"""
                    + """ "Type":"NotEqual"}],"MaxResults":50}"""));
    }

    [Fact]
    public async Task A_terminated_node_s_put_is_refused_without_a_message()
    {
        await Terminate("i-00000001");
        Assert.Equal(
            """{"__type":"InvalidInstanceId"}""",
            await Call(
                "PutInventory",
                """{"InstanceId":"i-00000001","Items":[{"TypeName":"AWS:Network","SchemaVersion":"1.0","CaptureTime":"""
                + """ "2026-01-31T12:00:00Z","Content":[]}]}"""));
    }

    [Fact]
    public async Task An_answer_has_no_content_hash()
    {
        InventoryItem item = LocalService.Item(
            "AWS:InstanceInformation", Items.Entry(
                ("InstanceId", "i-00000001"), ("InstanceStatus", "Active"), ("ResourceType", "EC2Instance")));
        Assert.NotNull(item.ContentHash);
        await _service.Put("i-00000001", item);
        Assert.DoesNotContain("ContentHash", await Call("GetInventory", "{}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_kernel_version_is_an_attribute()
    {
        Assert.EndsWith(
            ",KernelVersion",
            Assert.Single(await _service.Schemas(typeName: "AWS:InstanceDetailedInformation")),
            StringComparison.Ordinal);
        await _service.Put(
            LocalService.Node,
            LocalService.Item(
                "AWS:InstanceDetailedInformation", Items.Entry(("KernelVersion", "5.10"), ("OSServicePack", ""))));
        Assert.Equal(
            ["KernelVersion=5.10; OSServicePack="],
            await _service.Entries(LocalService.Node, "AWS:InstanceDetailedInformation"));
    }

    private Task Terminate(string node) => _service.Put(
        node, LocalService.Item(
            "AWS:InstanceInformation", Items.Entry(("InstanceId", node), ("InstanceStatus", "Terminated"))));

    private async Task<IReadOnlyList<string>> Information() =>
    [
        .. (await _service.Service.GetInventoryAsync(new(), default)).Entities
            .Select(entity => entity.Data["AWS:InstanceInformation"].Content!.Single().ToString()),
    ];

    private async Task<string> Call(string operation, string body) =>
        Encoding.UTF8.GetString(
            (await AwsJsonProtocol.CallAsync(_service.Service, operation, Encoding.UTF8.GetBytes(body), default)).Body);
}
