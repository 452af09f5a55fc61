namespace InventoryTools.Endpoint.Http;

/// <summary>An HTTP request, read in full.</summary>
/// <param name="Method">The method, such as <c>POST</c>.</param>
/// <param name="Target">Path and query, such as <c>/</c>.</param>
/// <param name="Headers">The headers by name without regard to case; repeated headers are joined by commas.</param>
/// <param name="Body">The body; empty for a request without a body.</param>
internal sealed record HttpRequest(
    string Method,
    string Target,
    IReadOnlyDictionary<string, string> Headers,
    byte[] Body);
