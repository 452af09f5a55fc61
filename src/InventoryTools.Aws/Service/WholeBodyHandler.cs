namespace InventoryTools.Aws.Service;

/// <summary>
/// Reads the whole body of each answer, so that the timeout of the client holds for it, and no more than a limit. The
/// SDK reads it from memory.
/// </summary>
internal abstract class WholeBodyHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken)
    {
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        try
        {
            // Not every build of .NET can cancel the reading of a body: to close it ends the reading everywhere.
            using CancellationTokenRegistration end = cancellationToken.Register(response.Dispose);
            MemoryStream body = await ReadAsync(request, response, cancellationToken).ConfigureAwait(false);
            Replace(response, body);
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

    /// <summary>Reads the body, and returns the one that the SDK gets.</summary>
    protected abstract Task<MemoryStream> ReadAsync(
        HttpRequestMessage request, HttpResponseMessage response, CancellationToken stop);

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
