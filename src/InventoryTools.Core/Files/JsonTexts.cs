using System.Text.Json;

namespace InventoryTools.Files;

/// <summary>The text of JSON values.</summary>
internal static class JsonTexts
{
    /// <summary>The cause of the InvalidOperationException that the name of a member throws.</summary>
    public const string BrokenName = "the name of a member has half of a surrogate pair, which is not a character";

    private const int MaxShown = 60;

    /// <summary>Returns a value as a message shows it.</summary>
    public static string Shown(JsonElement value)
    {
        string text = value.GetRawText();
        return text.Length > MaxShown ? text.Substring(0, MaxShown) + "…" : text;
    }

    /// <summary>Returns the text of a value that should have been text: nothing for null, else its JSON.</summary>
    public static string AsText(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Null => "",
        _ => value.GetRawText(),
    };

    /// <summary>Returns the text of a string; null for one with half of a surrogate pair.</summary>
    public static string? TryText(JsonElement text)
    {
        try
        {
            return text.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Returns the description of a value.</summary>
    public static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "text",
        JsonValueKind.Null => "null",
        _ => JsonTexts.Shown(value),
    };

    /// <summary>
    /// Returns the sentence that tells what stands where something else should be. ConvertTo-Json of PowerShell writes
    /// text for what is deeper than -Depth.
    /// </summary>
    public static string NotExpected(JsonElement value, string expected)
    {
        string hint = value.ValueKind == JsonValueKind.String
            ? ". ConvertTo-Json writes text for what is deeper than its -Depth; make the file with -Depth 10"
            : "";
        return $"here is {Kind(value)}{(value.ValueKind == JsonValueKind.String ? $" ({JsonTexts.Shown(value)})" : "")}"
            + $", and not {expected}{hint}";
    }

    /// <summary>Returns true for two values that say the same.</summary>
    public static bool AreSame(JsonElement one, JsonElement other) =>
        one.ValueKind == other.ValueKind && AsText(one) == AsText(other);

    /// <summary>
    /// Gives an item a member that an agent's file does not need, such as its time; returns false for another member.
    /// </summary>
    public static bool TrySetOther(InventoryItem item, JsonProperty member)
    {
        switch (member.Name, member.Value.ValueKind)
        {
            case (nameof(InventoryItem.InstanceId), JsonValueKind.String):
                item.InstanceId = member.Value.GetString() is { Length: > 0 } node ? node : null;
                return true;
            case (nameof(InventoryItem.CaptureTime), JsonValueKind.String):
                item.CaptureTime = member.Value.GetString()!;
                return true;
            case (nameof(InventoryItem.ContentHash), JsonValueKind.String):
                item.ContentHash = member.Value.GetString();
                return true;
            case (nameof(InventoryItem.Context), JsonValueKind.Object):
                JsonProperty[] pairs = [.. member.Value.EnumerateObject()];
                bool isMap = pairs.All(pair => pair.Value.ValueKind == JsonValueKind.String)
                    && pairs.Select(pair => pair.Name).Distinct().Count() == pairs.Length;
                if (isMap)
                {
                    item.Context = [];
                    Array.ForEach(pairs, pair => item.Context.Add(pair.Name, pair.Value.GetString()!));
                }

                return isMap;
            default:
                return false;
        }
    }
}
