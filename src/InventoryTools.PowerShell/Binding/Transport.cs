using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Numerics;
using InventoryTools.Model;

namespace InventoryTools.Binding;

/// <summary>
/// What a job, a remote session or Export-Clixml does to objects: PowerShell adds properties that are not data, and an
/// object of .NET becomes a bag of its properties, with its type's name and its text beside them.
/// </summary>
internal static class Transport
{
    private const string Prefix = "Deserialized.";
    private const string Pair = "System.Collections.Generic.KeyValuePair`2";
    private const string CimInstance = "Microsoft.Management.Infrastructure.CimInstance";

    /// <summary>The length of the shortest name that PowerShell adds.</summary>
    public const int MinNameLength = 8;

    private static readonly string[] s_added =
        ["PSComputerName", "RunspaceId", "PSShowComputerName", "PSSourceJobInstanceId"];

    private static readonly string[] s_addedToCim =
        ["PSComputerName", "CimClass", "CimInstanceProperties", "CimSystemProperties"];

    // Members for the screen alone, in the colours of a terminal. PowerShell hides them, and serializes them.
    private static readonly string[] s_hiddenOfFiles = ["NameString", "LengthString", "LastWriteTimeString"];

    // Of these the keys, the values or their kinds are lost.
    private static readonly string[] s_broken =
    [
        "System.Text.Json.", "Newtonsoft.Json.Linq.", "System.Linq.Lookup`", "System.Linq.Grouping`",
        "System.Text.RegularExpressions.GroupCollection",
    ];

    /// <summary>
    /// True for a property that PowerShell has added. That a person's own object has one property of such a name does
    /// not make it one; two of them, with the values that PowerShell gives them, do, and one on a deserialized object.
    /// </summary>
    public static bool IsAdded(PSObject value, string name) => name.Length is 8 or 10 or 12 or 14 or 18 or 19 or 21
        && ((IsOneOf(s_addedToCim, name) && IsCim(value)) || (IsOneOf(s_added, name) && IsReceived(value))
            || (IsOneOf(s_hiddenOfFiles, name) && IsFile(value)));

    /// <summary>True for the name of a property that PowerShell adds to what it receives.</summary>
    public static bool IsAdded(string name) => IsOneOf(s_added, name);

    /// <summary>True for the name of a property that is never data on some objects.</summary>
    public static bool MayBeAdded(string name) =>
        IsOneOf(s_added, name) || IsOneOf(s_addedToCim, name) || IsOneOf(s_hiddenOfFiles, name);

    /// <summary>The name of an enumeration's value that became a number; null for any other number.</summary>
    public static string? NameOf(PSObject number) =>
        number.ToString() is string text && text.Length > 0 && char.IsLetter(text[0]) && IsDeserialized(number)
            ? text
            : null;

    /// <summary>The text that the object had where it was; null for one that has properties only.</summary>
    public static string? TextOf(PSObject bag)
    {
        if (TypeOf(bag) is not string type || type == typeof(PSCustomObject).FullName
            || type.StartsWith(Pair, StringComparison.Ordinal))
        {
            return null;
        }

        switch (type)
        {
            // Their own text is in the culture of the place that they come from.
            case "System.DateTimeOffset" when Value<DateTime>(bag, "UtcDateTime") is DateTime time:
                return Timestamp.Format(time);
            case "System.DateOnly" when Numbers(bag, "Year", "Month", "Day") is [int year, int month, int day]:
                return string.Format(CultureInfo.InvariantCulture, "{0:0000}-{1:00}-{2:00}", year, month, day);
            case "System.TimeOnly" when Numbers(bag, "Hour", "Minute", "Second") is [int hour, int minute, int second]:
                return string.Format(CultureInfo.InvariantCulture, "{0:00}:{1:00}:{2:00}", hour, minute, second);
            case "System.Numerics.Complex" when Value<double>(bag, "Real") is double real:
                return NumberText.Of(new Complex(real, Value<double>(bag, "Imaginary") ?? 0));
        }

        // As AttributeText asks it of an object that is here.
        string text = bag.ToString();
        string name = type.Substring(type.LastIndexOfAny(['.', '+']) + 1);
        return text.Length == 0 || text == name || text.StartsWith(type, StringComparison.Ordinal)
            || text.StartsWith("@{", StringComparison.Ordinal)
            ? null
            : text;
    }

    /// <summary>
    /// True for what a command returned that returned nothing, and for the null of a database: each became an object
    /// without properties.
    /// </summary>
    public static bool IsNothing(PSObject bag) =>
        TypeOf(bag) is string type && (type == typeof(PSCustomObject).FullName || type == typeof(DBNull).FullName)
        && !bag.Properties.Any();

    /// <summary>True for a map that became a list, as those do that are not an IDictionary.</summary>
    public static bool IsMap(PSObject list) =>
        list.BaseObject is IList && TypeOf(list) is string type
        && (IsBroken(type) || list.Properties["Keys"] is not null);

    /// <summary>The pairs of a map that became a list.</summary>
    /// <exception cref="AttributeTextException">Only a part of the map is left.</exception>
    public static IReadOnlyList<KeyValuePair<object, object?>> PairsOf(PSObject map)
    {
        string type = TypeOf(map)!;
        return IsBroken(type) || !((IList)map.BaseObject).Cast<object?>().All(IsPair)
            ? throw AttributeTextException.Broken(type)
            :
            [
                .. ((IList)map.BaseObject).Cast<PSObject>().Select(pair =>
                    new KeyValuePair<object, object?>(pair.Properties["Key"].Value, pair.Properties["Value"].Value)),
            ];
    }

    /// <summary>True for a pair of a key and a value that was a pair of .NET.</summary>
    public static bool IsPair(object? value) =>
        value is PSObject { BaseObject: PSCustomObject } bag
        && TypeOf(bag)?.StartsWith(Pair, StringComparison.Ordinal) == true
        && bag.Properties["Key"] is not null && bag.Properties["Value"] is not null;

    /// <summary>Refuses a value of a JSON library, of which neither its kind nor its members are left.</summary>
    /// <exception cref="AttributeTextException">The object is such a value.</exception>
    public static void RefuseBroken(PSObject bag)
    {
        if (TypeOf(bag) is string type && IsBroken(type))
        {
            throw AttributeTextException.Broken(type);
        }
    }

    /// <summary>
    /// The value of a property of a deserialized object. What lay too deep was cut to its text, which may be no more
    /// than the name of its type.
    /// </summary>
    /// <exception cref="AttributeTextException">Only the name of a type is left.</exception>
    public static object? Whole(PSObject bag, object? value)
    {
        RefuseBroken(bag);
        object? bare = PSObjectAdapter.Bare(value);
        if ((bare as string ?? (bare as IList)?.OfType<object>().Select(PSObjectAdapter.Bare).OfType<string>()
            .FirstOrDefault(IsTypeName)) is string text && IsTypeName(text))
        {
            throw AttributeTextException.CutOff(text);
        }

        return value;
    }

    private static bool IsBroken(string type) =>
        Array.Exists(s_broken, start => type.StartsWith(start, StringComparison.Ordinal));

    private static bool IsReceived(PSObject value)
    {
        int added = s_added.Count(name => value.Properties[name] is { MemberType: PSMemberTypes.NoteProperty } property
            && HasValueOf(name, property.Value));
        return added > 1 || (added == 1 && IsDeserialized(value));
    }

    // Files of text keep the names, too.
    private static bool HasValueOf(string name, object? value) => name switch
    {
        "PSComputerName" => PSObjectAdapter.Bare(value) is string,
        "PSShowComputerName" => bool.TryParse(value?.ToString(), out _),
        _ => Guid.TryParse(value?.ToString(), out _),
    };

    private static bool IsCim(PSObject value) =>
        value.BaseObject.GetType().FullName == CimInstance
        || (value.BaseObject is PSCustomObject && TypeOf(value) is string type
            && (type == CimInstance || type.StartsWith(CimInstance + "#", StringComparison.Ordinal)));

    /// <summary>True for a deserialized object of .NET, whose properties its type has made.</summary>
    public static bool IsObjectOfNet(PSObject bag) =>
        TypeOf(bag) is string type && type != typeof(PSCustomObject).FullName;

    // A file or a folder, also after Select-Object and from a file of text, which do not keep the name of its type.
    private static bool IsFile(PSObject value) => value.BaseObject is PSCustomObject
        && Array.TrueForAll(
            s_hiddenOfFiles, name => value.Properties[name] is { MemberType: PSMemberTypes.NoteProperty });

    private static bool IsDeserialized(PSObject value) => TypeOf(value) is not null;

    // A script may have put a name of its own before the others.
    private static string? TypeOf(PSObject value)
    {
        string? type = null;
        foreach (string name in value.TypeNames)
        {
            if (name.StartsWith(Prefix, StringComparison.Ordinal))
            {
                string original = name.Substring(Prefix.Length);
                if (original == typeof(PSCustomObject).FullName)
                {
                    return original;
                }

                int arity = original.IndexOf("[[", StringComparison.Ordinal);
                type ??= arity < 0 ? original : original.Substring(0, arity);
            }
        }

        return type;
    }

    private static T? Value<T>(PSObject bag, string property)
        where T : struct =>
        PSObjectAdapter.Bare(bag.Properties[property]?.Value) is T value ? value : null;

    private static int?[] Numbers(PSObject bag, params string[] properties) =>
        [.. properties.Select(property => Value<int>(bag, property))];

    // It is asked for each property of each object.
    private static bool IsOneOf(string[] names, string name)
    {
        foreach (string one in names)
        {
            if (one.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// True for a type's name, also for one with a remark: System.Diagnostics.ProcessModule (pwsh).
    /// </summary>
    public static bool IsTypeName(string text)
    {
        int end = text.IndexOf(" (", StringComparison.Ordinal);
        string name = end > 0 && text[text.Length - 1] == ')' ? text.Substring(0, end) : text;
        int arguments = name.IndexOf('[');
        name = arguments < 0 ? name : name.Substring(0, arguments);
        int dot = name.LastIndexOf('.');
        return dot > 0 && dot + 1 < name.Length && char.IsUpper(name[dot + 1])
            && name.All(c => char.IsLetterOrDigit(c) || c is '.' or '_' or '+' or '`')
            && Array.Exists(AppDomain.CurrentDomain.GetAssemblies(), assembly => assembly.GetType(name) is not null);
    }
}
