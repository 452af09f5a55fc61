namespace InventoryTools.Aws.Service;

/// <summary>An answer that the SDK can't read. It goes through the SDK, which knows nothing of it.</summary>
internal sealed class UnexpectedResponseException(int statusCode, ResponseText body) : Exception
{
    public int StatusCode { get; } = statusCode;

    public ResponseText Body { get; } = body;

    /// <summary>True for a result that can't be that of the operation.</summary>
    public bool IsMisfit { get; init; }

    /// <summary>The server's name for the request; null where it has none.</summary>
    public string? RequestId { get; init; }

    /// <summary>The time that the server asks to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The address to which the server redirects.</summary>
    public Uri? Location { get; init; }
}
