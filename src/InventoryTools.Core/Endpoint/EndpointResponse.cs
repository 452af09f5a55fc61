using System.Collections.Generic;

namespace InventoryTools;

/// <summary>How an answer ends, for a rehearsal of what networks do.</summary>
public enum EndpointEnding
{
    /// <summary>The whole answer is sent.</summary>
    Whole,

    /// <summary>The connection is reset before a byte of the answer is sent.</summary>
    Reset,

    /// <summary>The connection is closed in the middle of the answer.</summary>
    Truncated,

    /// <summary>Nothing is sent until the client gives up.</summary>
    Silent,
}

/// <summary>What is answered to an <see cref="EndpointRequest"/>.</summary>
/// <param name="StatusCode">The HTTP status.</param>
/// <param name="Headers">The headers, but for those that frame the body.</param>
/// <param name="Body">The body; may be empty.</param>
public sealed record EndpointResponse(int StatusCode, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    /// <summary>How the answer ends.</summary>
    public EndpointEnding Ending { get; init; }
}
