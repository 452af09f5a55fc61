namespace InventoryTools.Model;

/// <summary>
/// The JSON of an item's content as the SSM agent writes it before it hashes it: Go's encoding/json over a list of
/// maps. No white space, keys in the byte order of their UTF-8, <c>&lt; &gt; &amp;</c> and the two line separators
/// escaped, everything else beyond ASCII as it is.
/// </summary>
/// <remarks>Source: amazon-ssm-agent, datauploader/uploader.go and gatherers/custom/customGatherer.go.</remarks>
internal static class CanonicalJson
{
    /// <summary>The canonical UTF-8 text. No entries at all are <c>null</c>: the agent's list is nil then.</summary>
    public static Utf8Buffer Write(IReadOnlyCollection<InventoryEntry> content)
    {
        Utf8Buffer json = new();
        if (content.Count == 0)
        {
            json.AppendAscii("null");
            return json;
        }

        KeyOrder order = new();
        char separator = '[';
        foreach (InventoryEntry entry in content)
        {
            json.AppendAscii(separator);
            separator = ',';
            WriteEntry(json, entry, order);
        }

        json.AppendAscii(']');
        return json;
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

    private static void WriteEntry(Utf8Buffer json, InventoryEntry entry, KeyOrder order)
    {
        json.AppendAscii('{');
        bool first = true;
        foreach (int at in order.Of(entry))
        {
            if (!first)
            {
                json.AppendAscii(',');
            }

            first = false;
            KeyValuePair<string, string> attribute = entry.At(at);
            WriteText(json, attribute.Key);
            json.AppendAscii(':');
            WriteText(json, attribute.Value);
        }

        json.AppendAscii('}');
    }

    private static void WriteText(Utf8Buffer json, string text)
    {
        json.AppendAscii('"');
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            switch (c)
            {
                case '"':
                    json.AppendAscii("\\\"");
                    break;
                case '\\':
                    json.AppendAscii("\\\\");
                    break;
                case '\n':
                    json.AppendAscii("\\n");
                    break;
                case '\r':
                    json.AppendAscii("\\r");
                    break;
                case '\t':
                    json.AppendAscii("\\t");
                    break;
                case < ' ' or '<' or '>' or '&' or '\u2028' or '\u2029':
                    json.AppendUnicodeEscape(c);
                    break;
                default:
                    i += json.AppendCodePoint(text, i) - 1;
                    break;
            }
        }

        json.AppendAscii('"');
    }

    // The entries of an item nearly always have the same names: their order is found once.
    private sealed class KeyOrder
    {
        private string[] _names = [];
        private int[] _order = [];

        public int[] Of(InventoryEntry entry)
        {
            if (!HasSameNames(entry))
            {
                _names = [.. entry.Select(attribute => attribute.Key)];
                _order = [.. Enumerable.Range(0, _names.Length)];
                Array.Sort(_order, (left, right) => CompareUtf8(_names[left], _names[right]));
            }

            return _order;
        }

        private bool HasSameNames(InventoryEntry entry)
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
}
