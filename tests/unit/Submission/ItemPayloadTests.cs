using InventoryTools.Files;
using InventoryTools.Model;
using InventoryTools.Rules;
using InventoryTools.Service;
using InventoryTools.Submission;
using InventoryTools.Tests.Endpoint;
using Xunit;

namespace InventoryTools.Tests.Submission;

public sealed class ItemPayloadTests
{
    [Fact]
    public void An_item_goes_with_the_hash_of_its_content_or_as_that_hash_alone()
    {
        InventoryItem item = Items.Valid();
        item.ContentHash = "of something older";
        ItemPayload wire = new(item);
        InventoryItem full = wire.Read(hashOnly: false);
        InventoryItem hashOnly = wire.Read(hashOnly: true);
        Assert.Equal(item.Content![0].ToArray(), Assert.Single(full.Content!).ToArray());
        Assert.Equal(ContentHash.Compute(item.Content!), full.ContentHash);
        Assert.Null(hashOnly.Content);
        Assert.Equal(full.ContentHash, hashOnly.ContentHash);
        Assert.Equal(ItemSize.Measure(full), wire.FullBytes);
        Assert.Equal(ItemSize.Measure(hashOnly), wire.HashOnlyBytes);
    }

    [Theory]
    [InlineData("plain", "<&>\u2028")]
    [InlineData("\"\\\b\f\n\r\t\0\u001f\u007f", "Zürich €")]
    [InlineData("😀", "")]
    public void The_JSON_of_an_item_has_its_size_and_reads_as_the_item(string one, string other)
    {
        InventoryItem item = Items.Compliance();
        item.Content = [Items.Entry((one, other), (other + "b", one)), [], Items.Entry(("a", other), ("A", one))];
        item.Context!["x"] = one + other;
        PlannedCall call = new(new PlannedItem(Items.Node, new ItemPayload(item), hashOnly: false));
        Assert.True(call.TryAdd(PlannedCallTests.Item("Other")));
        PutInventoryRequest request = call.ToRequest();
        PutInventoryRequest read =
            ParsedRequest<PutInventoryRequest>.Read(PutInventoryReader.PutInventory, request.Json).Request;
        Assert.Equal(Items.Node, read.InstanceId);
        Assert.Equal(2, read.Items.Count);
        Assert.Equal(Text(item), Text(read.Items[0]));
        Assert.Equal(request.Items.Select(Text), read.Items.Select(Text));
        Assert.Equal(request.Items.Sum(ItemSize.Measure), call.Bytes);
        Assert.Equal(read.Items.Sum(ItemSize.Measure), call.Bytes);
        Assert.Equal(Text(item), Text(call.Items[0].Payload.Item));
    }

    [Fact]
    public void What_is_changed_in_the_item_later_does_not_change_what_is_written()
    {
        InventoryItem item = Items.Compliance();
        string value = item.Content![0].At(0).Value;
        string type = item.Context!["ComplianceType"];
        ItemPayload wire = new(item);
        ItemPayload stored = new(item);
        Assert.Equal(stored.Item.Content!.Count, wire.IsEmpty ? 0 : 1); // Both are taken here.
        item.Content[0][item.Content[0].At(0).Key] = "changed";
        item.Content.Add(Items.Entry(("Id", "added")));
        item.Context["ComplianceType"] = "Custom:Changed";
        item.TypeName = "Custom:Changed";
        Assert.All([wire.Read(hashOnly: false), wire.Item, stored.Item], written =>
        {
            Assert.Equal("AWS:ComplianceItem", written.TypeName);
            Assert.Equal(value, Assert.Single(written.Content!).At(0).Value);
            Assert.Equal(type, written.Context!["ComplianceType"]);
            Assert.Equal(ContentHash.Compute(written.Content!), wire.ContentHash);
        });
        Assert.Equal(wire.ContentHash, stored.ContentHash);
    }

    [Fact]
    public void An_item_without_content_goes_as_it_is()
    {
        InventoryItem item = Items.Valid();
        item.Content = null;
        item.ContentHash = "given";
        ItemPayload wire = new(item);
        Assert.Equal(("given", null), (wire.Read(hashOnly: false).ContentHash, wire.Item.Content));
        Assert.Null(wire.HashOnlyBytes);
        Assert.Null(wire.Fingerprint);
    }

    [Fact]
    public void An_item_that_only_its_hash_would_make_too_large_goes_without_one()
    {
        InventoryItem item = Items.Valid(
            [.. Enumerable.Range(0, 270).Select(_ => Items.Entry(("A", new string('x', 3800))))]);
        int missing = (1024 * 1024) - (int)ItemSize.Measure(item);
        foreach (InventoryEntry entry in item.Content!)
        {
            int more = System.Math.Min(missing, 4096 - entry["A"].Length);
            entry["A"] += new string('x', more);
            missing -= more;
        }

        Assert.Equal(1024 * 1024, ItemSize.Measure(item));
        Assert.Empty(InventoryChecker.Check(item));
        ItemPayload wire = new(item);
        Assert.Equal(1024 * 1024, wire.FullBytes);
        Assert.Null(wire.Read(hashOnly: false).ContentHash);
        Assert.Null(wire.HashOnlyBytes);
    }

    [Fact]
    public void Another_version_or_context_is_another_fingerprint_and_the_order_of_a_context_is_not()
    {
        InventoryItem item = Items.Compliance();
        string? fingerprint = new ItemPayload(item).Fingerprint;
        item.Context = Items.Entry(item.Context!.Reverse());
        item.CaptureTime = "2026-02-01T00:00:00Z";
        Assert.Equal(fingerprint, new ItemPayload(item).Fingerprint);
        item.Context["ExecutionId"] = "1";
        Assert.NotEqual(fingerprint, new ItemPayload(item).Fingerprint);
        item.Context["ExecutionId"] = "0";
        item.SchemaVersion = "1.1";
        Assert.NotEqual(fingerprint, new ItemPayload(item).Fingerprint);
    }

    private static string Text(InventoryItem item) => string.Join(
        '|',
        [item.TypeName, item.SchemaVersion, item.CaptureTime, $"{item.Context}", .. item.Content!.Select(Text)]);

    private static string Text(InventoryEntry entry) => string.Join(';', entry);
}
