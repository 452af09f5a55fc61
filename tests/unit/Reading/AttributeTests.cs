using InventoryTools.Reading;
using InventoryTools.Service;
using InventoryTools.Sqlite;
using InventoryTools.Tests.Sqlite;
using Xunit;

namespace InventoryTools.Tests.Reading;

/// <summary>The attributes and types that readers know, and the versions that they compare.</summary>
public sealed class AttributeTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ServiceReads _reads = new();
    private readonly List<string?> _asked = [];

    public AttributeTests()
    {
        InventoryItemSchema[] schemas =
        [
            Schema("Custom:Rack", "1.0", "Rack", "Shelf"), Schema("Custom:Rack", "2.0", "Rack", "Owner"),
            Schema("Custom:Site", "1.0", "Name"),
        ];
        _reads.Service.GetInventorySchema = request =>
        {
            _asked.Add(request.TypeName);
            InventoryItemSchema[] found =
                [.. schemas.Where(schema => request.TypeName is null || schema.TypeName == request.TypeName)];
            return found.Length == 0
                ? throw FaultFactory.UnknownType(request.TypeName!)
                : new GetInventorySchemaResponse(found, null);
        };
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("AWS:Tag", "Key, Value", "")]
    [InlineData("aws:tag", "Key, Value", "")]
    [InlineData("Custom:Rack", "Rack, Shelf, Owner", "Custom:Rack")]
    [InlineData("custom:rack", "Rack, Shelf, Owner", "all")]
    [InlineData("CUSTOM:RACK", "Rack, Shelf, Owner", "all")]
    [InlineData("Custom:Rak", null, "Custom:Rak, all")]
    [InlineData("Rack", null, "all")]
    public void A_service_is_asked_for_one_type_and_for_all_where_it_does_not_know_that(
        string typeName, string? attributes, string calls)
    {
        ServiceReader reader = _reads.Reader(1);
        IReadOnlyList<string>? found = reader.FindAttributes(typeName, default);
        Assert.Equal(attributes, found is null ? null : string.Join(", ", found));
        Assert.Equal(calls, string.Join(", ", _asked.Select(type => type ?? "all")));
    }

    [Fact]
    public void The_list_of_all_types_is_asked_for_once()
    {
        ServiceReader reader = _reads.Reader(1);
        Assert.Equal(2, reader.ListTypes(default).Count(type => type.StartsWith("Custom:", StringComparison.Ordinal)));
        Assert.Equal(["Name"], reader.FindAttributes("custom:site", default));
        Assert.Null(reader.FindAttributes("Custom:Rak", default));
        Assert.Equal([null], _asked);
        Assert.Equal(1, reader.CallCounts.Total);
    }

    [Fact]
    public void A_schema_that_may_not_be_read_is_not_taken_for_an_unknown_type()
    {
        _reads.Service.GetInventorySchema = _ => throw Submission.ScriptedService.Fault("AccessDeniedException");
        Assert.Equal(
            "AccessDeniedException",
            Assert.Throws<InventoryFaultException>(() => _reads.Reader(1).FindAttributes("Custom:Rack", default)).Code);
    }

    [Fact]
    public void A_store_of_an_older_version_gives_entries_and_knows_no_attributes()
    {
        _folder.Execute(OldStores.Second);
        using StoreReader old = new(SqliteInventoryStore.OpenForReading(_folder.Store, TimeSpan.Zero, default));
        InventoryItem[] items = [.. old.ReadEntries(new InventoryQuery(), default)];

        // The context is among the attributes, as the service answers it.
        Assert.Equal(
            ["ComplianceType=Patch; Id=KB1", "A=1; B=2", "C=3"],
            items.SelectMany(item => item.Content!).Select(entry => entry.ToString()));
        Assert.Equal(["Id"], old.FindAttributes("AWS:ComplianceItem", default)!.Where(name => name == "Id"));
        Assert.Equal(
            StoreProblem.OlderSchema,
            Assert.Throws<InventoryStoreException>(() => old.FindAttributes("Custom:Old", default)).Problem);
        Assert.Throws<InventoryStoreException>(() => old.ListTypes(default).Count());
    }

    [Fact]
    public void Versions_are_compared_here_and_not_sent()
    {
        _reads.Service.Items.Add(Items.Valid(
            Items.Entry(("Number", "3.9"), ("Version", "3.9")), Items.Entry(("Number", "1"), ("Version", "3.10"))));
        InventoryQuery query = ServiceReads.Query(["Custom:RackInfo"], Items.Node) with
        {
            Filters =
            [
                new InventoryFilter("Custom:RackInfo.Version", ["3.9"], FilterOperator.GreaterThan),
                new InventoryFilter("Custom:RackInfo.Number", ["0"], FilterOperator.GreaterThan),
            ],
        };
        Assert.Equal([$"{Items.Node} Custom:RackInfo 1"], _reads.Entries(query));
        Assert.All(
            _reads.Service.Lists,
            list => Assert.Equal("Custom:RackInfo.Number", Assert.Single(list.Filters!).Key));
    }

    [Theory]
    [InlineData("Custom:A.Version", "3", true)]
    [InlineData("Custom:A.FileVersion", "3.10", true)]
    [InlineData("Custom:A.Release", "3.10", false)]
    [InlineData("Custom:A.Release", "3.10.1", true)]
    [InlineData("Custom:A.Version", "3a", false)]
    [InlineData("Custom:A.Time", "2026-01-01T00:00:00Z", false)]
    public void A_version_has_two_dots_or_is_named_as_one(string key, string value, bool isVersion)
    {
        Assert.Equal(
            isVersion, EntryFilters.ComparesVersions(new InventoryFilter(key, [value], FilterOperator.LessThan)));
        Assert.False(EntryFilters.ComparesVersions(new InventoryFilter(key, [value], FilterOperator.Equal)));
    }

    private static InventoryItemSchema Schema(string typeName, string version, params string[] attributes) =>
        new(typeName, version, null, [.. attributes.Select(name => new InventoryItemAttribute(name, "STRING"))]);
}
