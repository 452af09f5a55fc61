using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using Amazon.Runtime;
using InventoryTools.Model;
using Sdk = Amazon.SimpleSystemsManagement.Model;

namespace InventoryTools.Aws.Service;

/// <summary>
/// The form of an operation's response, from the types that the SDK reads it into. The SDK itself takes what does not
/// fit for something else: it reads an object in place of a list until the memory is full.
/// </summary>
internal sealed class ResponseShape
{
    private const int MaxDepth = 64;
    private const int MinBytesPerValue = 16;
    private const double FirstSecond = -62_135_596_800;
    private const double LastSecond = 253_402_300_799;

    private static readonly ConcurrentDictionary<string, ResponseShape> s_shapes = new(StringComparer.Ordinal);

    private readonly JsonTokenType _token;
    private readonly string _expected;
    private readonly bool _isTime;
    private readonly ResponseShape? _element;
    private readonly Dictionary<string, ResponseShape>? _members;

    private ResponseShape(Type type)
    {
        Type bare = Nullable.GetUnderlyingType(type) ?? type;
        Type[] arguments = bare.GetGenericArguments();
        if (arguments.Length > 0)
        {
            _element = new ResponseShape(arguments[arguments.Length - 1]);
        }
        else if (!bare.IsValueType && bare != typeof(string) && !typeof(ConstantClass).IsAssignableFrom(bare))
        {
            _members = bare
                .GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
                .ToDictionary(member => member.Name, member => new ResponseShape(member.PropertyType));
        }

        _isTime = bare == typeof(DateTime);
        (_token, _expected) = arguments.Length == 1 ? (JsonTokenType.StartArray, "a list")
            : _element is not null || _members is not null ? (JsonTokenType.StartObject, "an object")
            : _isTime ? (JsonTokenType.Number, "a time in seconds")
            : bare == typeof(int) ? (JsonTokenType.Number, "a whole number")
            : bare.IsValueType ? throw new NotSupportedException($"{bare} in a response")
            : (JsonTokenType.String, "text");
    }

    /// <summary>The size of the largest response that is read. The service's pages are far below.</summary>
    public static int MaxBytes(string operation) => (operation == "GetInventory" ? 16 : 4) * 1024 * 1024;

    /// <summary>Finds what the SDK can't read in a response; null when it fits.</summary>
    /// <exception cref="JsonException">The response is not JSON.</exception>
    public static string? FindProblem(string operation, ReadOnlySpan<byte> json)
    {
        ResponseShape shape = s_shapes.GetOrAdd(operation, name => new ResponseShape(
            typeof(Sdk.PutInventoryResponse).Assembly.GetType(
                $"{typeof(Sdk.PutInventoryResponse).Namespace}.{name}Response", throwOnError: true)!));
        int limit = MaxBytes(operation) / MinBytesPerValue;
        int left = limit;
        Utf8JsonReader reader = new(json, new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            reader.Read();
            string? problem = shape.FindProblem(ref reader, "", ref left);
            while (problem is null && reader.Read())
            {
            }

            return left < 0 ? $"has more than {NumberText.Grouped(limit)} values" : problem;
        }
        catch (JsonException) when (reader.CurrentDepth >= MaxDepth - 1)
        {
            return $"is nested deeper than {MaxDepth} levels";
        }
        catch (InvalidOperationException)
        {
            return "has text that is not Unicode";
        }
    }

    private string? FindProblem(ref Utf8JsonReader reader, string path, ref int left)
    {
        JsonTokenType token = reader.TokenType;
        if (--left < 0 || token == JsonTokenType.Null)
        {
            return left < 0 ? "" : null;
        }

        if (token != _token || (token == JsonTokenType.Number && !IsInRange(ref reader)))
        {
            return $"has {Describe(token)} for {path} and not {_expected}";
        }

        if (_element is null && _members is null)
        {
            return null;
        }

        string? problem = null;
        while (problem is null
            && reader.Read()
            && reader.TokenType is not (JsonTokenType.EndArray or JsonTokenType.EndObject))
        {
            (ResponseShape? value, string name) = (_element, path);
            if (_members is not null)
            {
                string member = reader.GetString()!;
                name = path.Length == 0 ? member : $"{path}.{member}";
                if (!_members.TryGetValue(member, out value))
                {
                    reader.Skip();
                    continue;
                }
            }

            if (token == JsonTokenType.StartObject)
            {
                reader.Read();
            }

            problem = value!.FindProblem(ref reader, name, ref left);
        }

        return problem;
    }

    private bool IsInRange(ref Utf8JsonReader reader) => _isTime
        ? reader.TryGetDouble(out double seconds) && seconds is >= FirstSecond and <= LastSecond
        : reader.TryGetInt32(out _);

    private static string Describe(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.String => "text",
        JsonTokenType.Number => "a number",
        _ => "true or false",
    };
}
