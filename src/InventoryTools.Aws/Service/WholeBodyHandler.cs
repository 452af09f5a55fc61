namespace InventoryTools.Aws.Service;

/// <summary>
/// Reads the whole body of each answer, so that the timeout of the client holds for it, and no more than a limit. The
/// SDK reads it from memory.
/// </summary>
internal abstract class WholeBodyHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    // No server uses more than two.
    private const int MaxCodings = 4;
    private const int MaxBuffer = 16 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken)
    {
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        try
        {
            // Not every build of .NET can cancel the reading of a body: to close it ends the reading everywhere.
            using CancellationTokenRegistration end = cancellationToken.Register(response.Dispose);
            ResponseBody body = await ReadAsync(response.Content, MaxBytes(request), cancellationToken)
                .ConfigureAwait(false);
            Replace(response, Accept(request, response, body));
            return response;
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            response.Dispose();
            throw new OperationCanceledException(cancellationToken);
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    /// <summary>The limit of the body.</summary>
    protected abstract int MaxBytes(HttpRequestMessage request);

    /// <summary>Checks the body, and returns the one that the SDK gets.</summary>
    protected abstract MemoryStream Accept(
        HttpRequestMessage request, HttpResponseMessage response, ResponseBody body);

    // Reads and decodes a body, or the beginning of one that is larger than the limit.
    private static async Task<ResponseBody> ReadAsync(HttpContent content, int limit, CancellationToken stop)
    {
#if NET
        Stream raw = await content.ReadAsStreamAsync(stop).ConfigureAwait(false);
#else
        Stream raw = await content.ReadAsStreamAsync().ConfigureAwait(false);
#endif
        long length = content.Headers.ContentLength ?? MaxBuffer;
        MemoryStream body = await TakeAsync(raw, length, limit, stop).ConfigureAwait(false);
        bool isCut = body.Length > limit;
        ICollection<string> codings = content.Headers.ContentEncoding;
        string names = string.Join(", ", codings.Take(MaxCodings));
        foreach (string coding in codings.Reverse())
        {
            if (codings.Count > MaxCodings || ContentCodings.Decode(body, coding) is not Stream decoded)
            {
                return new ResponseBody(null, $"a body that is compressed ({names})");
            }

            try
            {
                body = await TakeAsync(decoded, MaxBuffer, limit, stop).ConfigureAwait(false);
                isCut |= body.Length > limit;
            }
            catch (Exception error) when (ContentCodings.IsDamage(error))
            {
                return new ResponseBody(
                    null, isCut ? "a large body" : $"a body that is said to be compressed ({names}) and is not");
            }
        }

        return new ResponseBody(body, "") { IsCut = isCut };
    }

    // Reads to the end or to the byte after the limit. Most answers are short and say how long they are.
    private static async Task<MemoryStream> TakeAsync(Stream stream, long length, int limit, CancellationToken stop)
    {
        MemoryStream taken = new();
        byte[] buffer = new byte[Math.Min(length, MaxBuffer) + 1];
        int count;
        while ((count = Math.Min(buffer.Length, limit + 1 - (int)taken.Length)) > 0
            && (count = await stream.ReadAsync(buffer, 0, count, stop).ConfigureAwait(false)) > 0)
        {
            taken.Write(buffer, 0, count);
        }

        taken.Position = 0;
        return taken;
    }

    private static void Replace(HttpResponseMessage response, MemoryStream body)
    {
        StreamContent content = new(body);
        foreach (KeyValuePair<string, IEnumerable<string>> header in response.Content.Headers)
        {
            if (!header.Key.Equals("Content-Length", StringComparison.OrdinalIgnoreCase)
                && !header.Key.Equals("Content-Encoding", StringComparison.OrdinalIgnoreCase))
            {
                content.Headers.TryAddWithoutValidation(header.Key, header.Value);
            }
        }

        response.Content.Dispose();
        response.Content = content;
    }
}

/// <summary>The decoded body of an answer.</summary>
/// <param name="Bytes">The bytes; null when the body can't be decoded.</param>
/// <param name="Reason">The kind of body that can't be decoded.</param>
internal sealed record ResponseBody(MemoryStream? Bytes, string Reason)
{
    /// <summary>True when the body has more than <see cref="Bytes"/>.</summary>
    public bool IsCut { get; init; }
}
