namespace InventoryTools.Endpoint.Http;

/// <summary>The end of an answer: complete, or a failure of the network.</summary>
internal enum HttpResponseEnding
{
    /// <summary>The whole answer is sent.</summary>
    Complete,

    /// <summary>The connection is closed.</summary>
    Closed,

    /// <summary>The connection is reset.</summary>
    Reset,

    /// <summary>Nothing more is sent until the client gives up.</summary>
    NoResponse,
}

/// <summary>The answer to an <see cref="HttpRequest"/>.</summary>
/// <param name="StatusCode">The HTTP status.</param>
/// <param name="Headers">The headers, without those that frame the body.</param>
/// <param name="Body">The body; may be empty.</param>
internal sealed record HttpResponse(int StatusCode, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    /// <summary>The end of the answer.</summary>
    public HttpResponseEnding Ending { get; init; }

    /// <summary>
    /// The number of bytes of the body that are sent when the answer is not
    /// <see cref="HttpResponseEnding.Complete"/>; null to send nothing, not even the head.
    /// </summary>
    public int? SentBytes { get; init; }
}
