using System.Text;

namespace InventoryTools.Model;

/// <summary>
/// JSON in UTF-8, for hashes, stores and requests. Its memory is used for one text after the other: there is no string
/// or stream in between.
/// </summary>
internal sealed class JsonBuffer
{
    // The largest content has a megabyte; after it, the memory is not kept.
    private const int MaxKept = 128 * 1024;
    private const int MaxBytesOfUnit = 6; // an escape

    [ThreadStatic]
    private static JsonBuffer? t_ofThread;

    private byte[] _bytes = new byte[1024];

    /// <summary>A buffer for a text that is taken before this thread begins another one.</summary>
    public static JsonBuffer OfThread
    {
        get
        {
            JsonBuffer json = t_ofThread ??= new JsonBuffer();
            json.Clear();
            return json;
        }
    }

    /// <summary>The memory, of which <see cref="Length"/> bytes are the text.</summary>
    public byte[] Bytes => _bytes;

    /// <summary>The length of the text.</summary>
    public int Length { get; private set; }

    /// <summary>Begins another text.</summary>
    public void Clear()
    {
        Length = 0;
        if (_bytes.Length > MaxKept)
        {
            _bytes = new byte[1024];
        }
    }

    /// <summary>Appends an ASCII character as it is.</summary>
    public void Append(char ascii)
    {
        Reserve(1);
        _bytes[Length++] = (byte)ascii;
    }

    /// <summary>Appends ASCII text as it is.</summary>
    public void AppendRaw(string ascii)
    {
        Reserve(ascii.Length);
        Length += Encoding.ASCII.GetBytes(ascii, 0, ascii.Length, _bytes, Length);
    }

    /// <summary>Appends a text in quotation marks, as <see cref="JsonText.Append"/> does.</summary>
    public void Append(string text, bool escapesMarkup = false)
    {
        Reserve((MaxBytesOfUnit * text.Length) + 2);
        _bytes[Length++] = (byte)'"';
        if (JsonText.IsPlainAscii(text, escapesMarkup))
        {
            Length += Encoding.UTF8.GetBytes(text, 0, text.Length, _bytes, Length);
        }
        else
        {
            Escape(text, escapesMarkup);
        }

        _bytes[Length++] = (byte)'"';
    }

    /// <summary>Appends the beginning of another text.</summary>
    public void Append(byte[] json, int length)
    {
        Reserve(length);
        Buffer.BlockCopy(json, 0, _bytes, Length, length);
        Length += length;
    }

    /// <summary>A copy of the text.</summary>
    public byte[] ToArray()
    {
        byte[] copy = new byte[Length];
        Buffer.BlockCopy(_bytes, 0, copy, 0, Length);
        return copy;
    }

    /// <summary>The text.</summary>
    public override string ToString() => Encoding.UTF8.GetString(_bytes, 0, Length);

    private void Escape(string text, bool escapesMarkup)
    {
        int start = 0;
        for (int at = 0; at <= text.Length; at++)
        {
            bool isEnd = at == text.Length;
            if (isEnd || JsonText.IsEscaped(text[at], escapesMarkup))
            {
                Length += Encoding.UTF8.GetBytes(text, start, at - start, _bytes, Length);
                start = at + 1;
                AppendRaw(isEnd ? "" : JsonText.Escape(text[at]));
            }
        }
    }

    private void Reserve(int more)
    {
        if (more > _bytes.Length - Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + more));
        }
    }
}
