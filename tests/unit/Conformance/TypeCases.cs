using InventoryTools.Service;
using Xunit;
using static InventoryTools.Tests.Conformance.CaseSteps;

namespace InventoryTools.Tests.Conformance;

/// <summary>Calls about the types of an account: schemas and deletions.</summary>
internal static class TypeCases
{
    public static IReadOnlyDictionary<string, Func<IInventoryService, Task>> All { get; } =
        new Dictionary<string, Func<IInventoryService, Task>>
        {
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
                    (
                        learned.Version,
                        string.Join(
                            ", ", learned.Attributes.Select(attribute => $"{attribute.Name} {attribute.DataType}"))));
                InventoryItemSchema countable = Assert.Single(
                    (await service.GetInventorySchemaAsync(
                        new() { Aggregator = true, TypeName = "AWS:InstanceInformation" }, default)).Schemas);
                Assert.Equal(("Platform", 3), (countable.DisplayName, countable.Attributes.Count));
                Assert.Equal(
                    ["AWS:ComplianceItem"],
                    (await service.GetInventorySchemaAsync(new() { SubType = true }, default)).Schemas
                        .Select(schema => schema.TypeName));
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
                    () => service.DeleteInventoryAsync(
                        new("Custom:A") { ClientToken = Token, SchemaDeleteOption = SchemaDeleteOption.DeleteSchema },
                        default));
                InventoryDeletion described = Assert.Single(
                    (await service.DescribeInventoryDeletionsAsync(
                        new() { DeletionId = deleted.DeletionId }, default)).Deletions);
                Assert.Equal(
                    ("Custom:A", "Complete", 2, 0),
                    (
                        described.TypeName,
                        described.LastStatus,
                        described.Summary!.TotalCount,
                        described.Summary.RemainingCount));
                Assert.True((DateTimeOffset.UtcNow - described.StartTime!.Value).Duration() < TimeSpan.FromMinutes(10));
                await AssertFault(
                    FaultCode.InvalidDeletionId,
                    null,
                    () => service.DescribeInventoryDeletionsAsync(new() { DeletionId = Token }, default));
                await AssertFault(
                    FaultCode.InvalidInventoryRequest, null, () => service.DeleteInventoryAsync(
                        new("AWS:File"), default));
                await AssertFault(
                    FaultCode.InvalidTypeName, null, () => service.DeleteInventoryAsync(
                        new("Custom:Nothing"), default));
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
                    () => service.DeleteInventoryAsync(
                        new("Custom:A") { SchemaDeleteOption = SchemaDeleteOption.DisableSchema }, default));
                await Put(
                    service, Node, Change(
                        Item("Custom:A", Items.Entry(("X", "1"))), newer => newer.SchemaVersion = "1.1"));
                Assert.Single((await service.ListInventoryEntriesAsync(new(Node, "Custom:A"), default)).Item.Content!);
                await service.DeleteInventoryAsync(
                    new("Custom:A") { SchemaDeleteOption = SchemaDeleteOption.DeleteSchema }, default);
                await Put(service, Node, item);
                Assert.Single((await service.ListInventoryEntriesAsync(new(Node, "Custom:A"), default)).Item.Content!);
            },
        };
}
