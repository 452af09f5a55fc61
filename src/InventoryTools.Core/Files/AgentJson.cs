using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace InventoryTools.Files;

/// <summary>Reads JSON as encoding/json of Go does, which the SSM agent is built with.</summary>
internal static class AgentJson
{
    /// <summary>The depth that Go reads. Nothing here or after it recurses so deep.</summary>
    public const int MaxDepth = 10_000;

    // Two letters beyond ASCII that Go takes for s and k: it folds names, and .NET does not fold across ASCII.
    private const char LongS = '\u017F';
    private const char Kelvin = '\u212A';

    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = MaxDepth };

    // An escape of JSON: both halves of a surrogate pair, one half alone, or anything else.
    private static readonly Regex s_escape = new(
        @"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?<half>u[dD][89a-fA-F][0-9a-fA-F]{2})|.)",
        RegexOptions.Singleline);

    /// <summary>Parses a text in UTF-8. Half of a surrogate pair is replaced, as Go does.</summary>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public static JsonDocument Parse(byte[] json)
    {
        bool hasHalves = json.AsSpan().IndexOf("\\ud"u8) >= 0 || json.AsSpan().IndexOf("\\uD"u8) >= 0;
        return JsonDocument.Parse(hasHalves ? Encoding.UTF8.GetBytes(WholeText(json)) : json, s_options);
    }

    /// <summary>Returns true for two names that Go takes for one. The second has letters of ASCII alone.</summary>
    public static bool IsName(string member, string name) =>
        member.Replace(LongS, 's').Replace(Kelvin, 'k').Equals(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Returns the first number of a value that no 64-bit number can hold, such as 1e400; null for none. Go reports it
    /// wherever it is decoded.
    /// </summary>
    public static string? FindHugeNumber(JsonElement value)
    {
        Stack<JsonElement> rest = new([value]);
        while (rest.Count > 0)
        {
            JsonElement next = rest.Pop();
            switch (next.ValueKind)
            {
                case JsonValueKind.Number when !next.TryGetDouble(out double number) || double.IsInfinity(number):
                    return next.GetRawText();
                case JsonValueKind.Array:
                    foreach (JsonElement element in next.EnumerateArray())
                    {
                        Push(rest, element);
                    }

                    break;
                case JsonValueKind.Object:
                    foreach (JsonProperty member in next.EnumerateObject())
                    {
                        Push(rest, member.Value);
                    }

                    break;
            }
        }

        return null;
    }

    /// <summary>Returns the place and the sentence of a syntax error. The parser counts from 0.</summary>
    public static string Describe(JsonException error)
    {
        string place = error.LineNumber is long line && error.BytePositionInLine is long at
            ? FormattableString.Invariant($"line {line + 1}, byte {at + 1}: ")
            : "";
        return place + error.Message
            .Split([" LineNumber: ", " which is not supported in this mode"], StringSplitOptions.None)[0].TrimEnd('.');
    }

    private static void Push(Stack<JsonElement> rest, JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.Number or JsonValueKind.Array or JsonValueKind.Object)
        {
            rest.Push(value);
        }
    }

    private static string WholeText(byte[] json) => s_escape.Replace(
        Encoding.UTF8.GetString(json), escape => escape.Groups["half"].Success ? @"\ufffd" : escape.Value);
}
