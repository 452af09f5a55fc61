using System.Text;
using InventoryTools.Files;
using Xunit;

namespace InventoryTools.Tests.Files;

/// <summary>Bytes that are not UTF-8, and the encoding that they seem to have.</summary>
public sealed class TextDamageTests
{
    public static TheoryData<byte[], int, string?> Texts => new()
    {
        { "{\"A\":\"ü€😀\uFFFD\"}"u8.ToArray(), -1, null },
        { [], -1, null },
        { "{\"A\":\"\0\"}"u8.ToArray(), -1, null },
        { Encoding.Latin1.GetBytes("{\"A\":\"Zürich\"}"), 7, "Windows-1252 or Latin-1" },
        { [(byte)'{', 0x93, 0x94], 1, "Windows-1252 or Latin-1" },
        { [(byte)'{', 0x81], 1, "a code page of a console, such as 850 or 437" },
        { [(byte)'{', .. "é"u8, 0xE9, (byte)'}'], 3, "UTF-8 with damaged characters" },

        // What Encoding.UTF8 refuses: half of a surrogate pair, too many bytes, too great a number, a cut character.
        { [(byte)'{', .. "é"u8, 0xED, 0xA0, 0x80], 3, "UTF-8 with damaged characters" },
        { [(byte)'{', 0xC0, 0x80], 1, "Windows-1252 or Latin-1" },
        { [(byte)'{', 0xF5, 0x80, 0x80, 0x80], 1, "Windows-1252 or Latin-1" },
        { [(byte)'{', .. "é"u8, 0xE2, 0x82], 3, "UTF-8 with damaged characters" },
        { Encoding.Unicode.GetBytes("{}"), 0, "UTF-16 (little-endian) without a byte order mark" },
        { Encoding.Unicode.GetBytes("["), 0, "UTF-16 (little-endian) without a byte order mark" },
        { Encoding.BigEndianUnicode.GetBytes("{\"Ä\":1}"), 0, "UTF-16 (big-endian) without a byte order mark" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void The_first_byte_and_the_encoding_are_found(byte[] text, int offset, string? name)
    {
        TextDamage? damage = TextDamage.Find(text);
        Assert.Equal((offset, name), (damage?.Offset ?? -1, damage?.Name));
        Assert.Equal(damage is null, IsUtf8(text) && name?.StartsWith("UTF-16", StringComparison.Ordinal) != true);
    }

    [Fact]
    public void Every_sequence_of_two_bytes_is_judged_as_dotnet_does()
    {
        for (int two = 0; two < 65536; two++)
        {
            byte[] text = [(byte)'{', (byte)'{', (byte)(two >> 8), (byte)two, (byte)'}'];
            Assert.Equal(IsUtf8(text), TextDamage.Find(text) is null);
        }
    }

    [Fact]
    public void A_large_text_of_another_encoding_takes_no_longer()
    {
        byte[] text = [.. Enumerable.Repeat((byte)0xFC, FileOperations.MaxBytes)];
        Assert.Equal(0, TextDamage.Find(text)!.Offset);
    }

    private static bool IsUtf8(byte[] text)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetCharCount(text) >= 0;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
