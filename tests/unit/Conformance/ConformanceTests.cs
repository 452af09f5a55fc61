using System.Globalization;
using InventoryTools.Model;
using InventoryTools.Service;
using Xunit;

namespace InventoryTools.Tests.Conformance;

/// <summary>The same cases through every door: what a service does must not depend on the way to it.</summary>
public sealed class ConformanceTests
{
    private const string Node = "i-0123456789abcdef0";
    private const string Token = "01234567-89ab-cdef-0123-456789abcdef";

    private static readonly Dictionary<string, Func<IInventoryService, Task>> s_cases = new()
    {
        ["what is put is listed, in its order and with every character"] = async service =>
        {
            InventoryItem item = Item(
                "Custom:A", Items.Entry(("Näme \"1\"", "<ü>\n\u2028\U0001F600"), ("B", "")), Items.Entry(("A", "2")));
            Assert.True(string.IsNullOrEmpty((await Put(service, Node, item)).Message));
            ListInventoryEntriesResponse listed = await service.ListInventoryEntriesAsync(
                new(Node, "Custom:A"), default);
            Assert.Equal(
                (Node, "Custom:A", "1.0", "2026-01-31T12:00:00Z"),
                (listed.Item.InstanceId, listed.Item.TypeName, listed.Item.SchemaVersion, listed.Item.CaptureTime));
            Assert.Equal(item.Content!.Select(Sorted), listed.Item.Content!.Select(Sorted));
            Assert.Null(listed.NextToken);
        },
        ["a hash alone confirms what is stored, and nothing else"] = async service =>
        {
            InventoryItem full = Item("Custom:A", Items.Entry(("X", "1")));
            full.ContentHash = "one";
            InventoryItem hash =
                new() { TypeName = "Custom:A", SchemaVersion = "1.0", CaptureTime = "2026-02-01T00:00:00Z", ContentHash = "one" };
            await AssertFault(FaultCode.InvalidItemContent, "Custom:A", () => Put(service, Node, hash));
            await Put(service, Node, full);
            await Put(service, Node, hash);
            Assert.Equal(
                "2026-02-01T00:00:00Z",
                (await service.ListInventoryEntriesAsync(new(Node, "Custom:A"), default)).Item.CaptureTime);
            hash.ContentHash = "two";
            await AssertFault(FaultCode.ItemContentMismatch, "Custom:A", () => Put(service, Node, hash));
        },
        ["thirty items go in a call, and all of them or none"] = async service =>
        {
            InventoryItem[] items =
                [.. AwsInventoryType.All.Take(15).Select(type => Item(type.TypeName, [])), .. Enumerable.Range(0, 15).Select(at => Item($"Custom:T{at}", Items.Entry(("X", "1"))))];
            items[14].Content = null;
            items[14].ContentHash = "unknown";
            await AssertFault(FaultCode.InvalidItemContent, items[14].TypeName, () => Put(service, Node, items));
            Assert.Empty((await service.ListInventoryEntriesAsync(new(Node, "AWS:File"), default)).Item.Content!);
            items[14].Content = [];
            await Put(service, Node, items);
            Assert.Single((await service.ListInventoryEntriesAsync(new(Node, "Custom:T14"), default)).Item.Content!);
        },
        ["every fault of PutInventory has its cause"] = async service =>
        {
            await AssertFault(
                FaultCode.InvalidTypeName,
                null,
                () => Put(service, Node, Item("AWS:Nothing", Items.Entry(("X", "1")))));
            await AssertFault(
                FaultCode.UnsupportedSchemaVersion,
                null,
                () => Put(service, Node, Change(Item("AWS:File", []), item => item.SchemaVersion = "9.9")));
            await AssertFault(
                FaultCode.UnsupportedContext,
                "Custom:A",
                () => Put(service, Node, Change(Item("Custom:A", []), item => item.Context = new Dictionary<string, string> { ["A"] = "1" })));
            await AssertFault(
                FaultCode.InvalidContext,
                null,
                () => Put(service, Node, Change(Items.Compliance(), item => item.Context!["A"] = "1")));
            await AssertFault(
                FaultCode.InvalidItemContent,
                "Custom:A",
                () => Put(service, Node, Item("Custom:A", Items.Entry(("A", "1"), ("a", "1")))));
            InventoryEntry large = Items.Entry(
                [.. Enumerable.Range(0, 50).Select(at => ($"A{at}", new string('x', 4096)))]);
            await AssertFault(
                FaultCode.ItemSizeLimitExceeded,
                "Custom:A",
                () => Put(service, Node, Item("Custom:A", large, large, large, large, large, large)));
            await AssertFault(
                FaultCode.TotalSizeLimitExceeded,
                null,
                () => Put(service, Node, Item("Custom:A", large, large, large), Item("Custom:B", large, large, large)));
            await Put(service, Node, Item("AWS:InstanceInformation", Items.Entry(("InstanceStatus", "Terminated"))));
            await AssertFault(FaultCode.InvalidInstanceId, null, () => Put(service, Node, Item("Custom:A", [])));
            for (int i = 0; i < 20; i++)
            {
                await Put(service, "i-00000001", Item($"Custom:T{i}", Items.Entry(("X", "1"))));
            }

            await AssertFault(
                FaultCode.CustomSchemaCountLimitExceeded,
                null,
                () => Put(service, "i-00000001", Item("Custom:More", Items.Entry(("X", "1")))));
            for (int i = 0; i < 10; i++)
            {
                await Put(
                    service,
                    "i-00000001",
                    Change(Items.Compliance(), item => item.Context!["ComplianceType"] = $"Custom:C{i}"));
            }

            await AssertFault(
                FaultCode.SubTypeCountLimitExceeded,
                null,
                () => Put(service, "i-00000001", Change(Items.Compliance(), item => item.Context!["ComplianceType"] = "Custom:More")));
        },
        ["what breaks the model is told member by member"] = async service =>
        {
            InventoryItem broken = Change(
                Item("custom:A", Items.Entry((new string('n', 65), "1"))), item => item.CaptureTime = "today");
            InventoryFault fault = await AssertFault(
                FaultCode.Validation, null, () => Put(service, "no node", Item("Custom:Good", []), broken));
            Assert.StartsWith(
                "4 validation errors detected: Value 'no node' at 'instanceId' failed to satisfy constraint: Member must satisfy regular expression pattern: ",
                fault.Message,
                StringComparison.Ordinal);
            Assert.Contains(
                "; Value 'custom:A' at 'items.2.member.typeName' failed", fault.Message, StringComparison.Ordinal);
            Assert.Contains(
                "; Value 'today' at 'items.2.member.captureTime' failed", fault.Message, StringComparison.Ordinal);
            Assert.Contains(
                "at 'items.2.member.content.1.member' failed to satisfy constraint: Map keys must satisfy",
                fault.Message,
                StringComparison.Ordinal);
            await AssertFault(
                FaultCode.Validation, null, () => service.GetInventoryAsync(new() { MaxResults = 51 }, default));
            await AssertFault(
                FaultCode.Validation,
                null,
                () => service.GetInventoryAsync(new() { Filters = [new("A.B", [.. Enumerable.Repeat("v", 41)])] }, default));
            await AssertFault(
                FaultCode.Validation,
                null,
                () => service.DescribeInventoryDeletionsAsync(new() { DeletionId = "none" }, default));
            await AssertFault(
                FaultCode.Validation, null, () => service.GetInventorySchemaAsync(new() { MaxResults = 201 }, default));
        },
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
                ["i-00000001"], await Found(service, new("AWS:InstanceInformation.PlatformType", ["Linux", "MacOS"])));
            Assert.Equal(
                ["i-00000002"],
                await Found(service, new("AWS:InstanceInformation.PlatformType", ["Linux"], FilterOperator.NotEqual)));
            Assert.Equal(
                ["i-00000002"],
                await Found(service, new("AWS:InstanceInformation.PlatformType", ["Win"], FilterOperator.BeginWith)));
            Assert.Equal(
                ["i-00000001"],
                await Found(service, new("AWS:InstanceInformation.AgentVersion", ["10"], FilterOperator.LessThan)));
            Assert.Equal(
                ["i-00000002"],
                await Found(service, new("AWS:InstanceInformation.AgentVersion", ["9"], FilterOperator.GreaterThan)));
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
                    $"Result type name {type} is not supported. Supported type names are: AWS:InstanceInformation, AWS:PatchSummary. Default result type name is AWS:InstanceInformation.",
                    refused.Message);
            }

            InventoryEntity counted = Assert.Single((await service.GetInventoryAsync(
                new() { Filters = [new("TypeName", ["AWS:File"], FilterOperator.Exists)], Aggregators = [new("AWS:InstanceInformation.PlatformType")] }, default)).Entities);
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
                new() { Aggregators = [new("AWS:Application.Name", [new("AWS:InstanceInformation.PlatformType")])] }, default);
            InventoryEntity entity = Assert.Single(counted.Entities);
            Assert.True(string.IsNullOrEmpty(entity.Id));
            Assert.Equal(
                ["Count=2; Name=chrome; PlatformType=windows"], entity.Data["AWS:Application"].Content!.Select(Sorted));
            InventoryGroup group = new(
                "ApplicationAndFile",
                [new("TypeName", ["AWS:Application"], FilterOperator.Exists), new("TypeName", ["AWS:File"], FilterOperator.Exists)]);
            entity = Assert.Single(
                (await service.GetInventoryAsync(new() { Aggregators = [new(null, Groups: [group])] }, default)).Entities);
            Assert.Equal(
                ["notMatchingCount=3", "matchingCount=0"], entity.Data["ApplicationAndFile"].Content!.Select(Sorted));
            await AssertFault(
                FaultCode.InvalidAggregator,
                null,
                () => service.GetInventoryAsync(new() { Aggregators = [new("AWS:Network.Name")] }, default));
            await AssertFault(
                FaultCode.InvalidInventoryGroup,
                null,
                () => service.GetInventoryAsync(new() { Aggregators = [new(null, Groups: [group, group])] }, default));
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
                Item("AWS:Application", [.. Enumerable.Range(0, 70).Select(at => Items.Entry(("Name", $"n{at}"), ("Version", $"{at}")))]));
            ListInventoryEntriesRequest request =
                new(Node, "AWS:Application") { Filters = [new("AWS:Application.Version", ["65"], FilterOperator.LessThan)], MaxResults = 50 };
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
                (await service.ListInventoryEntriesAsync(new("i-00000009", "AWS:Application"), default)).Item.Content!);
            await AssertFault(
                FaultCode.InvalidFilter,
                null,
                () => service.ListInventoryEntriesAsync(request with { Filters = [new("AWS:File.Name", ["x"])] }, default));
            Assert.Empty((await service.ListInventoryEntriesAsync(new(Node, "AWS:File"), default)).Item.Content!);
        },
        ["schemas are those of AWS and what was learned"] = async service =>
        {
            await Put(service, Node, Item("Custom:A", Items.Entry(("X", "1")), Items.Entry(("Y", "1"))));
            GetInventorySchemaResponse all = await service.GetInventorySchemaAsync(new(), default);
            Assert.Equal(16, all.Schemas.Count);
            Assert.Null(all.NextToken);
            InventoryItemSchema learned = Assert.Single(
                (await service.GetInventorySchemaAsync(new() { TypeName = "Custom:A" }, default)).Schemas);
            Assert.Equal(
                ("1.0", "X STRING, Y STRING"),
                (learned.Version, string.Join(", ", learned.Attributes.Select(attribute => $"{attribute.Name} {attribute.DataType}"))));
            InventoryItemSchema countable = Assert.Single(
                (await service.GetInventorySchemaAsync(new() { Aggregator = true, TypeName = "AWS:InstanceInformation" }, default)).Schemas);
            Assert.Equal(("Platform", 3), (countable.DisplayName, countable.Attributes.Count));
            Assert.Equal(
                ["AWS:ComplianceItem"],
                (await service.GetInventorySchemaAsync(new() { SubType = true }, default)).Schemas.Select(schema => schema.TypeName));
            await AssertFault(
                FaultCode.InvalidTypeName,
                null,
                () => service.GetInventorySchemaAsync(new() { TypeName = "Custom:Nothing" }, default));
            await AssertFault(
                FaultCode.InvalidNextToken,
                null,
                () => service.GetInventorySchemaAsync(new() { NextToken = "garbage" }, default));
        },
        ["a deletion is tried, made and described"] = async service =>
        {
            await Put(service, "i-00000001", Item("Custom:A", Items.Entry(("X", "1"))));
            await Put(
                service,
                "i-00000002",
                Change(Item("Custom:A", Items.Entry(("X", "1"))), item => item.SchemaVersion = "2.0"));
            DeleteInventoryResponse dry = await service.DeleteInventoryAsync(
                new("Custom:A") { DryRun = true }, default);
            Assert.Equal((2, 2), (dry.Summary!.TotalCount, dry.Summary.RemainingCount));
            Assert.Equal([new("1.0", 1, 1), new("2.0", 1, 1)], dry.Summary.Items);
            DeleteInventoryResponse deleted = await service.DeleteInventoryAsync(
                new("Custom:A") { ClientToken = Token }, default);
            Assert.Equal(
                deleted.DeletionId,
                (await service.DeleteInventoryAsync(new("Custom:A") { ClientToken = Token }, default)).DeletionId);
            await AssertFault(
                FaultCode.InvalidDeleteInventoryParameters,
                null,
                () => service.DeleteInventoryAsync(new("Custom:A") { ClientToken = Token, SchemaDeleteOption = SchemaDeleteOption.DeleteSchema }, default));
            InventoryDeletion described = Assert.Single(
                (await service.DescribeInventoryDeletionsAsync(new() { DeletionId = deleted.DeletionId }, default)).Deletions);
            Assert.Equal(
                ("Custom:A", "Complete", 2, 0),
                (described.TypeName, described.LastStatus, described.Summary!.TotalCount, described.Summary.RemainingCount));
            Assert.True((DateTimeOffset.UtcNow - described.StartTime!.Value).Duration() < TimeSpan.FromMinutes(10));
            await AssertFault(
                FaultCode.InvalidDeletionId,
                null,
                () => service.DescribeInventoryDeletionsAsync(new() { DeletionId = Token }, default));
            await AssertFault(
                FaultCode.InvalidInventoryRequest, null, () => service.DeleteInventoryAsync(new("AWS:File"), default));
            await AssertFault(
                FaultCode.InvalidTypeName, null, () => service.DeleteInventoryAsync(new("Custom:Nothing"), default));
        },
        ["a disabled schema ignores what is sent for it, a deleted one begins anew"] = async service =>
        {
            InventoryItem item = Item("Custom:A", Items.Entry(("X", "1")));
            await Put(service, Node, item);
            await service.DeleteInventoryAsync(
                new("Custom:A") { SchemaDeleteOption = SchemaDeleteOption.DisableSchema }, default);
            Assert.StartsWith(
                "The inventory item with type name Custom:A was sent with a disabled schema version 1.0.",
                (await Put(service, Node, item)).Message,
                StringComparison.Ordinal);
            Assert.Empty((await service.ListInventoryEntriesAsync(new(Node, "Custom:A"), default)).Item.Content!);
            await AssertFault(
                FaultCode.InvalidOption,
                null,
                () => service.DeleteInventoryAsync(new("Custom:A") { SchemaDeleteOption = SchemaDeleteOption.DisableSchema }, default));
            await Put(
                service, Node, Change(Item("Custom:A", Items.Entry(("X", "1"))), newer => newer.SchemaVersion = "1.1"));
            Assert.Single((await service.ListInventoryEntriesAsync(new(Node, "Custom:A"), default)).Item.Content!);
            await service.DeleteInventoryAsync(
                new("Custom:A") { SchemaDeleteOption = SchemaDeleteOption.DeleteSchema }, default);
            await Put(service, Node, item);
            Assert.Single((await service.ListInventoryEntriesAsync(new(Node, "Custom:A"), default)).Item.Content!);
        },
    };

    public static TheoryData<Door, string> Cases
    {
        get
        {
            TheoryData<Door, string> cases = [];
            foreach (Door door in OpenDoor.Services)
            {
                foreach (string name in s_cases.Keys)
                {
                    cases.Add(door, name);
                }
            }

            return cases;
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public async Task One_behaviour_behind_every_door(Door door, string name)
    {
        using OpenDoor open = new(door);
        await s_cases[name](open.Service);
    }

    private static InventoryItem Item(string typeName, params InventoryEntry[] entries) => new()
    {
        TypeName = typeName,
        SchemaVersion = typeName == "AWS:Application" ? "1.1" : "1.0",
        CaptureTime = "2026-01-31T12:00:00Z",
        Content = new InventoryContent(entries),
    };

    private static InventoryItem Change(InventoryItem item, Action<InventoryItem> change)
    {
        change(item);
        return item;
    }

    private static Task<PutInventoryResponse> Put(IInventoryService service, string instanceId, params InventoryItem[] items) =>
        service.PutInventoryAsync(new(instanceId, items), default);

    private static async Task<IReadOnlyList<string>> Found(IInventoryService service, InventoryFilter filter) =>
        [.. (await service.GetInventoryAsync(new() { Filters = [filter] }, default)).Entities.Select(entity => entity.Id!)];

    // Clients may keep a map in another order.
    private static string Sorted(InventoryEntry entry) =>
        string.Join(
            "; ", entry.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"));

    private static async Task<InventoryFault> AssertFault(string code, string? typeName, Func<Task> call)
    {
        InventoryFault fault = (await Assert.ThrowsAsync<InventoryFaultException>(call)).Fault;
        Assert.Equal((code, typeName, 400), (fault.Code, fault.TypeName, fault.StatusCode));
        Assert.True(code == FaultCode.InvalidInstanceId || !string.IsNullOrEmpty(fault.Message));
        return fault;
    }
}
