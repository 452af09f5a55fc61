using System.Collections.Generic;

namespace InventoryTools.Endpoint.Http;

/// <summary>How an answer ends: as it should, or as networks let it end.</summary>
internal enum HttpResponseEnding
{
    /// <summary>The whole answer is sent.</summary>
    Whole,

    /// <summary>The connection is closed.</summary>
    Closed,

    /// <summary>The connection is reset.</summary>
    Reset,

    /// <summary>Nothing more is sent until the client gives up.</summary>
    Silent,
}

/// <summary>What is answered to an <see cref="HttpRequest"/>.</summary>
/// <param name="StatusCode">The HTTP status.</param>
/// <param name="Headers">The headers, but for those that frame the body.</param>
/// <param name="Body">The body; may be empty.</param>
internal sealed record HttpResponse(int StatusCode, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    /// <summary>How the answer ends.</summary>
    public HttpResponseEnding Ending { get; init; }

    /// <summary>
    /// The bytes of the body that are sent before an answer ends otherwise than <see cref="HttpResponseEnding.Whole"/>; null
    /// for no byte of the answer, not even of its head.
    /// </summary>
    public int? SentBytes { get; init; }
}
