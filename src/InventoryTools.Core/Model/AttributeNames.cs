namespace InventoryTools.Model;

/// <summary>
/// The attribute names of an entry, in their order. The entries of a type nearly always have the same, so what was
/// found out about the names of one entry is found out once.
/// </summary>
internal sealed class AttributeNames
{
    private string[] _names = [];

    /// <summary>The number of names.</summary>
    public int Count => _names.Length;

    /// <summary>A name.</summary>
    public string this[int at] => _names[at];

    /// <summary>Takes the names of an entry.</summary>
    public void Take(InventoryEntry entry)
    {
        _names = new string[entry.Count];
        for (int i = 0; i < _names.Length; i++)
        {
            _names[i] = entry.At(i).Key;
        }
    }

    /// <summary>True for an entry that has these names, in this order.</summary>
    public bool AreOf(InventoryEntry entry)
    {
        if (entry.Count != _names.Length)
        {
            return false;
        }

        for (int i = 0; i < _names.Length; i++)
        {
            if (entry.At(i).Key != _names[i])
            {
                return false;
            }
        }

        return true;
    }
}
