using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace InventoryTools.Tests.Aws;

/// <summary>A request as HTTP has it.</summary>
public sealed record LoopbackRequest(IReadOnlyDictionary<string, string> Headers, ReadOnlyMemory<byte> Body);

/// <summary>
/// The little of HTTP/1.1 that the service needs, down at the socket, because an HTTP server would be too polite to
/// reset a connection in the middle of an answer.
/// </summary>
public sealed class LoopbackConnection(Socket socket)
{
    private static readonly byte[] s_endOfHead = "\r\n\r\n"u8.ToArray();
    private static readonly byte[] s_continue = "HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray();
    private static readonly byte[] s_bad =
        "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray();

    private byte[] _buffer = new byte[16 * 1024];
    private int _filled;

    /// <summary>The next request; null when the client is done. The body is good until the next one is read.</summary>
    public async Task<LoopbackRequest?> ReadAsync(CancellationToken stopping)
    {
        int headLength;
        while ((headLength = _buffer.AsSpan(0, _filled).IndexOf(s_endOfHead)) < 0)
        {
            if (!await FillAsync(stopping))
            {
                return null;
            }

            // The beginning of a TLS handshake has no end of a head to wait for.
            if (!char.IsAsciiLetterUpper((char)_buffer[0]))
            {
                await SendAsync(s_bad, stopping);
                return null;
            }
        }

        Dictionary<string, string> headers = Headers(Encoding.Latin1.GetString(_buffer, 0, headLength));
        int begin = headLength + s_endOfHead.Length;
        int length = headers.TryGetValue("Content-Length", out string? text)
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : 0;
        if (headers.ContainsKey("Transfer-Encoding"))
        {
            throw new InvalidDataException("The service takes no body without a length.");
        }

        if (headers.ContainsKey("Expect"))
        {
            await SendAsync(s_continue, stopping);
        }

        while (_filled < begin + length)
        {
            if (!await FillAsync(stopping, begin + length))
            {
                return null;
            }
        }

        // Clients send no request before the answer to the one before it, so nothing lies behind the body.
        _filled = 0;
        return new LoopbackRequest(headers, _buffer.AsMemory(begin, length));
    }

    /// <summary>Ends a call.</summary>
    /// <returns>Whether another may come.</returns>
    public async Task<bool> EndAsync(LoopbackAnswer answer, CancellationToken stopping)
    {
        switch (answer.Ending)
        {
            case LoopbackEnding.Answered:
                byte[] body = answer.Bytes ?? Encoding.UTF8.GetBytes(answer.Body);
                await SendAsync((byte[])[.. Encoding.Latin1.GetBytes(Head(answer, body.Length)), .. body], stopping);
                return true;
            case LoopbackEnding.Reset:
                await SendPartAsync(answer, stopping);
                socket.LingerState = new LingerOption(true, 0);
                return false;
            case LoopbackEnding.Closed:
                socket.Shutdown(SocketShutdown.Both);
                return false;
            default:
                await SendPartAsync(answer, stopping);
                while (await FillAsync(stopping))
                {
                    _filled = 0;
                }

                return false;
        }
    }

    private static string Head(LoopbackAnswer answer, int length)
    {
        string requestId = answer.HasRequestId ? $"x-amzn-RequestId: {Guid.NewGuid()}\r\n" : "";
        string authenticate = answer.StatusCode == 407 ? "Proxy-Authenticate: Basic realm=\"proxy\"\r\n" : "";
        string reason = answer.StatusCode == 200 ? "OK" : "Not OK";
        return $"HTTP/1.1 {answer.StatusCode} {reason}\r\n{requestId}{authenticate}{answer.Headers}"
            + $"Content-Type: {answer.ContentType}\r\nContent-Length: {length}\r\n\r\n";
    }

    private static Dictionary<string, string> Headers(string head)
    {
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        foreach (string line in head.Split("\r\n")[1..])
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            headers[line[..colon]] = line[(colon + 1)..].Trim();
        }

        return headers;
    }

    private async ValueTask<bool> FillAsync(CancellationToken stopping, int needed = 0)
    {
        if (_filled == _buffer.Length || needed > _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Max(needed, _buffer.Length * 2));
        }

        int count = await socket.ReceiveAsync(_buffer.AsMemory(_filled), stopping);
        _filled += count;
        return count > 0;
    }

    private async ValueTask SendPartAsync(LoopbackAnswer answer, CancellationToken stopping)
    {
        if (answer.AfterBytes is int count)
        {
            string part = "{\"Message\":\"".PadRight(count, 'x')[..count];
            await SendAsync(Encoding.ASCII.GetBytes(Head(answer, count + 1000) + part), stopping);
        }
    }

    private async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken stopping)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[await socket.SendAsync(bytes, stopping)..];
        }
    }
}
