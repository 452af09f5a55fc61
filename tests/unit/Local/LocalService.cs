using InventoryTools.Local;
using InventoryTools.Model;
using InventoryTools.Service;
using InventoryTools.Sqlite;
using InventoryTools.Tests.Service;
using Xunit;

namespace InventoryTools.Tests.Local;

/// <summary>A service in memory with a clock that a test moves, and short ways to ask it.</summary>
internal sealed class LocalService : IDisposable
{
    public const string Node = Items.Node;

    public LocalService(TimeSpan deletionTime = default) =>
        Service = new LocalInventoryService(_ => SqliteInventoryStore.OpenInMemory(), 1, Clock, deletionTime);

    public ManualClock Clock { get; } = new();

    public LocalInventoryService Service { get; }

    public static InventoryItem Item(string typeName, params InventoryEntry[] entries)
    {
        InventoryItem item = Items.Valid(entries);
        item.TypeName = typeName;
        item.ContentHash = ContentHash.Compute(item.Content!);
        return item;
    }

    public Task<PutInventoryResponse> Put(string instanceId, params InventoryItem[] items) =>
        Service.PutInventoryAsync(new(instanceId, items), default);

    public async Task<InventoryFault> PutFault(string instanceId, params InventoryItem[] items) =>
        (await Assert.ThrowsAsync<InventoryFaultException>(() => Put(instanceId, items))).Fault;

    public async Task<IReadOnlyList<string>> Nodes(params InventoryFilter[] filters)
    {
        GetInventoryRequest request = new() { Filters = filters.Length == 0 ? null : filters };
        return [.. (await Service.GetInventoryAsync(request, default)).Entities.Select(entity => entity.Id!)];
    }

    public async Task<IReadOnlyList<string>> Entries(
        string instanceId, string typeName, params InventoryFilter[] filters)
    {
        ListInventoryEntriesRequest request =
            new(instanceId, typeName) { Filters = filters.Length == 0 ? null : filters };
        ListInventoryEntriesResponse response = await Service.ListInventoryEntriesAsync(request, default);
        return [.. response.Item.Content!.Select(entry => entry.ToString())];
    }

    public async Task<InventoryEntity> Count(
        IReadOnlyList<InventoryAggregator> aggregators, params InventoryFilter[] filters)
    {
        GetInventoryRequest request =
            new() { Aggregators = aggregators, Filters = filters.Length == 0 ? null : filters };
        return Assert.Single((await Service.GetInventoryAsync(request, default)).Entities);
    }

    public Task<DeleteInventoryResponse> Delete(
        string typeName, SchemaDeleteOption? option = null, bool? dryRun = null, string? token = null) =>
        Service.DeleteInventoryAsync(
            new(typeName) { SchemaDeleteOption = option, DryRun = dryRun, ClientToken = token }, default);

    public async Task<IReadOnlyList<string>> Schemas(
        bool? aggregator = null, bool? subType = null, string? typeName = null)
    {
        GetInventorySchemaRequest request = new() { Aggregator = aggregator, SubType = subType, TypeName = typeName };
        return [.. (await Service.GetInventorySchemaAsync(request, default)).Schemas.Select(Describe)];

        static string Describe(InventoryItemSchema schema) =>
            $"{schema.TypeName} {schema.Version} {string.Join(",", schema.Attributes.Select(one => one.Name))}";
    }

    public void Dispose() => Service.Dispose();
}
