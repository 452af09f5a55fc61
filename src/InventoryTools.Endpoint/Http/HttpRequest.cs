using System.Collections.Generic;

namespace InventoryTools.Endpoint.Http;

/// <summary>An HTTP request, read in full.</summary>
/// <param name="Method">The method, such as <c>POST</c>.</param>
/// <param name="Target">Path and query, such as <c>/</c>.</param>
/// <param name="Headers">The headers by name, whatever its case; those that came several times are joined by commas.</param>
/// <param name="Body">The body; empty where there is none.</param>
internal sealed record HttpRequest(
    string Method,
    string Target,
    IReadOnlyDictionary<string, string> Headers,
    byte[] Body);
