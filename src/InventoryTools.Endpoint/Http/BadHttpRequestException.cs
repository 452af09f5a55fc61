namespace InventoryTools.Endpoint.Http;

/// <summary>A request that is not HTTP or breaks a limit. It is answered, and its connection is closed.</summary>
internal sealed class BadHttpRequestException(int statusCode, string code, string message) : Exception(message)
{
    public InventoryFault Fault { get; } = new(code, statusCode, message);

    public static BadHttpRequestException Malformed(string what) =>
        new(400, "MalformedHttpRequestException", $"The request is malformed: {what}.");

    public static BadHttpRequestException TooLarge(string what) =>
        new(413, "RequestEntityTooLargeException", $"The request is too large: {what}.");

    public static BadHttpRequestException HeadTooLarge(string what) =>
        new(431, "RequestHeaderFieldsTooLargeException", $"The headers are too large: {what}.");

    public static BadHttpRequestException Slow(string what) =>
        new(408, "RequestTimeoutException", $"The request came too slowly: {what}.");
}
