using System.Collections;
using InventoryTools.Model;

namespace InventoryTools;

/// <content>The entry as an <see cref="IDictionary"/>, by which PowerShell reads and sets values of any type.</content>
public sealed partial class InventoryEntry : IDictionary
{
    private static readonly AttributeText s_text = new(ClrObjectAdapter.Instance);

    bool ICollection<KeyValuePair<string, string>>.IsReadOnly => false;

    ICollection IDictionary.Keys => (ICollection)Keys;

    ICollection IDictionary.Values => (ICollection)Values;

    bool IDictionary.IsReadOnly => false;

    bool IDictionary.IsFixedSize => false;

    bool ICollection.IsSynchronized => false;

    object ICollection.SyncRoot => this;

    object? IDictionary.this[object key]
    {
        get => key is string name && TryGetValue(name, out string value) ? value : null;
        set => this[(string)key] = s_text.Convert(value);
    }

    IDictionaryEnumerator IDictionary.GetEnumerator() => new DictionaryEnumerator(GetEnumerator());

    void ICollection<KeyValuePair<string, string>>.Add(KeyValuePair<string, string> item) => Add(item.Key, item.Value);

    bool ICollection<KeyValuePair<string, string>>.Contains(KeyValuePair<string, string> item) =>
        TryGetValue(item.Key, out string value) && value == item.Value;

    bool ICollection<KeyValuePair<string, string>>.Remove(KeyValuePair<string, string> item) =>
        ((ICollection<KeyValuePair<string, string>>)this).Contains(item) && Remove(item.Key);

    void ICollection<KeyValuePair<string, string>>.CopyTo(KeyValuePair<string, string>[] array, int arrayIndex)
    {
        for (int i = 0; i < Count; i++)
        {
            array[arrayIndex + i] = At(i);
        }
    }

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
