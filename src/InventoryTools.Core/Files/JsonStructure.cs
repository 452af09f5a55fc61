using InventoryTools.Rules;

namespace InventoryTools.Files;

/// <summary>Reads the value at which the reader is.</summary>
internal delegate TValue JsonValueReader<TValue>(ref JsonRequestReader reader);

/// <summary>Reads a member, and returns the structure with it.</summary>
internal delegate T JsonMemberReader<T>(ref JsonRequestReader reader, T structure);

/// <summary>
/// Reads structures by a table of their members. A member that is null counts as missing, and an unknown member is
/// skipped.
/// </summary>
/// <param name="create">Makes a structure whose required members are empty.</param>
internal sealed class JsonStructure<T>(Func<T> create)
{
    private readonly Dictionary<string, JsonMemberReader<T>> _members = new(StringComparer.Ordinal);
    private readonly List<string> _required = [];

    /// <summary>Adds a text.</summary>
    public JsonStructure<T> Text(string name, Func<T, string, T> set) =>
        Value(name, (ref reader) => reader.ReadText(), set);

    /// <summary>Adds a text that must be present.</summary>
    public JsonStructure<T> RequiredText(string name, Func<T, string, T> set) => Required(name).Text(name, set);

    /// <summary>Adds a whole number.</summary>
    public JsonStructure<T> Number(string name, Func<T, int, T> set) =>
        Value(name, (ref reader) => reader.ReadNumber(), set);

    /// <summary>Adds a truth value.</summary>
    public JsonStructure<T> Boolean(string name, Func<T, bool, T> set) =>
        Value(name, (ref reader) => reader.ReadBoolean(), set);

    /// <summary>Adds a value of an enumeration; null for a name that the enumeration does not have.</summary>
    public JsonStructure<T> Name<TEnum>(string name, Func<T, TEnum?, T> set)
        where TEnum : struct, Enum =>
        Value(name, (ref reader) => reader.ReadName<TEnum>(), set);

    /// <summary>Adds a list of structures.</summary>
    public JsonStructure<T> List<TElement>(
        string name, JsonStructure<TElement> element, Func<T, List<TElement>, T> set) =>
        Value(name, element.ReadList, set);

    /// <summary>Adds a list of structures that must be present.</summary>
    public JsonStructure<T> RequiredList<TElement>(
        string name, JsonStructure<TElement> element, Func<T, List<TElement>, T> set) =>
        Required(name).List(name, element, set);

    /// <summary>Adds a list of texts that must be present.</summary>
    public JsonStructure<T> RequiredTexts(string name, Func<T, List<string>, T> set) => Required(name).Value(
        name,
        (ref reader) => reader.ReadList((ref element) => element.ReadText(), (ref element) => element.NoteMissing("")),
        set);

    /// <summary>Adds a member of any form.</summary>
    public JsonStructure<T> Value<TValue>(string name, JsonValueReader<TValue> read, Func<T, TValue, T> set)
    {
        _members.Add(name, (ref reader, value) => set(value, read(ref reader)));
        return this;
    }

    /// <summary>Reads a whole body.</summary>
    /// <param name="body">The body.</param>
    /// <param name="check">
    /// Checks a structure that lacks members, whose paths are passed beside it. All violations are one fault.
    /// </param>
    /// <exception cref="InventoryFaultException">
    /// The body does not have the shape of the structure, or a value that is not allowed, or lacks one.
    /// </exception>
    public T ReadAll(byte[] body, Func<T, IReadOnlyCollection<string>?, IReadOnlyList<ConstraintViolation>> check)
    {
        JsonRequestReader reader = new(body);
        T value = Read(ref reader);
        reader.ExpectEnd();
        return reader.Violations.Count == 0 && reader.Missing.Count == 0
            ? value
            : throw new InventoryFaultException(
                ConstraintViolation.ToFault([.. reader.Violations, .. check(value, reader.Missing)]));
    }

    /// <summary>Reads the structure at which the reader is.</summary>
    public T Read(ref JsonRequestReader reader)
    {
        T value = create();
        HashSet<string> seen = new(StringComparer.Ordinal);
        List<string> missing = [.. _required];
        reader.BeginStructure();
        while (reader.NextMember(seen, out string name))
        {
            if (reader.IsNull || !_members.TryGetValue(name, out JsonMemberReader<T>? read))
            {
                reader.Skip();
            }
            else
            {
                value = read(ref reader, value);
                missing.Remove(name);
            }
        }

        foreach (string name in missing)
        {
            reader.NoteMissingMember(name);
        }

        reader.End();
        return value;
    }

    private List<T> ReadList(ref JsonRequestReader reader) =>
        reader.ReadList(Read, (ref element) => element.NoteMissing(create()));

    private JsonStructure<T> Required(string name)
    {
        _required.Add(name);
        return this;
    }
}
