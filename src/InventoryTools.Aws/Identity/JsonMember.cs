using System.Text.Json;

namespace InventoryTools.Aws.Identity;

/// <summary>Reads text from JSON that may be of any form.</summary>
internal static class JsonMember
{
    public static string? Read(JsonElement root, string name) =>
        root.ValueKind == JsonValueKind.Object
        && root.TryGetProperty(name, out JsonElement value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
