using System;
using System.Globalization;
using System.Threading;

namespace InventoryTools;

/// <summary>
/// A service that listens on this machine's loopback address and speaks the protocol of Systems Manager, so that any
/// AWS client can use it.
/// </summary>
public sealed class InventoryEndpoint : IDisposable
{
    private readonly IInventoryService _service;
    private readonly LoopbackListener _listener;
    private readonly EndpointHandler _handler;
    private int _isStopped;

    private InventoryEndpoint(IInventoryService service, EndpointOptions options, IClock clock)
    {
        _service = service;
        _listener = new LoopbackListener(options.Port, options.Limits, clock);
        Port = _listener.Port;
        Url = new Uri($"http://127.0.0.1:{Port.ToString(CultureInfo.InvariantCulture)}/");
        StartTime = clock.UtcNow;
        ChecksSignatures = options.Key is not null;
        Faults = options.Faults;
        _handler = new EndpointHandler(service, options, Port, clock);
        _listener.Start(_handler.HandleAsync, _handler.Refuse);
    }

    /// <summary>The address to give to clients, such as <c>http://127.0.0.1:8080/</c>.</summary>
    public Uri Url { get; }

    /// <summary>The port.</summary>
    public int Port { get; }

    /// <summary>The file of the store; null for one in memory.</summary>
    public string? Path { get; init; }

    /// <summary>When it was started.</summary>
    public DateTimeOffset StartTime { get; }

    /// <summary>Whether calls must be signed with a key.</summary>
    public bool ChecksSignatures { get; }

    /// <summary>The failures that are rehearsed; null for none.</summary>
    public RehearsedFaults? Faults { get; }

    /// <summary>Whether it answers.</summary>
    public bool IsRunning => Volatile.Read(ref _isStopped) == 0;

    /// <summary>The requests that were answered so far.</summary>
    public long RequestCount => _handler.RequestCount;

    /// <summary>The answers so far that were faults, and the failures of the connection that were rehearsed.</summary>
    public long FaultCount => _handler.FaultCount;

    /// <summary>The connections that are open.</summary>
    public int ConnectionCount => _listener.ConnectionCount;

    /// <summary>What went wrong on this side the last time; null where nothing has.</summary>
    public string? LastError => _handler.LastError;

    /// <summary>Starts an endpoint, which owns the service from then on.</summary>
    /// <param name="service">What answers.</param>
    /// <param name="options">How it is to be.</param>
    /// <param name="clock">The time.</param>
    /// <param name="path">The file of the store, to be shown.</param>
    /// <exception cref="EndpointException">The port can't be listened on; the service is disposed of.</exception>
    public static InventoryEndpoint Start(IInventoryService service, EndpointOptions options, IClock clock, string? path = null)
    {
        try
        {
            return new InventoryEndpoint(service, options, clock) { Path = path };
        }
        catch
        {
            service.Dispose();
            throw;
        }
    }

    /// <summary>Stops to listen; calls that are under way have a moment to come to their end.</summary>
    public void Stop()
    {
        if (Interlocked.Exchange(ref _isStopped, 1) == 0)
        {
            _listener.Dispose();
            _service.Dispose();
        }
    }

    /// <inheritdoc cref="Stop"/>
    public void Dispose() => Stop();

    /// <summary>The address.</summary>
    public override string ToString() => Url.ToString();
}
