using System;
using System.Collections.Generic;
using System.Linq;
using InventoryTools.Tests.Submission;
using Xunit;

namespace InventoryTools.Tests.Reading;

/// <summary>Reading from a service whose answers only AWS gives.</summary>
public sealed class ServiceReaderTests
{
    private const string Information = "AWS:InstanceInformation";

    private readonly ScriptedReads _service = new();

    [Fact]
    public void A_type_that_is_gone_on_a_later_page_of_items_ends_the_reading()
    {
        InventoryItem item = Items.Valid();
        _service.GetInventory = request => request.NextToken is null
            ? new([Entity(item)], "more")
            : throw ScriptedService.Fault(FaultCode.InvalidTypeName);
        using IEnumerator<InventoryItem> items = Reader().ReadItems(Query([item.TypeName]), default).GetEnumerator();
        Assert.True(items.MoveNext());
        Assert.Equal(FaultCode.InvalidTypeName, Assert.Throws<InventoryFaultException>(() => items.MoveNext()).Code);
    }

    [Fact]
    public void A_type_that_is_gone_on_a_later_page_of_entries_ends_the_reading()
    {
        InventoryItem item = Items.Valid();
        _service.ListInventoryEntries = request => request.NextToken is null
            ? new(item, "more")
            : throw ScriptedService.Fault(FaultCode.InvalidTypeName);
        using IEnumerator<InventoryItem> items = Reader().ReadEntries(Query([item.TypeName], [Items.Node]), default).GetEnumerator();
        Assert.True(items.MoveNext());
        Assert.Equal(FaultCode.InvalidTypeName, Assert.Throws<InventoryFaultException>(() => items.MoveNext()).Code);
    }

    [Theory]
    [InlineData(FaultCode.InvalidTypeName)]
    [InlineData(FaultCode.InvalidResultAttribute)]
    public void A_type_that_the_service_does_not_know_has_no_items(string code)
    {
        _service.GetInventory = _ => throw ScriptedService.Fault(code);
        Assert.Empty(Reader().ReadItems(Query(["Custom:X"]), default));
    }

    [Fact]
    public void A_node_that_AWS_knows_by_itself_is_read_unless_its_information_follows_from_its_ID()
    {
        _service.Schemas = [new InventoryItemSchema(Information, "1.0", null, [])];
        _service.GetInventory = _ => new(
            [
                Entity(Node("i-00000001", ("AgentVersion", "3.3"))),
                Entity(Node("i-00000002")),
                new InventoryEntity("i-00000003", new Dictionary<string, InventoryItem>()),
            ],
            null);
        Assert.Equal(["i-00000001"], Reader().ReadItems(new InventoryQuery(), default).Select(item => item.InstanceId));
        Assert.Equal(["i-00000001", "i-00000002"], Reader().ReadItems(Query([Information]), default).Select(item => item.InstanceId));
    }

    [Fact]
    public void More_nodes_than_a_filter_has_values_are_asked_for_forty_at_a_time()
    {
        string[] nodes = [.. Enumerable.Range(1, 100).Select(number => $"i-{number:d17}")];
        Assert.Empty(Reader().ReadItems(Query(["AWS:File"], nodes), default));
        Assert.Equal([40, 40, 20], _service.Calls.Select(call => Assert.Single(call.Filters!).Values.Count));
        Assert.Equal(nodes, _service.Calls.SelectMany(call => call.Filters![0].Values));
    }

    private ServiceReader Reader()
    {
        double Half() => 0.5;
        return new ServiceReader(_service, new RepeatedCalls(new RetrySchedule(TimeSpan.Zero, Half), new CallPace(Half), new ManualClock()), 1);
    }

    private static InventoryQuery Query(string[] types, string[]? nodes = null) => new()
    {
        TypeNames = new NameSelection(types, null, StringComparer.OrdinalIgnoreCase),
        InstanceIds = nodes is null ? null : new NameSelection(nodes, null, StringComparer.Ordinal),
    };

    private static InventoryEntity Entity(InventoryItem item) =>
        new(item.InstanceId, new Dictionary<string, InventoryItem> { [item.TypeName] = item });

    private static InventoryItem Node(string id, params (string Name, string Value)[] more)
    {
        InventoryItem item = Items.Valid(Items.Entry(
            [("InstanceId", id), ("InstanceStatus", "Active"), ("ResourceType", "EC2Instance"), .. more]));
        item.InstanceId = id;
        item.TypeName = Information;
        return item;
    }
}
