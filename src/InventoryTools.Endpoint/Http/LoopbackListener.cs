using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using InventoryTools.Service;

namespace InventoryTools.Endpoint.Http;

/// <summary>
/// An HTTP/1.1 server on a loopback address and no other, for requests that fit into memory. What it is sent decides
/// nothing but the fate of the connection that it came by.
/// </summary>
internal sealed class LoopbackListener : IDisposable
{
    private const int Backlog = 512;

    private readonly HttpLimits _limits;
    private readonly IClock _clock;
    private readonly Socket _socket;
    private readonly ConcurrentDictionary<HttpConnection, Task> _connections = new();
    private readonly SemaphoreSlim _ended = new(0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _cutting = new();
    private Func<HttpRequest, CancellationToken, Task<HttpResponse>> _handle = null!;
    private Func<InventoryFault, HttpResponse> _refuse = null!;
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

    /// <summary>Begins to listen.</summary>
    /// <param name="handle">Answers a request; what it throws closes the connection.</param>
    /// <param name="refuse">Makes the answer to what is no request.</param>
    public void Start(
        Func<HttpRequest, CancellationToken, Task<HttpResponse>> handle,
        Func<InventoryFault, HttpResponse> refuse)
    {
        _handle = handle;
        _refuse = refuse;
        _accepting = Task.Run(AcceptAsync);
    }

    /// <summary>
    /// Stops to listen, lets requests that are under way come to their end for a moment, and closes all connections.
    /// </summary>
    public void Dispose()
    {
        if (_stopping.IsCancellationRequested)
        {
            return;
        }

        _stopping.Cancel();
        _socket.Dispose();
        foreach (HttpConnection idle in _connections.Keys.Where(connection => connection.IdleSince is not null))
        {
            idle.Dispose();
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
            throw new EndpointException(
                port,
                isInUse,
                isInUse
                    ? $"The port {number} is in use by another program or endpoint. Take another one, or leave it out to get one that is free."
                    : $"The port {number} can't be listened on: {error.Message}. Take another one, or leave it out to get one that is free.",
                error);
        }
    }

    private async Task AcceptAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                Socket client = await _socket.AcceptAsync().ConfigureAwait(false);
                if (_connections.Count >= _limits.Connections)
                {
                    await MakeRoomAsync().ConfigureAwait(false);
                }

                Begin(client);
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
                // That client has gone, or this process has no sockets left: the next moment may be better.
                await _clock.Delay(TimeSpan.FromMilliseconds(50), _stopping.Token).ConfigureAwait(false);
            }
        }
    }

    private void Begin(Socket client)
    {
        HttpConnection connection = new(client, _limits, _clock);
        TaskCompletionSource<bool> registered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task serving = ServeAsync(connection, registered.Task);
        _connections[connection] = serving;
        registered.SetResult(true);
    }

    // A client that only keeps a connection must not keep others out.
    private async Task MakeRoomAsync()
    {
        KeyValuePair<HttpConnection, Task> longest = _connections
            .Where(pair => pair.Key.IdleSince is not null)
            .OrderBy(pair => pair.Key.IdleSince)
            .FirstOrDefault();
        longest.Key?.Dispose();
        while (_connections.Count >= _limits.Connections)
        {
            await _ended.WaitAsync(_stopping.Token).ConfigureAwait(false);
        }
    }

    private async Task ServeAsync(HttpConnection connection, Task registered)
    {
        await registered.ConfigureAwait(false);
        try
        {
            while (!_stopping.IsCancellationRequested && await ServeOneAsync(connection).ConfigureAwait(false))
            {
                // One request after the other.
            }
        }
        catch (Exception error) when (
            HttpConnection.IsOver(error) || error is TimeoutException or OperationCanceledException)
        {
            // The client has gone, or has had its time.
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

    // Whether the connection can be used further.
    private async Task<bool> ServeOneAsync(HttpConnection connection)
    {
        HttpRequestHead? head = null;
        try
        {
            head = await connection.ReadHeadAsync().ConfigureAwait(false);
            return head is not null && await AnswerAsync(connection, head).ConfigureAwait(false);
        }
        catch (BadHttpRequestException fault)
        {
            await connection.SendAsync(_refuse(fault.Fault), keepsAlive: false, HasBody(head)).ConfigureAwait(false);
            await connection.LingerAsync().ConfigureAwait(false);
            return false;
        }
    }

    private async Task<bool> AnswerAsync(HttpConnection connection, HttpRequestHead head)
    {
        byte[]? body = await connection.ReadBodyAsync(head).ConfigureAwait(false);
        if (body is null)
        {
            return false;
        }

        HttpResponse response = await _handle(
            new HttpRequest(head.Method, head.Target, head.Headers, body), _cutting.Token)
            .ConfigureAwait(false);
        bool keepsAlive = head.KeepsAlive && !_stopping.IsCancellationRequested;
        return await connection.SendAsync(response, keepsAlive, HasBody(head)).ConfigureAwait(false);
    }

    private static bool HasBody(HttpRequestHead? head) => head?.Method != "HEAD";
}
