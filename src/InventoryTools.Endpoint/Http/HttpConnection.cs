using System.Globalization;
using System.Net.Sockets;
using System.Text;
using InventoryTools.Service;

namespace InventoryTools.Endpoint.Http;

/// <summary>One connection of a client: reads its requests one after the other, and sends the answers.</summary>
/// <remarks>
/// .NET Framework can't cancel a read from a socket. Every time-out closes the socket instead, which ends the read.
/// </remarks>
internal sealed class HttpConnection : IDisposable
{
    private const int ClientsTurn = 0;
    private const int ServicesTurn = 1;
    private const int Over = 2;

    private readonly Socket _socket;
    private readonly NetworkStream _stream;
    private readonly HttpLimits _limits;
    private readonly IClock _clock;
    private readonly HttpDeadline _deadline;
    private readonly HttpInput _input;
    private int _turn = ClientsTurn;
    private bool _isReading = true;

    public HttpConnection(Socket socket, HttpLimits limits, IClock clock)
    {
        _socket = socket;
        _socket.NoDelay = true;
        _stream = new NetworkStream(socket, ownsSocket: true);
        _limits = limits;
        _clock = clock;
        _deadline = new HttpDeadline(clock);
        _input = new HttpInput(_stream, limits, _deadline);
        WaitingSince = clock.Elapsed;
    }

    /// <summary>True while no request has begun.</summary>
    public bool IsIdle { get; private set; } = true;

    /// <summary>
    /// The time since when the client is waited for: to begin a request, to send the rest of it, or to take the answer.
    /// </summary>
    public TimeSpan WaitingSince { get; private set; }

    /// <summary>
    /// Closes the connection; returns false while the service works for it, or has not read what the client has sent.
    /// </summary>
    /// <param name="minWait">The time for which the client must have been waited for.</param>
    public bool TryClose(TimeSpan minWait)
    {
        if (_clock.Elapsed - WaitingSince < minWait
            || HasUnread()
            || Interlocked.CompareExchange(ref _turn, Over, ClientsTurn) != ClientsTurn)
        {
            return false;
        }

        Dispose();
        return true;
    }

    /// <summary>
    /// Ends the time of the client, whose request is there; returns false after <see cref="TryClose"/>.
    /// </summary>
    public bool TryBeginWork() =>
        Interlocked.CompareExchange(ref _turn, ServicesTurn, ClientsTurn) == ClientsTurn;

    /// <summary>
    /// Waits for a request and reads its head; null when the client has closed the connection or its time is over.
    /// </summary>
    /// <exception cref="BadHttpRequestException">The bytes are not the head of a request.</exception>
    public async Task<HttpRequest?> ReadHeadAsync()
    {
        if (_input.IsEmpty)
        {
            WaitForClient(isIdle: true, isReading: true);
            _deadline.Begin(_limits.Idle);
            try
            {
                if (!await _input.FillAsync().ConfigureAwait(false))
                {
                    return null;
                }
            }
            catch (TimeoutException)
            {
                return null;
            }
        }

        WaitForClient(isIdle: false, isReading: true);
        _deadline.Begin(_limits.Head);
        return await _input.ReadHeadAsync().ConfigureAwait(false);
    }

    /// <summary>Reads the body after the head; null when the client has closed the connection.</summary>
    /// <exception cref="BadHttpRequestException">The body is too large, too slow, or malformed.</exception>
    public async Task<byte[]?> ReadBodyAsync(HttpRequest head)
    {
        if (head.ContentLength > _limits.BodyBytes)
        {
            throw _limits.BodyTooLarge();
        }

        if (head.ExpectsContinue && _input.IsEmpty && (head.IsChunked || head.ContentLength > 0))
        {
            byte[] go = Encoding.ASCII.GetBytes("HTTP/1.1 100 Continue\r\n\r\n");
            await SendAsync(go, go.Length).ConfigureAwait(false);
        }

        _deadline.Begin(_limits.Body);
        try
        {
            return head.IsChunked
                ? await _input.ReadChunksAsync().ConfigureAwait(false)
                : await _input.ReadAsync((int)head.ContentLength).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw BadHttpRequestException.Slow(
                $"its body was not there after {_limits.Body.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s");
        }
    }

    /// <summary>Sends an answer; returns true when the connection can serve another request.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="keepsAlive">False to close the connection.</param>
    /// <param name="hasBody">False for the answer to HEAD.</param>
    public async Task<bool> SendAsync(HttpResponse response, bool keepsAlive, bool hasBody)
    {
        WaitForClient(isIdle: false, isReading: false);
        bool isComplete = response.Ending == HttpResponseEnding.Complete;
        if (isComplete || response.SentBytes is not null)
        {
            byte[] bytes = response.Compose(keepsAlive && isComplete, hasBody, out int headLength);
            int count = isComplete ? bytes.Length : Math.Min(bytes.Length, headLength + (response.SentBytes ?? 0));
            await SendAsync(bytes, count).ConfigureAwait(false);
        }

        if (response.Ending == HttpResponseEnding.Reset)
        {
            _socket.LingerState = new LingerOption(enable: true, seconds: 0);
        }
        else if (response.Ending == HttpResponseEnding.NoResponse)
        {
            await WaitForEndAsync().ConfigureAwait(false);
        }

        return keepsAlive && isComplete;
    }

    /// <summary>
    /// Lets the client read the last answer before the connection is closed. Closing it with unread bytes would reset
    /// it, and the answer would be lost.
    /// </summary>
    public async Task LingerAsync()
    {
        const int MaxBytes = 16 * 1024 * 1024;
        _deadline.Begin(_limits.Stop);
        try
        {
            _socket.Shutdown(SocketShutdown.Send);
            byte[] unread = new byte[4096];
            for (int read = 0, count = 1; read < MaxBytes && count > 0; read += count)
            {
                count = await _deadline.InTimeAsync(_stream.ReadAsync(unread, 0, unread.Length)).ConfigureAwait(false);
            }
        }
        catch (Exception error) when (error is TimeoutException || IsOver(error))
        {
            // Its time is over.
        }
    }

    /// <summary>Returns true for an exception after either side has closed the connection.</summary>
    public static bool IsOver(Exception error) => error is IOException or SocketException or ObjectDisposedException;

    public void Dispose() => _stream.Dispose();

    private async Task SendAsync(byte[] bytes, int count)
    {
        _deadline.Begin(_limits.Body);
        await _deadline.InTimeAsync(Send()).ConfigureAwait(false);

        async Task<int> Send()
        {
            await _stream.WriteAsync(bytes, 0, count).ConfigureAwait(false);
            return count;
        }
    }

    // A client that does not take its answer may send what it wants meanwhile.
    private bool HasUnread()
    {
        try
        {
            return _isReading && _socket.Available > 0;
        }
        catch (Exception error) when (IsOver(error))
        {
            return false;
        }
    }

    private void WaitForClient(bool isIdle, bool isReading)
    {
        IsIdle = isIdle;
        _isReading = isReading;
        WaitingSince = _clock.Elapsed;
        Interlocked.CompareExchange(ref _turn, ClientsTurn, ServicesTurn);
    }

    // Reads and discards until the client closes the connection.
    private async Task WaitForEndAsync()
    {
        _deadline.Begin(_limits.Silence);
        byte[] unread = new byte[4096];
        int read;
        do
        {
            read = await _deadline.InTimeAsync(_stream.ReadAsync(unread, 0, unread.Length)).ConfigureAwait(false);
        }
        while (read > 0);
    }
}
