using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Specialized;
using System.Data;
using System.Reflection;

namespace InventoryTools.Model;

/// <summary>
/// Reads maps that are not an <see cref="IDictionary"/>, tables, and the values of JSON libraries: as pairs, lists and
/// scalars of .NET.
/// </summary>
internal static class MapReader
{
    private static readonly MethodInfo s_pairsOf = MethodNamed(nameof(PairsOf));
    private static readonly MethodInfo s_groupsOf = MethodNamed(nameof(GroupsOf));
    private static readonly MethodInfo s_groupOf = MethodNamed(nameof(GroupOf));

    private static readonly ConcurrentDictionary<Type, Func<object, object?>?> s_readers = new();
    private static readonly ConcurrentDictionary<Type, bool> s_isOrderOfChance = new();

    /// <summary>
    /// The value itself, or what it stands for: a list of pairs for a map, a list of rows for a table, and a scalar for
    /// a scalar of JSON.
    /// </summary>
    /// <exception cref="AttributeTextException">Reading the value threw.</exception>
    public static object? Read(object value)
    {
        object? read = value;
        while (read is not null && s_readers.GetOrAdd(read.GetType(), FindReader) is Func<object, object?> reader)
        {
            try
            {
                read = reader(read);
            }
            catch (TargetInvocationException thrown)
            {
                throw AttributeTextException.ReadFailed(thrown.InnerException ?? thrown);
            }
            catch (Exception thrown) when (thrown is not AttributeTextException)
            {
                throw AttributeTextException.ReadFailed(thrown);
            }
        }

        return read;
    }

    /// <summary>True for dictionaries that promise no order.</summary>
    public static bool HasOrderOfChance(Type type) => s_isOrderOfChance.GetOrAdd(type, static type =>
        type == typeof(Hashtable)
        || IsGeneric(type, typeof(Dictionary<,>))
        || IsGeneric(type, typeof(ConcurrentDictionary<,>)));

    private static Func<object, object?>? FindReader(Type type)
    {
        if (typeof(IDictionary).IsAssignableFrom(type) || type.IsArray || type.IsPrimitive || type == typeof(string))
        {
            return null;
        }

        if (typeof(DataTable).IsAssignableFrom(type))
        {
            return static table => ((DataTable)table).Rows;
        }

        if (typeof(DataRowView).IsAssignableFrom(type))
        {
            return static row => PairsOf(((DataRowView)row).Row);
        }

        if (typeof(DataRow).IsAssignableFrom(type))
        {
            return static row => PairsOf((DataRow)row);
        }

        if (typeof(IDataRecord).IsAssignableFrom(type) && !typeof(IDataReader).IsAssignableFrom(type))
        {
            return static record => PairsOf((IDataRecord)record);
        }

        if (typeof(NameValueCollection).IsAssignableFrom(type))
        {
            return static map => PairsOf((NameValueCollection)map);
        }

        if (typeof(StringDictionary).IsAssignableFrom(type))
        {
            return static map => ((StringDictionary)map).Cast<DictionaryEntry>()
                .Select(pair => Pair(pair.Key, pair.Value))
                .OrderBy(pair => (string)pair.Key, StringComparer.Ordinal)
                .ToList();
        }

        return JsonReader.Find(type) ?? FindGeneric(type);
    }

    private static Func<object, object?>? FindGeneric(Type type)
    {
        if (!typeof(IEnumerable).IsAssignableFrom(type))
        {
            return null;
        }

        foreach ((Type map, MethodInfo read) in new[]
        {
            (typeof(IReadOnlyDictionary<,>), s_pairsOf), (typeof(IDictionary<,>), s_pairsOf),
            (typeof(ILookup<,>), s_groupsOf), (typeof(IGrouping<,>), s_groupOf),
        })
        {
            if (Array.Find(type.GetInterfaces(), one => IsGeneric(one, map)) is Type found)
            {
                return (Func<object, object?>)read.MakeGenericMethod(found.GetGenericArguments())
                    .CreateDelegate(typeof(Func<object, object?>));
            }
        }

        return null;
    }

    private static List<KeyValuePair<object, object?>> PairsOf<TKey, TValue>(object map) =>
        [.. ((IEnumerable<KeyValuePair<TKey, TValue>>)map).Select(pair => Pair(pair.Key, pair.Value))];

    private static List<KeyValuePair<object, object?>> GroupsOf<TKey, TElement>(object lookup) =>
    [
        .. ((ILookup<TKey, TElement>)lookup).Select(group => Pair(group.Key, group.ToArray())),
    ];

    private static List<KeyValuePair<object, object?>> GroupOf<TKey, TElement>(object group) =>
        [Pair(((IGrouping<TKey, TElement>)group).Key, ((IGrouping<TKey, TElement>)group).ToArray())];

    private static List<KeyValuePair<object, object?>> PairsOf(DataRow row) =>
        [.. row.Table.Columns.Cast<DataColumn>().Select(column => Pair(column.ColumnName, row[column]))];

    private static List<KeyValuePair<object, object?>> PairsOf(IDataRecord record) =>
        [.. Enumerable.Range(0, record.FieldCount).Select(at => Pair(record.GetName(at), record.GetValue(at)))];

    // A name may have several values.
    private static List<KeyValuePair<object, object?>> PairsOf(NameValueCollection map) =>
    [
        .. Enumerable.Range(0, map.Count).Select(at => Pair(
            map.GetKey(at), map.GetValues(at) is { Length: > 1 } several ? several : map.Get(at))),
    ];

    private static KeyValuePair<object, object?> Pair(object? key, object? value) => new(key!, value);

    private static bool IsGeneric(Type type, Type definition) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == definition;

    private static MethodInfo MethodNamed(string name) => typeof(MapReader)
        .GetMethods(BindingFlags.NonPublic | BindingFlags.Static)
        .Single(method => method.Name == name && method.IsGenericMethodDefinition);
}
