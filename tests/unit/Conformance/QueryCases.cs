using System.Globalization;
using InventoryTools.Service;
using Xunit;
using static InventoryTools.Tests.Conformance.CaseSteps;

namespace InventoryTools.Tests.Conformance;

/// <summary>Calls of GetInventory and ListInventoryEntries.</summary>
internal static class QueryCases
{
    public static IReadOnlyDictionary<string, Func<IInventoryService, Task>> All { get; } =
        new Dictionary<string, Func<IInventoryService, Task>>
        {
            ["nodes are paged, each of them once"] = async service =>
            {
                string[] nodes =
                    [.. Enumerable.Range(0, 60).Select(at => $"i-{at.ToString("x8", CultureInfo.InvariantCulture)}")];
                foreach (string node in nodes)
                {
                    await Put(service, node, Item("AWS:PatchSummary", Items.Entry(("PatchGroup", node))));
                }

                List<string> seen = [];
                GetInventoryRequest request = new() { ResultTypeName = "AWS:PatchSummary", MaxResults = 25 };
                do
                {
                    GetInventoryResponse page = await service.GetInventoryAsync(request, default);
                    seen.AddRange(
                        page.Entities.Select(entity => entity.Data["AWS:PatchSummary"].Content![0]["PatchGroup"]));
                    request = request with { NextToken = page.NextToken };
                }
                while (request.NextToken is not null);
                Assert.Equal(nodes, seen);
                await AssertFault(
                    FaultCode.InvalidNextToken,
                    null,
                    () => service.GetInventoryAsync(new() { NextToken = "garbage" }, default));
            },
            ["nodes are found by filters of every operator"] = async service =>
            {
                await Put(
                    service,
                    "i-00000001",
                    Item("AWS:InstanceInformation", Items.Entry(("PlatformType", "Linux"), ("AgentVersion", "9"))),
                    Item("AWS:File", []));
                await Put(
                    service,
                    "i-00000002",
                    Item("AWS:InstanceInformation", Items.Entry(("PlatformType", "Windows"), ("AgentVersion", "10"))));
                Assert.Equal(
                    ["i-00000001"],
                    await Found(service, new("AWS:InstanceInformation.PlatformType", ["Linux", "MacOS"])));
                Assert.Equal(
                    ["i-00000002"],
                    await Found(
                        service, new("AWS:InstanceInformation.PlatformType", ["Linux"], FilterOperator.NotEqual)));
                Assert.Equal(
                    ["i-00000002"],
                    await Found(
                        service, new("AWS:InstanceInformation.PlatformType", ["Win"], FilterOperator.BeginWith)));
                Assert.Equal(
                    ["i-00000001"],
                    await Found(service, new("AWS:InstanceInformation.AgentVersion", ["10"], FilterOperator.LessThan)));
                Assert.Equal(
                    ["i-00000002"],
                    await Found(
                        service, new("AWS:InstanceInformation.AgentVersion", ["9"], FilterOperator.GreaterThan)));
                Assert.Equal(
                    ["i-00000002"],
                    await Found(service, new("AWS:InstanceInformation.InstanceId", ["i-00000002", "i-00000003"])));
                await AssertFault(
                    FaultCode.InvalidFilter,
                    null,
                    () => Found(service, new("AWS:File.Name", ["x"], FilterOperator.Exists)));
                await AssertFault(FaultCode.InvalidFilter, null, () => Found(service, new("Nothing", ["x"])));
                foreach (string type in new[] { "AWS:Application", "AWS:File", "AWS:Nothing", "Custom:Nothing" })
                {
                    InventoryFault refused = await AssertFault(
                        FaultCode.InvalidResultAttribute,
                        null,
                        () => service.GetInventoryAsync(new() { ResultTypeName = type }, default));
                    Assert.Equal(
                        $"Result type name {type} is not supported. Supported type names are: "
                            + "AWS:InstanceInformation, AWS:PatchSummary. Default result type name is "
                            + "AWS:InstanceInformation.",
                        refused.Message);
                }

                InventoryEntity counted = Assert.Single((await service.GetInventoryAsync(
                    new()
                    {
                        Filters = [new("TypeName", ["AWS:File"], FilterOperator.Exists)],
                        Aggregators = [new("AWS:InstanceInformation.PlatformType")],
                    },
                    default)).Entities);
                Assert.Equal(
                    ["Count=1; PlatformType=linux"], counted.Data["AWS:InstanceInformation"].Content!.Select(Sorted));
            },
            ["nodes are counted, nested and by groups"] = async service =>
            {
                await Put(
                    service,
                    "i-00000001",
                    Item("AWS:Application", Items.Entry(("Name", "Chrome"), ("Version", "1"))),
                    Item("AWS:InstanceInformation", Items.Entry(("PlatformType", "Windows"))));
                await Put(
                    service,
                    "i-00000002",
                    Item("AWS:Application", Items.Entry(("Name", "Chrome"), ("Version", "1"))),
                    Item("AWS:InstanceInformation", Items.Entry(("PlatformType", "Windows"))));
                await Put(service, "i-00000003", Item("AWS:File", Items.Entry(("Name", "x"))));
                GetInventoryResponse counted = await service.GetInventoryAsync(
                    new()
                    {
                        Aggregators = [new("AWS:Application.Name", [new("AWS:InstanceInformation.PlatformType")])],
                    },
                    default);
                InventoryEntity entity = Assert.Single(counted.Entities);
                Assert.True(string.IsNullOrEmpty(entity.Id));
                Assert.Equal(
                    ["Count=2; Name=chrome; PlatformType=windows"],
                    entity.Data["AWS:Application"].Content!.Select(Sorted));
                InventoryGroup group = new(
                    "ApplicationAndFile",
                    [
                        new("TypeName", ["AWS:Application"], FilterOperator.Exists),
                        new("TypeName", ["AWS:File"], FilterOperator.Exists),
                    ]);
                entity = Assert.Single(
                    (await service.GetInventoryAsync(
                        new() { Aggregators = [new(null, Groups: [group])] }, default)).Entities);
                Assert.Equal(
                    ["notMatchingCount=3", "matchingCount=0"],
                    entity.Data["ApplicationAndFile"].Content!.Select(Sorted));
                await AssertFault(
                    FaultCode.InvalidAggregator,
                    null,
                    () => service.GetInventoryAsync(new() { Aggregators = [new("AWS:Network.Name")] }, default));
                await AssertFault(
                    FaultCode.InvalidInventoryGroup,
                    null,
                    () => service.GetInventoryAsync(
                        new() { Aggregators = [new(null, Groups: [group, group])] }, default));
                InventoryGroup unknown = new("G", [new("TypeName", ["AWS:Nothing"], FilterOperator.Exists)]);
                await AssertFault(
                    FaultCode.InvalidTypeName,
                    null,
                    () => service.GetInventoryAsync(new() { Aggregators = [new(null, Groups: [unknown])] }, default));
            },
            ["entries are filtered and paged"] = async service =>
            {
                await Put(
                    service,
                    Node,
                    Item(
                        "AWS:Application",
                        [
                            .. Enumerable.Range(0, 70).Select(
                                at => Items.Entry(("Name", $"n{at}"), ("Version", $"{at}"))),
                        ]));
                ListInventoryEntriesRequest request =
                    new(Node, "AWS:Application")
                    {
                        Filters = [new("AWS:Application.Version", ["65"], FilterOperator.LessThan)],
                        MaxResults = 50,
                    };
                ListInventoryEntriesResponse first = await service.ListInventoryEntriesAsync(request, default);
                ListInventoryEntriesResponse second = await service.ListInventoryEntriesAsync(
                    request with { NextToken = first.NextToken }, default);
                Assert.Equal(
                    Enumerable.Range(0, 65).Select(at => $"n{at}"),
                    first.Item.Content!.Concat(second.Item.Content!).Select(entry => entry["Name"]));
                Assert.Null(second.NextToken);
                await AssertFault(
                    FaultCode.InvalidTypeName,
                    null,
                    () => service.ListInventoryEntriesAsync(new(Node, "Custom:Nothing"), default));
                Assert.Empty(
                    (await service.ListInventoryEntriesAsync(
                        new("i-00000009", "AWS:Application"), default)).Item.Content!);
                await AssertFault(
                    FaultCode.InvalidFilter,
                    null,
                    () => service.ListInventoryEntriesAsync(
                        request with { Filters = [new("AWS:File.Name", ["x"])] }, default));
                Assert.Empty((await service.ListInventoryEntriesAsync(new(Node, "AWS:File"), default)).Item.Content!);
            },
        };
}
