using System.Collections.Generic;
using System.Linq;
using System.Text.Encodings.Web;
using System.Text.Json;
using FsCheck;
using FsCheck.Xunit;
using Xunit;

namespace InventoryTools.Tests.Content;

public sealed class ItemSizeTests
{
    private static readonly JsonSerializerOptions s_minimal = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Property]
    public void Size_is_the_bytes_of_the_compact_JSON(NonNull<string> first, NonNull<string> second, bool hash, bool context)
    {
        InventoryItem item = Items.Valid(
            Items.Entry(("A", Printable(first.Get)), ("B", "\"\\\n\u00e9\u4e2d\ud83d\ude00")),
            Items.Entry(("A", Printable(second.Get))));
        item.ContentHash = hash ? "abc" : null;
        item.Context = context ? new Dictionary<string, string> { ["C"] = "1", ["D"] = "2" } : null;
        Assert.Equal(Serialize(item).Length, ItemSize.Measure(item));
    }

    [Fact]
    public void An_item_without_entries_and_one_without_content_have_sizes_too()
    {
        InventoryItem empty = Items.Valid();
        empty.Content = [];
        Assert.Equal(Serialize(empty).Length, ItemSize.Measure(empty));
        empty.Content = null;
        empty.ContentHash = "abc";
        Assert.Equal(Serialize(empty).Length, ItemSize.Measure(empty));
    }

    // The serializer escapes a few characters that JSON does not ask to escape; they are left to the fixed text.
    private static string Printable(string text) => string.Concat(text.Where(c => c is > ' ' and < '\u007f'));

    private static byte[] Serialize(InventoryItem item)
    {
        Dictionary<string, object> members = new()
        {
            ["TypeName"] = item.TypeName,
            ["SchemaVersion"] = item.SchemaVersion,
            ["CaptureTime"] = item.CaptureTime,
        };
        if (item.ContentHash is not null)
        {
            members["ContentHash"] = item.ContentHash;
        }

        if (item.Context is not null)
        {
            members["Context"] = item.Context;
        }

        if (item.Content is not null)
        {
            members["Content"] = item.Content.Select(entry => entry.ToDictionary(pair => pair.Key, pair => pair.Value));
        }

        // The emoji is escaped as a pair by the serializer and raw in the size.
        string json = JsonSerializer.Serialize(members, s_minimal).Replace("\\uD83D\\uDE00", "\ud83d\ude00");
        return System.Text.Encoding.UTF8.GetBytes(json);
    }
}
