using InventoryTools.Reading;

namespace InventoryTools.Binding;

/// <summary>The names and patterns of an argument that nothing has matched yet.</summary>
internal sealed class UnmatchedNames(string[]? names, Func<string, NameSelection> select)
{
    private readonly List<(string Name, NameSelection Selection)> _left =
        [.. (names ?? []).Distinct(StringComparer.Ordinal).Select(name => (name, select(name)))];

    /// <summary>True when each of them was matched.</summary>
    public bool IsEmpty => _left.Count == 0;

    /// <summary>The names, without the patterns.</summary>
    public string[] Literals =>
        [.. _left.Where(one => one.Selection.IsLiteral).Select(one => one.Selection.Literals[0])];

    /// <summary>The patterns.</summary>
    public IEnumerable<(string Name, NameSelection Selection)> Patterns =>
        _left.Where(one => !one.Selection.IsLiteral);

    /// <summary>Removes what matches a name that is there.</summary>
    public void Remove(string found)
    {
        for (int i = _left.Count - 1; i >= 0; i--)
        {
            if (_left[i].Selection.Matches(found))
            {
                _left.RemoveAt(i);
            }
        }
    }
}
