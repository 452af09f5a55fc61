using System.Text;
using System.Text.Json;
using InventoryTools.Endpoint.Http;

namespace InventoryTools.Tests.Endpoint;

/// <summary>A call that arrived at a <see cref="ScriptedEndpoint"/>.</summary>
public sealed class ScriptedCall
{
    internal ScriptedCall(HttpRequest request, int number)
    {
        Request = request;
        Number = number;
    }

    /// <summary>The number of the call, from 1.</summary>
    public int Number { get; }

    internal HttpRequest Request { get; }

    /// <summary>The operation, such as PutInventory; empty for a request of another kind.</summary>
    public string Operation => Headers.TryGetValue("X-Amz-Target", out string? target) ? target.Split('.')[^1] : "";

    /// <summary>The method and the target, such as <c>POST /</c>.</summary>
    public string Line => $"{Request.Method} {Request.Target}";

    public IReadOnlyDictionary<string, string> Headers => Request.Headers;

    /// <summary>The size of the body in bytes.</summary>
    public int Length => Request.Body.Length;

    /// <summary>The body as text.</summary>
    public string Text => Encoding.UTF8.GetString(Request.Body);

    /// <summary>The body as JSON.</summary>
    public JsonElement Body => JsonSerializer.Deserialize<JsonElement>(Request.Body);

    /// <summary>The node; empty where the operation has none.</summary>
    public string InstanceId => Body.TryGetProperty("InstanceId", out JsonElement node) ? node.GetString()! : "";

    /// <summary>The items of PutInventory.</summary>
    public IReadOnlyList<ScriptedItem> Items => Body.TryGetProperty("Items", out JsonElement items)
        ? [.. items.EnumerateArray().Select(item => new ScriptedItem(item))]
        : [];
}

/// <summary>An item of a call.</summary>
/// <param name="Json">The item as it arrived.</param>
public sealed record ScriptedItem(JsonElement Json)
{
    public string TypeName => Json.GetProperty("TypeName").GetString()!;

    /// <summary>False for an item that was sent as a hash only.</summary>
    public bool HasContent => Json.TryGetProperty("Content", out _);
}
