using System.Collections;
using System.Globalization;
using System.Security;
using System.Xml;

namespace InventoryTools.Model;

/// <summary>
/// Converts any value to the text of an attribute, in the same way under every culture:
/// <list type="table">
/// <item><term>null, DBNull</term><description>the empty text</description></item>
/// <item><term>text, characters</term><description>as they are</description></item>
/// <item><term>booleans</term><description><c>True</c>, <c>False</c></description></item>
/// <item><term>numbers</term>
/// <description>invariant, shortest form that reads back as the same number</description></item>
/// <item><term>dates with a time</term><description>UTC, whole seconds, <c>yyyy-MM-ddTHH:mm:ssZ</c>;
/// a DateTime that does not say its zone is local time, as everywhere in .NET</description></item>
/// <item><term>enumerations</term><description>their names</description></item>
/// <item><term>XML</term>
/// <description>an element as it is written, an attribute or text by its value</description></item>
/// <item><term>versions, addresses, identifiers and other values with a text of their own</term>
/// <description>that text, invariant</description></item>
/// <item><term>a list of these</term><description>joined by a comma</description></item>
/// <item><term>dictionaries, objects with properties, lists of them</term>
/// <description>compact JSON</description></item>
/// </list>
/// A value that would be lost or changed in meaning is an <see cref="AttributeTextException"/>.
/// </summary>
/// <param name="adapter">Reads the objects.</param>
internal sealed class AttributeText(IObjectAdapter adapter)
{
    /// <summary>The text of <paramref name="value"/>.</summary>
    /// <exception cref="AttributeTextException">The value has no text without loss.</exception>
    public string Convert(object? value)
    {
        if (value is string own)
        {
            return own;
        }

        value = Plain(value);
        if (ScalarOf(value) is string text)
        {
            return text;
        }

        if (value is IEnumerable list and not IDictionary && !IsMap(value))
        {
            List<object?> elements = [.. Elements(list)];
            string?[] texts = [.. elements
                .Select((element, at) =>
                    AttributeTextException.Inside($"[{at}]", () => ScalarOf(Plain(element))))
                .TakeWhile(element => element is not null)];
            if (texts.Length == elements.Count)
            {
                return string.Join(",", texts);
            }

            value = elements;
        }

        return new AttributeJson(adapter, this).Write(value);
    }

    /// <summary>True when a value is text by itself: neither a list nor made of properties.</summary>
    public bool IsScalar(object? value) => ScalarOf(Plain(value)) is not null;

    /// <summary>
    /// The members of a dictionary, their keys as text. Where their order is one of chance, as in a hashtable, they
    /// come in the order of their names: equal maps have equal texts, in every process.
    /// </summary>
    public IEnumerable<KeyValuePair<string, object?>> Members(IDictionary map)
    {
        // Only the dictionary's own enumerator promises DictionaryEntry: that of a generic dictionary has other pairs.
        List<KeyValuePair<string, object?>> members = new(map.Count);
        foreach (DictionaryEntry member in map)
        {
            members.Add(new(NameOf(member.Key), member.Value));
        }

        if (MapReader.HasOrderOfChance(map.GetType()))
        {
            members.Sort(static (left, right) => CanonicalJson.CompareUtf8(left.Key, right.Key));
        }

        return members;
    }

    /// <summary>
    /// The value without what wraps it; what is a map, a list or a scalar of another library is one of .NET.
    /// </summary>
    internal object? Plain(object? value)
    {
        value = adapter.Unwrap(value);
        return value is null or IDictionary || Type.GetTypeCode(value.GetType()) != TypeCode.Object
            ? value
            : MapReader.Read(value);
    }

    /// <summary>The text of a key.</summary>
    internal string NameOf(object? key) => (key is null ? null : ScalarOf(Plain(key)))
        ?? throw AttributeTextException.Of(AttributeTextProblem.NoText, "has a key that is not text");

    /// <summary>The text of a value that is text by itself; null for a list and an object with properties.</summary>
    internal string? ScalarOf(object? value) => value is not null && adapter.IsPropertyBag(value)
        ? adapter.TextOf(value)
        : OwnScalarOf(value);

    private static string? OwnScalarOf(object? value) => value switch
    {
        null or DBNull => "",
        string text => text,
        bool truth => truth ? "True" : "False",
        int number => number.ToString(CultureInfo.InvariantCulture),
        DateTime moment => Timestamp.Format(moment),
        DateTimeOffset moment => Timestamp.Format(moment),
#if NET
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("HH:mm:ss", CultureInfo.InvariantCulture),
#endif
        double number => NumberText.Of(number),
        float number => NumberText.Of(number),
        System.Numerics.Complex number => NumberText.Of(number),
        Enum name => name.ToString(),
        Uri address => address.IsAbsoluteUri ? address.AbsoluteUri : address.OriginalString,
        SecureString => throw AttributeTextException.Of(
            AttributeTextProblem.Secret, "is a secure string, and inventory is not secret"),
        Delegate => throw AttributeTextException.Of(AttributeTextProblem.Code, "is code, not data"),
        Type type => type.ToString(),
        XmlNode node => node.Value ?? node.OuterXml,
        IFormattable formattable =>
            Read(formattable, static value => value.ToString(null, CultureInfo.InvariantCulture)) ?? "",
        IEnumerable => null,
        _ => OwnTextOf(value),
    };

    // An object that does not override ToString, or whose text begins with its type's name, has no text of its own.
    private static string? OwnTextOf(object value)
    {
        Type type = value.GetType();
        if (type.FullName == "System.Management.Automation.ScriptBlock")
        {
            throw AttributeTextException.Of(AttributeTextProblem.Code, "is a script block, not data");
        }

        Type? writtenBy = type.GetMethod(nameof(ToString), Type.EmptyTypes)?.DeclaringType;
        if (writtenBy is null || writtenBy == typeof(object) || writtenBy == typeof(ValueType)
            || IsKeyValuePair(type))
        {
            return null;
        }

        string? own = Read(value, InvariantText);
        return own is null || own.StartsWith(FullNameOf(type), StringComparison.Ordinal) || own == type.Name
            ? null
            : own;
    }

    // The name without type arguments, which each ToString writes in another way.
    private static string FullNameOf(Type type)
    {
        string name = type.FullName ?? type.Name;
        int arity = name.IndexOf('`');
        return arity < 0 ? name : name.Substring(0, arity);
    }

    // Records and anonymous types always write their members in the current culture.
    private static string? InvariantText(object value)
    {
        CultureInfo current = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            return value.ToString();
        }
        finally
        {
            CultureInfo.CurrentCulture = current;
        }
    }

    private static bool IsKeyValuePair(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>);

    private static bool IsMap(object value) =>
        value is IEnumerable<KeyValuePair<string, object?>> or IEnumerable<KeyValuePair<object, object?>>;

    internal static IEnumerable<object?> Elements(IEnumerable list)
    {
        IEnumerator elements = Read(list, static list => list.GetEnumerator());
        try
        {
            while (Read(elements, static elements => elements.MoveNext()))
            {
                yield return Read(elements, static elements => elements.Current);
            }
        }
        finally
        {
            (elements as IDisposable)?.Dispose();
        }
    }

    // Reading a value runs foreign code, which may throw anything.
    private static TRead Read<T, TRead>(T value, Func<T, TRead> read)
    {
        try
        {
            return read(value);
        }
        catch (Exception thrown) when (thrown is not AttributeTextException)
        {
            throw AttributeTextException.ReadFailed(thrown);
        }
    }
}
