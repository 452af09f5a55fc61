namespace InventoryTools.Model;

/// <summary>
/// The JSON of an item's content as the SSM agent writes it before it hashes it: Go's encoding/json over a list of
/// maps. No white space, keys in the byte order of their UTF-8, <c>&lt; &gt; &amp;</c> and the two line separators
/// escaped, everything else beyond ASCII as it is.
/// </summary>
/// <remarks>Source: amazon-ssm-agent, datauploader/uploader.go and gatherers/custom/customGatherer.go.</remarks>
internal sealed class CanonicalJson
{
    private readonly JsonBuffer _json = new();
    private readonly AttributeNames _names = new();
    private int[] _order = [];

    /// <summary>
    /// The canonical text, which holds until the next call. No entries at all are <c>null</c>: the agent's list is nil
    /// then.
    /// </summary>
    public JsonBuffer Write(IReadOnlyList<InventoryEntry> content)
    {
        _json.Clear();
        if (content.Count == 0)
        {
            _json.AppendRaw("null");
            return _json;
        }

        for (int i = 0; i < content.Count; i++)
        {
            _json.Append(i == 0 ? '[' : ',');
            Write(content[i]);
        }

        _json.Append(']');
        return _json;
    }

    /// <summary>Compares as the bytes of the two texts in UTF-8 would: by code point, not by UTF-16 unit.</summary>
    public static int CompareUtf8(string left, string right)
    {
        int shared = Math.Min(left.Length, right.Length);
        for (int i = 0; i < shared; i++)
        {
            if (left[i] != right[i])
            {
                return AsCodePointOrder(left[i]) - AsCodePointOrder(right[i]);
            }
        }

        return left.Length - right.Length;
    }

    // Surrogates stand for code points above all other units, though their own numbers are below U+E000.
    private static int AsCodePointOrder(char unit) => char.IsSurrogate(unit) ? unit + 0x10000 : unit;

    private void Write(InventoryEntry entry)
    {
        FindOrder(entry);
        _json.Append('{');
        for (int i = 0; i < _order.Length; i++)
        {
            if (i > 0)
            {
                _json.Append(',');
            }

            KeyValuePair<string, string> attribute = entry.At(_order[i]);
            _json.Append(attribute.Key, escapesMarkup: true);
            _json.Append(':');
            _json.Append(attribute.Value, escapesMarkup: true);
        }

        _json.Append('}');
    }

    private void FindOrder(InventoryEntry entry)
    {
        if (!_names.AreOf(entry))
        {
            _names.Take(entry);
            _order = [.. Enumerable.Range(0, _names.Count)];
            Array.Sort(_order, (left, right) => CompareUtf8(_names[left], _names[right]));
        }
    }
}
