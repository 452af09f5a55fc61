using System.Collections;
using System.Reflection;

namespace InventoryTools.Model;

/// <summary>
/// Reads values of System.Text.Json and of Newtonsoft.Json by the names of their members: no project needs the
/// libraries, and a session may have any version of them.
/// </summary>
internal static class JsonReader
{
    private const string SystemText = "System.Text.Json.";
    private const string Newtonsoft = "Newtonsoft.Json.Linq.";

    /// <summary>The reader of a type; null for the types of neither library, and for those that are ordinary.</summary>
    public static Func<object, object?>? Find(Type type) => type.FullName switch
    {
        SystemText + "JsonElement" => ReadElement(type),
        SystemText + "JsonDocument" => Read(type, "RootElement"),
        SystemText + "JsonProperty" => ReadPair(type),
        Newtonsoft + "JProperty" => ReadPair(type),
        _ when IsA(type, SystemText + "Nodes.JsonValue") => ReadNode(type),
        _ when IsA(type, Newtonsoft + "JValue") => Read(type, "Value"),
        _ => null,
    };

    /// <summary>True for a member that a map of either library was taken apart into.</summary>
    public static bool IsMember(object value)
    {
        Type type = value.GetType();
        return type.IsGenericType && type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>)
            ? IsA(type.GetGenericArguments()[1], SystemText + "Nodes.JsonNode")
            : IsA(type, Newtonsoft + "JToken") && IsA(Read(type, "Parent")(value)?.GetType(), Newtonsoft + "JProperty");
    }

    /// <summary>True for a property of a JObject.</summary>
    public static bool IsProperty(object? value) => value?.GetType().FullName == Newtonsoft + "JProperty";

    private static Func<object, object?> ReadElement(Type type)
    {
        Func<object, object?> kind = Read(type, "ValueKind");
        Func<object, object?> members = Call(type, "EnumerateObject");
        Func<object, object?> elements = Call(type, "EnumerateArray");
        Func<object, object?> text = Call(type, "GetString");
        Func<object, object?> raw = Call(type, "GetRawText");
        return element => kind(element)!.ToString() switch
        {
            "Object" => ((IEnumerable)members(element)!).Cast<object>().Select(PairOf).ToList(),
            "Array" => ((IEnumerable)elements(element)!).Cast<object>().ToArray(),
            "String" => text(element),
            "Number" => new JsonNumber((string)raw(element)!),
            "True" => true,
            "False" => false,
            _ => null,
        };
    }

    // A JsonValue holds a JsonElement or a value of .NET.
    private static Func<object, object?> ReadNode(Type type)
    {
        MethodInfo get = type.GetMethods()
            .First(method => method.Name == "GetValue" && method.IsGenericMethodDefinition)
            .MakeGenericMethod(typeof(object));
        return node => get.Invoke(node, null);
    }

    private static Func<object, object?> ReadPair(Type type)
    {
        Func<object, object?> name = Read(type, "Name");
        Func<object, object?> value = Read(type, "Value");
        return pair => new List<KeyValuePair<object, object?>> { new(name(pair)!, value(pair)) };
    }

    private static KeyValuePair<object, object?> PairOf(object pair) =>
        ((List<KeyValuePair<object, object?>>)MapReader.Read(pair)!)[0];

    private static Func<object, object?> Read(Type type, string property)
    {
        PropertyInfo found = type.GetProperties().First(one => one.Name == property);
        return found.GetValue;
    }

    private static Func<object, object?> Call(Type type, string name)
    {
        MethodInfo found = type.GetMethod(name, Type.EmptyTypes)!;
        return value => found.Invoke(value, null);
    }

    private static bool IsA(Type? type, string name)
    {
        while (type is not null && type.FullName != name)
        {
            type = type.BaseType;
        }

        return type is not null;
    }
}
