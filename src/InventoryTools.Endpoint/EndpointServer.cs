using System.Globalization;
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
    private int _isStopped;

    private EndpointServer(IInventoryService service, EndpointOptions options, IClock clock, HttpLimits limits)
    {
        _service = service;
        _listener = new LoopbackListener(options.Port, limits, clock);
        Port = _listener.Port;
        Url = new Uri($"http://127.0.0.1:{Port.ToString(CultureInfo.InvariantCulture)}/");
        StartTime = clock.UtcNow;
        RequestHandler handler = new(service, options, Port, clock, Statistics);
        _listener.Start(handler.HandleAsync, handler.Refuse);
    }

    /// <inheritdoc/>
    public Uri Url { get; }

    /// <summary>The port.</summary>
    public int Port { get; }

    /// <inheritdoc/>
    public DateTimeOffset StartTime { get; }

    /// <inheritdoc/>
    public bool IsRunning => Volatile.Read(ref _isStopped) == 0;

    /// <inheritdoc/>
    public EndpointStatistics Statistics { get; } = new();

    /// <inheritdoc/>
    public int ConnectionCount => _listener.ConnectionCount;

    /// <summary>Starts an endpoint, which owns the service from then on.</summary>
    /// <param name="service">The service that answers the requests.</param>
    /// <param name="options">The settings of the endpoint.</param>
    /// <param name="clock">The clock.</param>
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

    /// <inheritdoc/>
    public void Stop()
    {
        if (Interlocked.Exchange(ref _isStopped, 1) == 0)
        {
            _listener.Dispose();
            _service.Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Stop();
}
