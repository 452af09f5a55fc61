using InventoryTools.Local;
using InventoryTools.Reading;
using InventoryTools.Service;
using InventoryTools.Sqlite;
using InventoryTools.Tests.Service;
using InventoryTools.Tests.Sqlite;
using Xunit;

namespace InventoryTools.Tests.Local;

/// <summary>
/// A store and a service over it return the same nodes, types and entries, except for the differences that
/// about_InventoryEndpoint lists. Each difference has its test.
/// </summary>
public sealed class StoreAndServiceTests : IDisposable
{
    private const string Node = Items.Node;

    private readonly TempFolder _folder = new();
    private readonly ManualClock _clock = new();
    private readonly LocalInventoryService _service;

    public StoreAndServiceTests() => _service = new LocalInventoryService(
        stop => SqliteInventoryStore.OpenForWriting(_folder.Store, TimeSpan.FromSeconds(30), stop), 2, _clock);

    public void Dispose()
    {
        _service.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Nodes_types_and_entries_are_the_same()
    {
        await Put(
            Node,
            LocalService.Item("Custom:A", Items.Entry(("X", "1")), Items.Entry(("X", "2"))),
            LocalService.Item("AWS:Network", Items.Entry(("Name", "eth0"))));
        await Put("mi-0123456789abcdef0", LocalService.Item("AWS:Application", Items.Entry(("Name", "bash"))));
        foreach (InventoryItem item in Read())
        {
            InventoryItem listed = await List(item.InstanceId!, item.TypeName);
            Assert.Equal(Text(item), Text(listed));
            Assert.Equal((item.SchemaVersion, item.CaptureTime), (listed.SchemaVersion, listed.CaptureTime));
        }

        Assert.Equal([Node, "mi-0123456789abcdef0"], Read().Select(item => item.InstanceId!).Distinct());
        Assert.Equal(
            [Node, "mi-0123456789abcdef0"],
            (await _service.GetInventoryAsync(new(), default)).Entities.Select(entity => entity.Id!));
    }

    [Fact]
    public async Task The_information_of_nodes_is_the_same_where_it_is_named()
    {
        await Put("i-00000001", LocalService.Item("AWS:InstanceInformation", Items.Entry(("PlatformType", "Linux"))));
        await Put("i-00000002", LocalService.Item("Custom:A", Items.Entry(("X", "1"))));
        InventoryItem[] read = Read("AWS:InstanceInformation");
        Assert.Equal(["i-00000001", "i-00000002"], read.Select(item => item.InstanceId));
        foreach (InventoryItem item in read)
        {
            Assert.Equal(Text(item), Text(await List(item.InstanceId!, item.TypeName)));
        }

        InventoryFilter active = new("AWS:InstanceInformation.InstanceStatus", ["active"]);
        using StoreReader reader = Open();
        InventoryQuery query = new() { TypeNames = Named("AWS:InstanceInformation"), Filters = [active] };
        Assert.Equal(read.Select(Text), reader.ReadEntries(query, default).Select(Text));
    }

    [Fact]
    public async Task Difference_what_follows_from_an_ID_is_not_in_the_store()
    {
        await Put("i-00000001", LocalService.Item("AWS:InstanceInformation", Items.Entry(("PlatformType", "Linux"))));
        await Put("i-00000002", LocalService.Item("Custom:A", Items.Entry(("X", "1"))));
        Assert.Equal(
            ["AWS:InstanceInformation PlatformType=Linux", "Custom:A X=1"],
            Read().Select(item => $"{item.TypeName} {Text(item)}"));
        Assert.Equal(
            "InstanceId=i-00000002; InstanceStatus=Active; ResourceType=EC2Instance",
            Text(await List("i-00000002", "AWS:InstanceInformation")));
    }

    [Fact]
    public async Task Difference_information_that_a_node_put_and_that_follows_from_its_ID()
    {
        InventoryItem information = LocalService.Item(
            "AWS:InstanceInformation", Items.Entry(
                ("InstanceId", Node), ("InstanceStatus", "Active"), ("ResourceType", "EC2Instance")));
        await Put(Node, information, LocalService.Item("Custom:A", Items.Entry(("X", "1"))));
        Assert.Equal(["AWS:InstanceInformation", "Custom:A"], Read().Select(item => item.TypeName));
        Assert.Equal(["Custom:A"], ReadService());
        Assert.Equal(["AWS:InstanceInformation"], ReadService("AWS:InstanceInformation"));
    }

    [Fact]
    public async Task Difference_the_content_hash()
    {
        await Put(Node, LocalService.Item("Custom:A", Items.Entry(("X", "1"))));
        Assert.NotNull(Assert.Single(Read()).ContentHash);
        Assert.Null((await List(Node, "Custom:A")).ContentHash);
    }

    [Fact]
    public async Task Difference_contexts_and_sub_types_are_attributes_of_entries_behind_the_service()
    {
        InventoryItem patch = Items.Compliance();
        InventoryItem association = Items.Compliance();
        association.Context!["ComplianceType"] = "Association";
        await Put(Node, patch, association);
        InventoryItem[] read = Read();
        Assert.Equal(["Patch", "Association"], read.Select(item => item.Context!["ComplianceType"]));
        Assert.Equal(["Id=KB1", "Id=KB1"], read.Select(Text));
        InventoryItem listed = await List(Node, "AWS:ComplianceItem");
        Assert.Null(listed.Context);
        Assert.Equal(["Patch", "Association"], listed.Content!.Select(entry => entry["ComplianceType"]));
        Assert.All(listed.Content!, entry => Assert.EndsWith("; Id=KB1", entry.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Difference_what_was_not_written_for_30_days()
    {
        await Put(Node, LocalService.Item("Custom:A", Items.Entry(("X", "1"))));
        _clock.Advance(TimeSpan.FromDays(ServiceQuotas.RetentionDays) + TimeSpan.FromSeconds(1));
        Assert.Single(Read());
        Assert.Empty((await List(Node, "Custom:A")).Content!);
        Assert.Empty((await _service.GetInventoryAsync(new(), default)).Entities);
    }

    [Fact]
    public async Task Difference_a_type_without_attributes_has_no_schema()
    {
        InventoryItem empty = LocalService.Item("Custom:Empty");
        empty.Content = [];
        await Put(Node, empty);
        Assert.Equal("Custom:Empty", Assert.Single(Read()).TypeName);
        Assert.DoesNotContain(
            (await _service.GetInventorySchemaAsync(new(), default)).Schemas,
            schema => schema.TypeName == "Custom:Empty");
        Assert.Empty((await List(Node, "Custom:Empty")).Content!);
    }

    private static NameSelection Named(string typeName) => new([typeName], null, StringComparer.OrdinalIgnoreCase);

    private static string Text(InventoryItem item) =>
        string.Join(" | ", item.Content!.Select(entry => entry.ToString()));

    private StoreReader Open() => new(SqliteInventoryStore.OpenForReading(_folder.Store, TimeSpan.Zero, default));

    private InventoryItem[] Read(string? typeName = null)
    {
        using StoreReader reader = Open();
        return [.. reader.ReadItems(
            new InventoryQuery { TypeNames = typeName is null ? null : Named(typeName) }, default)];
    }

    private string[] ReadService(string? typeName = null)
    {
        static double Half() => 0.5;
        ServiceReader reader = new(
            _service,
            new RetryingCaller(TimeSpan.Zero, Half, _clock),
            1);
        return
        [
            .. reader.ReadItems(new InventoryQuery { TypeNames = typeName is null ? null : Named(typeName) }, default)
                .OfType<ItemRead>().Select(read => read.Item.TypeName),
        ];
    }

    private Task Put(string node, params InventoryItem[] items) =>
        _service.PutInventoryAsync(new(node, items), default);

    private async Task<InventoryItem> List(string node, string typeName) =>
        (await _service.ListInventoryEntriesAsync(new(node, typeName), default)).Item;
}
