using System.Collections;

namespace InventoryTools;

/// <summary>
/// One entry of an item's content: a map of attribute name to text that keeps the order of its attributes.
/// </summary>
/// <remarks>
/// <para>
/// To the service, attribute names that differ in case are two names, which is an error, so
/// <see cref="Add(string, string)"/> keeps both. All members that look up a name find the exact name first and then
/// one that differs in case only: <c>$entry.serial = 'x'</c> changes <c>Serial</c>.
/// </para>
/// <para>A value is never null: null is the empty text.</para>
/// </remarks>
public sealed partial class InventoryEntry : IDictionary<string, string>, IReadOnlyDictionary<string, string>
{
    // An array that another entry has as well is never written to: it is copied first.
    private string[] _names;
    private string[] _values;
    private bool _sharesNames;
    private bool _sharesValues;

    /// <summary>Makes an entry without attributes.</summary>
    public InventoryEntry()
        : this(0)
    {
    }

    /// <summary>Makes an entry with room for <paramref name="capacity"/> attributes.</summary>
    public InventoryEntry(int capacity)
    {
        _names = capacity == 0 ? [] : new string[capacity];
        _values = capacity == 0 ? [] : new string[capacity];
    }

    private InventoryEntry(string[] names, string[] values)
    {
        _names = names;
        _values = values;
        _sharesNames = true;
    }

    /// <summary>The number of attributes.</summary>
    public int Count { get; private set; }

    /// <summary>The attribute names, in order.</summary>
    public ICollection<string> Keys => [.. this.Select(attribute => attribute.Key)];

    /// <summary>The values, in the order of <see cref="Keys"/>.</summary>
    public ICollection<string> Values => [.. this.Select(attribute => attribute.Value)];

    IEnumerable<string> IReadOnlyDictionary<string, string>.Keys => Keys;

    IEnumerable<string> IReadOnlyDictionary<string, string>.Values => Values;

    /// <summary>The value of an attribute. Setting one that isn't there adds it.</summary>
    /// <exception cref="KeyNotFoundException">The attribute does not exist.</exception>
    public string this[string key]
    {
        get => TryGetValue(key, out string value)
            ? value
            : throw new KeyNotFoundException($"The entry has no attribute '{key}'.");
        set
        {
            int at = IndexOf(key);
            if (at < 0)
            {
                Append(key, value);
            }
            else
            {
                OwnValues(_values.Length);
                _values[at] = value ?? "";
            }
        }
    }

    /// <summary>Adds an attribute after the others, with its name exactly as given.</summary>
    /// <exception cref="ArgumentException">The very same name is there already.</exception>
    public void Add(string key, string value)
    {
        if (!ReferenceEquals(key, NextName) && IndexOf(key, StringComparison.Ordinal) >= 0)
        {
            throw new ArgumentException($"The entry already has an attribute '{key}'.", nameof(key));
        }

        Append(key, value);
    }

    /// <inheritdoc/>
    public bool ContainsKey(string key) => IndexOf(key) >= 0;

    /// <inheritdoc cref="IDictionary{TKey, TValue}.TryGetValue"/>
    public bool TryGetValue(string key, out string value)
    {
        int at = IndexOf(key);
        value = at < 0 ? "" : _values[at];
        return at >= 0;
    }

    /// <inheritdoc/>
    public bool Remove(string key)
    {
        int at = IndexOf(key);
        if (at < 0)
        {
            return false;
        }

        OwnNames(_names.Length);
        OwnValues(_values.Length);
        Count--;
        Array.Copy(_names, at + 1, _names, at, Count - at);
        Array.Copy(_values, at + 1, _values, at, Count - at);
        Array.Clear(_names, Count, 1);
        Array.Clear(_values, Count, 1);
        return true;
    }

    /// <inheritdoc cref="ICollection{T}.Clear"/>
    public void Clear()
    {
        _names = [];
        _values = [];
        Count = 0;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator()
    {
        for (int i = 0; i < Count; i++)
        {
            yield return At(i);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The attributes in one line, such as <c>Rack=A1; Shelf=12</c>.</summary>
    public override string ToString() =>
        string.Join("; ", this.Select(attribute => $"{attribute.Key}={attribute.Value}"));

    /// <summary>
    /// An empty entry for a row like another one. While it gets the same names in the same order, both share one array
    /// of them.
    /// </summary>
    internal static InventoryEntry Like(InventoryEntry other)
    {
        other._sharesNames = true;
        return new InventoryEntry(other._names, other.Count == 0 ? [] : new string[other.Count]);
    }

    /// <summary>True where this entry still shares the names of the entry that it is like.</summary>
    internal bool HasNamesOf(InventoryEntry other) => ReferenceEquals(_names, other._names);

    /// <summary>A copy, which stays as it is when this entry is changed.</summary>
    internal InventoryEntry Copy()
    {
        _sharesNames = true;
        _sharesValues = true;
        return new InventoryEntry(_names, _values) { Count = Count, _sharesValues = true };
    }

    /// <summary>
    /// The name of the next attribute of the entry that this one is like, as long as both have had the same; this one
    /// does not have it yet. Null where there is none.
    /// </summary>
    internal string? NextName => _sharesNames && Count < _names.Length ? _names[Count] : null;

    /// <summary>Adds an attribute whose name is known not to be there.</summary>
    internal void AddUnseen(string key, string value) => Append(key, value);

    /// <summary>The value of the attribute of that very name, or null.</summary>
    internal string? FindExactly(string key)
    {
        int at = IndexOf(key, StringComparison.Ordinal);
        return at < 0 ? null : _values[at];
    }

    /// <summary>The attribute at a place, without making an enumerator.</summary>
    internal KeyValuePair<string, string> At(int index) => new(_names[index], _values[index]);

    private int IndexOf(string key)
    {
        int exact = IndexOf(key, StringComparison.Ordinal);
        return exact >= 0 ? exact : IndexOf(key, StringComparison.OrdinalIgnoreCase);
    }

    private int IndexOf(string key, StringComparison comparison)
    {
        for (int i = 0; i < Count; i++)
        {
            if (string.Equals(_names[i], key, comparison))
            {
                return i;
            }
        }

        return -1;
    }

    private void Append(string key, string? value)
    {
        if (key is null)
        {
            throw new ArgumentNullException(nameof(key));
        }

        if (!_sharesNames || Count == _names.Length || _names[Count] != key)
        {
            OwnNames(RoomIn(_names));
            _names[Count] = key;
        }

        OwnValues(RoomIn(_values));
        _values[Count++] = value ?? "";
    }

    private int RoomIn(string[] array) => Count < array.Length ? array.Length : Math.Max(4, Count * 2);

    private void OwnNames(int length)
    {
        if (_sharesNames || length > _names.Length)
        {
            _names = Resized(_names, length);
            _sharesNames = false;
        }
    }

    private void OwnValues(int length)
    {
        if (_sharesValues || length > _values.Length)
        {
            _values = Resized(_values, length);
            _sharesValues = false;
        }
    }

    private string[] Resized(string[] array, int length)
    {
        string[] resized = new string[length];
        Array.Copy(array, resized, Count);
        return resized;
    }
}
