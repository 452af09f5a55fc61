using System.Text;
using InventoryTools.Endpoint.Http;
using InventoryTools.Endpoint.Wire;
using InventoryTools.Local;
using InventoryTools.Service;
using Xunit;

namespace InventoryTools.Tests.Local;

public sealed class CountTests : IDisposable
{
    private readonly LocalService _service = new();

    public void Dispose() => _service.Dispose();

    [Fact]
    public async Task An_attribute_that_stands_inside_itself_is_refused()
    {
        InventoryFault fault = await Fault(
            [Nest("AWS:Application.Name", "AWS:Application.Version", "AWS:Application.Name")]);
        Assert.Equal(FaultCode.InvalidAggregator, fault.Code);
        Assert.Contains("'AWS:Application.Name' stands inside itself", fault.Message, StringComparison.Ordinal);
        Assert.Equal(
            FaultCode.InvalidAggregator,
            (await Fault([Nest("AWS:Service.Name", "AWS:Service.Name", "AWS:Service.Name")])).Code);
    }

    [Fact]
    public async Task Two_counts_by_the_same_attributes_are_refused()
    {
        InventoryFault fault = await Fault(
            [new("AWS:Application.Name"), new("AWS:Service.Name"), new("AWS:Application.Name")]);
        Assert.Equal(
            (FaultCode.InvalidAggregator, "Two aggregators count by AWS:Application.Name. Leave one of them out."),
            (fault.Code, fault.Message));
    }

    [Fact]
    public async Task A_group_can_not_take_the_place_of_a_count()
    {
        InventoryGroup group = new("AWS:Application", [new("TypeName", ["AWS:File"], FilterOperator.Exists)]);
        Assert.Equal(
            FaultCode.InvalidInventoryGroup,
            (await Fault([new("AWS:Application.Name"), new(null, Groups: [group])])).Code);
    }

    [Fact]
    public async Task Attributes_of_one_name_stand_beside_each_other()
    {
        await _service.Put(
            LocalService.Node,
            LocalService.Item("AWS:Application", Items.Entry(("Name", "A"))),
            LocalService.Item("AWS:Service", Items.Entry(("Name", "S"))),
            LocalService.Item("AWS:WindowsRole", Items.Entry(("Name", "R"))));
        InventoryEntity counted = await _service.Count(
            [Nest("AWS:Application.Name", "AWS:Service.Name", "AWS:WindowsRole.Name")]);
        Assert.Equal(
            ["Count=1; AWS:WindowsRole.Name=r; AWS:Service.Name=s; Name=a"],
            counted.Data["AWS:Application"].Content!.Select(row => row.ToString()));
    }

    [Fact]
    public async Task A_request_has_at_most_10_counts_and_15_groups_in_all()
    {
        string[] attributes =
            ["AWS:Service.Name", "AWS:Service.Status", "AWS:Service.StartType", "AWS:WindowsRole.Name"];
        string[] outer = ["AWS:Application.Name", "AWS:Application.Version", "AWS:InstanceInformation.PlatformName"];
        InventoryAggregator[] twelve =
            [.. outer.Select(name => new InventoryAggregator(
                name, [.. attributes.Select(inner => new InventoryAggregator(inner))]))];
        InventoryFault fault = await Fault(twelve);
        Assert.Equal(FaultCode.InvalidAggregator, fault.Code);
        Assert.Contains("at least 11 counts", fault.Message, StringComparison.Ordinal);
        Assert.Contains("the limit is 10", fault.Message, StringComparison.Ordinal);
        InventoryFilter file = new("TypeName", ["AWS:File"], FilterOperator.Exists);
        InventoryAggregator Groups(int first) =>
            new(null, Groups: [.. Enumerable.Range(first, 8).Select(at => new InventoryGroup($"G{at}", [file]))]);
        fault = await Fault([Groups(0), Groups(8)]);
        Assert.Equal(FaultCode.InvalidInventoryGroup, fault.Code);
        Assert.Contains("at least 16 groups; the limit is 15", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_with_too_many_combinations_is_a_fault_that_tells_how_many()
    {
        await _service.Put(
            LocalService.Node,
            LocalService.Item("AWS:Application", Named(1000)),
            LocalService.Item("AWS:Service", Named(1000)),
            LocalService.Item("AWS:WindowsRole", Named(1000)));
        InventoryFault fault = await Fault([Nest("AWS:Application.Name", "AWS:Service.Name", "AWS:WindowsRole.Name")]);
        Assert.Equal((FaultCode.InvalidAggregator, 400), (fault.Code, fault.StatusCode));
        Assert.Contains(
            $"{LocalService.Node} alone has at least 1,000,000 combinations; the limit of an answer is 50,000 rows",
            fault.Message,
            StringComparison.Ordinal);
        Assert.Equal(1000, (await _service.Count([new("AWS:Service.Name")])).Data["AWS:Service"].Content!.Count);
    }

    [Fact]
    public async Task Too_many_rows_of_all_nodes_are_a_fault_that_tells_how_many()
    {
        for (int i = 0; i < 6; i++)
        {
            string node = $"i-0000000{i}";
            await _service.Put(node, LocalService.Item("AWS:Application", Named(9_000, $"{i}-")));
        }

        InventoryFault fault = await Fault([new("AWS:Application.Name")]);
        Assert.Equal(FaultCode.InvalidAggregator, fault.Code);
        Assert.Contains("at least 50,001 rows; the limit is 50,000", fault.Message, StringComparison.Ordinal);
        InventoryEntity one = await _service.Count(
            [new("AWS:Application.Name")], new InventoryFilter("AWS:InstanceInformation.InstanceId", ["i-00000003"]));
        Assert.Equal(9_000, one.Data["AWS:Application"].Content!.Count);
    }

    [Fact]
    public async Task Long_values_take_no_more_memory_than_short_ones()
    {
        for (int i = 0; i < 4; i++)
        {
            await _service.Put(
                $"i-0000000{i}",
                LocalService.Item("AWS:Application", Named(100, new string('a', 4000))),
                LocalService.Item("AWS:Service", Named(100, new string('s', 4000))));
        }

        InventoryFault rows = await Fault([Nest("AWS:Application.Name", "AWS:Service.Name")]);
        Assert.Equal(FaultCode.InvalidAggregator, rows.Code);
        Assert.Contains("characters; the limit is 10,000,000", rows.Message, StringComparison.Ordinal);
        Assert.Equal(100, (await _service.Count([new("AWS:Service.Name")])).Data["AWS:Service"].Content!.Count);
    }

    [Fact]
    public void Combinations_of_many_nodes_take_no_more_time_than_short_ones()
    {
        AggregationLimit limit = new();
        limit.Check("i-00000001", [(200, 800_000), (200, 800_000)]);
        InventoryFaultException combined = Assert.Throws<InventoryFaultException>(
            () => limit.Check("i-00000002", [(200, 800_000), (200, 800_000)]));
        Assert.Contains(
            "the nodes up to i-00000002 have 640,000,000 characters in their combinations; the limit is 500,000,000",
            combined.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_come_by_the_outermost_value_and_within_it_the_most_frequent_first()
    {
        // The user guide's sample of nested aggregators, smaller.
        await Put("i-00000001", "Linux", ("audit-libs", "2.6.5"));
        await Put("i-00000002", "Windows", ("Microsoft Office", "6.2.8"), ("audit-libs", "2.6.5"));
        await Put("i-00000003", "Windows", ("Microsoft Office", "6.2.8"), ("audit-libs", "2.6.5"));
        await Put("i-00000004", "Windows", ("audit-libs", "1.0"));
        InventoryEntity counted = await _service.Count(
            [Nest("AWS:Application.Name", "AWS:Application.Version", "AWS:InstanceInformation.PlatformType")]);
        Assert.Equal(
            [
                "Count=2; PlatformType=windows; Version=2.6.5; Name=audit-libs",
                "Count=1; PlatformType=linux; Version=2.6.5; Name=audit-libs",
                "Count=1; PlatformType=windows; Version=1.0; Name=audit-libs",
                "Count=2; PlatformType=windows; Version=6.2.8; Name=microsoft office",
            ],
            counted.Data["AWS:Application"].Content!.Select(row => row.ToString()));
    }

    [Theory]
    [InlineData("""{"Aggregators":[{"Expression":"AWS:Service.Name","Aggregators":"""
        + """[{"Expression":"AWS:Service.Name","Aggregators":[{"Expression":"AWS:Service.Name"}]}]}]}""")]
    [InlineData("""{"Aggregators":[{"Expression":"AWS:Service.Name","Aggregators":[]}]}""")]
    [InlineData("""{"Aggregators":[{"Groups":[]}]}""")]
    [InlineData("""{"Filters":[{"Key":"AWS:Service.Name","Values":[""],"Type":"BeginWith"}],"Aggregators":"""
        + """[{"Expression":"."}]}""")]
    public async Task No_count_makes_an_error_of_the_service(string body) =>
        Assert.Equal(400, await Status("GetInventory", body));

    [Fact]
    public async Task A_request_that_breaks_a_constraint_in_each_value_is_told_a_hundred_of_them()
    {
        string nulls = string.Join(',', Enumerable.Repeat("null", 200_000));
        foreach (string body in new[]
        {
            $$"""{"InstanceId":"i-00000001","Items":[{{nulls}}]}""",
            $$"""{"InstanceId":"i-00000001","Items":[{"TypeName":"Custom:A","SchemaVersion":"1.0","CaptureTime":"""
                + $$""" "2026-01-31T12:00:00Z","Content":[{{nulls}}]}]}""",
        })
        {
            HttpResponse answer = await AwsJsonProtocol.CallAsync(
                _service.Service, "PutInventory", Encoding.UTF8.GetBytes(body), default);
            Assert.Equal(400, answer.StatusCode);
            Assert.InRange(answer.Body.Length, 1, 50_000);
            Assert.Contains(
                "More than 100 validation errors detected: ",
                Encoding.UTF8.GetString(answer.Body),
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Aggregators_that_are_nested_without_end_are_refused()
    {
        string body = "{\"Aggregators\":" + string.Concat(
            Enumerable.Repeat("[{\"Expression\":\"AWS:Service.Name\",\"Aggregators\":", 10_000));
        Assert.Equal(400, await Status("GetInventory", body));
    }

    private static InventoryAggregator Nest(params string[] expressions) =>
        new(expressions[0], expressions.Length == 1 ? null : [Nest(expressions[1..])]);

    private static InventoryEntry[] Named(int count, string prefix = "n") =>
        [.. Enumerable.Range(0, count).Select(at => Items.Entry(("Name", $"{prefix}{at}")))];

    private Task Put(string node, string platform, params (string Name, string Version)[] applications) => _service.Put(
        node,
        LocalService.Item("AWS:InstanceInformation", Items.Entry(("PlatformType", platform))),
        LocalService.Item(
            "AWS:Application",
            [.. applications.Select(one => Items.Entry(("Name", one.Name), ("Version", one.Version)))]));

    private async Task<int> Status(string operation, string body) =>
        (await AwsJsonProtocol.CallAsync(
            _service.Service, operation, Encoding.UTF8.GetBytes(body), default)).StatusCode;

    private async Task<InventoryFault> Fault(IReadOnlyList<InventoryAggregator> aggregators) =>
        (await Assert.ThrowsAsync<InventoryFaultException>(
        () => _service.Service.GetInventoryAsync(new() { Aggregators = aggregators }, default))).Fault;
}
