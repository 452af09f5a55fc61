using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using InventoryTools.Service;

namespace InventoryTools.Endpoint.Http;

/// <summary>
/// An HTTP/1.1 server on a loopback address, for requests that fit into memory. A bad request affects only its own
/// connection.
/// </summary>
internal sealed class LoopbackListener : IDisposable
{
    private const int Backlog = 512;

    private static readonly TimeSpan s_pollInterval = TimeSpan.FromMilliseconds(50);

    private readonly HttpLimits _limits;
    private readonly IClock _clock;
    private readonly Socket _socket;
    private readonly ConcurrentDictionary<HttpConnection, Task> _connections = new();
    private readonly SemaphoreSlim _ended = new(0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _cutting = new();
    private Task _accepting = Task.CompletedTask;

    /// <exception cref="EndpointException">The port can't be listened on.</exception>
    public LoopbackListener(int port, HttpLimits limits, IClock clock)
    {
        _limits = limits;
        _clock = clock;
        _socket = Bind(port);
    }

    public int Port => ((IPEndPoint)_socket.LocalEndPoint!).Port;

    public int ConnectionCount => _connections.Count;

    /// <summary>Starts listening.</summary>
    /// <param name="handle">Answers a request. An exception closes the connection.</param>
    /// <param name="refuse">Makes the answer to bytes that are not a request.</param>
    public void Start(
        Func<HttpRequest, CancellationToken, Task<HttpResponse>> handle,
        Func<InventoryFault, HttpResponse> refuse)
    {
        _accepting = Task.Run(() => AcceptAsync(connection => ServeOneAsync(connection, handle, refuse)));
    }

    /// <summary>
    /// Stops listening, gives requests that are under way a moment to end, and closes all connections.
    /// </summary>
    public void Dispose()
    {
        if (_stopping.IsCancellationRequested)
        {
            return;
        }

        _stopping.Cancel();
        _socket.Dispose();
        foreach (HttpConnection idle in _connections.Keys.Where(connection => connection.IsIdle))
        {
            idle.TryClose(TimeSpan.Zero);
        }

        Task[] serving = [_accepting, .. _connections.Values];
        if (!Task.WaitAll(serving, _limits.Stop))
        {
            _cutting.Cancel();
            foreach (HttpConnection busy in _connections.Keys)
            {
                busy.Dispose();
            }

            Task.WaitAll(serving, _limits.Stop);
        }
    }

    private static Socket Bind(int port)
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (Environment.OSVersion.Platform == PlatformID.Win32NT)
            {
                // Otherwise another program could listen on the same port and take the calls.
                socket.ExclusiveAddressUse = true;
            }

            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            socket.Listen(Backlog);
            return socket;
        }
        catch (SocketException error)
        {
            socket.Dispose();
            bool isInUse = error.SocketErrorCode == SocketError.AddressAlreadyInUse;
            string number = port.ToString(CultureInfo.InvariantCulture);
            const string remedy = "Take another one, or leave it out to get one that is free.";
            throw new EndpointException(
                port,
                isInUse,
                isInUse
                    ? $"The port {number} is in use by another program or endpoint. {remedy}"
                    : $"The port {number} can't be listened on: {error.Message}. {remedy}",
                error);
        }
    }

    private async Task AcceptAsync(Func<HttpConnection, Task<bool>> serveOne)
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                Socket client = await _socket.AcceptAsync().ConfigureAwait(false);
                try
                {
                    await MakeRoomAsync().ConfigureAwait(false);
                }
                catch
                {
                    client.Dispose();
                    throw;
                }

                Begin(client, serveOne);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception) when (_stopping.IsCancellationRequested)
            {
                return;
            }
            catch (SocketException)
            {
                // The client has closed the connection, or this process has no sockets left for the moment.
                await _clock.Delay(TimeSpan.FromMilliseconds(50), _stopping.Token).ConfigureAwait(false);
            }
        }
    }

    private void Begin(Socket client, Func<HttpConnection, Task<bool>> serveOne)
    {
        HttpConnection connection = new(client, _limits, _clock);
        Task<Task> serving = new(() => ServeAsync(connection, serveOne));
        _connections[connection] = serving.Unwrap();
        serving.Start(TaskScheduler.Default);
    }

    // The connection is closed that has waited for its client the longest. So no client keeps others out: not by
    // keeping a connection, nor by sending slowly, nor by not taking its answer. A request that is there is answered.
    private async Task MakeRoomAsync()
    {
        HttpConnection? closed = null;
        while (_connections.Count >= _limits.Connections)
        {
            if (closed is null || !_connections.ContainsKey(closed))
            {
                closed = _connections.Keys.OrderBy(connection => connection.WaitingSince)
                    .FirstOrDefault(connection => connection.TryClose(_limits.MinWait));
            }

            // Where the service works for all of them, a client's turn may come before a connection ends.
            await _ended.WaitAsync(s_pollInterval, _stopping.Token).ConfigureAwait(false);
        }
    }

    private async Task ServeAsync(HttpConnection connection, Func<HttpConnection, Task<bool>> serveOne)
    {
        try
        {
            while (!_stopping.IsCancellationRequested && await serveOne(connection).ConfigureAwait(false))
            {
                // One request after the other.
            }
        }
        catch (Exception error) when (
            HttpConnection.IsOver(error) || error is TimeoutException or OperationCanceledException)
        {
            // The client has closed the connection, or its time is over.
        }
        finally
        {
            connection.Dispose();
            _connections.TryRemove(connection, out _);
            if (_ended.CurrentCount == 0)
            {
                _ended.Release();
            }
        }
    }

    // Returns true when the connection can serve another request.
    private async Task<bool> ServeOneAsync(
        HttpConnection connection,
        Func<HttpRequest, CancellationToken, Task<HttpResponse>> handle,
        Func<InventoryFault, HttpResponse> refuse)
    {
        HttpRequest? head = null;
        try
        {
            head = await connection.ReadHeadAsync().ConfigureAwait(false);
            return head is not null && await AnswerAsync(connection, head, handle).ConfigureAwait(false);
        }
        catch (BadHttpRequestException fault)
        {
            await connection.SendAsync(refuse(fault.Fault), keepsAlive: false, HasBody(head)).ConfigureAwait(false);
            await connection.LingerAsync().ConfigureAwait(false);
            return false;
        }
    }

    private async Task<bool> AnswerAsync(
        HttpConnection connection,
        HttpRequest head,
        Func<HttpRequest, CancellationToken, Task<HttpResponse>> handle)
    {
        byte[]? body = await connection.ReadBodyAsync(head).ConfigureAwait(false);
        if (body is null || !connection.TryBeginWork())
        {
            return false;
        }

        HttpResponse response = await handle(head with { Body = body }, _cutting.Token).ConfigureAwait(false);
        bool keepsAlive = head.KeepsAlive && !_stopping.IsCancellationRequested;
        return await connection.SendAsync(response, keepsAlive, HasBody(head)).ConfigureAwait(false);
    }

    private static bool HasBody(HttpRequest? head) => head?.Method != "HEAD";
}
