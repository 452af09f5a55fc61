using System.Net;
using System.Net.Sockets;
using System.Text;

namespace InventoryTools.Tests.Endpoint;

/// <summary>A connection to an endpoint on which a test sends any bytes.</summary>
internal sealed class RawClient : IDisposable
{
    /// <summary>A guard against a test that hangs, and no promise.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TcpClient _client = new();
    private readonly NetworkStream _stream;
    private readonly List<byte> _received = [];

    public RawClient(int port)
    {
        _client.NoDelay = true;
        _client.Connect(IPAddress.Loopback, port);
        _stream = _client.GetStream();
    }

    /// <summary>A request that is in order.</summary>
    public static string Request(int port, string operation, string body, string more = "") =>
        $"POST / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/x-amz-json-1.1\r\n"
        + $"X-Amz-Target: AmazonSSM.{operation}\r\n{more}Content-Length: "
            + $"{Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}";

    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text));

    public async Task SendAsync(byte[] bytes) => await _stream.WriteAsync(bytes).AsTask().WaitAsync(Patience);

    /// <summary>Says that nothing more will be sent.</summary>
    public void EndSending() => _client.Client.Shutdown(SocketShutdown.Send);

    /// <summary>Reads one answer; null where the connection was closed before any of it.</summary>
    public Task<RawAnswer?> ReadAsync() => ReadAsync(hasBody: true);

    /// <summary>Reads one answer, with or without the body whose length it has.</summary>
    public async Task<RawAnswer?> ReadAsync(bool hasBody)
    {
        int end;
        while ((end = EndOfHead()) < 0)
        {
            if (!await FillAsync())
            {
                return _received.Count == 0
                    ? null
                    : throw new IOException($"closed inside an answer: {Encoding.UTF8.GetString([.. _received])}");
            }
        }

        string[] lines = Encoding.ASCII.GetString([.. _received.Take(end)]).Split("\r\n");
        Dictionary<string, string> headers = lines.Skip(1).Select(line => line.Split(": ", 2))
            .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
        int length = hasBody && headers.TryGetValue("Content-Length", out string? number) ? int.Parse(number, null) : 0;
        while (_received.Count < end + 4 + length)
        {
            if (!await FillAsync())
            {
                throw new IOException("closed inside a body");
            }
        }

        string body = Encoding.UTF8.GetString([.. _received.Skip(end + 4).Take(length)]);
        _received.RemoveRange(0, end + 4 + length);
        string[] status = lines[0].Split(' ', 3);
        return new RawAnswer(int.Parse(status[1], null), headers, body) { Reason = status[2] };
    }

    /// <summary>Returns true when the endpoint closes the connection without another byte.</summary>
    public async Task<bool> IsClosedAsync()
    {
        try
        {
            return _received.Count == 0 && !await FillAsync();
        }
        catch (IOException)
        {
            return true;
        }
    }

    public void Dispose() => _client.Dispose();

    private int EndOfHead()
    {
        for (int i = 3; i < _received.Count; i++)
        {
            if (_received[i - 3] == '\r'
                && _received[i - 2] == '\n'
                && _received[i - 1] == '\r'
                && _received[i] == '\n')
            {
                return i - 3;
            }
        }

        return -1;
    }

    private async Task<bool> FillAsync()
    {
        byte[] buffer = new byte[16 * 1024];
        int read = await _stream.ReadAsync(buffer).AsTask().WaitAsync(Patience);
        _received.AddRange(buffer.AsSpan(0, read));
        return read > 0;
    }
}

/// <summary>An answer as it came.</summary>
internal sealed record RawAnswer(int StatusCode, IReadOnlyDictionary<string, string> Headers, string Body)
{
    /// <summary>The reason phrase.</summary>
    public string Reason { get; init; } = "";
}
