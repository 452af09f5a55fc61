using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace InventoryTools.Benchmarks.Floors;

/// <summary>
/// A bare socket to an endpoint. A call is the bytes of the one before with other digits: it costs next to nothing, and
/// allocates nothing.
/// </summary>
public sealed class EndpointConnection : IDisposable
{
    // All numbers have the same length.
    private const string NodeFormat = "x17";
    private const string VersionFormat = "d8";

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly byte[] _request;
    private readonly byte[] _answer = new byte[4096];
    private readonly int _node;
    private readonly List<int> _versions = [];

    public EndpointConnection(Uri url)
    {
        _socket.NoDelay = true;
        _socket.Connect(new IPEndPoint(IPAddress.Loopback, url.Port));
        string node = 0.ToString(NodeFormat, CultureInfo.InvariantCulture);
        string version = 0.ToString(VersionFormat, CultureInfo.InvariantCulture);
        string body = Body(node, version);
        string head = string.Create(
            CultureInfo.InvariantCulture,
            $"POST / HTTP/1.1\r\nHost: {url.Authority}\r\nContent-Type: application/x-amz-json-1.1\r\n"
                + $"X-Amz-Target: AmazonSSM.PutInventory\r\nContent-Length: {body.Length}\r\n\r\n");
        string request = head + body;
        _request = Encoding.ASCII.GetBytes(request);
        _node = request.IndexOf(node, StringComparison.Ordinal);
        for (int at = 0; (at = request.IndexOf("." + version, at, StringComparison.Ordinal)) >= 0; at++)
        {
            _versions.Add(at + 1);
        }
    }

    /// <summary>Ten rows of five attributes, without white space.</summary>
    public static string Content(string version)
    {
        IEnumerable<string> rows = Enumerable.Range(0, 10).Select(row => FormattableString.Invariant(
            $$"""
            {"Name":"package-{{row}}","Version":"1.2.{{version}}","Architecture":"amd64",
            "Publisher":"Debian","Section":"utils"}
            """).ReplaceLineEndings(""));
        return $"[{string.Join(",", rows)}]";
    }

    /// <summary>Puts the items of as many nodes, one after the other.</summary>
    public void Call(int first, int count)
    {
        for (int number = first; number < first + count; number++)
        {
            Call(number);
        }
    }

    /// <summary>Puts 15 items of ten rows for a node, and waits for the answer.</summary>
    public void Call(int number)
    {
        number.TryFormat(_request.AsSpan(_node), out _, NodeFormat, CultureInfo.InvariantCulture);
        foreach (int at in _versions)
        {
            number.TryFormat(_request.AsSpan(at), out _, VersionFormat, CultureInfo.InvariantCulture);
        }

        _socket.Send(_request);
        int length = _socket.Receive(_answer);
        if (!_answer.AsSpan(0, length).StartsWith("HTTP/1.1 200 "u8) || !_answer.AsSpan(0, length).EndsWith("{}"u8))
        {
            throw new InvalidOperationException(Encoding.ASCII.GetString(_answer, 0, length));
        }
    }

    public void Dispose() => _socket.Dispose();

    private static string Body(string node, string version)
    {
        IEnumerable<string> items = Enumerable.Range(0, 15).Select(type => FormattableString.Invariant(
            $$"""
            {"TypeName":"Custom:T{{type}}","SchemaVersion":"1.0","CaptureTime":"2026-01-31T12:00:00Z",
            "ContentHash":"h2S3423R45iIYNRHpkdDfg==","Content":{{Content(version)}}}
            """).ReplaceLineEndings(""));
        return $$"""{"InstanceId":"mi-{{node}}","Items":[{{string.Join(",", items)}}]}""";
    }
}
