using System.Text;
using System.Text.Json;
using FsCheck.Xunit;
using InventoryTools.Model;
using InventoryTools.Sqlite;
using Xunit;

namespace InventoryTools.Tests.Sqlite;

public sealed class ContentSerializerTests
{
    [Property(Arbitrary = [typeof(Texts)])]
    public void Content_reads_back_in_its_order_and_to_the_letter(InventoryEntry[] content)
    {
        JsonBuffer json = new();
        ContentSerializer.Write([.. content], json);
        string text = json.ToString();
        Assert.DoesNotContain('\0', text);
        Assert.Equal(content.Length, JsonDocument.Parse(text).RootElement.GetArrayLength());
        Assert.Equal(
            content.Select(entry => entry.ToArray()),
            new ContentReader().Read(Encoding.UTF8.GetBytes(text)).Select(entry => entry.ToArray()));
    }

    [Property(Arbitrary = [typeof(Texts)])]
    public void Contexts_that_are_the_same_are_one_text(InventoryEntry context)
    {
        string text = ContentSerializer.Write(context)!;
        Assert.Equal(text, ContentSerializer.Write(Items.Entry(context.Reverse())));
        Assert.Equal(
            context.OrderBy(pair => pair.Key, StringComparer.Ordinal),
            ContentReader.ReadContext(Encoding.UTF8.GetBytes(text)).OrderBy(pair => pair.Key, StringComparer.Ordinal));
    }

    [Fact]
    public void No_context_is_no_text_and_an_empty_one_is_another() => Assert.Equal(
        (null, "{}"),
        (ContentSerializer.Write((InventoryEntry?)null), ContentSerializer.Write(new InventoryEntry())));
}
