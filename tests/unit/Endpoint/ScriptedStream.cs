using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace InventoryTools.Tests.Endpoint;

/// <summary>A server that answers each request with bytes that may have no end. It reads whole requests.</summary>
public sealed class ScriptedStream : IDisposable
{
    private const int PieceBytes = 64 * 1024;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly string _head = "";
    private readonly IEnumerable<byte[]> _body;
    private readonly TimeSpan _pause;
    private long _sent;

    private ScriptedStream(int status, string headers, IEnumerable<byte[]> body, TimeSpan pause = default)
        : this(body, pause) => _head =
            $"HTTP/1.1 {status} X\r\nx-amzn-RequestId: {Guid.NewGuid()}\r\nConnection: close\r\n"
            + $"Content-Type: application/x-amz-json-1.1\r\n{headers}\r\n\r\n";

    private ScriptedStream(IEnumerable<byte[]> body, TimeSpan pause = default)
    {
        (_body, _pause) = (body, pause);
        _listener.Start();
        Url = new Uri($"http://{_listener.LocalEndpoint}/");
        _ = AcceptAsync();
    }

    /// <summary>The address, such as <c>http://127.0.0.1:8080/</c>.</summary>
    public Uri Url { get; }

    /// <summary>The bytes of bodies that were sent so far.</summary>
    public long Sent => Interlocked.Read(ref _sent);

    /// <summary>The number of connections so far.</summary>
    public int Connections { get; private set; }

    /// <summary>A JSON object of a size that its header states.</summary>
    public static ScriptedStream Declared(long bytes, int status = 200) =>
        new(status, $"Content-Length: {bytes}", Json(bytes));

    /// <summary>A JSON object in chunks.</summary>
    public static ScriptedStream Chunked(long bytes, int status = 200) => new(
        status,
        "Transfer-Encoding: chunked",
        Json(bytes).Select(piece => (byte[])[.. Encoding.ASCII.GetBytes($"{piece.Length:x}\r\n"), .. piece, 13, 10])
            .Append("0\r\n\r\n"u8.ToArray()));

    /// <summary>A JSON object that is compressed to a thousandth of its size.</summary>
    public static ScriptedStream Bomb(long bytes, int status = 200)
    {
        using MemoryStream compressed = new();
        using (GZipStream stream = new(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            foreach (byte[] piece in Json(bytes))
            {
                stream.Write(piece);
            }
        }

        return new(
            status,
            $"Content-Encoding: gzip\r\nContent-Length: {compressed.Length}",
            [compressed.ToArray()]);
    }

    /// <summary>A JSON object of which a byte comes at a time.</summary>
    public static ScriptedStream Drip(TimeSpan pause, int status = 200) => new(
        status, "Content-Length: 100000", Json(100_000).SelectMany(piece => piece.Select(b => new[] { b })), pause);

    /// <summary>Headers without end.</summary>
    public static ScriptedStream Headers() => new(Repeated($"X-Long: {new string('x', 1000)}\r\n")
        .Prepend("HTTP/1.1 200 X\r\n"u8.ToArray()));

    /// <summary>One header without end.</summary>
    public static ScriptedStream Header() => new(Repeated(new string('x', 1000))
        .Prepend("HTTP/1.1 200 X\r\nX-Long: "u8.ToArray()));

    /// <summary>Interim answers without end.</summary>
    public static ScriptedStream Interim() => new(Repeated("HTTP/1.1 102 Processing\r\n\r\n"));

    /// <summary>A size of a chunk without end.</summary>
    public static ScriptedStream ChunkSize() => new(
        200, "Transfer-Encoding: chunked", Repeated(new string('0', 1000)));

    /// <summary>Trailers without end.</summary>
    public static ScriptedStream Trailers() => new(
        200,
        "Transfer-Encoding: chunked",
        Repeated($"X-Long: {new string('x', 1000)}\r\n").Prepend("2\r\n{}\r\n0\r\n"u8.ToArray()));

    /// <summary>A JSON object that is shorter than its header states: the connection ends.</summary>
    public static ScriptedStream Short(long declared) => new(200, $"Content-Length: {declared}", ["{}"u8.ToArray()]);

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Stop();
        _stop.Dispose();
    }

    private static IEnumerable<byte[]> Json(long bytes)
    {
        byte[] piece = new byte[PieceBytes];
        Array.Fill(piece, (byte)'x');
        byte[] begin = "{\"Message\":\""u8.ToArray();
        yield return begin;
        for (long left = bytes - begin.Length - 2; left > 0; left -= PieceBytes)
        {
            yield return left < PieceBytes ? piece[..(int)left] : piece;
        }

        yield return "\"}"u8.ToArray();
    }

    private static IEnumerable<byte[]> Repeated(string text) =>
        Enumerable.Repeat(Encoding.ASCII.GetBytes(text), int.MaxValue);

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
                Connections++;
                _ = ServeAsync(client);
            }
            catch (Exception error) when (error is OperationCanceledException or SocketException
                or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using TcpClient connection = client;
        try
        {
            CancellationToken stop = _stop.Token;
            NetworkStream stream = connection.GetStream();
            await ReadRequestAsync(stream, stop);
            await stream.WriteAsync(Encoding.ASCII.GetBytes(_head), stop);
            foreach (byte[] piece in _body)
            {
                await stream.WriteAsync(piece, stop);
                Interlocked.Add(ref _sent, piece.Length);
                if (_pause > TimeSpan.Zero)
                {
                    await Task.Delay(_pause, stop);
                }
            }

            connection.Client.Shutdown(SocketShutdown.Send);
            while (await stream.ReadAsync(new byte[1024], stop) > 0)
            {
            }
        }
        catch (Exception error) when (error is IOException or SocketException or OperationCanceledException
            or ObjectDisposedException)
        {
            // The client left, or the test ended.
        }
    }

    private static async Task ReadRequestAsync(NetworkStream stream, CancellationToken stop)
    {
        byte[] buffer = new byte[16 * 1024];
        StringBuilder text = new();
        int end;
        do
        {
            int read = await stream.ReadAsync(buffer, stop);
            if (read == 0)
            {
                throw new IOException();
            }

            text.Append(Encoding.Latin1.GetString(buffer, 0, read));
            end = text.ToString().IndexOf("\r\n\r\n", StringComparison.Ordinal);
        }
        while (end < 0);

        string? length = text.ToString()[..end].Split("\r\n")
            .FirstOrDefault(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        long left = (length is null ? 0 : long.Parse(length[15..], null)) - (text.Length - end - 4);
        while (left > 0)
        {
            left -= await stream.ReadAsync(buffer, stop);
        }
    }
}
