using InventoryTools.Model;
using InventoryTools.Rules;
using InventoryTools.Submission;
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
        Assert.Equal(item.Content![0].ToArray(), Assert.Single(wire.Full.Content!).ToArray());
        Assert.Equal(ContentHash.Compute(item.Content!), wire.Full.ContentHash);
        Assert.Null(wire.HashOnly!.Content);
        Assert.Equal(wire.Full.ContentHash, wire.HashOnly.ContentHash);
        Assert.Equal(ItemSize.Measure(wire.Full), wire.FullBytes);
        Assert.Equal(ItemSize.Measure(wire.HashOnly), wire.HashOnlyBytes);
    }

    [Fact]
    public void What_is_changed_in_the_item_later_does_not_change_what_is_written()
    {
        InventoryItem item = Items.Compliance();
        string value = item.Content![0].At(0).Value;
        string type = item.Context!["ComplianceType"];
        ItemPayload wire = new(item);
        item.Content[0][item.Content[0].At(0).Key] = "changed";
        item.Content.Add(Items.Entry(("Id", "added")));
        item.Context["ComplianceType"] = "Custom:Changed";
        item.TypeName = "Custom:Changed";
        Assert.Equal("AWS:ComplianceItem", wire.Full.TypeName);
        Assert.Equal(value, Assert.Single(wire.Full.Content!).At(0).Value);
        Assert.Equal(type, wire.Full.Context!["ComplianceType"]);
        Assert.Equal(ContentHash.Compute(wire.Full.Content!), wire.ContentHash);
    }

    [Fact]
    public void An_item_without_content_goes_as_it_is()
    {
        InventoryItem item = Items.Valid();
        item.Content = null;
        item.ContentHash = "given";
        ItemPayload wire = new(item);
        Assert.Equal(("given", null), (wire.Full.ContentHash, wire.Full.Content));
        Assert.Null(wire.HashOnly);
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
        Assert.Null(wire.Full.ContentHash);
        Assert.Null(wire.HashOnly);
        Assert.Equal(1024 * 1024, wire.FullBytes);
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
}
