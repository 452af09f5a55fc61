using System.Globalization;
using System.Text.Json.Nodes;

namespace InventoryTools.Tests.Conformance;

/// <summary>
/// Cases in JSON: the calls before a request, the request, and the answer that AWS was seen to give. The files of
/// Observed/ have them, and so do records of docs/examples/Compare-WithAws.ps1.
/// </summary>
/// <remarks>
/// A member <c>$repeat</c> of a list element stands for so many elements <c>of</c>, with their number in place of
/// <c>%n</c>. A request <c>until</c> is repeated until its answer matches the regular expression, and one that waits is
/// made so many seconds later. <see cref="JsonMatch"/> has the members with a dollar sign that an answer may have.
/// </remarks>
internal static class ObservedCases
{
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Conformance", "Observed");

    /// <summary>The observed cases by name, which begins with the operation.</summary>
    public static IReadOnlyDictionary<string, JsonObject> All { get; } = Directory.GetFiles(Folder, "*.json")
        .Order(StringComparer.Ordinal)
        .SelectMany(Read)
        .ToDictionary(NameOf);

    public static string NameOf(JsonObject one) => $"{one["operation"]}: {one["name"]}";

    /// <summary>The cases of a file, which is a list of cases or an object with a member <c>cases</c>.</summary>
    public static IReadOnlyList<JsonObject> Read(string path)
    {
        JsonNode file = JsonNode.Parse(File.ReadAllText(path))!;
        return [
            .. Expand(file as JsonArray ?? file["cases"]!.AsArray(), null).AsArray().Select(one => one!.AsObject()),
        ];
    }

    private static JsonNode Expand(JsonNode node, string? number)
    {
        switch (node)
        {
            case JsonObject json:
                return new JsonObject(json.Select(pair => new KeyValuePair<string, JsonNode?>(
                    pair.Key, pair.Value is null ? null : Expand(pair.Value, number))));
            case JsonArray list:
                return new JsonArray([.. list.SelectMany(element =>
                    element is JsonObject repeated && repeated["$repeat"] is JsonNode times
                    ? Enumerable.Range(0, (int)times).Select(
                        at => Expand(repeated["of"]!, at.ToString("d8", CultureInfo.InvariantCulture)))
                    : [Expand(element!, number)])]);
            default:
                return number is not null && node.GetValueKind() == System.Text.Json.JsonValueKind.String
                    ? JsonValue.Create(((string)node!).Replace("%n", number, StringComparison.Ordinal))
                    : node.DeepClone();
        }
    }
}
