namespace InventoryTools.Model;

/// <summary>A growing UTF-8 text. Invalid UTF-16 becomes U+FFFD, as in Go.</summary>
internal sealed class Utf8Buffer
{
    private byte[] _bytes = new byte[256];

    public int Length { get; private set; }

    public ArraySegment<byte> Written => new(_bytes, 0, Length);

    public void AppendAscii(char c)
    {
        if (Length == _bytes.Length)
        {
            Reserve(1);
        }

        _bytes[Length++] = (byte)c;
    }

    public void AppendAscii(string text)
    {
        foreach (char c in text)
        {
            AppendAscii(c);
        }
    }

    public void AppendUnicodeEscape(char c)
    {
        const string Digits = "0123456789abcdef";
        AppendAscii("\\u");
        for (int shift = 12; shift >= 0; shift -= 4)
        {
            AppendAscii(Digits[(c >> shift) & 0xF]);
        }
    }

    /// <summary>
    /// Appends the code point that begins at <paramref name="index"/> and returns how many units it took.
    /// </summary>
    public int AppendCodePoint(string text, int index)
    {
        char c = text[index];
        if (c < 0x80)
        {
            AppendAscii(c);
            return 1;
        }

        Reserve(4);

        if (char.IsHighSurrogate(c) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]))
        {
            int point = char.ConvertToUtf32(c, text[index + 1]);
            _bytes[Length++] = (byte)(0xF0 | (point >> 18));
            _bytes[Length++] = (byte)(0x80 | ((point >> 12) & 0x3F));
            _bytes[Length++] = (byte)(0x80 | ((point >> 6) & 0x3F));
            _bytes[Length++] = (byte)(0x80 | (point & 0x3F));
            return 2;
        }

        int unit = char.IsSurrogate(c) ? 0xFFFD : c;
        if (unit < 0x800)
        {
            _bytes[Length++] = (byte)(0xC0 | (unit >> 6));
        }
        else
        {
            _bytes[Length++] = (byte)(0xE0 | (unit >> 12));
            _bytes[Length++] = (byte)(0x80 | ((unit >> 6) & 0x3F));
        }

        _bytes[Length++] = (byte)(0x80 | (unit & 0x3F));
        return 1;
    }

    private void Reserve(int count)
    {
        if (Length + count > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + count));
        }
    }
}
