using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security;
using System.Text;
using System.Xml;

namespace InventoryTools.Model;

/// <summary>
/// The one policy by which any value becomes the text of an attribute. It is the same under every culture:
/// <list type="table">
/// <item><term>null, DBNull</term><description>the empty text</description></item>
/// <item><term>text, characters</term><description>as they are</description></item>
/// <item><term>booleans</term><description><c>True</c>, <c>False</c></description></item>
/// <item><term>numbers</term><description>invariant, shortest form that reads back as the same number</description></item>
/// <item><term>dates with a time</term><description>UTC, whole seconds, <c>yyyy-MM-ddTHH:mm:ssZ</c>;
/// a DateTime that does not say its zone is local time, as everywhere in .NET</description></item>
/// <item><term>enumerations</term><description>their names</description></item>
/// <item><term>XML</term><description>an element as it is written, an attribute or text by its value</description></item>
/// <item><term>versions, addresses, identifiers and whatever else has a text of its own</term>
/// <description>that text, invariant</description></item>
/// <item><term>a list of these</term><description>joined by a comma</description></item>
/// <item><term>dictionaries, objects with properties, lists of them</term><description>compact JSON</description></item>
/// </list>
/// A value that would be lost or lie is an <see cref="AttributeTextException"/>.
/// </summary>
internal sealed class AttributeText
{
    /// <summary>How deep objects may be nested in one value.</summary>
    public const int MaxDepth = 32;

    private readonly IObjectAdapter _shape;

    /// <summary>Makes a converter for the objects that <paramref name="shape"/> knows.</summary>
    public AttributeText(IObjectAdapter shape) => _shape = shape;

    /// <summary>The text of <paramref name="value"/>.</summary>
    /// <exception cref="AttributeTextException">No text tells the truth about the value.</exception>
    public string Convert(object? value)
    {
        value = _shape.Unwrap(value);
        if (TryGetScalar(value, out string text))
        {
            return text;
        }

        if (value is IEnumerable list and not IDictionary && !IsNamedValues(value))
        {
            List<object?> elements = [.. Elements(list)];
            string[] texts = new string[elements.Count];
            bool scalars = true;
            for (int i = 0; i < texts.Length && scalars; i++)
            {
                scalars = At($"[{i}]", () => TryGetScalar(_shape.Unwrap(elements[i]), out texts[i]));
            }

            if (scalars)
            {
                return string.Join(",", texts);
            }

            value = elements;
        }

        StringBuilder json = new();
        WriteJson(json, value, []);
        return json.ToString();
    }

    /// <summary>Whether a value is text by itself: neither a list nor made of properties.</summary>
    public bool IsScalar(object? value) => TryGetScalar(_shape.Unwrap(value), out _);

    private bool TryGetScalar(object? value, out string text)
    {
        if (value is not null && _shape.IsPropertyBag(value))
        {
            text = "";
            return false;
        }

        switch (value)
        {
            case null or DBNull:
                text = "";
                return true;
            case string s:
                text = s;
                return true;
            case bool b:
                text = b ? "True" : "False";
                return true;
            case DateTime moment:
                text = Timestamp.Format(moment);
                return true;
            case DateTimeOffset moment:
                text = Timestamp.Format(moment);
                return true;
#if NET
            case DateOnly date:
                text = date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
                return true;
            case TimeOnly time:
                text = time.ToString("HH:mm:ss", CultureInfo.InvariantCulture);
                return true;
#endif
            case double number:
                text = NumberText.Of(number);
                return true;
            case float number:
                text = NumberText.Of(number);
                return true;
            case System.Numerics.Complex number:
                text = NumberText.Of(number);
                return true;
            case Enum name:
                text = name.ToString();
                return true;
            case Uri address:
                text = address.OriginalString;
                return true;
            case SecureString:
                throw AttributeTextException.Of(
                    AttributeTextProblem.Secret, "is a secure string, and inventory is not secret");
            case Delegate:
                throw AttributeTextException.Of(AttributeTextProblem.Code, "is code, not data");
            case Type type:
                text = type.ToString();
                return true;
            case XmlNode node:
                text = node.Value ?? node.OuterXml;
                return true;
            case IFormattable formattable:
                text = Read(formattable, static value => value.ToString(null, CultureInfo.InvariantCulture));
                return true;
            case IEnumerable:
                text = "";
                return false;
            default:
                return TryGetOwnText(value, out text);
        }
    }

    // An object whose ToString was never written, or begins with its type's name, has no text of its own.
    private static bool TryGetOwnText(object value, out string text)
    {
        text = "";
        Type type = value.GetType();
        if (type.FullName == "System.Management.Automation.ScriptBlock")
        {
            throw AttributeTextException.Of(AttributeTextProblem.Code, "is a script block, not data");
        }

        Type? writtenBy = type.GetMethod(nameof(ToString), Type.EmptyTypes)?.DeclaringType;
        if (writtenBy is null || writtenBy == typeof(object) || writtenBy == typeof(ValueType)
            || IsKeyValuePair(type))
        {
            return false;
        }

        string? own = Read(value, InvariantText);
        if (own is null || own.StartsWith(FullNameOf(type), StringComparison.Ordinal) || own == type.Name)
        {
            return false;
        }

        text = own;
        return true;
    }

    // Without its arguments, which every text writes in another way.
    private static string FullNameOf(Type type)
    {
        string name = type.FullName ?? type.Name;
        int arity = name.IndexOf('`');
        return arity < 0 ? name : name.Substring(0, arity);
    }

    // Records and anonymous types write their members in the current culture and can't be told another.
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

    private static bool IsNamedValues(object? value) => value is IEnumerable<KeyValuePair<string, object?>>;

    private static IEnumerable<object?> Elements(IEnumerable list)
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

    // Code of others runs whenever a value is read, and may throw anything.
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

    private void WriteJson(StringBuilder json, object? value, List<object> parents)
    {
        value = _shape.Unwrap(value);
        if (TryWriteJsonScalar(json, value))
        {
            return;
        }

        if (parents.Any(parent => ReferenceEquals(parent, value)))
        {
            throw AttributeTextException.Of(AttributeTextProblem.Cycle, "contains itself");
        }

        if (parents.Count == MaxDepth)
        {
            throw AttributeTextException.Of(
                AttributeTextProblem.TooDeep,
                $"is nested deeper than {MaxDepth.ToString(CultureInfo.InvariantCulture)} levels");
        }

        parents.Add(value!);
        switch (value)
        {
            case IDictionary map:
                WriteJsonObject(json, NamedValues(map), parents);
                break;
            case IEnumerable<KeyValuePair<string, object?>> map:
                WriteJsonObject(json, map, parents);
                break;
            case IEnumerable list:
                WriteJsonArray(json, list, parents);
                break;
            default:
                WriteJsonProperties(json, value!, parents);
                break;
        }

        parents.RemoveAt(parents.Count - 1);
    }

    private bool TryWriteJsonScalar(StringBuilder json, object? value)
    {
        switch (value)
        {
            case null or DBNull:
                json.Append("null");
                return true;
            case bool b:
                json.Append(b ? "true" : "false");
                return true;
            case Enum:
                break;
            case double number when double.IsNaN(number) || double.IsInfinity(number):
            case float single when float.IsNaN(single) || float.IsInfinity(single):
                break;
            case sbyte or byte or short or ushort or int or uint or long or ulong or decimal or double or float
                or System.Numerics.BigInteger:
                TryGetScalar(value, out string number10);
                json.Append(number10);
                return true;
        }

        if (!TryGetScalar(value, out string text))
        {
            return false;
        }

        JsonText.Append(json, text);
        return true;
    }

    private IEnumerable<KeyValuePair<string, object?>> NamedValues(IDictionary map)
    {
        foreach (DictionaryEntry entry in map)
        {
            if (!TryGetScalar(entry.Key, out string name))
            {
                throw AttributeTextException.Of(AttributeTextProblem.NoText, "has a key that is no text");
            }

            yield return new KeyValuePair<string, object?>(name, entry.Value);
        }
    }

    private void WriteJsonProperties(StringBuilder json, object value, List<object> parents)
    {
        List<KeyValuePair<string, object?>> properties = [.. _shape.GetProperties(value)];
        if (properties.Count == 0 && !_shape.IsPropertyBag(value))
        {
            throw AttributeTextException.Of(
                AttributeTextProblem.NoText,
                $"is a {value.GetType().FullName}, which has no text and no properties");
        }

        WriteJsonObject(json, properties, parents);
    }

    private void WriteJsonObject(
        StringBuilder json,
        IEnumerable<KeyValuePair<string, object?>> members,
        List<object> parents)
    {
        json.Append('{');
        bool first = true;
        foreach (KeyValuePair<string, object?> member in members)
        {
            if (!first)
            {
                json.Append(',');
            }

            first = false;
            JsonText.Append(json, member.Key);
            json.Append(':');
            At("." + member.Key, () => WriteJson(json, member.Value, parents));
        }

        json.Append('}');
    }

    private void WriteJsonArray(StringBuilder json, IEnumerable list, List<object> parents)
    {
        json.Append('[');
        int index = 0;
        foreach (object? element in Elements(list))
        {
            if (index > 0)
            {
                json.Append(',');
            }

            At($"[{index}]", () => WriteJson(json, element, parents));
            index++;
        }

        json.Append(']');
    }

    private static void At(string place, Action convert) => At(place, () =>
    {
        convert();
        return true;
    });

    private static T At<T>(string place, Func<T> convert)
    {
        try
        {
            return convert();
        }
        catch (AttributeTextException problem)
        {
            throw problem.Inside(place);
        }
    }
}
