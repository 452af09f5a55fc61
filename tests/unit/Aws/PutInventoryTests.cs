using System.Text.Json;
using InventoryTools.Service;
using InventoryTools.Tests.Endpoint;
using Xunit;

namespace InventoryTools.Tests.Aws;

public sealed class PutInventoryTests : LoopbackTests
{
    [Fact]
    public async Task An_item_is_sent_with_its_attributes_in_order_and_to_the_letter()
    {
        InventoryItem item = Items.Valid(
            Items.Entry(("b", ""), ("a", "ü <&> \"\\\n"), ("B", "💾")),
            Items.EntryOf(0));
        item.ContentHash = "hash==";
        Server.Script = _ => ScriptedAnswer.Ok(); // The service would refuse one name in two spellings.
        PutInventoryResponse response = await PutAsync(item);
        ScriptedCall call = Assert.Single(Server.Calls);
        Assert.Equal(("PutInventory", Items.Node), (call.Operation, call.InstanceId));
        Assert.Equal("application/x-amz-json-1.1", call.Headers["Content-Type"]);
        JsonElement sent = Assert.Single(call.Items).Json;
        Assert.Equal(
            ["CaptureTime", "Content", "ContentHash", "SchemaVersion", "TypeName"],
            sent.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal));
        Assert.Equal(
            [("b", ""), ("a", "ü <&> \"\\\n"), ("B", "💾")],
            sent.GetProperty("Content")[0].EnumerateObject().Select(pair => (pair.Name, pair.Value.GetString()!)));
        Assert.Equal("{}", sent.GetProperty("Content")[1].GetRawText());
        Assert.Equal(
            (item.TypeName, item.SchemaVersion, item.CaptureTime, "hash=="),
            (Text(sent, "TypeName"),
                Text(sent, "SchemaVersion"),
                Text(sent, "CaptureTime"),
                Text(sent, "ContentHash")));
        Assert.Null(response.Message);
        Assert.True(Guid.TryParse(response.RequestId, out _));
    }

    [Fact]
    public async Task No_entries_are_an_empty_list_and_no_content_is_no_member()
    {
        InventoryItem empty = Items.Compliance();
        empty.Content = [];
        InventoryItem unchanged = Items.Valid();
        (unchanged.Content, unchanged.ContentHash) = (null, "hash");
        InventoryItem stored = Items.Valid();
        stored.ContentHash = "hash";
        await Server.Service.PutInventoryAsync(new(Items.Node, [stored]), default);
        await PutAsync(empty, unchanged);
        IReadOnlyList<ScriptedItem> items = Assert.Single(Server.Calls).Items;
        Assert.Equal("[]", items[0].Json.GetProperty("Content").GetRawText());
        Assert.Equal(
            empty.Context!.Select(pair => (pair.Key, pair.Value)),
            items[0].Json.GetProperty("Context").EnumerateObject()
                .Select(pair => (pair.Name, pair.Value.GetString()!)));
        Assert.False(items[1].Json.TryGetProperty("Content", out _));
        Assert.False(items[1].Json.TryGetProperty("Context", out _));
    }

    [Fact]
    public async Task The_message_of_a_write_is_passed_on()
    {
        Server.Script = _ => ScriptedAnswer.Ok("""{"Message":"Noted"}""");
        Assert.Equal("Noted", (await PutAsync(Items.Valid())).Message);
    }

    [Fact]
    public async Task Many_calls_are_under_way_at_once()
    {
        TaskCompletionSource all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Server.Hold = call =>
        {
            if (call.Number == 16)
            {
                all.SetResult();
            }

            return all.Task;
        };
        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => PutAsync(Items.Valid())));
        Assert.Equal(16, Server.MaxAtOnce);
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private Task<PutInventoryResponse> PutAsync(params InventoryItem[] items) =>
        Aws.PutInventoryAsync(new PutInventoryRequest(Items.Node, items), CancellationToken.None);
}
