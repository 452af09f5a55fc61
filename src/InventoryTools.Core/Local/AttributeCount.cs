using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace InventoryTools;

/// <summary>
/// Counts nodes by the values of attributes, which are told in small letters, as the User Guide shows them.
/// Attributes of one type are taken from one entry; those of different types in every combination that a node has.
/// </summary>
internal sealed class AttributeCount(IReadOnlyList<AttributeKey> keys)
{
    private const char Separator = '\u001f';
    private const string CountName = "Count";

    private readonly Dictionary<string, long> _counts = new(StringComparer.Ordinal);

    // The attributes type by type, in the order in which they were asked for.
    private readonly IGrouping<string, AttributeKey>[] _types = [.. keys.GroupBy(key => key.TypeName)];

    public string OutermostType => keys[0].TypeName;

    public IEnumerable<string> TypeNames => _types.Select(type => type.Key);

    public void Add(NodeView node)
    {
        IEnumerable<string> rows = [""];
        foreach (IGrouping<string, AttributeKey> type in _types)
        {
            HashSet<string> values = new(node.Entries(type.Key).Select(entry => Values(entry, type)).OfType<string>(), StringComparer.Ordinal);
            rows = [.. rows.SelectMany(row => values.Select(value => row + value))];
        }

        foreach (string row in rows)
        {
            _counts.TryGetValue(row, out long count);
            _counts[row] = count + 1;
        }
    }

    /// <summary>One row a combination, the most frequent first.</summary>
    public IEnumerable<InventoryEntry> Rows()
    {
        AttributeKey[] columns = [.. _types.SelectMany(type => type)];
        return _counts
            .OrderByDescending(row => row.Value)
            .ThenBy(row => row.Key, StringComparer.Ordinal)
            .Select(row => Row(columns, row.Key.Split(Separator), row.Value));
    }

    private static InventoryEntry Row(AttributeKey[] columns, string[] values, long count)
    {
        InventoryEntry row = new(columns.Length + 1) { { CountName, count.ToString(CultureInfo.InvariantCulture) } };
        for (int i = 0; i < columns.Length; i++)
        {
            bool isTaken = row.FindExactly(columns[i].Attribute) is not null;
            row.Add(isTaken ? $"{columns[i].TypeName}.{columns[i].Attribute}" : columns[i].Attribute, values[i]);
        }

        return row;
    }

    // Null where the entry lacks one of the attributes: the node is not counted for it.
    private static string? Values(InventoryEntry entry, IEnumerable<AttributeKey> wanted)
    {
        string text = "";
        foreach (AttributeKey key in wanted)
        {
            if (entry.FindExactly(key.Attribute) is not string value)
            {
                return null;
            }

#pragma warning disable CA1308 // Small letters are what the service tells.
            text += value.Replace(Separator, ' ').ToLowerInvariant() + Separator;
#pragma warning restore CA1308
        }

        return text;
    }
}
