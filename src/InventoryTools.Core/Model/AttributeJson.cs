using System.Collections;
using System.Text;

namespace InventoryTools.Model;

/// <summary>Writes dictionaries, objects with properties and lists of them as compact JSON.</summary>
/// <param name="adapter">Reads the objects.</param>
/// <param name="text">Converts what has a text of its own.</param>
internal sealed class AttributeJson(IObjectAdapter adapter, AttributeText text)
{
    /// <summary>The maximum depth of nested objects in one value.</summary>
    public const int MaxDepth = 32;

    /// <summary>Returns the JSON of <paramref name="value"/>.</summary>
    /// <exception cref="AttributeTextException">A part of the value has no text.</exception>
    public string Write(object? value)
    {
        StringBuilder json = new();
        Write(json, value, []);
        return json.ToString();
    }

    private void Write(StringBuilder json, object? value, List<object> parents)
    {
        object? origin = adapter.Unwrap(value);
        value = text.Plain(origin);
        if (TryWriteScalar(json, value))
        {
            return;
        }

        if (parents.Any(parent => ReferenceEquals(parent, origin)))
        {
            throw AttributeTextException.Of(AttributeTextProblem.Cycle, "contains itself");
        }

        if (parents.Count == MaxDepth)
        {
            throw AttributeTextException.Of(
                AttributeTextProblem.TooDeep,
                $"is nested deeper than {NumberText.Of(MaxDepth)} levels");
        }

        parents.Add(origin!);
        switch (value)
        {
            case IDictionary map:
                WriteObject(json, text.Members(map), parents);
                break;
            case IEnumerable<KeyValuePair<string, object?>> map:
                WriteObject(json, map, parents);
                break;
            case IEnumerable<KeyValuePair<object, object?>> map:
                WriteObject(json, map.Select(pair => Named(text.NameOf(pair.Key), pair.Value)), parents);
                break;
            case IEnumerable list:
                WriteArray(json, list, parents);
                break;
            default:
                WriteProperties(json, value!, parents);
                break;
        }

        parents.RemoveAt(parents.Count - 1);
    }

    private bool TryWriteScalar(StringBuilder json, object? value)
    {
        string? scalar = value switch
        {
            null or DBNull => "null",
            bool truth => truth ? "true" : "false",
            _ => text.ScalarOf(value),
        };
        if (scalar is not null && (value is null or DBNull or bool || IsNumber(value)))
        {
            json.Append(scalar);
        }
        else if (scalar is not null)
        {
            JsonText.Append(json, scalar);
        }

        return scalar is not null;
    }

    // JSON has no number that is not finite.
    private static bool IsNumber(object value) => value switch
    {
        double number => !double.IsNaN(number) && !double.IsInfinity(number),
        float number => !float.IsNaN(number) && !float.IsInfinity(number),
        _ => value is sbyte or byte or short or ushort or int or uint or long or ulong or decimal
            or System.Numerics.BigInteger or JsonNumber,
    };

    private static KeyValuePair<string, object?> Named(string name, object? value) => new(name, value);

    private void WriteProperties(StringBuilder json, object value, List<object> parents)
    {
        List<KeyValuePair<string, object?>> properties = [.. adapter.GetProperties(value)];
        if (properties.Count == 0 && !adapter.IsPropertyBag(value))
        {
            throw AttributeTextException.Of(
                AttributeTextProblem.NoText,
                $"is a {value.GetType().FullName}, which has no text and no properties");
        }

        WriteObject(json, properties, parents);
    }

    private void WriteObject(
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
            AttributeTextException.Inside("." + member.Key, () => Write(json, member.Value, parents));
        }

        json.Append('}');
    }

    private void WriteArray(StringBuilder json, IEnumerable list, List<object> parents)
    {
        json.Append('[');
        int index = 0;
        foreach (object? element in AttributeText.Elements(list))
        {
            if (index > 0)
            {
                json.Append(',');
            }

            AttributeTextException.Inside($"[{index}]", () => Write(json, element, parents));
            index++;
        }

        json.Append(']');
    }
}
