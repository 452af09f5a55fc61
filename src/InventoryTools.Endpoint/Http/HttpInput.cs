using System.Globalization;

namespace InventoryTools.Endpoint.Http;

/// <summary>Reads the heads and bodies of requests from a connection.</summary>
internal sealed class HttpInput(Stream stream, HttpLimits limits, HttpDeadline deadline)
{
    private const int MaxLineBytes = 256;
    private const int MinBodyBytes = 64 * 1024;
    private const string LineEnd = "\r\n";
    private const byte TlsHandshake = 22; // Source: RFC 8446, 5.1.

    private byte[] _buffer = new byte[4096];
    private int _start;
    private int _end;

    /// <summary>True when all received bytes were read.</summary>
    public bool IsEmpty => _start == _end;

    /// <summary>Reads the head of a request that has begun; null when the client has closed the connection.</summary>
    /// <exception cref="BadHttpRequestException">The bytes are not the head of a request.</exception>
    public async Task<HttpRequest?> ReadHeadAsync()
    {
        if (_buffer[_start] == TlsHandshake)
        {
            // A handshake has no end of a head.
            throw BadHttpRequestException.Malformed("it begins a TLS handshake, and this is HTTP without TLS");
        }

        try
        {
            List<string> lines = [];
            int left = limits.HeadBytes;
            while (await ReadLineAsync(left, () => lines.Count == 0 ? limits.TargetTooLong() : limits.HeadTooLarge())
                .ConfigureAwait(false) is string line)
            {
                if (line.Length == 0)
                {
                    return HttpRequest.Parse(lines, limits);
                }

                lines.Add(line);
                left -= line.Length + LineEnd.Length;
            }

            return null;
        }
        catch (TimeoutException)
        {
            string seconds = limits.Head.TotalSeconds.ToString(CultureInfo.InvariantCulture);
            throw BadHttpRequestException.Slow($"its headers were not there after {seconds} s");
        }
    }

    /// <summary>Reads a number of bytes; null when the client has closed the connection.</summary>
    public async Task<byte[]?> ReadAsync(int count)
    {
        // The memory for it is taken as it comes, not as it is announced.
        byte[] body = new byte[Math.Min(count, MinBodyBytes)];
        int read = Take(body, 0, body.Length);
        while (read < count)
        {
            if (read == body.Length)
            {
                Array.Resize(ref body, Math.Min(count, body.Length * 2));
            }

            int more = await deadline.InTimeAsync(stream.ReadAsync(body, read, body.Length - read))
                .ConfigureAwait(false);
            if (more == 0)
            {
                return null;
            }

            read += more;
        }

        return body;
    }

    /// <summary>Reads a body in chunks; null when the client has closed the connection.</summary>
    /// <exception cref="BadHttpRequestException">The chunks are too large or malformed.</exception>
    public async Task<byte[]?> ReadChunksAsync()
    {
        using MemoryStream body = new();
        for (int received = 0; ;)
        {
            if (await ReadFramingAsync().ConfigureAwait(false) is not string line)
            {
                return null;
            }

            // The framing counts too: chunks of one byte could come with any amount of it.
            int size = ChunkSize(line);
            received += line.Length + size;
            if (received > limits.BodyBytes)
            {
                throw limits.BodyTooLarge();
            }

            if (size == 0)
            {
                return await SkipTrailersAsync().ConfigureAwait(false) ? body.ToArray() : null;
            }

            byte[]? chunk = await ReadAsync(size).ConfigureAwait(false);
            if (chunk is null || await ReadFramingAsync().ConfigureAwait(false) is not string end)
            {
                return null;
            }

            if (end.Length > 0)
            {
                throw BadHttpRequestException.Malformed("a chunk is longer than it says");
            }

            body.Write(chunk, 0, chunk.Length);
        }
    }

    /// <summary>Reads more bytes into the buffer; false when the client has closed the connection.</summary>
    public async Task<bool> FillAsync()
    {
        if (_start > 0)
        {
            Buffer.BlockCopy(_buffer, _start, _buffer, 0, _end - _start);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        int read = await deadline.InTimeAsync(stream.ReadAsync(_buffer, _end, _buffer.Length - _end))
            .ConfigureAwait(false);
        _end += read;
        return read > 0;
    }

    private static int ChunkSize(string line)
    {
        int extension = line.IndexOf(';');
        string digits = extension < 0 ? line : line.Substring(0, extension).TrimEnd(' ', '\t');
        return digits.Length is > 0 and < 8 && int.TryParse(
            digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int size)
            ? size
            : throw BadHttpRequestException.Malformed("the size of a chunk is not a number");
    }

    private async Task<bool> SkipTrailersAsync()
    {
        for (int i = 0; i <= limits.Headers; i++)
        {
            string? line = await ReadFramingAsync().ConfigureAwait(false);
            if (line is null or "")
            {
                return line is not null;
            }

            HttpRequest.ParseField(line);
        }

        throw BadHttpRequestException.HeadTooLarge("too many trailers");
    }

    private Task<string?> ReadFramingAsync() => ReadLineAsync(
        MaxLineBytes, () => BadHttpRequestException.Malformed("a line of the body's framing is too long"));

    // Returns a line without its end; null when the client has closed the connection.
    private async Task<string?> ReadLineAsync(int maxBytes, Func<BadHttpRequestException> tooLong)
    {
        int end;
        while ((end = Array.IndexOf(_buffer, (byte)'\n', _start, _end - _start)) < 0)
        {
            if (_end - _start > maxBytes)
            {
                throw tooLong();
            }

            if (!await FillAsync().ConfigureAwait(false))
            {
                return null;
            }
        }

        string line = HttpRequest.Encoding.GetString(_buffer, _start, end + 1 - _start);
        _start = end + 1;
        return line.Length - LineEnd.Length > maxBytes
            ? throw tooLong()
            : line.IndexOfAny(['\r', '\n', '\0']) == line.Length - LineEnd.Length
            ? line.Substring(0, line.Length - LineEnd.Length)
            : throw BadHttpRequestException.Malformed("a line does not end with CR and LF, or holds a NUL");
    }

    private int Take(byte[] target, int at, int count)
    {
        int taken = Math.Min(count, _end - _start);
        Buffer.BlockCopy(_buffer, _start, target, at, taken);
        _start += taken;
        return taken;
    }
}
