using System.Globalization;
using System.Text;
using System.Text.Json;
using InventoryTools.Rules;
using InventoryTools.Service;

namespace InventoryTools.Files;

/// <summary>
/// Reads the JSON of a request member by member, without a tree, and keeps the path of the current value. A value of
/// the wrong type throws a SerializationException; a forbidden value of the right type becomes a violation.
/// </summary>
internal ref struct JsonRequestReader
{
    private const int MaxDisplayed = 100;
    private const int MaxDepth = 64;
    private const int MaxMissing = 10_000; // a body of megabytes can lack a million members

    private static readonly JsonReaderOptions s_options = new() { MaxDepth = MaxDepth };
    private static readonly UTF8Encoding s_strict = new(
        encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly List<PathPart> _path;
    private readonly List<ConstraintViolation> _violations;
    private readonly HashSet<string> _missing;
    private Utf8JsonReader _json;

    /// <summary>Begins to read; an empty body is an empty structure.</summary>
    public JsonRequestReader(byte[] body)
    {
        _path = [];
        _violations = [];
        _missing = new(StringComparer.Ordinal);
        try
        {
            // The reader looks at the bytes of a text only when it is asked for it.
            _ = s_strict.GetCharCount(body);
        }
        catch (ArgumentException)
        {
            throw Fault("the body is not valid UTF-8");
        }

        _json = new Utf8JsonReader(body.Length == 0 ? "{}"u8 : body, s_options);
        Read();
    }

    /// <summary>The values that were read and are not allowed.</summary>
    public readonly IReadOnlyList<ConstraintViolation> Violations => _violations;

    /// <summary>The paths of required members and elements that are missing or null.</summary>
    public readonly IReadOnlyCollection<string> Missing => _missing;

    /// <summary>True when the value here is null.</summary>
    public readonly bool IsNull => _json.TokenType == JsonTokenType.Null;

    /// <summary>Reads the list here.</summary>
    /// <param name="read">Reads an element.</param>
    /// <param name="readNull">Takes note of an element that is null, and returns a value for it.</param>
    public List<T> ReadList<T>(JsonValueReader<T> read, JsonValueReader<T> readNull)
    {
        List<T> elements = [];
        BeginList();
        while (NextElement(elements.Count))
        {
            elements.Add(IsNull ? readNull(ref this) : read(ref this));
        }

        End();
        return elements;
    }

    /// <summary>Goes to the name of the next member; returns false at the end of the structure or map.</summary>
    public bool NextName()
    {
        Read();
        return _json.TokenType != JsonTokenType.EndObject;
    }

    /// <summary>Goes from the name of a member to its value.</summary>
    /// <param name="name">The name.</param>
    /// <param name="isNew">False for a name that the structure or map has had before.</param>
    public void BeginValue(string name, bool isNew)
    {
        _path[_path.Count - 1] = _path[_path.Count - 1] with { Name = name };
        if (!isNew)
        {
            throw Fault("the member is there twice");
        }

        Read();
    }

    /// <summary>Goes into the structure here.</summary>
    public readonly void BeginStructure() => Begin(JsonTokenType.StartObject, "Structure", isOfMembers: true);

    /// <summary>Goes into the map here.</summary>
    public readonly void BeginMap() => Begin(JsonTokenType.StartObject, "Map", isOfMembers: false);

    /// <summary>Goes into the list here.</summary>
    public readonly void BeginList() => Begin(JsonTokenType.StartArray, "List", isOfMembers: true);

    /// <summary>Goes to the next element of the list; returns false at its end.</summary>
    /// <param name="index">The number of elements before it.</param>
    public bool NextElement(int index)
    {
        Read();
        _path[_path.Count - 1] = new("", IsMember: true, index + 1);
        return _json.TokenType != JsonTokenType.EndArray;
    }

    /// <summary>Leaves the structure, map or list whose end was reached.</summary>
    public readonly void End() => _path.RemoveAt(_path.Count - 1);

    /// <summary>True when the name or the text here is that one. No string is made.</summary>
    public readonly bool IsText(string text)
    {
        try
        {
            return _json.ValueTextEquals(text);
        }
        catch (InvalidOperationException)
        {
            throw HalfOfPair();
        }
    }

    /// <summary>Returns the name here, or the text.</summary>
    /// <param name="likely">A text that it may be: no other string is made for the same text then.</param>
    public readonly string Text(string? likely = null)
    {
        try
        {
            return likely is not null && IsText(likely) ? likely : _json.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw HalfOfPair();
        }
    }

    /// <summary>Returns the text here.</summary>
    /// <inheritdoc cref="Text"/>
    public readonly string ReadText(string? likely = null)
    {
        Expect(JsonTokenType.String, "String");
        return Text(likely);
    }

    /// <summary>Returns the whole number here.</summary>
    public readonly int ReadNumber()
    {
        Expect(JsonTokenType.Number, "Integer");
        return _json.TryGetInt32(out int number) ? number : throw Fault("the number is not an Integer");
    }

    /// <summary>Returns the truth value here.</summary>
    public readonly bool ReadBoolean() => _json.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => throw Unexpected("Boolean"),
    };

    /// <summary>Skips the value here.</summary>
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

    /// <summary>Takes note of a null that is not allowed; returns the value that is used in its place.</summary>
    public readonly T RefuseNull<T>(T substitute)
    {
        Refuse(null, ConstraintText.NotNull);
        return substitute;
    }

    /// <summary>Takes note of a member that is missing in the structure that was just left.</summary>
    public readonly void RefuseNull(string member) =>
        ConstraintViolation.Add(_violations, new($"{Path()}.{member}", null, ConstraintText.NotNull));

    /// <summary>
    /// Takes note of a required element that is null; returns the value that is used in its place. The constraints of
    /// the request report it in their order.
    /// </summary>
    public readonly T NoteMissing<T>(T substitute)
    {
        if (_missing.Count < MaxMissing)
        {
            _missing.Add(Path());
        }

        return substitute;
    }

    /// <summary>Takes note of a required member that the structure here lacks.</summary>
    public readonly void NoteMissingMember(string name)
    {
        _path[_path.Count - 1] = new(name, IsMember: true);
        NoteMissing(name);
    }

    /// <summary>Checks that the body ends here.</summary>
    public void ExpectEnd()
    {
        if (TryRead())
        {
            throw Fault("something follows the end of the request");
        }
    }

    private readonly InventoryFaultException Fault(string what)
    {
        string path = Path();
        return FaultFactory.Exception(
            FaultCode.Serialization,
            path.Length == 0 ? $"The input can't be read: {what}." : $"The input can't be read at '{path}': {what}.");
    }

    private readonly void Begin(JsonTokenType token, string type, bool isOfMembers)
    {
        Expect(token, type);
        _path.Add(new("", isOfMembers));
    }

    private readonly InventoryFaultException HalfOfPair() => Fault("half of a surrogate pair is not a character");

    private void Read()
    {
        if (!TryRead())
        {
            throw Fault("it ends too early");
        }
    }

    private bool TryRead()
    {
        try
        {
            return _json.Read();
        }
        catch (JsonException error)
        {
            throw Malformed(error);
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

    private readonly InventoryFaultException Malformed(JsonException error) => Fault(
        error.Message.Contains("maximum configured depth")
            ? FormattableString.Invariant($"it is nested deeper than {MaxDepth} levels")
            : FormattableString.Invariant(
                $"it is not valid JSON (line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1})"));

    private readonly string Path() =>
        string.Join(".", _path.Select(part => part.ToString()).Where(part => part.Length > 0));

    // A part of the path. Elements are counted from 1; their text is made for a fault alone.
    private readonly record struct PathPart(string Name, bool IsMember, int Element = 0)
    {
        // Members are named as the service names them, in camel case; the names in a map are the caller's own.
        public override string ToString()
        {
            string name = Name.Length > MaxDisplayed ? Name.Substring(0, MaxDisplayed) + "…" : Name;
            return Element > 0 ? Element.ToString(CultureInfo.InvariantCulture) + ".member"
                : IsMember && name.Length > 0 ? char.ToLowerInvariant(name[0]) + name.Substring(1)
                : name;
        }
    }
}
