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

    // Up to so many names are compared one by one.
    private const int MaxCompared = 16;

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

    private bool _isTold;

    /// <summary>
    /// Returns the members of an object that have some names in any case, in the order of the names; null after a
    /// report of one that is there twice.
    /// </summary>
    /// <param name="value">The object.</param>
    /// <param name="place">The place of the object.</param>
    /// <param name="names">The names.</param>
    /// <param name="others">The names of other members, which are not read; null for none.</param>
    public JsonElement[]? MembersOf(JsonElement value, FilePlace place, string[] names, out List<string>? others)
    {
        JsonElement[] members = new JsonElement[names.Length];
        others = null;
        foreach (JsonProperty member in value.EnumerateObject())
        {
            int at = IndexOf(member, names);
            if (at < 0)
            {
                if (member.Value.ValueKind != JsonValueKind.Null && !s_added.Contains(member.Name))
                {
                    (others ??= []).Add(member.Name);
                }
            }
            else if (members[at].ValueKind != JsonValueKind.Undefined)
            {
                report.Refuse(place, $"the member {member.Name} is there twice");
                return null;
            }
            else
            {
                members[at] = member.Value;
            }
        }

        return members;
    }

    /// <summary>Tells which members are not read.</summary>
    public void TellOthers(List<string>? others, FilePlace place)
    {
        if (others is not null)
        {
            string names = string.Join(", ", others.Take(5)) + (others.Count > 5 ? ", …" : "");
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
            report.Refuse(place, JsonTexts.NotExpected(value, "an item"));
            return null;
        }

        if (MembersOf(value, place, s_members, out List<string>? others) is not JsonElement[] members)
        {
            return null;
        }

        _isTold = false;
        InventoryItem item = new();
        bool isWhole = Text(members[0], s_members[0], place, out string? node)
            & Text(members[1], s_members[1], place, out string? type)
            & Text(members[2], s_members[2], place, out string? version)
            & Text(members[3], s_members[3], place, out string? time)
            & Text(members[4], s_members[4], place, out string? hash)
            && ReadContent(members[5], place, item)
            && ReadContext(members[6], place, item);
        string? own = string.IsNullOrEmpty(node) ? null : node;
        if (!isWhole
            || !Agree(place, "TypeName", type, typeName)
            || !Agree(place, "InstanceId", own, instanceId))
        {
            return null;
        }

        (item.InstanceId, item.TypeName, item.SchemaVersion, item.CaptureTime, item.ContentHash) =
            (own ?? instanceId, type ?? typeName ?? "", version ?? "", time ?? "", hash?.Length > 0 ? hash : null);
        TellOthers(others, place);
        return report.Identify(item, place) ? item : null;
    }

    /// <summary>Reads entries; null after a report.</summary>
    public InventoryContent? ReadEntries(JsonElement value, FilePlace place)
    {
        _isTold = false;
        if (value.ValueKind is not (JsonValueKind.Array or JsonValueKind.Object))
        {
            report.Refuse(place, JsonTexts.NotExpected(value, "a list of objects"));
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
            report.Refuse(place, JsonTexts.NotExpected(value, expected));
            return null;
        }

        int count = value.EnumerateObject().Count();
        if (count > MaxAttributes)
        {
            report.Refuse(
                place,
                $"an entry has {NumberText.Grouped(count)} attributes, and {NumberText.Grouped(MaxAttributes)} are "
                    + "allowed");
            return null;
        }

        InventoryEntry map = new(count);
        HashSet<string>? seen = count > MaxCompared ? new(StringComparer.Ordinal) : null;
        foreach (JsonProperty attribute in value.EnumerateObject())
        {
            string name = attribute.Name;
            string? text = attribute.Value.ValueKind == JsonValueKind.String
                ? JsonTexts.TryText(attribute.Value)
                : JsonTexts.AsText(attribute.Value);
            string? problem = text is null ? "half of a surrogate pair is not a character"
                : !(seen?.Add(name) ?? !Has(map, name)) ? "the attribute is there twice"
                : null;
            if (problem is not null)
            {
                report.Refuse(place.Of(attribute.Name), problem);
                return null;
            }

            if (attribute.Value.ValueKind != JsonValueKind.String && !AllowAsText(attribute, place))
            {
                return null;
            }

            map.AddUnseen(name, text!);
        }

        return map;
    }

    /// <summary>Reads a member that is text; false after a report. Null counts as none.</summary>
    public bool Text(JsonElement value, string name, FilePlace place, out string? text)
    {
        text = null;
        if (value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined)
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

    // The first such value of an item is told; it can have as many as it has entries.
    private bool AllowAsText(JsonProperty attribute, FilePlace place)
    {
        if (_isTold)
        {
            return report.IsForced;
        }

        _isTold = true;
        string forced = report.IsForced ? "; this one and others are read as text" : "";
        string why = $"the value is not text but {JsonTexts.Shown(attribute.Value)}{forced}";
        return report.Allow(place.Of(attribute.Name), why, AsTextRemedy);
    }

    private static bool Has(InventoryEntry map, string name)
    {
        for (int at = 0; at < map.Count; at++)
        {
            if (map.At(at).Key == name)
            {
                return true;
            }
        }

        return false;
    }

    private static int IndexOf(JsonProperty member, string[] names)
    {
        for (int at = 0; at < names.Length; at++)
        {
            if (member.NameEquals(names[at]))
            {
                return at;
            }
        }

        return Array.FindIndex(names, name => name.Equals(member.Name, StringComparison.OrdinalIgnoreCase));
    }

    private bool ReadContent(JsonElement value, FilePlace place, InventoryItem item)
    {
        if (value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined)
        {
            return true;
        }

        item.Content = ReadEntries(value, place.Of(nameof(InventoryItem.Content)));
        return item.Content is not null;
    }

    private bool ReadContext(JsonElement value, FilePlace place, InventoryItem item)
    {
        if (value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined)
        {
            return true;
        }

        FilePlace ofContext = place.Of(nameof(InventoryItem.Context));
        item.Context = ReadMap(value, ofContext, "an object of names and text");
        return item.Context is not null;
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
}
