using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;
using InventoryTools.Sqlite;

namespace InventoryTools.Tests.Endpoint;

/// <summary>Starts endpoints for tests.</summary>
internal static class Endpoints
{
    public static IClock Clock { get; } = new RealClock();

    public static InventoryEndpoint InMemory(EndpointOptions? options = null) => InventoryEndpoint.Start(
        new LocalInventoryService(_ => SqliteInventoryStore.OpenInMemory(), 1, Clock), options ?? new(), Clock);

    public static InventoryEndpoint On(string path, EndpointOptions? options = null) =>
        InventoryEndpoint.Start(Service(path), options ?? new(), Clock, path);

    public static LocalInventoryService Service(string path) =>
        new(stop => SqliteInventoryStore.OpenForWriting(path, SqliteInventoryStore.DefaultPatience, stop), 8, Clock);

    private sealed class RealClock : IClock
    {
        private readonly Stopwatch _elapsed = Stopwatch.StartNew();

        public DateTimeOffset UtcNow => DateTimeOffset.UtcNow;

        public TimeSpan Elapsed => _elapsed.Elapsed;

        public Task Delay(TimeSpan delay, CancellationToken cancellationToken) => Task.Delay(delay, cancellationToken);
    }
}
