using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using FsCheck.Xunit;
using InventoryTools.Model;
using Xunit;

namespace InventoryTools.Tests.Model;

public sealed class ItemSizeTests
{
    private static readonly JsonSerializerOptions s_minimal =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Property(Arbitrary = [typeof(Texts)])]
    public void Size_is_the_bytes_of_the_compact_JSON(
        InventoryEntry[] content, WholeText typeName, bool hash, InventoryEntry context)
    {
        InventoryItem item = Items.Valid();
        item.TypeName = typeName.Value;
        item.Content = new InventoryContent(content);
        item.ContentHash = hash ? typeName.Value : null;
        item.Context = context.Count > 1 ? context : null;
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

    [Fact]
    public void Context_without_names_and_entries_without_attributes_are_counted_with_their_braces()
    {
        InventoryItem item = Items.Valid([], []);
        item.Context = new InventoryEntry();
        Assert.Equal(Serialize(item).Length, ItemSize.Measure(item));
    }

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
            members["Context"] = item.Context.ToDictionary();
        }

        if (item.Content is not null)
        {
            members["Content"] = item.Content.Select(entry => entry.ToDictionary<string, string>());
        }

        string json = JsonSerializer.Serialize(members, s_minimal);
        JsonDocument.Parse(json).Dispose();
        return Encoding.UTF8.GetBytes(Regex.Replace(json, @"\\(u[0-9A-F]{4}|.)", Escape));
    }

    // The serializer escapes more than JSON asks for, and two control characters shorter than the agent does.
    private static string Escape(Match escape)
    {
        string text = escape.Groups[1].Value;
        char unit = text.Length == 5
            ? (char)int.Parse(text[1..], NumberStyles.HexNumber, CultureInfo.InvariantCulture)
            : '\0';
        return text switch
        {
            "b" => "\\u0008",
            "f" => "\\u000c",
            _ when unit >= ' ' => unit.ToString(),
            _ => escape.Value,
        };
    }
}
