using System.Management.Automation;

namespace InventoryTools.Writing;

/// <summary>
/// Makes the rows of one type, or of several. All have the same columns: the node, the type, and every known attribute;
/// what an entry lacks is null. An attribute that was not known becomes a column of the rows from then on.
/// </summary>
/// <param name="hasType">True for rows with the type.</param>
internal sealed class RowMaker(bool hasType)
{
    // In place of a column: the attribute is the node itself.
    private const int NodePlace = -1;

    private readonly List<string> _attributes = [];
    private readonly Dictionary<string, int> _places = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<PSNoteProperty> _columns = []; // of the attributes; a row gets a copy
    private readonly List<long> _filled = []; // the number of the last row with a value in the column
    private readonly List<(string Name, int Place)> _found = [];
    private PSNoteProperty _node = new(nameof(InventoryItem.InstanceId), null);
    private PSNoteProperty _type = new(nameof(InventoryItem.TypeName), null);

    /// <summary>The columns that are attributes. Names that differ in case are one name to PowerShell.</summary>
    public IReadOnlyList<string> Attributes => _attributes;

    /// <summary>The number of rows that were made.</summary>
    public long RowCount { get; private set; }

    /// <summary>
    /// The attribute of the last entry whose value is not in its row, because another name is the same but for case;
    /// null for none.
    /// </summary>
    public string? Lost { get; private set; }

    /// <summary>Adds a column, unless it is there. Returns true for a new one.</summary>
    public bool Add(string attribute)
    {
        if (_places.ContainsKey(attribute))
        {
            return false;
        }

        _places.Add(attribute, _attributes.Count);
        _attributes.Add(attribute);
        _columns.Add(new PSNoteProperty(attribute, null));
        _filled.Add(0);
        _node = Column(_node);
        _type = Column(_type);
        return true;
    }

    /// <summary>
    /// Adds the column of an attribute, unless it is there. An attribute InstanceId that is the node needs no other
    /// column than that of the node.
    /// </summary>
    /// <param name="item">The item of the entry.</param>
    /// <param name="at">The place of the attribute in the entry.</param>
    /// <param name="attribute">The attribute.</param>
    /// <returns>True for a new one.</returns>
    public bool Add(InventoryItem item, int at, KeyValuePair<string, string> attribute)
    {
        // The entries of a type have the same names, which are the same strings, at the same places. To look each up
        // took a tenth of a read.
        if (at < _found.Count && ReferenceEquals(_found[at].Name, attribute.Key) && _found[at].Place != NodePlace)
        {
            return false;
        }

        bool isNode = attribute.Value == item.InstanceId
            && attribute.Key.Equals(nameof(InventoryItem.InstanceId), StringComparison.OrdinalIgnoreCase)
            && !_places.ContainsKey(attribute.Key);
        bool isNew = !isNode && Add(attribute.Key);
        (string, int) found = (attribute.Key, isNode ? NodePlace : _places[attribute.Key]);
        if (at < _found.Count)
        {
            _found[at] = found;
        }
        else
        {
            _found.Add(found);
        }

        return isNew;
    }

    /// <summary>Makes the row of an entry.</summary>
    /// <param name="item">The item of the entry.</param>
    /// <param name="entry">The entry. All of its attributes have columns.</param>
    /// <param name="valueOf">The value of the text of an attribute.</param>
    public PSObject Make(InventoryItem item, InventoryEntry entry, Func<string, string, object?> valueOf)
    {
        RowCount++;
        Lost = null;
        foreach (PSNoteProperty column in _columns)
        {
            column.Value = null;
        }

        for (int at = 0; at < entry.Count; at++)
        {
            KeyValuePair<string, string> attribute = entry.At(at);
            Add(item, at, attribute);
            int place = _found[at].Place;
            if (place == NodePlace)
            {
                continue;
            }

            if (_filled[place] == RowCount)
            {
                Lost = attribute.Key;
                continue;
            }

            _filled[place] = RowCount;
            _columns[place].Value = valueOf(_attributes[place], attribute.Value);
        }

        PSObject row = InventoryRow.New(_columns.Count + 2);
        PSMemberInfoCollection<PSPropertyInfo> properties = row.Properties;
        _node.Value = item.InstanceId;
        properties.Add(_node, preValidated: true);
        if (hasType)
        {
            _type.Value = item.TypeName;
            properties.Add(_type, preValidated: true);
        }

        foreach (PSNoteProperty column in _columns)
        {
            properties.Add(column, preValidated: true);
        }

        return row;
    }

    // An attribute keeps its name; what the row adds to it steps aside.
    private PSNoteProperty Column(PSNoteProperty column)
    {
        string name = column.Name;
        while (_places.ContainsKey(name))
        {
            name = "Inventory" + name;
        }

        return name == column.Name ? column : new PSNoteProperty(name, null);
    }
}
