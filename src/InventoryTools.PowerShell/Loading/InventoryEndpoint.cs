using InventoryTools.Service;

namespace InventoryTools;

/// <summary>
/// A service that listens on this machine's loopback address and speaks the protocol of Systems Manager, so that any
/// AWS client can use it.
/// </summary>
public sealed class InventoryEndpoint : IDisposable
{
    private readonly IEndpointServer _server;

    internal InventoryEndpoint(IEndpointServer server, EndpointOptions options, string? path)
    {
        _server = server;
        Path = path;
        ChecksSignatures = options.Key is not null;
        Faults = options.Faults;
    }

    /// <summary>The address to give to clients, such as <c>http://127.0.0.1:8080/</c>.</summary>
    public Uri Url => _server.Url;

    /// <summary>The port.</summary>
    public int Port => _server.Url.Port;

    /// <summary>The file of the store; null for a store in memory.</summary>
    public string? Path { get; }

    /// <summary>The time at which the endpoint was started.</summary>
    public DateTimeOffset StartTime => _server.StartTime;

    /// <summary>True when calls must be signed with a key.</summary>
    public bool ChecksSignatures { get; }

    /// <summary>The faults that the endpoint injects; null for none.</summary>
    public RehearsedFaults? Faults { get; }

    /// <summary>True until the endpoint is stopped.</summary>
    public bool IsRunning => _server.IsRunning;

    /// <summary>The number of requests that were answered.</summary>
    public long RequestCount => _server.Statistics.RequestCount;

    /// <summary>The number of answers that were faults, and of injected failures of the connection.</summary>
    public long FaultCount => _server.Statistics.FaultCount;

    /// <summary>The number of open connections.</summary>
    public int ConnectionCount => _server.ConnectionCount;

    /// <summary>The last error of the endpoint itself; null for none.</summary>
    public string? LastError => _server.Statistics.LastError;

    /// <summary>Stops listening. Calls that are under way have a moment to end.</summary>
    public void Stop() => _server.Stop();

    /// <inheritdoc cref="Stop"/>
    public void Dispose() => Stop();

    /// <summary>The address.</summary>
    public override string ToString() => Url.ToString();
}
