using InventoryTools.Endpoint.Http;
using InventoryTools.Endpoint;
using InventoryTools.Loading;
using InventoryTools.Local;
using InventoryTools.Service;
using InventoryTools.Sqlite;

namespace InventoryTools.Tests.Endpoint;

/// <summary>Starts endpoints for tests.</summary>
internal static class Endpoints
{
    public static IClock Clock { get; } = new SystemClock();

    public static EndpointServer InMemory(EndpointOptions? options = null, HttpLimits? limits = null) =>
        EndpointServer.Start(
        new LocalInventoryService(_ => SqliteInventoryStore.OpenInMemory(), 1, Clock), options ?? new(), Clock, limits);

    public static EndpointServer On(string path, EndpointOptions? options = null) =>
        EndpointServer.Start(Service(path), options ?? new(), Clock);

    public static LocalInventoryService Service(string path) =>
        new(stop => SqliteInventoryStore.OpenForWriting(path, SqliteInventoryStore.DefaultPatience, stop), 8, Clock);
}
