using InventoryTools.Model;
using InventoryTools.Service;
using Xunit;

namespace InventoryTools.Tests.Local;

public sealed class PutTests : IDisposable
{
    private readonly LocalService _service = new();

    public void Dispose() => _service.Dispose();

    [Fact]
    public async Task Either_all_items_of_a_call_are_kept_or_none()
    {
        InventoryFault fault = await _service.PutFault(
            LocalService.Node,
            LocalService.Item("Custom:A", Items.Entry(("X", "1"))),
            HashOnly("Custom:B", "unknown"));
        Assert.Equal((FaultCode.InvalidItemContent, "Custom:B", 400), (fault.Code, fault.TypeName, fault.StatusCode));
        Assert.Empty(await _service.Nodes());
        Assert.DoesNotContain(
            await _service.Schemas(), schema => schema.StartsWith("Custom:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_hash_is_compared_with_the_one_that_came_with_the_content()
    {
        InventoryItem full = LocalService.Item("Custom:A", Items.Entry(("X", "1")));
        full.ContentHash = "what the client made of it";
        await _service.Put(LocalService.Node, full);
        await _service.Put(LocalService.Node, HashOnly("Custom:A", full.ContentHash));
        Assert.Equal(
            FaultCode.ItemContentMismatch,
            (await _service.PutFault(LocalService.Node, HashOnly("Custom:A", "another"))).Code);
    }

    [Fact]
    public async Task The_same_hash_with_other_content_changes_nothing_and_no_hash_changes_always()
    {
        InventoryItem item = LocalService.Item("Custom:A", Items.Entry(("X", "1")));
        item.ContentHash = "same";
        await _service.Put(LocalService.Node, item);
        item.Content = [Items.Entry(("X", "2"))];
        await _service.Put(LocalService.Node, item);
        Assert.Equal(["X=1"], await _service.Entries(LocalService.Node, "Custom:A"));
        item.ContentHash = null;
        await _service.Put(LocalService.Node, item);
        Assert.Equal(["X=2"], await _service.Entries(LocalService.Node, "Custom:A"));
        item.Content = [Items.Entry(("X", "3"))];
        await _service.Put(LocalService.Node, item);
        Assert.Equal(["X=3"], await _service.Entries(LocalService.Node, "Custom:A"));
        Assert.Equal(
            FaultCode.ItemContentMismatch,
            (await _service.PutFault(LocalService.Node, HashOnly("Custom:A", "same"))).Code);
    }

    [Fact]
    public async Task The_twenty_first_custom_type_is_one_too_many_until_one_is_deleted()
    {
        await _service.Put(
            LocalService.Node,
            [.. Enumerable.Range(0, 20).Select(at => LocalService.Item($"Custom:T{at}", Items.Entry(("X", "1"))))]);
        InventoryFault fault = await _service.PutFault(
            LocalService.Node, LocalService.Item("Custom:More", Items.Entry(("X", "1"))));
        Assert.Equal(FaultCode.CustomSchemaCountLimitExceeded, fault.Code);
        await _service.Put(
            LocalService.Node,
            LocalService.Item("Custom:T3", Items.Entry(("Y", "1"))),
            LocalService.Item("AWS:Network", Items.Entry(("Name", "eth0"))));
        await _service.Delete("Custom:T7");
        Assert.Equal(
            FaultCode.CustomSchemaCountLimitExceeded,
            (await _service.PutFault(
                LocalService.Node, LocalService.Item("Custom:More", Items.Entry(("X", "1"))))).Code);
        await _service.Delete("Custom:T7", SchemaDeleteOption.DeleteSchema);
        await _service.Put(LocalService.Node, LocalService.Item("Custom:More", Items.Entry(("X", "1"))));
    }

    [Fact]
    public async Task A_type_learns_attributes_up_to_fifty_in_one_version()
    {
        await _service.Put("i-00000001", LocalService.Item("Custom:A", Items.EntryOf(30)));
        InventoryEntry others = Items.Entry([.. Enumerable.Range(0, 21).Select(at => ($"B{at}", "x"))]);
        InventoryFault fault = await _service.PutFault("i-00000002", LocalService.Item("Custom:A", others));
        Assert.Equal((FaultCode.InvalidItemContent, "Custom:A"), (fault.Code, fault.TypeName));
        Assert.Contains("51 attributes", fault.Message, StringComparison.Ordinal);
        InventoryItem next = LocalService.Item("Custom:A", others);
        next.SchemaVersion = "1.1";
        await _service.Put("i-00000002", next);
        others.Remove("B20");
        await _service.Put("i-00000003", LocalService.Item("Custom:A", others));
        Assert.Equal(50, (await _service.Schemas(typeName: "Custom:A")).First().Split(',').Length);
    }

    [Fact]
    public async Task An_attribute_keeps_the_spelling_of_its_first_time()
    {
        await _service.Put("i-00000001", LocalService.Item("Custom:A", Items.Entry(("Vendor", "x"))));
        InventoryFault fault = await _service.PutFault(
            "i-00000002", LocalService.Item("Custom:A", Items.Entry(("vendor", "x"))));
        Assert.Equal((FaultCode.InvalidItemContent, "Custom:A"), (fault.Code, fault.TypeName));
        Assert.Contains("'Vendor'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_reports_5000_KB_a_day_and_again_on_the_next()
    {
        InventoryItem item = LocalService.Item(
            "Custom:A", [.. Enumerable.Range(0, 240).Select(_ => Items.Entry(("X", new string('x', 4096))))]);
        for (int i = 0; i < 5; i++)
        {
            item.ContentHash = $"{i}";
            await _service.Put(LocalService.Node, item);
        }

        item.ContentHash = "one more";
        Assert.Equal(FaultCode.TotalSizeLimitExceeded, (await _service.PutFault(LocalService.Node, item)).Code);
        await _service.Put("i-00000001", item);

        // What was refused is not counted.
        await _service.Put(LocalService.Node, HashOnly("Custom:A", "4"));
        _service.Clock.Advance(TimeSpan.FromDays(1));
        await _service.Put(LocalService.Node, item);
    }

    [Fact]
    public async Task A_node_that_is_terminated_takes_nothing_until_it_says_otherwise()
    {
        InventoryItem status = LocalService.Item(
            "AWS:InstanceInformation", Items.Entry(("InstanceStatus", "Terminated")));
        await _service.Put(LocalService.Node, status);
        InventoryFault fault = await _service.PutFault(
            LocalService.Node, LocalService.Item("Custom:A", Items.Entry(("X", "1"))));
        Assert.Equal((FaultCode.InvalidInstanceId, null), (fault.Code, fault.Message));
        await _service.Put(
            LocalService.Node,
            LocalService.Item("AWS:InstanceInformation", Items.Entry(("InstanceStatus", "Active"))),
            LocalService.Item("Custom:A", Items.Entry(("X", "1"))));
        await _service.Put(LocalService.Node, LocalService.Item("Custom:B", Items.Entry(("X", "1"))));
    }

    [Fact]
    public async Task The_eleventh_custom_compliance_type_of_a_node_is_one_too_many()
    {
        for (int i = 0; i < 10; i++)
        {
            await _service.Put(LocalService.Node, Compliance($"Custom:C{i}"));
        }

        await _service.Put(LocalService.Node, Compliance("Patch"), Compliance("Custom:C3"));
        Assert.Equal(
            FaultCode.SubTypeCountLimitExceeded,
            (await _service.PutFault(LocalService.Node, Compliance("Custom:C10"))).Code);
        await _service.Put("i-00000001", Compliance("Custom:C10"));
        IReadOnlyList<string> entries = await _service.Entries(LocalService.Node, "AWS:ComplianceItem");
        Assert.Equal(11, entries.Count);
        Assert.StartsWith("ComplianceType=Custom:C0; ", entries[0], StringComparison.Ordinal);
        Assert.EndsWith("; Id=KB1", entries[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_type_may_be_in_a_call_once_but_for_its_sub_types()
    {
        InventoryFault fault = await _service.PutFault(
            LocalService.Node,
            LocalService.Item("Custom:A", Items.Entry(("X", "1"))),
            LocalService.Item("Custom:A", Items.Entry(("X", "2"))));
        Assert.Equal((FaultCode.InvalidItemContent, "Custom:A"), (fault.Code, fault.TypeName));
        await _service.Put(LocalService.Node, Compliance("Patch"), Compliance("Association"));
    }

    [Fact]
    public async Task What_was_written_30_days_ago_is_gone_and_what_was_confirmed_since_is_not()
    {
        InventoryItem item = LocalService.Item("Custom:A", Items.Entry(("X", "1")));
        await _service.Put("i-00000001", item);
        await _service.Put("i-00000002", item);
        _service.Clock.Advance(TimeSpan.FromDays(20));
        await _service.Put("i-00000002", HashOnly("Custom:A", item.ContentHash!));
        _service.Clock.Advance(TimeSpan.FromDays(10.5));
        Assert.Equal(["i-00000002"], await _service.Nodes());
        Assert.Equal(["X=1"], await _service.Entries("i-00000002", "Custom:A"));
        Assert.Equal(1, (await _service.Delete("Custom:A", dryRun: true)).Summary!.TotalCount);
        Assert.Equal(
            FaultCode.InvalidItemContent,
            (await _service.PutFault("i-00000001", HashOnly("Custom:A", item.ContentHash!))).Code);
        await _service.Put("i-00000001", item);
        Assert.Equal(["i-00000001", "i-00000002"], await _service.Nodes());
    }

    [Fact]
    public async Task A_disabled_version_is_ignored_with_a_word_and_a_greater_one_is_kept()
    {
        InventoryItem item = LocalService.Item("Custom:MyInfo", Items.Entry(("X", "1")));
        item.SchemaVersion = "1.9";
        await _service.Put(LocalService.Node, item);
        await _service.Delete("Custom:MyInfo", SchemaDeleteOption.DisableSchema);
        item.SchemaVersion = "1.0";
        PutInventoryResponse ignored = await _service.Put(
            LocalService.Node, item, LocalService.Item("Custom:B", Items.Entry(("X", "1"))));
        Assert.Equal(
            "The inventory item with type name Custom:MyInfo was sent with a disabled schema version 1.0. You "
                + "must send a version greater than 1.9.",
            ignored.Message);
        Assert.Empty(await _service.Entries(LocalService.Node, "Custom:MyInfo"));
        Assert.Single(await _service.Entries(LocalService.Node, "Custom:B"));
        item.SchemaVersion = "1.10";
        Assert.Null((await _service.Put(LocalService.Node, item)).Message);
        Assert.Single(await _service.Entries(LocalService.Node, "Custom:MyInfo"));
        Assert.Equal(
            ["Custom:MyInfo 1.9 X", "Custom:MyInfo 1.10 X"], await _service.Schemas(typeName: "Custom:MyInfo"));
    }

    [Fact]
    public async Task A_broken_item_is_named_with_all_that_is_wrong_with_it()
    {
        InventoryItem broken = LocalService.Item("Custom:Rack", Items.Entry(("A", "1"), ("a", "2")));
        InventoryFault fault = await _service.PutFault(
            LocalService.Node, LocalService.Item("Custom:Good", Items.Entry(("X", "1"))), broken);
        Assert.Equal((FaultCode.InvalidItemContent, "Custom:Rack"), (fault.Code, fault.TypeName));
        Assert.StartsWith(
            "items.2.member (Custom:Rack): Content[0].a: 'a' beside 'A'", fault.Message, StringComparison.Ordinal);
    }

    private static InventoryItem HashOnly(string typeName, string hash)
    {
        InventoryItem item = LocalService.Item(typeName, Items.Entry(("X", "1")));
        item.Content = null;
        item.ContentHash = hash;
        return item;
    }

    private static InventoryItem Compliance(string subType)
    {
        InventoryItem item = Items.Compliance();
        item.Context!["ComplianceType"] = subType;
        item.ContentHash = ContentHash.Compute(item.Content!);
        return item;
    }
}
