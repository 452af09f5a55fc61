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
    private readonly List<(string Name, JsonMemberReader<T> Read)> _members = [];
    private uint _required; // a bit for each member

    /// <summary>Adds a text.</summary>
    public JsonStructure<T> Text(string name, Func<T, string, T> set) =>
        Value(name, (ref reader) => reader.ReadText(), set);

    /// <summary>Adds a text that must be present.</summary>
    public JsonStructure<T> RequiredText(string name, Func<T, string, T> set) => Required().Text(name, set);

    /// <summary>Adds a whole number.</summary>
    public JsonStructure<T> Number(string name, Func<T, int, T> set) =>
        Value(name, (ref reader) => reader.ReadNumber(), set);

    /// <summary>Adds a truth value.</summary>
    public JsonStructure<T> Boolean(string name, Func<T, bool, T> set) =>
        Value(name, (ref reader) => reader.ReadBoolean(), set);

    /// <summary>Adds a value of an enumeration; null for a name that the enumeration does not have.</summary>
    public JsonStructure<T> Name<TEnum>(string name, Func<T, TEnum?, T> set)
        where TEnum : struct, Enum =>
        Value(name, ReadName<TEnum>, set);

    /// <summary>Adds a list of structures.</summary>
    public JsonStructure<T> List<TElement>(
        string name, JsonStructure<TElement> element, Func<T, List<TElement>, T> set) =>
        Value(name, element.ReadList, set);

    /// <summary>Adds a list of structures that must be present.</summary>
    public JsonStructure<T> RequiredList<TElement>(
        string name, JsonStructure<TElement> element, Func<T, List<TElement>, T> set) =>
        Required().List(name, element, set);

    /// <summary>Adds a list of texts that must be present.</summary>
    public JsonStructure<T> RequiredTexts(string name, Func<T, List<string>, T> set) => Required().Value(
        name,
        (ref reader) => reader.ReadList((ref element) => element.ReadText(), (ref element) => element.NoteMissing("")),
        set);

    /// <summary>Adds a member of any form.</summary>
    public JsonStructure<T> Value<TValue>(string name, JsonValueReader<TValue> read, Func<T, TValue, T> set)
    {
        _members.Add((name, (ref reader, value) => set(value, read(ref reader))));
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
        HashSet<string>? unknown = null;
        uint seen = 0;
        uint read = 0;
        int at = -1;
        reader.BeginStructure();
        while (reader.NextName())
        {
            string name = ReadName(ref reader, ref at);
            uint bit = at < 0 ? 0 : 1u << at;
            reader.BeginValue(name, at < 0 ? (unknown ??= new(StringComparer.Ordinal)).Add(name) : (seen & bit) == 0);
            seen |= bit;
            if (reader.IsNull || at < 0)
            {
                reader.Skip();
            }
            else
            {
                value = _members[at].Read(ref reader, value);
                read |= bit;
            }
        }

        for (int i = 0; (_required & ~read) != 0 && i < _members.Count; i++)
        {
            if ((_required & ~read & (1u << i)) != 0)
            {
                reader.NoteMissingMember(_members[i].Name);
            }
        }

        reader.End();
        return value;
    }

    // Members nearly always come in one order, so the one after the last is compared first. No string is made for
    // those that are known; others have the place -1.
    private string ReadName(ref JsonRequestReader reader, ref int at)
    {
        for (int i = 1; i <= _members.Count; i++)
        {
            int next = (at + i) % _members.Count;
            string name = _members[next].Name;
            if (reader.IsText(name))
            {
                at = next;
                return name;
            }
        }

        at = -1;
        return reader.Text();
    }

    private static TEnum? ReadName<TEnum>(ref JsonRequestReader reader)
        where TEnum : struct, Enum
    {
        string text = reader.ReadText();
        string[] names = Enum.GetNames(typeof(TEnum));
        if (names.Contains(text, StringComparer.Ordinal))
        {
            return (TEnum)Enum.Parse(typeof(TEnum), text);
        }

        reader.Refuse(text, ConstraintText.Enum(names));
        return null;
    }

    private List<T> ReadList(ref JsonRequestReader reader) =>
        reader.ReadList(Read, (ref element) => element.NoteMissing(create()));

    // The next member that is added.
    private JsonStructure<T> Required()
    {
        _required |= 1u << _members.Count;
        return this;
    }
}
