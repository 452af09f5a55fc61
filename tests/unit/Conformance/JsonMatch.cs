using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace InventoryTools.Tests.Conformance;

/// <summary>
/// Compares an answer with what is expected of it. Objects have exactly the expected members, in any order, and lists
/// exactly the expected elements, but for an expected object with one of these members:
/// <list type="bullet">
/// <item><c>$any</c>: any <c>text</c>, <c>number</c>, <c>object</c> or <c>list</c></item>
/// <item><c>$absent</c>: the member is not there</item>
/// <item><c>$atLeast</c>: an object with these members and maybe others</item>
/// <item><c>$anyOrder</c>: a list of these elements in any order</item>
/// <item><c>$count</c>: a list of so many elements</item>
/// <item><c>$oneOf</c>: one of these values</item>
/// <item><c>$matches</c>: text that matches the regular expression</item>
/// <item><c>$sameAs</c>: the value of another member of the same object</item>
/// <item><c>$kept</c>: the value that an earlier answer of the case had</item>
/// </list>
/// </summary>
internal static class JsonMatch
{
    private const int Shown = 300;

    /// <summary>The differences, each with its path; none where the answer is as expected.</summary>
    public static IReadOnlyList<string> Differences(JsonNode expected, JsonNode? actual)
    {
        List<string> found = [];
        Compare(expected, actual, null, "", found);
        return found;
    }

    /// <summary>A copy with the kept values in place of the members <c>$kept</c>.</summary>
    public static JsonNode Fill(JsonNode node, IReadOnlyDictionary<string, JsonNode> kept) => node switch
    {
        JsonObject json when (string?)json["$kept"] is string name => kept[name].DeepClone(),
        JsonObject json => new JsonObject(
            json.Select(
                pair => new KeyValuePair<string, JsonNode?>(
                    pair.Key, pair.Value is null ? null : Fill(pair.Value, kept)))),
        JsonArray list => new JsonArray([.. list.Select(element => element is null ? null : Fill(element, kept))]),
        _ => node.DeepClone(),
    };

    private static void Compare(
        JsonNode? expected, JsonNode? actual, JsonObject? parent, string path, List<string> found)
    {
        if (expected is JsonObject { Count: 1 } rule
            && rule.First() is { Value: JsonNode operand } one
            && one.Key.StartsWith('$'))
        {
            CompareRule(one.Key, operand, actual, parent, path, found);
        }
        else if (expected is JsonObject members && actual is JsonObject)
        {
            CompareMembers(members, actual.AsObject(), path, isExact: true, found);
        }
        else if (expected is JsonArray elements && actual is JsonArray list && elements.Count == list.Count)
        {
            for (int i = 0; i < elements.Count; i++)
            {
                Compare(elements[i], list[i], null, $"{path}[{i}]", found);
            }
        }
        else if (!AreEqual(expected, actual))
        {
            Add(path, Show(expected), actual, found);
        }
    }

    private static void CompareRule(
        string rule, JsonNode operand, JsonNode? actual, JsonObject? parent, string path, List<string> found)
    {
        bool holds = rule switch
        {
            "$any" => KindOf(actual) == (string?)operand,
            "$absent" => actual is null,
            "$count" => actual is JsonArray list && list.Count == (int)operand,
            "$oneOf" => operand.AsArray().Any(value => AreEqual(value, actual)),
            "$matches" => KindOf(actual) == "text" && Regex.IsMatch((string)actual!, (string)operand!),
            "$sameAs" => AreEqual(parent?[(string)operand!], actual),
            "$anyOrder" => actual is JsonArray list && MatchInAnyOrder(operand.AsArray(), list),
            "$atLeast" => actual is JsonObject,
            _ => throw new InvalidOperationException($"{path}: there is no rule '{rule}'."),
        };
        if (!holds)
        {
            Add(path, $"{rule} {Show(operand)}", actual, found);
        }
        else if (rule == "$atLeast")
        {
            CompareMembers(operand.AsObject(), actual!.AsObject(), path, isExact: false, found);
        }
    }

    private static void CompareMembers(
        JsonObject expected, JsonObject actual, string path, bool isExact, List<string> found)
    {
        foreach ((string name, JsonNode? value) in expected)
        {
            Compare(value, actual[name], actual, $"{path}.{name}", found);
        }

        if (isExact)
        {
            foreach ((string name, JsonNode? value) in actual.Where(pair => !expected.ContainsKey(pair.Key)))
            {
                Add($"{path}.{name}", "no such member", value, found);
            }
        }
    }

    private static bool MatchInAnyOrder(JsonArray expected, JsonArray actual)
    {
        List<JsonNode?> left = [.. actual];
        foreach (JsonNode? element in expected)
        {
            int at = left.FindIndex(candidate => Differences(element!, candidate).Count == 0);
            if (at < 0)
            {
                return false;
            }

            left.RemoveAt(at);
        }

        return left.Count == 0;
    }

    // Clients write a time as 1550254911 or as 1550254911.0.
    private static bool AreEqual(JsonNode? one, JsonNode? other) =>
        (KindOf(one), KindOf(other)) is ("number", "number")
            ? JsonSerializer.Deserialize<double>(one) == JsonSerializer.Deserialize<double>(other)
            : JsonNode.DeepEquals(one, other);

    private static string KindOf(JsonNode? node) => node?.GetValueKind() switch
    {
        null or JsonValueKind.Null => "nothing",
        JsonValueKind.String => "text",
        JsonValueKind.Number => "number",
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "list",
        _ => "switch",
    };

    private static void Add(string path, string expected, JsonNode? actual, List<string> found) =>
        found.Add($"{path.TrimStart('.')}: expected {expected}, was {Show(actual)}");

    private static string Show(JsonNode? node)
    {
        string text =
            node?.ToJsonString(
                new JsonSerializerOptions
                {
                    Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
                }) ?? "absent";
        return text.Length > Shown ? $"{text[..Shown]}..." : text;
    }
}
