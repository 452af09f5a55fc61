using System.Text.Json;

namespace InventoryTools.Aws.Service;

/// <summary>The body of an error of AWS JSON.</summary>
internal static class ErrorBody
{
    private static readonly string[] s_codes = ["__type", "code"];

    /// <summary>Returns the error as the SDK can read it, with its texts alone; null when it names no fault.</summary>
    /// <param name="body">The body.</param>
    /// <param name="hasCode">True when a header names the fault.</param>
    public static MemoryStream? Normalize(ResponseText body, bool hasCode)
    {
        if (body.IsCut || body.Text is not string text)
        {
            return null;
        }

        Dictionary<string, string> members = new(StringComparer.Ordinal);
        try
        {
            using JsonDocument document = JsonDocument.Parse(text.Trim() is { Length: > 0 } json ? json : "{}");
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return null;
            }

            foreach (JsonProperty member in document.RootElement.EnumerateObject()
                .Where(member => member.Value.ValueKind == JsonValueKind.String))
            {
                members[member.Name] = member.Value.GetString()!;
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }

        return hasCode || members.Any(member => IsCode(member.Key) && member.Value.Length > 0)
            ? new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(members))
            : null;
    }

    private static bool IsCode(string name) => s_codes.Contains(name, StringComparer.OrdinalIgnoreCase);
}
