using System.Text.Json;

namespace InventoryTools.Files;

/// <summary>
/// Reads custom inventory files as the SSM agent does. Member names match in any case, the last of two equal members
/// counts, unknown members are ignored, and one entry needs no list. An invalid entry is omitted without a message; a
/// file is dropped when its last entry is invalid or an entry is not an object.
/// </summary>
internal static class AgentFileReader
{
    private static readonly string[] s_sent = ["TypeName", "SchemaVersion", "Content"];

    /// <summary>Reads one file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="captureTime">The capture time of the item: the agent takes the moment at which it reads.</param>
    /// <param name="report">Receives the entries and files that the agent drops.</param>
    /// <param name="isForced">True to read what the agent would drop, where possible.</param>
    public static InventoryItem? Read(
        string path, string captureTime, Action<InventoryFileException> report, bool isForced)
    {
        AgentFileProblems problems = new(path, report, isForced);
        if (ReadText(path, problems) is not byte[] text)
        {
            return null;
        }

        try
        {
            using JsonDocument json = AgentJson.Parse(text);
            return ReadItem(json.RootElement, captureTime, problems);
        }
        catch (JsonException error)
        {
            problems.Drop($"it is not JSON that the agent reads: {AgentJson.Describe(error)}", error);
            return null;
        }
    }

    /// <summary>Returns the type that a file tells, whatever else it holds; null for none.</summary>
    public static string? TypeOf(string path)
    {
        try
        {
            byte[]? text = FileText.Read(FileOperations.ReadAllBytes(path), damage => damage.Encoding is not null);
            using JsonDocument json = AgentJson.Parse(text ?? []);
            return json.RootElement.ValueKind == JsonValueKind.Object
                && Text(json.RootElement, "TypeName") is { Length: > 0 } typeName ? typeName : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // A file that can't be read as it is can be read by force in the encoding that it seems to have.
    private static byte[]? ReadText(string path, AgentFileProblems problems)
    {
        byte[] bytes = FileOperations.ReadAllBytes(path);
        bool isRead = TextDamage.MarkOf(bytes) is not (string name, _, _) || problems.Allow(
            $"it begins with a byte order mark of {name}, which the agent does not read. Save it as UTF-8 without one");
        if (!isRead || FileText.Read(bytes, problems.Allow) is not byte[] text)
        {
            return null;
        }

        if (Array.TrueForAll(text, one => one is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
        {
            problems.Drop("it is empty");
            return null;
        }

        return text;
    }

    private static InventoryItem? ReadItem(JsonElement root, string captureTime, AgentFileProblems problems)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            problems.Drop("it is not a JSON object with TypeName, SchemaVersion and Content");
            return null;
        }

        InventoryItem item = new()
        {
            TypeName = Text(root, "TypeName"),
            SchemaVersion = Text(root, "SchemaVersion"),
            CaptureTime = captureTime,
        };
        JsonElement[] contents = [.. Members(root, "Content")];
        JsonElement content = contents.LastOrDefault();
        JsonElement[] entries = content.ValueKind switch
        {
            JsonValueKind.Array => [.. content.EnumerateArray()],
            JsonValueKind.Object => [content],
            _ => [],
        };
        int other = Array.FindIndex(entries, entry => entry.ValueKind != JsonValueKind.Object);
        if (content.ValueKind is not (JsonValueKind.Array or JsonValueKind.Object) || other >= 0)
        {
            // By force too: an item with less than the file has would replace the file.
            problems.Drop(Join(
                AgentRules.CheckTypeName(item.TypeName),
                AgentRules.CheckSchemaVersion(item.SchemaVersion),
                other < 0 ? "it has no Content that is an object or a list of objects"
                    : $"Content[{other}] is not an object"));
            return null;
        }

        string? huge = contents.Select(AgentJson.FindHugeNumber).FirstOrDefault(number => number is not null);
        string? last = ReadEntries(item, entries, problems);
        string dropped = Join(
            AgentRules.CheckTypeName(item.TypeName),
            AgentRules.CheckSchemaVersion(item.SchemaVersion),
            huge is null ? null : $"the number {(huge.Length > 30 ? huge.Substring(0, 30) + "…" : huge)} is too large",
            last);
        if (dropped.Length > 0 && !problems.Allow(dropped))
        {
            return null;
        }

        ReadOthers(item, root, problems);
        return item;
    }

    // Returns the problem of the last entry, which drops the file.
    private static string? ReadEntries(InventoryItem item, JsonElement[] entries, AgentFileProblems problems)
    {
        string? ofLast = null;
        item.Content = [];
        for (int at = 0; at < entries.Length; at++)
        {
            (InventoryEntry entry, string? problem) = ReadEntry(entries[at], at, problems);
            if (problem is null || problems.IsForced)
            {
                item.Content.Add(entry);
            }

            if (problem is not null && at < entries.Length - 1)
            {
                problems.LeaveOut($"Content[{at}] out without a word: {problem}");
            }
            else if (problem is not null)
            {
                ofLast = $"its last entry, Content[{at}], is not valid: {problem}";
            }
        }

        return ofLast;
    }

    // Returns the entry as far as it can be read, and the problem that the agent has with it.
    private static (InventoryEntry Entry, string? Problem) ReadEntry(
        JsonElement value, int index, AgentFileProblems problems)
    {
        Dictionary<string, JsonElement> last = new(StringComparer.Ordinal);
        List<string> names = [];
        foreach (JsonProperty attribute in value.EnumerateObject())
        {
            if (!last.TryGetValue(attribute.Name, out JsonElement before))
            {
                names.Add(attribute.Name);
            }
            else if (!JsonTexts.AreSame(before, attribute.Value))
            {
                problems.Ignore($"the value of '{attribute.Name}' in Content[{index}] that another one follows");
            }

            last[attribute.Name] = attribute.Value;
        }

        InventoryEntry entry = new(names.Count);
        string? problem = null;
        foreach (string name in names)
        {
            problem ??= last[name].ValueKind == JsonValueKind.String ? null
                : $"the value of {name} is not text but {JsonTexts.Shown(last[name])}";
            entry.AddUnseen(name, JsonTexts.AsText(last[name]));
        }

        return (entry, problem ?? AgentRules.CheckEntry(entry));
    }

    // What the file tells beside the three members that the agent reads. By force, the item gets what it has a place
    // for.
    private static void ReadOthers(InventoryItem item, JsonElement root, AgentFileProblems problems)
    {
        foreach (string name in s_sent)
        {
            JsonElement[] values = [.. Members(root, name).Where(value => value.ValueKind != JsonValueKind.Null)];
            if (!values.Skip(1).All(value => JsonTexts.AreSame(values[0], value)))
            {
                problems.Ignore($"the {name} that another one follows");
            }
        }

        foreach (JsonProperty member in root.EnumerateObject())
        {
            bool isRead = s_sent.Any(name => AgentJson.IsName(member.Name, name))
                || member.Value.ValueKind == JsonValueKind.Null
                || (problems.IsForced && JsonTexts.TrySetOther(item, member));
            if (!isRead)
            {
                problems.Ignore(member.Name);
            }
        }

        problems.TellRest();
    }

    // Null leaves the text that came before it.
    private static string Text(JsonElement root, string name) => Members(root, name).Aggregate(
        "",
        (text, value) => value.ValueKind switch
        {
            JsonValueKind.Null => text,
            JsonValueKind.String => value.GetString()!,
            _ => throw new JsonException($"{name} is not text but {JsonTexts.Shown(value)}"),
        });

    private static IEnumerable<JsonElement> Members(JsonElement root, string name) => root.EnumerateObject()
        .Where(member => AgentJson.IsName(member.Name, name))
        .Select(member => member.Value);

    private static string Join(params string?[] problems) => string.Join("; ", problems.OfType<string>());
}
