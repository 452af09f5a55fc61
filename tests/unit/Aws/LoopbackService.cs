using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

namespace InventoryTools.Tests.Aws;

/// <summary>
/// Systems Manager Inventory on this machine: a real server on a free port of 127.0.0.1 that speaks AWS JSON 1.1 and
/// takes PutInventory as the service does. Tests tell it how to fail, and look at what arrived.
/// </summary>
public sealed class LoopbackService : IDisposable
{
    private const string Target = "AmazonSSM.";

    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<Socket, bool> _sockets = new();
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly LoopbackInventory _inventory = new();
    private readonly List<LoopbackCall> _calls = [];
    private readonly object _callsLock = new();
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private int _callCount;
    private int _atOnce;
    private int _maxAtOnce;

    public LoopbackService()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(512);
        Url = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndPoint!).Port}/");
        _ = Task.Run(AcceptAsync);
    }

    public Uri Url { get; }

    /// <summary>The calls so far, in the order in which they arrived.</summary>
    public IReadOnlyList<LoopbackCall> Calls
    {
        get
        {
            lock (_callsLock)
            {
                return [.. _calls];
            }
        }
    }

    /// <summary>Whether <see cref="Calls"/> are kept; a load run turns it off.</summary>
    public bool KeepsCalls { get; set; } = true;

    public int CallCount => Volatile.Read(ref _callCount);

    /// <summary>The most calls that were under way at the same time.</summary>
    public int MaxAtOnce => Volatile.Read(ref _maxAtOnce);

    /// <summary>What the service holds.</summary>
    public IReadOnlyDictionary<(string InstanceId, string TypeName), LoopbackStored> Stored => _inventory.Snapshot();

    /// <summary>Answers a call otherwise than the service would; null leaves it to the service.</summary>
    public Func<LoopbackCall, LoopbackAnswer?>? Intercept { get; set; }

    /// <summary>Holds a call until the task is done, before anything becomes of it.</summary>
    public Func<LoopbackCall, Task>? Hold { get; set; }

    /// <summary>The JSON that an operation other than PutInventory answers; null is an unknown operation.</summary>
    public Func<LoopbackCall, string?>? Respond { get; set; }

    /// <summary>Makes the service lose an item.</summary>
    public void Forget(string instanceId, string typeName) => _inventory.Forget(instanceId, typeName);

    /// <summary>Makes it as if another writer had written the item.</summary>
    public void Replace(string instanceId, string typeName, string? hash) =>
        _inventory.Replace(instanceId, typeName, hash);

    public void Dispose()
    {
        if (_stopping.IsCancellationRequested)
        {
            return;
        }

        _stopping.Cancel();
        _listener.Dispose();
        foreach (Socket socket in _sockets.Keys)
        {
            socket.Dispose();
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (!_stopping.IsCancellationRequested)
            {
                Socket socket = await _listener.AcceptAsync(_stopping.Token);
                socket.NoDelay = true;
                _sockets[socket] = true;
                _ = Task.Run(() => ServeAsync(socket));
            }
        }
        catch (Exception error) when (IsOver(error))
        {
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        try
        {
            LoopbackConnection connection = new(socket);
            while (await connection.ReadAsync(_stopping.Token) is LoopbackRequest request)
            {
                if (!await AnswerAsync(connection, request))
                {
                    break;
                }
            }
        }
        catch (Exception error) when (IsOver(error))
        {
        }
        finally
        {
            _sockets.TryRemove(socket, out _);
            socket.Dispose();
        }
    }

    private static bool IsOver(Exception error) =>
        error is SocketException or IOException or ObjectDisposedException or OperationCanceledException;

    private async Task<bool> AnswerAsync(LoopbackConnection connection, LoopbackRequest request)
    {
        int atOnce = Interlocked.Increment(ref _atOnce);
        for (int most = MaxAtOnce; atOnce > most; most = MaxAtOnce)
        {
            Interlocked.CompareExchange(ref _maxAtOnce, atOnce, most);
        }

        LoopbackAnswer? answer = null;
        try
        {
            answer = await DecideAsync(request);
        }
        finally
        {
            // The client may send its next call before the sending of this answer returns here.
            if (answer?.Ending != LoopbackEnding.Hanging)
            {
                Interlocked.Decrement(ref _atOnce);
            }
        }

        try
        {
            return await connection.EndAsync(answer, _stopping.Token);
        }
        finally
        {
            if (answer.Ending == LoopbackEnding.Hanging)
            {
                Interlocked.Decrement(ref _atOnce);
            }
        }
    }

    private async Task<LoopbackAnswer> DecideAsync(LoopbackRequest request)
    {
        if (!request.Headers.TryGetValue("X-Amz-Target", out string? target)
            || !target.StartsWith(Target, StringComparison.Ordinal))
        {
            return LoopbackAnswer.Fault("UnknownOperationException");
        }

        LoopbackCall call;
        try
        {
            using JsonDocument document = JsonDocument.Parse(request.Body.IsEmpty ? "{}"u8.ToArray() : request.Body);
            call = Record(target[Target.Length..], document.RootElement.Clone(), request);
        }
        catch (JsonException)
        {
            return LoopbackAnswer.Fault("SerializationException");
        }

        try
        {
            return await DecideAsync(call);
        }
        catch (Exception error) when (!IsOver(error))
        {
            // A hook of the test failed: its words are what the test should show.
            return LoopbackAnswer.Status(500, error.ToString(), "text/plain");
        }
    }

    private async Task<LoopbackAnswer> DecideAsync(LoopbackCall call)
    {
        if (Hold is Func<LoopbackCall, Task> hold)
        {
            await hold(call).WaitAsync(_stopping.Token);
        }

        bool isPut = call.Operation == "PutInventory";
        if (Intercept?.Invoke(call) is LoopbackAnswer answer)
        {
            if (answer.Applies && isPut)
            {
                _inventory.Put(call);
            }

            return answer;
        }

        if (isPut)
        {
            return _inventory.Put(call) ?? LoopbackAnswer.Ok();
        }

        return Respond?.Invoke(call) is string body
            ? LoopbackAnswer.Ok(body)
            : LoopbackAnswer.Fault("UnknownOperationException");
    }

    private LoopbackCall Record(string operation, JsonElement body, LoopbackRequest request)
    {
        if (!KeepsCalls)
        {
            return Read(operation, body, request);
        }

        // Read under the lock, so that the calls are listed in the order of their numbers.
        lock (_callsLock)
        {
            LoopbackCall call = Read(operation, body, request);
            _calls.Add(call);
            return call;
        }
    }

    private LoopbackCall Read(string operation, JsonElement body, LoopbackRequest request) => LoopbackCall.Read(
        operation,
        body,
        request.Headers,
        Interlocked.Increment(ref _callCount),
        request.Body.Length,
        _clock.Elapsed);
}
