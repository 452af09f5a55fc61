using System.Management.Automation;
using InventoryTools.Errors;
using InventoryTools.Model;

namespace InventoryTools.Writing;

/// <summary>
/// Writes rows as they come, or after all of them where the values of an attribute decide together whether they are
/// numbers.
/// </summary>
/// <param name="command">The command that writes the rows.</param>
/// <param name="hasAllAttributes">True for rows that all have the attributes of all types.</param>
/// <param name="findsNumbers">True to make numbers of attributes whose values are all numbers.</param>
/// <param name="numbers">The attributes whose values are read as numbers.</param>
/// <param name="findTabular">The command that gives all rows the columns of the first; null for none.</param>
internal sealed class RowWriter(
    InventoryCmdlet command, bool hasAllAttributes, bool findsNumbers, string[] numbers, Func<string?> findTabular)
{
    private readonly Dictionary<(string Type, bool HasType), RowMaker> _makers = [];
    private readonly List<(RowMaker Maker, InventoryItem Item, InventoryEntry Entry)> _held = [];
    private readonly HashSet<string> _numbers = new(numbers, StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _reported = new(StringComparer.Ordinal);
    private readonly HashSet<string> _warned = new(StringComparer.OrdinalIgnoreCase);
    private Func<string, string, object?>? _valueOf;
    private RowMaker? _first;
    private bool _hasOtherColumns;

    private Func<string, string, object?> ValueOf => _valueOf ??= Value;

    /// <summary>The maker of the rows of a type. Its columns are asked for once.</summary>
    public RowMaker MakerOf(string typeName, bool hasType, Func<string, IEnumerable<string>> attributes)
    {
        (string, bool) key = (hasAllAttributes ? "" : typeName, hasType);
        if (!_makers.TryGetValue(key, out RowMaker? maker))
        {
            maker = new RowMaker(hasType);
            _makers.Add(key, maker);
            foreach (string attribute in attributes(typeName))
            {
                maker.Add(attribute);
            }
        }

        return maker;
    }

    /// <summary>Writes the row of an entry.</summary>
    public void Write(RowMaker maker, InventoryItem item, InventoryEntry entry)
    {
        for (int at = 0; at < entry.Count; at++)
        {
            KeyValuePair<string, string> attribute = entry.At(at);
            if (maker.Add(item, at, attribute) && maker.RowCount > 0)
            {
                command.WriteWarning(
                    $"The attribute '{attribute.Key}' is in no known schema of {item.TypeName}. The rows before that "
                    + $"of {item.InstanceId} lack it: Export-Csv and Format-Table take the columns of the first row.");
            }
        }

        _first ??= maker;
        if (maker != _first && !_hasOtherColumns)
        {
            WarnOfColumns(maker, item.TypeName);
        }

        if (findsNumbers)
        {
            _held.Add((maker, item, entry));
        }
        else
        {
            command.WriteObject(Make(maker, item, entry));
        }
    }

    /// <summary>Writes the rows that were held back, and warns of attributes that no row has.</summary>
    public void Complete()
    {
        (RowMaker Maker, PSObject Row)[] rows =
            [.. _held.Select(one => (one.Maker, Make(one.Maker, one.Item, one.Entry)))];
        foreach (IGrouping<RowMaker, PSObject> ofType in rows.GroupBy(one => one.Maker, one => one.Row))
        {
            foreach (string attribute in ofType.Key.Attributes)
            {
                MakeNumbers([.. ofType.Select(row => row.Properties[attribute])]);
            }
        }

        foreach ((RowMaker _, PSObject row) in rows)
        {
            command.WriteObject(row);
        }

        string[] known = [.. _makers.Values.SelectMany(maker => maker.Attributes)];
        foreach (string missing in known.Length == 0 ? [] : _numbers.Except(known, StringComparer.OrdinalIgnoreCase))
        {
            command.WriteWarning(
                $"No row has the attribute '{missing}' of -NumberProperty.{NearestNames.Question(missing, known)}");
        }
    }

    private PSObject Make(RowMaker maker, InventoryItem item, InventoryEntry entry)
    {
        PSObject row = maker.Make(item, entry, ValueOf);
        if (maker.Lost is string lost && _reported.Add(item.TypeName))
        {
            string kept = entry.Keys.First(name => name.Equals(lost, StringComparison.OrdinalIgnoreCase));
            command.WriteError(ErrorRecords.AttributeNameCase(item, kept, lost));
        }

        return row;
    }

    // Where-Object and the like lose nothing, so that rows of several types are no reason to warn by themselves.
    private void WarnOfColumns(RowMaker maker, string typeName)
    {
        string[] lost = [.. maker.Attributes.Except(_first!.Attributes, StringComparer.OrdinalIgnoreCase)];
        _hasOtherColumns = lost.Length > 0;
        if (_hasOtherColumns && findTabular() is string taker)
        {
            command.WriteWarning(
                $"{taker} takes the columns of the first row, which has no '{lost[0]}' of {typeName}. "
                + "-AllAttributes gives all rows the same columns.");
        }
    }

    // An empty text, such as a blank cell of a table, is no number and no other text. Among numbers it is null.
    private static void MakeNumbers(PSPropertyInfo[] values)
    {
        object?[] read =
            [.. values.Select(one => one.Value is string text ? NumberReader.ReadExactly(text) : one.Value)];
        bool hasText = values.Where((one, at) => read[at] is null && one.Value is not (null or "")).Any();
        if (hasText || Array.TrueForAll(read, number => number is null))
        {
            return;
        }

        for (int at = 0; at < values.Length; at++)
        {
            values[at].Value = read[at];
        }
    }

    private object? Value(string attribute, string text)
    {
        if (_numbers.Count == 0 || !_numbers.Contains(attribute))
        {
            return text;
        }

        if (text.Length == 0)
        {
            return null;
        }

        object? number = NumberReader.Read(text);
        if (number is null && _warned.Add(attribute))
        {
            command.WriteWarning(
                $"The attribute '{attribute}' has values that are not numbers, such as '{text}'. They stay as text.");
        }

        return number ?? text;
    }
}
