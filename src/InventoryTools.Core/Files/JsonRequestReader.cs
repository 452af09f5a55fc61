using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.Json;
using InventoryTools.Rules;
using InventoryTools.Service;

namespace InventoryTools.Files;

/// <summary>
/// Reads the JSON of a request member by member, with no tree in between, and knows at each moment where it is. What
/// has the wrong shape ends the reading with a SerializationException; what has the right shape and a forbidden value
/// is taken note of.
/// </summary>
internal ref struct JsonRequestReader
{
    private const int MostDepth = 64;
    private const int PartShown = 100;
    private const string NotNull = "Member must not be null";

    private static readonly JsonReaderOptions s_options = new() { MaxDepth = MostDepth };
    private static readonly UTF8Encoding s_strict = new(
        encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly List<(string Name, bool IsMember)> _path;
    private readonly List<ConstraintViolation> _violations;
    private Utf8JsonReader _json;

    /// <summary>Begins to read; an empty body is an empty structure.</summary>
    public JsonRequestReader(byte[] body)
    {
        _path = [];
        _violations = [];
        try
        {
            // The reader looks at the bytes of a text only when it is asked for it.
            _ = s_strict.GetCharCount(body);
        }
        catch (ArgumentException)
        {
            throw Fault("the body is no valid UTF-8");
        }

        _json = new Utf8JsonReader(body.Length == 0 ? "{}"u8 : body, s_options);
        Read();
    }

    /// <summary>The values that were read and are not allowed.</summary>
    public readonly IReadOnlyList<ConstraintViolation> Violations => _violations;

    /// <summary>Whether the value here is null.</summary>
    public readonly bool IsNull => _json.TokenType == JsonTokenType.Null;

    /// <summary>Whether more elements follow in the list that was begun; the next of them is the value here then.</summary>
    public bool NextElement(int index)
    {
        Read();
        if (_json.TokenType == JsonTokenType.EndArray)
        {
            return false;
        }

        _path[_path.Count - 1] = ((index + 1).ToString(CultureInfo.InvariantCulture) + ".member", true);
        return true;
    }

    /// <summary>Whether more members follow in the structure that was begun; the value of the next is the one here then.</summary>
    public bool NextMember(HashSet<string> seen, out string name)
    {
        Read();
        name = "";
        if (_json.TokenType == JsonTokenType.EndObject)
        {
            return false;
        }

        name = Text();
        _path[_path.Count - 1] = (name, _path[_path.Count - 1].IsMember);
        if (!seen.Add(name))
        {
            throw Fault("the member is there twice");
        }

        Read();
        return true;
    }

    /// <summary>Goes into the list here.</summary>
    public void BeginList()
    {
        Expect(JsonTokenType.StartArray, "List");
        _path.Add(("", true));
    }

    /// <summary>Goes into the structure here.</summary>
    public void BeginStructure()
    {
        Expect(JsonTokenType.StartObject, "Structure");
        _path.Add(("", true));
    }

    /// <summary>Goes into the map here.</summary>
    public void BeginMap()
    {
        Expect(JsonTokenType.StartObject, "Map");
        _path.Add(("", false));
    }

    /// <summary>Goes back from the list, structure or map whose end was reached.</summary>
    public readonly void End() => _path.RemoveAt(_path.Count - 1);

    /// <summary>The text here; null where there is a null.</summary>
    public readonly string? ReadText()
    {
        if (IsNull)
        {
            return null;
        }

        Expect(JsonTokenType.String, "String");
        return Text();
    }

    /// <summary>The whole number here; null where there is a null.</summary>
    public readonly int? ReadNumber()
    {
        if (IsNull)
        {
            return null;
        }

        Expect(JsonTokenType.Number, "Integer");
        return _json.TryGetInt32(out int number) ? number : throw Fault("the number is no Integer");
    }

    /// <summary>The truth value here; null where there is a null.</summary>
    public readonly bool? ReadBoolean() => _json.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => throw Unexpected("Boolean"),
    };

    /// <summary>The name here as a value of an enumeration; null where there is a null, or a name that it does not have.</summary>
    public readonly T? ReadName<T>()
        where T : struct, Enum
    {
        string? text = ReadText();
        if (text is null)
        {
            return null;
        }

        string[] names = Enum.GetNames(typeof(T));
        if (names.Contains(text, StringComparer.Ordinal))
        {
            return (T)Enum.Parse(typeof(T), text);
        }

        Refuse(text, $"Member must satisfy enum value set: [{string.Join(", ", names)}]");
        return null;
    }

    /// <summary>Passes over the value here, whatever it is.</summary>
    public void Skip()
    {
        try
        {
            _json.Skip();
        }
        catch (JsonException error)
        {
            throw Malformed(error);
        }
    }

    /// <summary>Takes note of the value here as one that is not allowed.</summary>
    public readonly void Refuse(string? value, string constraint) =>
        ConstraintViolation.Add(_violations, new ConstraintViolation(Path(), value, constraint));

    /// <summary>Takes note of a null where there must be something.</summary>
    public readonly void RefuseNull() => Refuse(null, NotNull);

    /// <summary>Takes note of a member that is missing in the structure that was just left.</summary>
    public readonly void RefuseNull(string member) =>
        ConstraintViolation.Add(_violations, new ConstraintViolation($"{Path()}.{member}", null, NotNull));

    /// <summary>Makes sure that nothing follows.</summary>
    public void ExpectEnd()
    {
        try
        {
            if (_json.Read())
            {
                throw Fault("something follows the end of the request");
            }
        }
        catch (JsonException error)
        {
            throw Malformed(error);
        }
    }

    /// <summary>The fault for what is wrong here.</summary>
    public readonly InventoryFaultException Fault(string what)
    {
        string path = Path();
        return FaultFactory.Exception(
            FaultCode.Serialization,
            path.Length == 0 ? $"The input can't be read: {what}." : $"The input can't be read at '{path}': {what}.");
    }

    private void Read()
    {
        try
        {
            if (!_json.Read())
            {
                throw Fault("it ends too early");
            }
        }
        catch (JsonException error)
        {
            throw Malformed(error);
        }
    }

    private readonly string Text()
    {
        try
        {
            return _json.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Fault("half of a surrogate pair is no character");
        }
    }

    private readonly void Expect(JsonTokenType expected, string type)
    {
        if (_json.TokenType != expected)
        {
            throw Unexpected(type);
        }
    }

    private readonly InventoryFaultException Unexpected(string type) => _json.TokenType switch
    {
        JsonTokenType.StartObject => Fault($"start of structure or map found where a {type} should be"),
        JsonTokenType.StartArray => Fault($"start of list found where a {type} should be"),
        JsonTokenType.String => Fault($"STRING_VALUE can not be converted to a {type}"),
        JsonTokenType.Number => Fault($"NUMBER_VALUE can not be converted to a {type}"),
        JsonTokenType.True => Fault($"TRUE_VALUE can not be converted to a {type}"),
        JsonTokenType.False => Fault($"FALSE_VALUE can not be converted to a {type}"),
        JsonTokenType.Null => Fault($"null found where a {type} should be"),
        _ => Fault($"a {type} should be here"),
    };

    private readonly InventoryFaultException Malformed(JsonException error) =>
        Fault(
            error.Message.Contains("maximum configured depth") ? "it is nested too deeply" : $"it is no valid JSON (line {Line(error)})");

    private static string Line(JsonException error) =>
        $"{(error.LineNumber + 1)?.ToString(CultureInfo.InvariantCulture)}, byte {(error.BytePositionInLine + 1)?.ToString(CultureInfo.InvariantCulture)}";

    // Members are named as the service names them, in camel case; the names in a map are the caller's own.
    private readonly string Path() => string.Join(".", _path.Where(part => part.Name.Length > 0).Select(part =>
    {
        string name = part.Name.Length > PartShown ? part.Name.Substring(0, PartShown) + "…" : part.Name;
        return part.IsMember ? char.ToLowerInvariant(name[0]) + name.Substring(1) : name;
    }));
}
