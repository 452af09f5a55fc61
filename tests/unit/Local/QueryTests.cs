using InventoryTools.Service;
using Xunit;

namespace InventoryTools.Tests.Local;

public sealed class QueryTests : IDisposable
{
    private readonly LocalService _service = new();

    public void Dispose() => _service.Dispose();

    [Fact]
    public async Task Pages_hold_all_nodes_once_in_the_order_of_their_IDs()
    {
        foreach (int at in Enumerable.Range(0, 120).Reverse())
        {
            await _service.Put(
                $"i-{at:d8}", LocalService.Item("AWS:PatchSummary", Items.Entry(("PatchGroup", $"{at}"))));
        }

        List<string> seen = [];
        List<int> sizes = [];
        string? token = null;
        do
        {
            GetInventoryResponse page = await _service.Service.GetInventoryAsync(
                new() { ResultTypeName = "AWS:PatchSummary", NextToken = token, MaxResults = 50 }, default);
            seen.AddRange(
                page.Entities.Select(
                    entity => $"{entity.Id} {entity.Data["AWS:PatchSummary"].Content![0]["PatchGroup"]}"));
            sizes.Add(page.Entities.Count);
            token = page.NextToken;
        }
        while (token is not null);
        Assert.Equal(Enumerable.Range(0, 120).Select(at => $"i-{at:d8} {at}"), seen);
        Assert.Equal([50, 50, 20], sizes);
    }

    [Fact]
    public async Task A_page_that_ends_with_the_last_node_has_no_token()
    {
        await _service.Put("i-00000001", LocalService.Item("Custom:A", Items.Entry(("X", "1"))));
        await _service.Put("i-00000002", LocalService.Item("Custom:A", Items.Entry(("X", "1"))));
        Assert.Null((await _service.Service.GetInventoryAsync(new() { MaxResults = 2 }, default)).NextToken);
        Assert.NotNull((await _service.Service.GetInventoryAsync(new() { MaxResults = 1 }, default)).NextToken);
    }

    [Fact]
    public async Task A_token_holds_for_its_own_request_alone()
    {
        await _service.Put("i-00000001", LocalService.Item("Custom:A", Items.Entry(("X", "1"))));
        await _service.Put("i-00000002", LocalService.Item("Custom:A", Items.Entry(("X", "1"))));
        string token = (await _service.Service.GetInventoryAsync(new() { MaxResults = 1 }, default)).NextToken!;
        Assert.Equal(
            FaultCode.InvalidNextToken, await Fault(new() { NextToken = token, ResultTypeName = "AWS:PatchSummary" }));
        Assert.Equal(FaultCode.InvalidNextToken, await Fault(new() { NextToken = "garbage" }));
        Assert.Equal(
            FaultCode.InvalidNextToken,
            await Fault(new() { NextToken = token, Aggregators = [new("AWS:Application.Name")] }));
        Assert.Single(
            (await _service.Service.GetInventoryAsync(new() { NextToken = token, MaxResults = 5 }, default)).Entities);
    }

    [Fact]
    public async Task Every_node_has_its_information()
    {
        await _service.Put("mi-0123456789abcdef0", LocalService.Item("Custom:A", Items.Entry(("X", "1"))));
        await _service.Put(
            "i-00000001", LocalService.Item("AWS:InstanceInformation", Items.Entry(("PlatformType", "Linux"))));
        GetInventoryResponse all = await _service.Service.GetInventoryAsync(new(), default);
        Assert.Equal(
            [
                "PlatformType=Linux; InstanceId=i-00000001; InstanceStatus=Active; ResourceType=EC2Instance",
                "InstanceId=mi-0123456789abcdef0; InstanceStatus=Active; ResourceType=ManagedInstance",
            ],
            all.Entities.Select(entity => entity.Data["AWS:InstanceInformation"].Content!.Single().ToString()));
        Assert.Equal(
            ["i-00000001"],
            await _service.Nodes(new InventoryFilter("AWS:InstanceInformation.ResourceType", ["EC2Instance"])));
        Assert.Equal(
            ["mi-0123456789abcdef0"],
            await _service.Nodes(
                new InventoryFilter("AWS:InstanceInformation.InstanceId", ["mi-0123456789abcdef0", "mi-other"])));
        Assert.Single(await _service.Entries("mi-0123456789abcdef0", "AWS:InstanceInformation"));
    }

    [Theory]
    [InlineData(null, "b", "2")]
    [InlineData(FilterOperator.Equal, "b", "2")]
    [InlineData(FilterOperator.Equal, "B", "2")]
    [InlineData(FilterOperator.NotEqual, "B", "1,3")]
    [InlineData(FilterOperator.BeginWith, "A", "1,3")]
    [InlineData(FilterOperator.LessThan, "B", "1,3")]
    [InlineData(FilterOperator.GreaterThan, "ab", "2")]
    public async Task Text_is_compared_by_its_characters_whatever_their_case(
        FilterOperator? comparison, string value, string nodes)
    {
        await Put(("1", "a"), ("2", "b"), ("3", "ab"));
        Assert.Equal(nodes, await Found(comparison, value));
    }

    [Theory]
    [InlineData(FilterOperator.LessThan, "10", "1,3")]
    [InlineData(FilterOperator.GreaterThan, "9.5", "2")]
    [InlineData(FilterOperator.Equal, "9.0", "")]
    public async Task Numbers_are_compared_as_numbers(FilterOperator comparison, string value, string nodes)
    {
        await Put(("1", "9"), ("2", "10"), ("3", "-3"));
        Assert.Equal(nodes, await Found(comparison, value));
    }

    [Fact]
    public async Task Filters_on_one_type_match_in_one_entry_and_those_on_several_types_in_one_node()
    {
        await _service.Put(
            "i-00000001",
            LocalService.Item(
                "AWS:Application",
                Items.Entry(("Name", "a"), ("Version", "1")),
                Items.Entry(("Name", "b"), ("Version", "2"))),
            LocalService.Item("Custom:A", Items.Entry(("X", "1"))));
        InventoryFilter name = new("AWS:Application.Name", ["a", "c"]);
        Assert.Empty(await _service.Nodes(name, new("AWS:Application.Version", ["2"])));
        Assert.Single(await _service.Nodes(name, new("AWS:Application.Version", ["1"]), new("Custom:A.X", ["1"])));
        Assert.Empty(await _service.Nodes(name, new("Custom:A.X", ["2"])));
        Assert.Equal(
            ["Name=b; Version=2"],
            await _service.Entries(
                "i-00000001",
                "AWS:Application",
                new InventoryFilter("AWS:Application.Version", ["1"], FilterOperator.NotEqual)));
    }

    [Theory]
    [InlineData("Platform")]
    [InlineData("AWS:Unknown.Name")]
    [InlineData("Custom:Unknown.Name")]
    [InlineData("AWS:Application.")]
    [InlineData("TypeName")]
    public async Task A_filter_that_names_no_attribute_of_a_known_type_is_refused(string key) =>
        Assert.Equal(FaultCode.InvalidFilter, await Fault(new() { Filters = [new(key, ["x"])] }));

    [Fact]
    public async Task Exists_is_for_counting_alone()
    {
        Assert.Equal(
            FaultCode.InvalidFilter,
            await Fault(new() { Filters = [new("AWS:Application.Name", ["x"], FilterOperator.Exists)] }));
        await Put(("1", "a"));
        ListInventoryEntriesRequest list =
            new("i-00000001", "Custom:A") { Filters = [new("Custom:A.X", ["x"], FilterOperator.Exists)] };
        Assert.Equal(
            FaultCode.InvalidFilter,
            (await Assert.ThrowsAsync<InventoryFaultException>(
                () => _service.Service.ListInventoryEntriesAsync(list, default))).Code);
    }

    [Fact]
    public async Task Names_with_dots_are_found_by_the_longest_type()
    {
        await _service.Put("i-00000001", LocalService.Item("Custom:A.B", Items.Entry(("C.D", "1"))));
        Assert.Equal(["i-00000001"], await _service.Nodes(new InventoryFilter("Custom:A.B.C.D", ["1"])));
    }

    [Fact]
    public async Task Nodes_are_counted_by_attributes_in_small_letters_the_most_first()
    {
        await _service.Put(
            "i-00000001",
            LocalService.Item(
                "AWS:InstanceInformation", Items.Entry(("PlatformType", "Linux"), ("PlatformName", "Debian"))));
        await _service.Put(
            "i-00000002",
            LocalService.Item(
                "AWS:InstanceInformation", Items.Entry(("PlatformType", "Windows"), ("PlatformName", "Server"))));
        await _service.Put(
            "i-00000003",
            LocalService.Item(
                "AWS:InstanceInformation", Items.Entry(("PlatformType", "Windows"), ("PlatformName", "Server"))));
        await _service.Put("i-00000004", LocalService.Item("Custom:A", Items.Entry(("X", "1"))));
        InventoryEntity counted = await _service.Count([new("AWS:InstanceInformation.PlatformType")]);
        Assert.Null(counted.Id);
        Assert.Equal(
            ["Count=2; PlatformType=windows", "Count=1; PlatformType=linux"],
            counted.Data["AWS:InstanceInformation"].Content!.Select(row => row.ToString()));
        InventoryEntity nested = await _service.Count(
            [
                new(
                    "AWS:InstanceInformation.PlatformType",
                    [new("AWS:InstanceInformation.PlatformName", [new("AWS:Service.Name")])]),
            ]);
        Assert.Empty(nested.Data["AWS:InstanceInformation"].Content!);
    }

    [Fact]
    public async Task Nested_counts_take_attributes_of_one_type_from_one_entry()
    {
        InventoryItem applications = LocalService.Item(
            "AWS:Application",
            Items.Entry(("Name", "Chrome"), ("Version", "1")),
            Items.Entry(("Name", "Office"), ("Version", "2")),
            Items.Entry(("Name", "Chrome"), ("Version", "1")));
        await _service.Put(
            "i-00000001",
            applications,
            LocalService.Item("AWS:InstanceInformation", Items.Entry(("PlatformType", "Windows"))));
        await _service.Put(
            "i-00000002",
            applications,
            LocalService.Item("AWS:InstanceInformation", Items.Entry(("PlatformType", "Linux"))));
        InventoryEntity counted = await _service.Count(
            [
                new(
                    "AWS:Application.Name",
                    [new("AWS:Application.Version", [new("AWS:InstanceInformation.PlatformType")])]),
            ],
            new InventoryFilter("AWS:InstanceInformation.PlatformType", ["Windows"]));
        Assert.Equal(
            [
                "Count=1; PlatformType=windows; Version=1; Name=chrome",
                "Count=1; PlatformType=windows; Version=2; Name=office",
            ],
            counted.Data["AWS:Application"].Content!.Select(row => row.ToString()));
    }

    [Fact]
    public async Task Groups_count_as_in_the_user_guide()
    {
        InventoryItem application = LocalService.Item("AWS:Application", Items.Entry(("Name", "x")));
        InventoryItem file = LocalService.Item("AWS:File", Items.Entry(("Name", "x")));
        await _service.Put("i-00000001", application);
        await _service.Put("i-00000002", file);
        await _service.Put("i-00000003", application, file);
        await _service.Put("i-00000004", LocalService.Item("AWS:Network", Items.Entry(("Name", "x"))));
        InventoryFilter hasApplication = new("TypeName", ["AWS:Application"], FilterOperator.Exists);
        InventoryFilter hasFile = new("TypeName", ["AWS:File"], FilterOperator.Exists);
        InventoryFilter hasEither = new("TypeName", ["AWS:Application", "AWS:File"], FilterOperator.Exists);
        InventoryEntity counted = await _service.Count(
            [new(null, Groups: [new("Both", [hasApplication, hasFile]), new("Either", [hasEither])])]);
        Assert.Equal(
            ["notMatchingCount=3", "matchingCount=1"], counted.Data["Both"].Content!.Select(row => row.ToString()));
        Assert.Equal(
            ["notMatchingCount=1", "matchingCount=3"], counted.Data["Either"].Content!.Select(row => row.ToString()));
    }

    [Fact]
    public async Task What_can_not_be_counted_by_is_refused()
    {
        InventoryFilter any = new("TypeName", ["AWS:File"], FilterOperator.Exists);
        Assert.Equal(FaultCode.InvalidAggregator, await Fault(new() { Aggregators = [new("Platform")] }));
        Assert.Equal(FaultCode.InvalidAggregator, await Fault(new() { Aggregators = [new("AWS:Network.Name")] }));
        Assert.Equal(FaultCode.InvalidAggregator, await Fault(new() { Aggregators = [new("AWS:Application.Nom")] }));
        Assert.Equal(
            FaultCode.InvalidAggregator, await Fault(new() { Aggregators = [new("AWS:Application.Publisher")] }));
        await Put(("1", "a"));
        Assert.Equal(FaultCode.InvalidAggregator, await Fault(new() { Aggregators = [new("Custom:A.X")] }));
        Assert.Equal(FaultCode.InvalidAggregator, await Fault(new() { Aggregators = [new(null)] }));
        Assert.Equal(
            FaultCode.InvalidInventoryGroup,
            await Fault(new() { Aggregators = [new("AWS:Application.Name", Groups: [new("G", [any])])] }));
        Assert.Equal(
            FaultCode.InvalidInventoryGroup,
            await Fault(new() { Aggregators = [new(null, Groups: [new("G", [any]), new("G", [any])])] }));
        Assert.Equal(
            FaultCode.InvalidTypeName,
            await Fault(new() { Aggregators = [new(null, Groups: [new("G", [new("TypeName", ["AWS:Fil"])])])] }));
        Assert.Equal(FaultCode.InvalidResultAttribute, await Fault(new() { ResultTypeName = "Custom:A" }));
    }

    private async Task Put(params (string Node, string Value)[] nodes)
    {
        foreach ((string node, string value) in nodes)
        {
            await _service.Put($"i-0000000{node}", LocalService.Item("Custom:A", Items.Entry(("X", value))));
        }
    }

    private async Task<string> Found(FilterOperator? comparison, string value) => string.Join(
        ",", (await _service.Nodes(
            new InventoryFilter("Custom:A.X", [value], comparison))).Select(id => id.TrimStart('i', '-', '0')));

    private async Task<string> Fault(GetInventoryRequest request) =>
        (await Assert.ThrowsAsync<InventoryFaultException>(
            () => _service.Service.GetInventoryAsync(request, default))).Code;
}
