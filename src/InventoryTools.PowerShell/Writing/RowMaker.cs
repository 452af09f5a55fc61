using System.Management.Automation;

namespace InventoryTools.Writing;

/// <summary>
/// Makes the rows of one type, or of several. All have the same columns: the node, the type, and every known attribute;
/// what an entry lacks is null. An attribute that was not known becomes a column of the rows from then on.
/// </summary>
/// <param name="hasType">True for rows with the type.</param>
internal sealed class RowMaker(bool hasType)
{
    private readonly List<string> _attributes = [];
    private readonly Dictionary<string, int> _places = new(StringComparer.OrdinalIgnoreCase);
    private string _nodeColumn = nameof(InventoryItem.InstanceId);
    private string _typeColumn = nameof(InventoryItem.TypeName);

    /// <summary>The columns that are attributes. Names that differ in case are one name to PowerShell.</summary>
    public IReadOnlyList<string> Attributes => _attributes;

    /// <summary>The number of rows that were made.</summary>
    public long RowCount { get; private set; }

    /// <summary>Adds a column, unless it is there. Returns true for a new one.</summary>
    public bool Add(string attribute)
    {
        if (_places.ContainsKey(attribute))
        {
            return false;
        }

        _places.Add(attribute, _attributes.Count);
        _attributes.Add(attribute);
        _nodeColumn = Column(_nodeColumn);
        _typeColumn = Column(_typeColumn);
        return true;
    }

    /// <summary>Makes the row of an entry.</summary>
    /// <param name="item">The item of the entry.</param>
    /// <param name="entry">The entry. All of its attributes have columns.</param>
    /// <param name="valueOf">The value of the text of an attribute.</param>
    public PSObject Make(InventoryItem item, InventoryEntry entry, Func<string, string, object> valueOf)
    {
        object?[] values = new object?[_attributes.Count];
        foreach (KeyValuePair<string, string> attribute in entry)
        {
            int at = _places[attribute.Key];
            values[at] ??= valueOf(_attributes[at], attribute.Value);
        }

        RowCount++;
        PSObject row = InventoryRow.New();
        Add(row, _nodeColumn, item.InstanceId);
        if (hasType)
        {
            Add(row, _typeColumn, item.TypeName);
        }

        for (int at = 0; at < values.Length; at++)
        {
            Add(row, _attributes[at], values[at]);
        }

        return row;
    }

    // An attribute keeps its name; what the row adds to it steps aside.
    private string Column(string name)
    {
        while (_places.ContainsKey(name))
        {
            name = "Inventory" + name;
        }

        return name;
    }

    private static void Add(PSObject row, string name, object? value) =>
        row.Properties.Add(new PSNoteProperty(name, value), preValidated: true);
}
