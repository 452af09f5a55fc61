using System;
using System.Globalization;
using System.Threading;
using InventoryTools.Endpoint.Http;
using InventoryTools.Service;

namespace InventoryTools.Endpoint;

/// <summary>
/// A service that listens on this machine's loopback address and speaks the protocol of Systems Manager, so that any
/// AWS client can use it.
/// </summary>
internal sealed class EndpointServer : IEndpointServer
{
    private readonly IInventoryService _service;
    private readonly LoopbackListener _listener;
    private readonly RequestHandler _handler;
    private int _isStopped;

    private EndpointServer(IInventoryService service, EndpointOptions options, IClock clock, HttpLimits limits)
    {
        _service = service;
        _listener = new LoopbackListener(options.Port, limits, clock);
        Port = _listener.Port;
        Url = new Uri($"http://127.0.0.1:{Port.ToString(CultureInfo.InvariantCulture)}/");
        StartTime = clock.UtcNow;
        _handler = new RequestHandler(service, options, Port, clock);
        _listener.Start(_handler.HandleAsync, _handler.Refuse);
    }

    /// <summary>The address to give to clients, such as <c>http://127.0.0.1:8080/</c>.</summary>
    public Uri Url { get; }

    /// <summary>The port.</summary>
    public int Port { get; }

    /// <summary>When it was started.</summary>
    public DateTimeOffset StartTime { get; }

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
    /// <param name="limits">The limits of a request; the default ones when null.</param>
    /// <exception cref="EndpointException">The port can't be listened on; the service is disposed of.</exception>
    public static EndpointServer Start(
        IInventoryService service, EndpointOptions options, IClock clock, HttpLimits? limits = null)
    {
        try
        {
            return new EndpointServer(service, options, clock, limits ?? new());
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
}
