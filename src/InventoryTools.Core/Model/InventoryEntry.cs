using System.Collections;
using InventoryTools.Model;

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
public sealed class InventoryEntry : IDictionary<string, string>, IReadOnlyDictionary<string, string>, IDictionary
{
    private static readonly AttributeText s_text = new(ClrObjectAdapter.Instance);

    private KeyValuePair<string, string>[] _attributes;

    /// <summary>Makes an entry without attributes.</summary>
    public InventoryEntry()
        : this(0)
    {
    }

    /// <summary>Makes an entry with room for <paramref name="capacity"/> attributes.</summary>
    public InventoryEntry(int capacity) =>
        _attributes = capacity == 0 ? [] : new KeyValuePair<string, string>[capacity];

    /// <summary>The number of attributes.</summary>
    public int Count { get; private set; }

    /// <summary>The attribute names, in order.</summary>
    public ICollection<string> Keys => [.. this.Select(attribute => attribute.Key)];

    /// <summary>The values, in the order of <see cref="Keys"/>.</summary>
    public ICollection<string> Values => [.. this.Select(attribute => attribute.Value)];

    IEnumerable<string> IReadOnlyDictionary<string, string>.Keys => Keys;

    IEnumerable<string> IReadOnlyDictionary<string, string>.Values => Values;

    bool ICollection<KeyValuePair<string, string>>.IsReadOnly => false;

    ICollection IDictionary.Keys => (ICollection)Keys;

    ICollection IDictionary.Values => (ICollection)Values;

    bool IDictionary.IsReadOnly => false;

    bool IDictionary.IsFixedSize => false;

    bool ICollection.IsSynchronized => false;

    object ICollection.SyncRoot => this;

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
                _attributes[at] = new KeyValuePair<string, string>(_attributes[at].Key, value ?? "");
            }
        }
    }

    object? IDictionary.this[object key]
    {
        get => key is string name && TryGetValue(name, out string value) ? value : null;
        set => this[(string)key] = s_text.Convert(value);
    }

    /// <summary>Adds an attribute after the others, with its name exactly as given.</summary>
    /// <exception cref="ArgumentException">The very same name is there already.</exception>
    public void Add(string key, string value)
    {
        if (IndexOf(key, StringComparison.Ordinal) >= 0)
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
        value = at < 0 ? "" : _attributes[at].Value;
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

        Array.Copy(_attributes, at + 1, _attributes, at, Count - at - 1);
        _attributes[--Count] = default;
        return true;
    }

    /// <inheritdoc cref="ICollection{T}.Clear"/>
    public void Clear()
    {
        _attributes = [];
        Count = 0;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator()
    {
        for (int i = 0; i < Count; i++)
        {
            yield return _attributes[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The attributes in one line, such as <c>Rack=A1; Shelf=12</c>.</summary>
    public override string ToString() =>
        string.Join("; ", this.Select(attribute => $"{attribute.Key}={attribute.Value}"));

    IDictionaryEnumerator IDictionary.GetEnumerator() => new DictionaryEnumerator(GetEnumerator());

    void ICollection<KeyValuePair<string, string>>.Add(KeyValuePair<string, string> item) => Add(item.Key, item.Value);

    bool ICollection<KeyValuePair<string, string>>.Contains(KeyValuePair<string, string> item) =>
        TryGetValue(item.Key, out string value) && value == item.Value;

    bool ICollection<KeyValuePair<string, string>>.Remove(KeyValuePair<string, string> item) =>
        ((ICollection<KeyValuePair<string, string>>)this).Contains(item) && Remove(item.Key);

    void ICollection<KeyValuePair<string, string>>.CopyTo(KeyValuePair<string, string>[] array, int arrayIndex) =>
        Array.Copy(_attributes, 0, array, arrayIndex, Count);

    void ICollection.CopyTo(Array array, int index)
    {
        foreach (KeyValuePair<string, string> attribute in this)
        {
            array.SetValue(new DictionaryEntry(attribute.Key, attribute.Value), index++);
        }
    }

    void IDictionary.Add(object key, object? value) => Add((string)key, s_text.Convert(value));

    bool IDictionary.Contains(object key) => key is string name && ContainsKey(name);

    void IDictionary.Remove(object key) => Remove((string)key);

    /// <summary>A copy, which stays as it is when this entry is changed.</summary>
    internal InventoryEntry Copy()
    {
        InventoryEntry copy = new(Count) { Count = Count };
        Array.Copy(_attributes, copy._attributes, Count);
        return copy;
    }

    /// <summary>Adds an attribute whose name is known not to be there.</summary>
    internal void AddUnseen(string key, string value) => Append(key, value);

    /// <summary>The value of the attribute of that very name, or null.</summary>
    internal string? FindExactly(string key)
    {
        int at = IndexOf(key, StringComparison.Ordinal);
        return at < 0 ? null : _attributes[at].Value;
    }

    /// <summary>The attribute at a place, without making an enumerator.</summary>
    internal KeyValuePair<string, string> At(int index) => _attributes[index];

    private int IndexOf(string key)
    {
        int exact = IndexOf(key, StringComparison.Ordinal);
        return exact >= 0 ? exact : IndexOf(key, StringComparison.OrdinalIgnoreCase);
    }

    private int IndexOf(string key, StringComparison comparison)
    {
        for (int i = 0; i < Count; i++)
        {
            if (string.Equals(_attributes[i].Key, key, comparison))
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

        if (Count == _attributes.Length)
        {
            Array.Resize(ref _attributes, Math.Max(4, Count * 2));
        }

        _attributes[Count++] = new KeyValuePair<string, string>(key, value ?? "");
    }

    private sealed class DictionaryEnumerator(IEnumerator<KeyValuePair<string, string>> attributes)
        : IDictionaryEnumerator
    {
        public object Key => attributes.Current.Key;

        public object? Value => attributes.Current.Value;

        public DictionaryEntry Entry => new(Key, Value);

        public object Current => Entry;

        public bool MoveNext() => attributes.MoveNext();

        public void Reset() => attributes.Reset();
    }
}
