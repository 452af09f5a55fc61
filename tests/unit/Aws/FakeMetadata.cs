using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace InventoryTools.Tests.Aws;

/// <summary>
/// An instance metadata service on loopback that answers what a test wants: a status with a body, or nothing at all.
/// </summary>
internal sealed class FakeMetadata : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentQueue<TcpClient> _clients = new();
    private readonly Func<string, (string Status, string Body)?> _answer;

    public FakeMetadata(Func<string, (string Status, string Body)?> answer)
    {
        _answer = answer;
        _listener.Start();
        _ = AcceptAsync();
    }

    public Uri Address => new($"http://{_listener.LocalEndpoint}");

    /// <summary>Each request: its first line, and the headers that are the service's own.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>Ends when a request is left without an answer.</summary>
    public TaskCompletionSource Hanging { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static FakeMetadata OfNode(string instanceId) => new(request =>
        request.StartsWith("PUT /latest/api/token ", StringComparison.Ordinal) ? ("200 OK", "token==")
        : request.StartsWith("GET /latest/meta-data/instance-id ", StringComparison.Ordinal)
            && request.EndsWith("x-aws-ec2-metadata-token: token==", StringComparison.Ordinal) ? ("200 OK", instanceId)
        : ("401 Unauthorized", ""));

    public void Dispose()
    {
        _end.Cancel();
        _listener.Stop();
        while (_clients.TryDequeue(out TcpClient? client))
        {
            client.Dispose();
        }

        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync(_end.Token);
                _clients.Enqueue(client);
                _ = ServeAsync(client);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        NetworkStream stream = client.GetStream();
        using StreamReader reader = new(stream, Encoding.ASCII, leaveOpen: true);
        while (await reader.ReadLineAsync() is { } first)
        {
            List<string> request = [first];
            while (await reader.ReadLineAsync() is { Length: > 0 } header)
            {
                if (header.StartsWith("x-aws-", StringComparison.OrdinalIgnoreCase))
                {
                    int at = header.IndexOf(':', StringComparison.Ordinal);
                    request.Add(header[..at].ToLowerInvariant() + header[at..]);
                }
            }

            string asked = string.Join(" | ", request);
            Requests.Enqueue(asked);
            if (_answer(asked) is not var (status, body))
            {
                Hanging.TrySetResult();
                return;
            }

            string answer = $"HTTP/1.1 {status}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}";
            await stream.WriteAsync(Encoding.UTF8.GetBytes(answer));
        }
    }
}
