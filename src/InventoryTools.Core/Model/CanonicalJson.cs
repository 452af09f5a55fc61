using System.Text;

namespace InventoryTools.Model;

/// <summary>
/// The JSON of an item's content as the SSM agent writes it before it hashes it: Go's encoding/json over a list of
/// maps. No white space, keys in the byte order of their UTF-8, <c>&lt; &gt; &amp;</c> and the two line separators
/// escaped, everything else beyond ASCII as it is.
/// </summary>
/// <remarks>Source: amazon-ssm-agent, datauploader/uploader.go and gatherers/custom/customGatherer.go.</remarks>
internal static class CanonicalJson
{
    /// <summary>The canonical text. No entries at all are <c>null</c>: the agent's list is nil then.</summary>
    public static string Write(IReadOnlyCollection<InventoryEntry> content)
    {
        if (content.Count == 0)
        {
            return "null";
        }

        StringBuilder json = new();
        KeyOrder order = new();
        foreach (InventoryEntry entry in content)
        {
            json.Append(json.Length == 0 ? '[' : ',');
            WriteEntry(json, entry, order);
        }

        return json.Append(']').ToString();
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

    private static void WriteEntry(StringBuilder json, InventoryEntry entry, KeyOrder order)
    {
        char separator = '{';
        foreach (int at in order.Of(entry))
        {
            KeyValuePair<string, string> attribute = entry.At(at);
            json.Append(separator);
            JsonText.Append(json, attribute.Key, escapesMarkup: true);
            json.Append(':');
            JsonText.Append(json, attribute.Value, escapesMarkup: true);
            separator = ',';
        }

        json.Append(separator == '{' ? "{}" : "}");
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
