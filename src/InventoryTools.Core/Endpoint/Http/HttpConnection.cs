using System;
using System.Globalization;
using System.IO;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace InventoryTools;

/// <summary>One connection of a client: reads its requests one after the other, and sends the answers.</summary>
/// <remarks>
/// Where .NET can't cancel the reading from a socket, closing it ends the reading, so that is how every time-out ends
/// here.
/// </remarks>
internal sealed class HttpConnection : IDisposable
{
    private const int LineBytes = 256;

    private readonly Socket _socket;
    private readonly NetworkStream _stream;
    private readonly HttpLimits _limits;
    private readonly IClock _clock;
    private byte[] _buffer = new byte[4096];
    private int _start;
    private int _end;
    private TimeSpan _deadline;

    public HttpConnection(Socket socket, HttpLimits limits, IClock clock)
    {
        _socket = socket;
        _socket.NoDelay = true;
        _stream = new NetworkStream(socket, ownsSocket: true);
        _limits = limits;
        _clock = clock;
        IdleSince = clock.Elapsed;
    }

    /// <summary>Since when nothing is asked of this end; null while a request is being read or answered.</summary>
    public TimeSpan? IdleSince { get; private set; }

    /// <summary>Waits for a request and reads its head; null where the client has gone or has had its time.</summary>
    /// <exception cref="HttpFault">What came is no head of a request.</exception>
    public async Task<HttpHead?> ReadHeadAsync()
    {
        if (_start == _end)
        {
            IdleSince = _clock.Elapsed;
            _deadline = _clock.Elapsed + _limits.Idle;
            try
            {
                if (!await FillAsync().ConfigureAwait(false))
                {
                    return null;
                }
            }
            catch (TimeoutException)
            {
                return null;
            }
        }

        IdleSince = null;
        _deadline = _clock.Elapsed + _limits.Head;
        int end = await FindEndOfHeadAsync().ConfigureAwait(false);
        if (end < 0)
        {
            return null;
        }

        HttpHead head = HttpHead.Parse(_buffer, _start, end - _start, _limits);
        _start = end + 4;
        return head;
    }

    /// <summary>Reads the body that belongs to the head; null where the client has gone.</summary>
    /// <exception cref="HttpFault">The body is too large, too slow, or not what the head says.</exception>
    public async Task<byte[]?> ReadBodyAsync(HttpHead head)
    {
        if (head.ContentLength > _limits.BodyBytes)
        {
            throw BodyTooLarge();
        }

        if (head.ExpectsContinue && _start == _end && (head.IsChunked || head.ContentLength > 0))
        {
            byte[] go = Encoding.ASCII.GetBytes("HTTP/1.1 100 Continue\r\n\r\n");
            await SendAsync(go, go.Length).ConfigureAwait(false);
        }

        _deadline = _clock.Elapsed + _limits.Body;
        try
        {
            return head.IsChunked
                ? await ReadChunksAsync().ConfigureAwait(false)
                : await ReadAsync((int)head.ContentLength).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw HttpFault.Slow($"its body was not there after {_limits.Body.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s");
        }
    }

    /// <summary>Sends an answer; returns whether the connection can be used further.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="keepsAlive">False to close the connection.</param>
    /// <param name="hasBody">False for the answer to HEAD.</param>
    public async Task<bool> SendAsync(EndpointResponse response, bool keepsAlive, bool hasBody)
    {
        switch (response.Ending)
        {
            case EndpointEnding.Reset:
                _socket.LingerState = new LingerOption(enable: true, seconds: 0);
                return false;
            case EndpointEnding.Silent:
                await WaitForEndAsync().ConfigureAwait(false);
                return false;
            default:
                break;
        }

        bool isWhole = response.Ending == EndpointEnding.Whole;
        byte[] bytes = HttpResponseText.Compose(response, keepsAlive && isWhole, hasBody, out int headLength);
        int sent = isWhole ? bytes.Length : headLength + ((bytes.Length - headLength) / 2);
        await SendAsync(bytes, sent).ConfigureAwait(false);
        return keepsAlive && isWhole;
    }

    /// <summary>
    /// Lets the client read the last answer before the connection is closed: to close it while something is unread
    /// would reset it, and the answer would be lost.
    /// </summary>
    public async Task LingerAsync()
    {
        const int MostBytes = 16 * 1024 * 1024;
        _deadline = _clock.Elapsed + _limits.Stop;
        try
        {
            _socket.Shutdown(SocketShutdown.Send);
            for (int read = 0; read < MostBytes; read += _end)
            {
                _start = _end = 0;
                if (!await FillAsync().ConfigureAwait(false))
                {
                    return;
                }
            }
        }
        catch (Exception error) when (error is TimeoutException || IsOver(error))
        {
            // It has had its time.
        }
    }

    /// <summary>Whether the exception says that the client, or this end, has closed the connection.</summary>
    public static bool IsOver(Exception error) => error is IOException or SocketException or ObjectDisposedException;

    public void Dispose() => _stream.Dispose();

    private async Task SendAsync(byte[] bytes, int count)
    {
        _deadline = _clock.Elapsed + _limits.Body;
        await InTimeAsync(Send()).ConfigureAwait(false);

        async Task<int> Send()
        {
            await _stream.WriteAsync(bytes, 0, count).ConfigureAwait(false);
            return count;
        }
    }

    // Whatever still comes is thrown away.
    private async Task WaitForEndAsync()
    {
        int read;
        do
        {
            read = await _stream.ReadAsync(_buffer, 0, _buffer.Length).ConfigureAwait(false);
        }
        while (read > 0);
    }

    // The place of the empty line; below 0 where the client has gone.
    private async Task<int> FindEndOfHeadAsync()
    {
        for (int searched = 0; ;)
        {
            for (; _start + searched + 4 <= _end; searched++)
            {
                int at = _start + searched;
                if (_buffer[at] == '\r' && _buffer[at + 1] == '\n' && _buffer[at + 2] == '\r' && _buffer[at + 3] == '\n')
                {
                    return searched <= _limits.HeadBytes ? at : throw HeadTooLarge();
                }
            }

            if (_end - _start > _limits.HeadBytes)
            {
                throw HeadTooLarge();
            }

            try
            {
                if (!await FillAsync().ConfigureAwait(false))
                {
                    return -1;
                }
            }
            catch (TimeoutException)
            {
                throw HttpFault.Slow($"its headers were not there after {_limits.Head.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s");
            }
        }
    }

    private async Task<byte[]?> ReadAsync(int count)
    {
        byte[] body = new byte[count];
        int read = Take(body, 0, count);
        while (read < count)
        {
            int more = await InTimeAsync(_stream.ReadAsync(body, read, count - read)).ConfigureAwait(false);
            if (more == 0)
            {
                return null;
            }

            read += more;
        }

        return body;
    }

    private async Task<byte[]?> ReadChunksAsync()
    {
        using MemoryStream body = new();
        while (true)
        {
            if (await ReadLineAsync().ConfigureAwait(false) is not string line)
            {
                return null;
            }

            int size = ChunkSize(line);
            if (body.Length + size > _limits.BodyBytes)
            {
                throw BodyTooLarge();
            }

            if (size == 0)
            {
                return await SkipTrailersAsync().ConfigureAwait(false) ? body.ToArray() : null;
            }

            byte[]? chunk = await ReadAsync(size).ConfigureAwait(false);
            if (chunk is null || await ReadLineAsync().ConfigureAwait(false) is not string end)
            {
                return null;
            }

            if (end.Length > 0)
            {
                throw HttpFault.Malformed("a chunk is longer than it says");
            }

            body.Write(chunk, 0, chunk.Length);
        }
    }

    private static int ChunkSize(string line)
    {
        int extension = line.IndexOf(';');
        string digits = (extension < 0 ? line : line.Substring(0, extension)).TrimEnd(' ', '\t');
        return digits.Length is > 0 and < 8 && int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int size)
            ? size
            : throw HttpFault.Malformed("the size of a chunk is no number");
    }

    private async Task<bool> SkipTrailersAsync()
    {
        for (int i = 0; i <= _limits.Headers; i++)
        {
            string? line = await ReadLineAsync().ConfigureAwait(false);
            if (line is null or "")
            {
                return line is not null;
            }
        }

        throw HttpFault.HeadTooLarge("too many trailers");
    }

    // Null where the client has gone.
    private async Task<string?> ReadLineAsync()
    {
        StringBuilder line = new();
        while (true)
        {
            if (_start == _end && !await FillAsync().ConfigureAwait(false))
            {
                return null;
            }

            char c = (char)_buffer[_start++];
            if (c == '\n' && line.Length > 0 && line[line.Length - 1] == '\r')
            {
                return line.ToString(0, line.Length - 1);
            }

            if (line.Append(c).Length > LineBytes)
            {
                throw HttpFault.Malformed("a line of the body's framing is too long");
            }
        }
    }

    private int Take(byte[] target, int at, int count)
    {
        int taken = Math.Min(count, _end - _start);
        Buffer.BlockCopy(_buffer, _start, target, at, taken);
        _start += taken;
        return taken;
    }

    // Reads more behind what is in the buffer; false where the client has gone.
    private async Task<bool> FillAsync()
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

        int read = await InTimeAsync(_stream.ReadAsync(_buffer, _end, _buffer.Length - _end)).ConfigureAwait(false);
        _end += read;
        return read > 0;
    }

    private async Task<int> InTimeAsync(Task<int> work)
    {
        if (work.IsCompleted)
        {
            return await work.ConfigureAwait(false);
        }

        using CancellationTokenSource done = new();
        TimeSpan left = _deadline - _clock.Elapsed;
        Task late = Task.Delay(left > TimeSpan.Zero ? left : TimeSpan.Zero, done.Token);
        if (await Task.WhenAny(work, late).ConfigureAwait(false) == work)
        {
            done.Cancel();
            return await work.ConfigureAwait(false);
        }

        // It ends when the connection is closed, and nobody will look at it then.
        _ = work.ContinueWith(over => over.Exception, TaskScheduler.Default);
        throw new TimeoutException();
    }

    private HttpFault HeadTooLarge() => HttpFault.HeadTooLarge($"more than {_limits.HeadBytes.ToString(CultureInfo.InvariantCulture)} bytes");

    private HttpFault BodyTooLarge() =>
        HttpFault.TooLarge($"its body has more than {_limits.BodyBytes.ToString(CultureInfo.InvariantCulture)} bytes");
}
