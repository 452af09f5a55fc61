using InventoryTools.Sqlite;

namespace InventoryTools.Tests.Endpoint;

/// <summary>Starts endpoints for tests.</summary>
internal static class Endpoints
{
    public static IClock Clock { get; } = new SystemClock();

    public static InventoryEndpoint InMemory(EndpointOptions? options = null) => InventoryEndpoint.Start(
        new LocalInventoryService(_ => SqliteInventoryStore.OpenInMemory(), 1, Clock), options ?? new(), Clock);

    public static InventoryEndpoint On(string path, EndpointOptions? options = null) =>
        InventoryEndpoint.Start(Service(path), options ?? new(), Clock, path);

    public static LocalInventoryService Service(string path) =>
        new(stop => SqliteInventoryStore.OpenForWriting(path, SqliteInventoryStore.DefaultPatience, stop), 8, Clock);
}
