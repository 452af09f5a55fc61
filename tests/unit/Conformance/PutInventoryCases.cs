using InventoryTools.Model;
using InventoryTools.Service;
using Xunit;
using static InventoryTools.Tests.Conformance.CaseSteps;

namespace InventoryTools.Tests.Conformance;

/// <summary>Calls of PutInventory, and what they leave to be listed.</summary>
internal static class PutInventoryCases
{
    public static IReadOnlyDictionary<string, Func<IInventoryService, Task>> All { get; } =
        new Dictionary<string, Func<IInventoryService, Task>>
        {
            ["what is put is listed, in its order and with every character"] = async service =>
            {
                InventoryItem item = Item(
                    "Custom:A",
                    Items.Entry(("Näme \"1\"", "<ü>\n\u2028\U0001F600"), ("B", "")),
                    Items.Entry(("A", "2")));
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
                    new()
                    {
                        TypeName = "Custom:A",
                        SchemaVersion = "1.0",
                        CaptureTime = "2026-02-01T00:00:00Z",
                        ContentHash = "one",
                    };
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
                    [
                        .. AwsInventoryType.All.Take(15).Select(type => Item(type.TypeName, [])),
                        .. Enumerable.Range(0, 15).Select(at => Item($"Custom:T{at}", Items.Entry(("X", "1")))),
                    ];
                items[14].Content = null;
                items[14].ContentHash = "unknown";
                await AssertFault(FaultCode.InvalidItemContent, items[14].TypeName, () => Put(service, Node, items));
                Assert.Empty((await service.ListInventoryEntriesAsync(new(Node, "AWS:File"), default)).Item.Content!);
                items[14].Content = [];
                await Put(service, Node, items);
                Assert.Single(
                    (await service.ListInventoryEntriesAsync(new(Node, "Custom:T14"), default)).Item.Content!);
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
                    () => Put(
                        service,
                        Node,
                        Change(
                            Item("Custom:A", []),
                            item => item.Context = new InventoryEntry { ["A"] = "1" })));
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
                    () => Put(
                        service, Node, Item("Custom:A", large, large, large), Item("Custom:B", large, large, large)));
                await Put(
                    service, Node, Item("AWS:InstanceInformation", Items.Entry(("InstanceStatus", "Terminated"))));
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
                    () => Put(
                        service,
                        "i-00000001",
                        Change(Items.Compliance(), item => item.Context!["ComplianceType"] = "Custom:More")));
            },
            ["what breaks the model is told member by member"] = async service =>
            {
                InventoryItem broken = Change(
                    Item("custom:A", Items.Entry((new string('n', 65), "1"))), item => item.CaptureTime = "today");
                InventoryFault fault = await AssertFault(
                    FaultCode.Validation, null, () => Put(service, "no node", Item("Custom:Good", []), broken));
                Assert.StartsWith(
                    "4 validation errors detected: Value 'no node' at 'instanceId' failed to satisfy "
                        + "constraint: Member must satisfy regular expression pattern: ",
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
                    () => service.GetInventoryAsync(
                        new() { Filters = [new("A.B", [.. Enumerable.Repeat("v", 41)])] }, default));
                await AssertFault(
                    FaultCode.Validation,
                    null,
                    () => service.DescribeInventoryDeletionsAsync(new() { DeletionId = "none" }, default));
                await AssertFault(
                    FaultCode.Validation,
                    null,
                    () => service.GetInventorySchemaAsync(new() { MaxResults = 201 }, default));
            },
        };
}
