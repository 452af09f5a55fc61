using System.Globalization;

namespace InventoryTools.Local;

/// <summary>
/// Counts nodes by the values of attributes, in lowercase. Attributes of one type are taken from one entry; those
/// of different types in every combination that a node has.
/// </summary>
/// <param name="path">The attributes, the outermost first; none twice.</param>
/// <param name="limit">The limit of the whole answer.</param>
internal sealed class AttributeAggregation(IReadOnlyList<AttributeKey> path, AggregationLimit limit)
{
    private const char Separator = '\u001f';
    private const string CountName = "Count";

    private readonly Dictionary<string, long> _counts = new(StringComparer.Ordinal);

    // The attributes of each type, with their places in the path.
    private readonly (string TypeName, (AttributeKey Key, int At)[] Keys)[] _types =
    [
        .. path.Select((key, at) => (Key: key, At: at)).GroupBy(one => one.Key.TypeName)
            .Select(type => (type.Key, type.ToArray())),
    ];

    public string OutermostType => path[0].TypeName;

    public IEnumerable<string> TypeNames => _types.Select(type => type.TypeName);

    /// <exception cref="InventoryFaultException">The combinations would be too many.</exception>
    public void Add(NodeView node)
    {
        string[][][] values = [.. _types.Select(type => Values(node, type.TypeName, type.Keys))];
        limit.Check(
            node.InstanceId,
            [.. values.Select(ofType => (ofType.Length, ofType.Sum(one => one.Sum(text => (long)text.Length))))]);
        foreach (string row in Combine(values, 0, new string[path.Count]))
        {
            if (!_counts.TryGetValue(row, out long count))
            {
                limit.AddRow(row);
            }

            _counts[row] = count + 1;
        }
    }

    /// <summary>
    /// One row for each combination, ordered by the frequency of the outermost attribute's values, then by that of the
    /// next one.
    /// </summary>
    public IEnumerable<InventoryEntry> Rows()
    {
        List<(string[] Values, long Count)> rows = [.. _counts.Select(row => (row.Key.Split(Separator), row.Value))];
        IOrderedEnumerable<(string[] Values, long Count)> ordered = rows.OrderBy(_ => 0);
        for (int depth = 1; depth <= path.Count; depth++)
        {
            int length = depth;
            Dictionary<string, long> totals = rows.GroupBy(row => Prefix(row.Values, length), StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => group.Sum(row => row.Count), StringComparer.Ordinal);
            ordered = ordered
                .ThenByDescending(row => totals[Prefix(row.Values, length)])
                .ThenBy(row => row.Values[length - 1], StringComparer.Ordinal);
        }

        string[] names = Names();
        return ordered.Select(row => Row(names, row.Values, row.Count));
    }

    private static string Prefix(string[] values, int length) => string.Join(Separator.ToString(), values, 0, length);

    private IEnumerable<string> Combine(string[][][] values, int type, string[] row)
    {
        if (type == values.Length)
        {
            yield return Prefix(row, row.Length);
            yield break;
        }

        foreach (string[] one in values[type])
        {
            for (int i = 0; i < one.Length; i++)
            {
                row[_types[type].Keys[i].At] = one[i];
            }

            foreach (string whole in Combine(values, type + 1, row))
            {
                yield return whole;
            }
        }
    }

    // The different values that the node's entries of a type have for its attributes.
    private static string[][] Values(NodeView node, string typeName, (AttributeKey Key, int At)[] keys)
    {
        Dictionary<string, string[]> values = new(StringComparer.Ordinal);
        foreach (InventoryEntry entry in node.Entries(typeName))
        {
            string[] one = new string[keys.Length];
            int found = 0;
            while (found < keys.Length && entry.FindExactly(keys[found].Key.Attribute) is string value)
            {
                one[found++] = ToLower(value);
            }

            // An entry that lacks one of the attributes is not counted.
            if (found == keys.Length)
            {
                values[found == 1 ? one[0] : Prefix(one, found)] = one;
            }
        }

        return [.. values.Values];
    }

    // The service returns values in lowercase.
    private static string ToLower(string value) => value.Replace(Separator, ' ').ToLowerInvariant();

    // An attribute whose name an outer one has is named with its type.
    private string[] Names()
    {
        List<string> names = [];
        foreach (AttributeKey key in path)
        {
            bool isTaken = key.Attribute == CountName || names.Contains(key.Attribute, StringComparer.Ordinal);
            names.Add(isTaken ? $"{key.TypeName}.{key.Attribute}" : key.Attribute);
        }

        return [.. names];
    }

    // The innermost attribute comes first.
    private static InventoryEntry Row(string[] names, string[] values, long count)
    {
        InventoryEntry row = new(names.Length + 1) { { CountName, count.ToString(CultureInfo.InvariantCulture) } };
        for (int i = names.Length - 1; i >= 0; i--)
        {
            row.Add(names[i], values[i]);
        }

        return row;
    }
}
