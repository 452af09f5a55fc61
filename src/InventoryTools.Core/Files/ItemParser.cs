using System.Text.Json;
using InventoryTools.Model;

namespace InventoryTools.Files;

/// <summary>
/// Reads an item, or the content of one, from JSON. Names of members match in any case. What is not text, or stands
/// twice, is a problem, so that nothing is lost.
/// </summary>
/// <param name="report">Receives the problems.</param>
internal sealed class ItemParser(FileReport report)
{
    // 200 times what the service takes.
    private const int MaxAttributes = 10_000;

    private const string AsTextRemedy = "Write all values as text, or read them so with -Force";

    private static readonly string[] s_members =
    [
        nameof(InventoryItem.InstanceId), nameof(InventoryItem.TypeName), nameof(InventoryItem.SchemaVersion),
        nameof(InventoryItem.CaptureTime), nameof(InventoryItem.ContentHash), nameof(InventoryItem.Content),
        nameof(InventoryItem.Context),
    ];

    // What clients and PowerShell add to what they return.
    private static readonly HashSet<string> s_added = new(StringComparer.OrdinalIgnoreCase)
    {
        "ResponseMetadata", "ResultMetadata", "$metadata", "ContentLength", "HttpStatusCode", "LoggedAt", "NextToken",
        "PSComputerName", "PSShowComputerName", "RunspaceId", "PSSourceJobInstanceId", "Id", "ResourceType",
    };

    /// <summary>Returns the members of an object by their names in any case; null after a report of two.</summary>
    public Dictionary<string, JsonElement>? MembersOf(JsonElement value, FilePlace place)
    {
        Dictionary<string, JsonElement> members = new(StringComparer.OrdinalIgnoreCase);
        foreach (JsonProperty member in value.EnumerateObject())
        {
            if (members.ContainsKey(member.Name))
            {
                report.Refuse(place, $"the member {member.Name} is there twice");
                return null;
            }

            members.Add(member.Name, member.Value);
        }

        return members;
    }

    /// <summary>Tells which members are not read.</summary>
    public void TellOthers(Dictionary<string, JsonElement> members, FilePlace place, params string[] read)
    {
        string[] others = [.. members.Keys.Where(name =>
            !s_added.Contains(name)
            && !read.Contains(name, StringComparer.OrdinalIgnoreCase)
            && members[name].ValueKind != JsonValueKind.Null)];
        if (others.Length > 0)
        {
            string names = string.Join(", ", others.Take(5)) + (others.Length > 5 ? ", …" : "");
            report.Warn(place, $"{names}: an item has no such member, and it is not read");
        }
    }

    /// <summary>Reads an item, and gives it its node and time; null after a report.</summary>
    /// <param name="value">The object.</param>
    /// <param name="place">The place of the object.</param>
    /// <param name="instanceId">The node that the file tells beside the item; null for none.</param>
    /// <param name="typeName">The type that the file tells beside the item; null for none.</param>
    public InventoryItem? Read(
        JsonElement value, FilePlace place, string? instanceId = null, string? typeName = null)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            report.Refuse(place, NotObject(value, "an item"));
            return null;
        }

        if (MembersOf(value, place) is not Dictionary<string, JsonElement> members)
        {
            return null;
        }

        InventoryItem item = new();
        bool isWhole = Text(members, nameof(InventoryItem.InstanceId), place, out string? node)
            & Text(members, nameof(InventoryItem.TypeName), place, out string? type)
            & Text(members, nameof(InventoryItem.SchemaVersion), place, out string? version)
            & Text(members, nameof(InventoryItem.CaptureTime), place, out string? time)
            & Text(members, nameof(InventoryItem.ContentHash), place, out string? hash)
            && ReadContent(members, place, item)
            && ReadContext(members, place, item);
        string? own = string.IsNullOrEmpty(node) ? null : node;
        if (!isWhole
            || !Agree(place, "TypeName", type, typeName)
            || !Agree(place, "InstanceId", own, instanceId))
        {
            return null;
        }

        (item.InstanceId, item.TypeName, item.SchemaVersion, item.CaptureTime, item.ContentHash) =
            (own ?? instanceId, type ?? typeName ?? "", version ?? "", time ?? "", hash?.Length > 0 ? hash : null);
        TellOthers(members, place, s_members);
        return report.Identify(item, place) ? item : null;
    }

    /// <summary>Reads entries; null after a report.</summary>
    public InventoryContent? ReadEntries(JsonElement value, FilePlace place)
    {
        if (value.ValueKind is not (JsonValueKind.Array or JsonValueKind.Object))
        {
            report.Refuse(place, NotObject(value, "a list of objects"));
            return null;
        }

        // As the SSM agent: one entry needs no list.
        InventoryContent content = [];
        JsonElement[] entries = value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [value];
        for (int at = 0; at < entries.Length; at++)
        {
            FilePlace ofEntry = value.ValueKind == JsonValueKind.Array ? place.At(at) : place;
            if (ReadMap(entries[at], ofEntry, "an object with the attributes of an entry") is not InventoryEntry entry)
            {
                return null;
            }

            content.Add(entry);
        }

        return content;
    }

    /// <summary>Reads a map of names to text; null after a report.</summary>
    /// <param name="value">The value.</param>
    /// <param name="place">The place of the value.</param>
    /// <param name="expected">The description of a map there.</param>
    public InventoryEntry? ReadMap(JsonElement value, FilePlace place, string expected)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            report.Refuse(place, NotObject(value, expected));
            return null;
        }

        InventoryEntry map = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        bool isTold = false;
        foreach (JsonProperty attribute in value.EnumerateObject())
        {
            string? text = attribute.Value.ValueKind == JsonValueKind.String
                ? JsonTexts.TryText(attribute.Value)
                : JsonTexts.AsText(attribute.Value);
            string? problem = text is null ? "half of a surrogate pair is not a character"
                : !seen.Add(attribute.Name) ? "the attribute is there twice"
                : null;
            if (problem is not null)
            {
                report.Refuse(place.Of(attribute.Name), problem);
                return null;
            }

            if (attribute.Value.ValueKind != JsonValueKind.String && !isTold)
            {
                isTold = true;
                string why = $"the value is not text but {JsonTexts.Shown(attribute.Value)}";
                if (!report.Allow(place.Of(attribute.Name), why, AsTextRemedy))
                {
                    return null;
                }
            }

            map.AddUnseen(attribute.Name, text!);
        }

        if (map.Count > MaxAttributes)
        {
            report.Refuse(
                place,
                $"an entry has {NumberText.Grouped(map.Count)} attributes, and {NumberText.Grouped(MaxAttributes)} are "
                    + "allowed");
            return null;
        }

        return map;
    }

    /// <summary>Reads a member that is text; false after a report. Null counts as none.</summary>
    public bool Text(Dictionary<string, JsonElement> members, string name, FilePlace place, out string? text)
    {
        text = null;
        if (!members.TryGetValue(name, out JsonElement value) || value.ValueKind == JsonValueKind.Null)
        {
            return true;
        }

        text = value.ValueKind == JsonValueKind.String ? JsonTexts.TryText(value) : null;
        if (text is null)
        {
            report.Refuse(
                place.Of(name),
                value.ValueKind == JsonValueKind.String ? "half of a surrogate pair is not a character"
                    : $"it is not text but {JsonTexts.Shown(value)}");
        }

        return text is not null;
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

    private bool ReadContent(Dictionary<string, JsonElement> members, FilePlace place, InventoryItem item)
    {
        if (!members.TryGetValue(nameof(InventoryItem.Content), out JsonElement value)
            || value.ValueKind == JsonValueKind.Null)
        {
            return true;
        }

        item.Content = ReadEntries(value, place.Of(nameof(InventoryItem.Content)));
        return item.Content is not null;
    }

    private bool ReadContext(Dictionary<string, JsonElement> members, FilePlace place, InventoryItem item)
    {
        if (!members.TryGetValue(nameof(InventoryItem.Context), out JsonElement value)
            || value.ValueKind == JsonValueKind.Null)
        {
            return true;
        }

        FilePlace ofContext = place.Of(nameof(InventoryItem.Context));
        InventoryEntry? context = ReadMap(value, ofContext, "an object of names and text");
        item.Context = context?.ToDictionary(pair => pair.Key, pair => pair.Value);
        return context is not null;
    }

    private bool Agree(FilePlace place, string name, string? own, string? outer)
    {
        bool agrees = own is null || outer is null || own == outer;
        if (!agrees)
        {
            report.Add(place.Problem(
                FileProblem.Contradiction, $"{name} is '{own}' in the item and '{outer}' around it"));
        }

        return agrees;
    }

    // ConvertTo-Json of PowerShell writes such text for what is deeper than -Depth.
    private static string NotObject(JsonElement value, string expected)
    {
        string hint = value.ValueKind == JsonValueKind.String
            ? ". ConvertTo-Json writes text for what is deeper than its -Depth; make the file with -Depth 10"
            : "";
        return $"here is {Kind(value)}{(value.ValueKind == JsonValueKind.String ? $" ({JsonTexts.Shown(value)})" : "")}"
            + $", and not {expected}{hint}";
    }
}
