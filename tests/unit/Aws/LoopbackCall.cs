using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;

namespace InventoryTools.Tests.Aws;

/// <summary>A call as it arrived.</summary>
/// <param name="Operation">The operation, such as PutInventory.</param>
/// <param name="InstanceId">The node; empty where the operation has none.</param>
/// <param name="Body">What was sent.</param>
/// <param name="Items">The items of PutInventory.</param>
/// <param name="Headers">The headers, whatever the case of their names.</param>
/// <param name="Number">Counts the calls from 1.</param>
/// <param name="BodyBytes">The size of what was sent.</param>
/// <param name="At">When it had arrived, since the service began.</param>
public sealed record LoopbackCall(
    string Operation,
    string InstanceId,
    JsonElement Body,
    IReadOnlyList<LoopbackItem> Items,
    IReadOnlyDictionary<string, string> Headers,
    int Number,
    long BodyBytes,
    TimeSpan At)
{
    /// <summary>Reads the node and the items out of the body.</summary>
    public static LoopbackCall Read(
        string operation,
        JsonElement body,
        IReadOnlyDictionary<string, string> headers,
        int number,
        long bytes,
        TimeSpan at)
    {
        JsonElement items = default;
        bool hasItems = body.ValueKind == JsonValueKind.Object
            && body.TryGetProperty("Items", out items)
            && items.ValueKind == JsonValueKind.Array;
        return new LoopbackCall(
            operation,
            LoopbackItem.Text(body, "InstanceId") ?? "",
            body,
            hasItems ? [.. items.EnumerateArray().Select(LoopbackItem.Read)] : [],
            headers,
            number,
            bytes,
            at);
    }
}

/// <summary>An item as it arrived.</summary>
/// <param name="TypeName">The type.</param>
/// <param name="HasContent">Whether there was content, be it empty; an item without has only its hash.</param>
/// <param name="ContentHash">The hash.</param>
/// <param name="Entries">The number of entries.</param>
/// <param name="Json">The item itself.</param>
public sealed record LoopbackItem(
    string TypeName,
    bool HasContent,
    string? ContentHash,
    int Entries,
    JsonElement Json)
{
    public long Bytes => Encoding.UTF8.GetByteCount(Json.GetRawText());

    public string? CaptureTime => Text(Json, "CaptureTime");

    public string Content => Json.GetProperty("Content").GetRawText();

    public static LoopbackItem Read(JsonElement item)
    {
        bool hasContent = item.TryGetProperty("Content", out JsonElement content)
            && content.ValueKind == JsonValueKind.Array;
        return new LoopbackItem(
            Text(item, "TypeName") ?? "",
            hasContent,
            Text(item, "ContentHash"),
            hasContent ? content.GetArrayLength() : 0,
            item);
    }

    public static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value)
            && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
