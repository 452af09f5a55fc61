using System.Text.Json;
using InventoryTools.Model;

namespace InventoryTools.Files;

/// <summary>Reads the items of JSON values of every shape, one value after another.</summary>
/// <param name="report">Receives the problems.</param>
/// <param name="pages">Receives the pages of answers.</param>
/// <param name="format">The format that the values must have; Auto for any.</param>
/// <param name="tell">Receives the description of the first value.</param>
internal sealed class ValueReader(
    FileReport report, EntryPages pages, InventoryFileFormat format, Action<string> tell)
{
    // A list of pages of lists is deepest. Deeper lists are not of inventory.
    private const int MaxLists = 3;

    // A file of something else has as many values as it likes.
    private const int MaxTold = 5;

    private static readonly string[] s_request = ["InstanceId", "Items"];
    private static readonly string[] s_answer = ["Entities", "NextToken"];
    private static readonly string[] s_entity = ["Id", "Data"];
    private static readonly string[] s_counts = ["Count", "matchingCount", "notMatchingCount"];
    private static readonly string[] s_entries =
        ["InstanceId", "TypeName", "SchemaVersion", "CaptureTime", "NextToken", "Entries"];

    private readonly ItemParser _parser = new(report);
    private bool _isTold;
    private int _unknown;

    /// <summary>Reads a value.</summary>
    public IEnumerable<InventoryItem> Read(byte[] text, int start, int length, FilePlace place)
    {
        JsonDocument json;
        try
        {
            json = JsonValues.Parse(text, start, length);
        }
        catch (JsonException error)
        {
            report.Refuse(place, $"it is not valid JSON: {AgentJson.Describe(error)}", error);
            return [];
        }

        using (json)
        {
            try
            {
                // The elements end with the document.
                return [.. Read(json.RootElement, place, lists: 0)];
            }
            catch (InvalidOperationException error)
            {
                report.Refuse(place, JsonTexts.BrokenName, error);
                return [];
            }
        }
    }

    /// <summary>Ends the values of a file: reports the number of those that are no items.</summary>
    public void Complete(FilePlace place)
    {
        if (_unknown > MaxTold)
        {
            report.Refuse(place, $"{NumberText.Grouped(_unknown - MaxTold)} more values are not items");
        }
    }

    private IEnumerable<InventoryItem> Read(JsonElement value, FilePlace place, int lists)
    {
        ValueShape shape = ValueShape.Of(value);
        bool isList = shape == ValueShape.List || shape == ValueShape.Wrapped;
        if (!isList && !_isTold && shape.Format != InventoryFileFormat.Auto)
        {
            _isTold = true;
            tell(shape == ValueShape.Item ? "items as JSON" : shape.Description);
        }

        if (isList && lists < MaxLists)
        {
            JsonElement list = shape == ValueShape.List ? value : Member(value, shape.Member);
            return list.ValueKind == JsonValueKind.Array
                ? list.EnumerateArray().SelectMany((element, at) => Read(element, place.At(at), lists + 1))
                : Refuse(place, $"'{shape.Member}' is not a list");
        }

        if (isList)
        {
            return Refuse(place, "lists are nested too deep");
        }

        InventoryFileFormat expected = format == InventoryFileFormat.JsonLines ? InventoryFileFormat.Auto : format;
        if (expected != InventoryFileFormat.Auto && expected != shape.Format)
        {
            string what = expected switch
            {
                InventoryFileFormat.CliInputJson => "it has no Items, as a request of PutInventory has",
                InventoryFileFormat.ItemsJson => "it is not an item",
                _ => "it is not an answer of GetInventory or ListInventoryEntries",
            };
            string remedy = shape.Format == InventoryFileFormat.Auto ? "" : ". Leave -Format out, or give another one";
            return Refuse(place, $"{what}: it is {shape.Description}{remedy}");
        }

        if (shape.Format == InventoryFileFormat.Auto)
        {
            return ++_unknown > MaxTold ? [] : Refuse(place, $"it is {shape.Description}");
        }

        if (shape == ValueShape.Entries)
        {
            ReadEntries(value, place);
            return [];
        }

        return shape == ValueShape.Item ? One(_parser.Read(value, place))
            : shape == ValueShape.Request ? ReadRequest(value, place)
            : shape == ValueShape.Entities ? ReadEntities(value, place)
            : ReadEntity(value, place);
    }

    private IEnumerable<InventoryItem> ReadRequest(JsonElement value, FilePlace place)
    {
        if (_parser.MembersOf(value, place, s_request, out List<string>? others)
                is not [JsonElement id, JsonElement items]
            || !_parser.Text(id, "InstanceId", place, out string? instanceId))
        {
            return [];
        }

        if (items.ValueKind != JsonValueKind.Array)
        {
            return Refuse(place, items.ValueKind == JsonValueKind.Null
                ? "it has no Items, as a request of PutInventory has"
                : $"Items is {JsonTexts.Kind(items)}, and not a list");
        }

        if (items.EnumerateArray().Any(item => item.ValueKind == JsonValueKind.Null))
        {
            return Refuse(place, "one of its Items is null");
        }

        _parser.TellOthers(others, place);
        string? node = string.IsNullOrEmpty(instanceId) ? null : instanceId;
        return items.EnumerateArray().SelectMany((item, at) =>
            One(_parser.Read(item, place.Of("Items").At(at), node)));
    }

    private IEnumerable<InventoryItem> ReadEntities(JsonElement value, FilePlace place)
    {
        if (_parser.MembersOf(value, place, s_answer, out _) is not [JsonElement entities, JsonElement token]
            || !_parser.Text(token, "NextToken", place, out string? next))
        {
            return [];
        }

        if (entities.ValueKind != JsonValueKind.Array)
        {
            return Refuse(place, $"Entities is {JsonTexts.Kind(entities)}, and not a list");
        }

        pages.Note(place, next);
        return entities.EnumerateArray().SelectMany((entity, at) =>
            ReadEntity(entity, place.Of("Entities").At(at)));
    }

    private IEnumerable<InventoryItem> ReadEntity(JsonElement value, FilePlace place)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return Refuse(place, $"an entity is an object, and this is {JsonTexts.Kind(value)}");
        }

        if (_parser.MembersOf(value, place, s_entity, out _) is not [JsonElement idOrNone, JsonElement data]
            || !_parser.Text(idOrNone, "Id", place, out string? id))
        {
            return [];
        }

        // AWS answers nodes of which it has no inventory.
        if (data.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined)
        {
            return id is not null ? [] : Refuse(place, "it has neither Id nor Data, as an entity has");
        }

        if (data.ValueKind != JsonValueKind.Object)
        {
            return Refuse(place.Of("Data"), $"Data is {JsonTexts.Kind(data)}, and not an object. Make a file of "
                + "ConvertTo-Json with -Depth 10");
        }

        string? node = string.IsNullOrEmpty(id) ? null : id;
        return data.EnumerateObject().SelectMany(type =>
        {
            FilePlace ofType = place.Of("Data").Of(type.Name);

            return node is null && IsOfCounts(type.Value)
                ? Refuse(ofType, "it has counts by an aggregator, and not items. Ask GetInventory without aggregators")
                : One(_parser.Read(type.Value, ofType, node, type.Name));
        });
    }

    // A page is no item before all others are read.
    private void ReadEntries(JsonElement value, FilePlace place)
    {
        if (_parser.MembersOf(value, place, s_entries, out List<string>? others) is not JsonElement[] members)
        {
            return;
        }

        bool isWhole = _parser.Text(members[0], s_entries[0], place, out string? node)
            & _parser.Text(members[1], s_entries[1], place, out string? type)
            & _parser.Text(members[2], s_entries[2], place, out string? version)
            & _parser.Text(members[3], s_entries[3], place, out string? time)
            & _parser.Text(members[4], s_entries[4], place, out string? next);
        string? instanceId = string.IsNullOrEmpty(node) ? null : node;
        if (!isWhole || _parser.ReadEntries(members[5], place.Of("Entries")) is not InventoryContent content)
        {
            pages.AddBroken(instanceId, type ?? "", place);
            return;
        }

        _parser.TellOthers(others, place);

        // A node without data of that type has no entries, and neither a version nor a time.
        if (content.Count == 0 && string.IsNullOrEmpty(time))
        {
            return;
        }

        InventoryItem page = new()
        {
            InstanceId = instanceId,
            TypeName = type ?? "",
            SchemaVersion = version ?? "",
            CaptureTime = time ?? "",
            Content = content,
        };
        pages.Add(page, place, next);
    }

    private IEnumerable<InventoryItem> Refuse(FilePlace place, string why)
    {
        report.Refuse(place, why);
        return [];
    }

    // Counts belong to no node and have no time. Some tools add the members of an item, so the rows are looked at too.
    private static bool IsOfCounts(JsonElement result)
    {
        if (result.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        Dictionary<string, JsonElement> members = new(StringComparer.OrdinalIgnoreCase);
        foreach (JsonProperty member in result.EnumerateObject())
        {
            members[member.Name] = member.Value;
        }

        bool hasTime = members.TryGetValue(nameof(InventoryItem.CaptureTime), out JsonElement time)
            && time.ValueKind != JsonValueKind.Null && JsonTexts.AsText(time).Length > 0;
        return !hasTime
            || (members.TryGetValue(nameof(InventoryItem.Content), out JsonElement rows)
                && rows.ValueKind == JsonValueKind.Array
                && rows.GetArrayLength() > 0
                && rows.EnumerateArray().All(IsCount));
    }

    private static bool IsCount(JsonElement row) => row.ValueKind == JsonValueKind.Object
        && Array.Exists(s_counts, count => row.TryGetProperty(count, out _));

    private static JsonElement Member(JsonElement value, string name) => value.EnumerateObject()
        .First(member => member.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    private static IEnumerable<InventoryItem> One(InventoryItem? item) => item is null ? [] : [item];
}
