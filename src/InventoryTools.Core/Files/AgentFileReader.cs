using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace InventoryTools.Files;

/// <summary>
/// Reads custom inventory files as the SSM agent does. Member names match in any case, the last of two equal members
/// counts, unknown members are ignored, and one entry needs no list. An invalid entry is omitted without a message; a
/// file is dropped when its last entry is invalid or an entry is not an object.
/// </summary>
internal static class AgentFileReader
{
    // The depth that Go reads.
    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = 10_000 };

    // An escape of JSON: both halves of a surrogate pair, one half alone, or anything else.
    private static readonly Regex s_escape = new(
        @"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?<half>u[dD][89a-fA-F][0-9a-fA-F]{2})|.)",
        RegexOptions.Singleline);

    /// <summary>Reads one file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="captureTime">The capture time of the item: the agent takes the moment at which it reads.</param>
    /// <param name="report">Receives the entries and files that the agent drops.</param>
    /// <param name="isForced">True to read what the agent would drop, where possible.</param>
    public static InventoryItem? Read(
        string path, string captureTime, Action<InventoryFileException> report, bool isForced)
    {
        byte[] bytes = FileOperations.ReadAllBytes(path);
        try
        {
            (string text, string? encoding) = Decode(bytes);
            if (encoding is not null)
            {
                report(Dropped(
                    path,
                    $"it begins with a byte order mark of {encoding}, which the agent does not read. Save it as UTF-8 "
                        + "without one"));
                if (!isForced)
                {
                    return null;
                }
            }

            if (string.IsNullOrWhiteSpace(text))
            {
                report(Dropped(path, "it is empty"));
                return null;
            }

            using JsonDocument json = JsonDocument.Parse(WholeText(text), s_options);
            return ReadItem(path, json.RootElement, captureTime, report, isForced);
        }
        catch (JsonException error)
        {
            // The parser counts from 0 and adds the place to its sentence in its own way.
            string place = error.LineNumber is long line && error.BytePositionInLine is long at
                ? $"line {line + 1}, byte {at + 1}: "
                : "";
            string sentence = error.Message.Split([" LineNumber: "], StringSplitOptions.None)[0].TrimEnd('.');
            report(Dropped(path, $"it is not JSON that the agent reads: {place}{sentence}", error));
            return null;
        }
    }

    private static InventoryItem? ReadItem(
        string path,
        JsonElement root,
        string captureTime,
        Action<InventoryFileException> report,
        bool isForced)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            report(Dropped(path, "it is not a JSON object with TypeName, SchemaVersion and Content"));
            return null;
        }

        string typeName = Text(path, root, "TypeName");
        string version = Text(path, root, "SchemaVersion");
        List<string> problems =
            [.. new[] { AgentRules.CheckTypeName(typeName), AgentRules.CheckSchemaVersion(version) }.OfType<string>()];
        JsonElement content = Members(root, "Content").LastOrDefault();
        List<JsonElement> entries = content.ValueKind switch
        {
            JsonValueKind.Array => [.. content.EnumerateArray()],
            JsonValueKind.Object => [content],
            _ => [],
        };
        if (content.ValueKind is not (JsonValueKind.Array or JsonValueKind.Object))
        {
            problems.Add("it has no Content that is an object or a list of objects");
        }

        int other = entries.FindIndex(entry => entry.ValueKind != JsonValueKind.Object);
        if (other >= 0)
        {
            problems.Add($"Content[{other}] is not an object");
        }

        InventoryContent read = [];
        for (int at = 0; at < entries.Count; at++)
        {
            if (entries[at].ValueKind != JsonValueKind.Object)
            {
                continue;
            }

            (InventoryEntry entry, string? problem) = ReadEntry(entries[at]);
            if (problem is null || isForced)
            {
                read.Add(entry);
            }

            if (problem is not null && at < entries.Count - 1)
            {
                report(new InventoryFileException(
                    FileProblem.AgentEntryDropped,
                    path,
                    $"'{path}': the SSM agent leaves Content[{at}] out without a word: {problem}."));
            }
            else if (problem is not null)
            {
                problems.Add($"its last entry, Content[{at}], is not valid: {problem}");
            }
        }

        if (problems.Count > 0)
        {
            report(Dropped(path, string.Join("; ", problems)));
        }

        return problems.Count > 0 && !isForced ? null : new InventoryItem
        {
            TypeName = typeName,
            SchemaVersion = version,
            CaptureTime = captureTime,
            Content = read,
        };
    }

    // Returns the entry as far as it can be read, and the problem that the agent has with it.
    private static (InventoryEntry Entry, string? Problem) ReadEntry(JsonElement value)
    {
        Dictionary<string, JsonElement> last = new(StringComparer.Ordinal);
        List<string> names = [];
        foreach (JsonProperty attribute in value.EnumerateObject())
        {
            if (!last.ContainsKey(attribute.Name))
            {
                names.Add(attribute.Name);
            }

            last[attribute.Name] = attribute.Value;
        }

        InventoryEntry entry = new(names.Count);
        string? problem = null;
        foreach (string name in names)
        {
            bool isText = last[name].ValueKind == JsonValueKind.String;
            problem ??= isText ? null : $"the value of {name} is not text but {last[name].GetRawText()}";
            string text = isText ? last[name].GetString()!
                : last[name].ValueKind == JsonValueKind.Null ? ""
                : last[name].GetRawText();
            entry.AddUnseen(name, text);
        }

        return (entry, problem ?? AgentRules.CheckEntry(entry));
    }

    // Null leaves the text that came before it.
    private static string Text(string path, JsonElement root, string name) => Members(root, name).Aggregate(
        "",
        (text, value) => value.ValueKind switch
        {
            JsonValueKind.Null => text,
            JsonValueKind.String => value.GetString()!,
            _ => throw new JsonException($"{name} is not text but {value.GetRawText()} in '{path}'"),
        });

    private static IEnumerable<JsonElement> Members(JsonElement root, string name) => root.EnumerateObject()
        .Where(member => member.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        .Select(member => member.Value);

    // Half of a surrogate pair is replaced too.
    private static string WholeText(string json) =>
        s_escape.Replace(json, escape => escape.Groups["half"].Success ? @"\ufffd" : escape.Value);

    // Invalid UTF-8 is replaced, as Go does.
    private static (string Text, string? Mark) Decode(byte[] bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, ..] => (Encoding.UTF8.GetString(bytes, 3, bytes.Length - 3), "UTF-8"),
        [0xFF, 0xFE, ..] => (Encoding.Unicode.GetString(bytes, 2, bytes.Length - 2), "UTF-16"),
        [0xFE, 0xFF, ..] => (Encoding.BigEndianUnicode.GetString(bytes, 2, bytes.Length - 2), "UTF-16"),
        _ => (Encoding.UTF8.GetString(bytes), null),
    };

    private static InventoryFileException Dropped(string path, string why, Exception? inner = null) =>
        new(FileProblem.AgentFileDropped, path, $"The SSM agent does not send '{path}': {why}.", inner);
}
