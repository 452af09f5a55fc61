using InventoryTools.Model;
using InventoryTools.Service;
using Xunit;

namespace InventoryTools.Tests.Local;

/// <summary>
/// Plays the uploader of the SSM agent: items whose content it has sent before go as a hash, all of these with the
/// schema version and the capture time of whichever item was gathered last, and everything again in full after
/// ItemContentMismatchException or InvalidItemContentException.
/// </summary>
public sealed class AgentTests : IDisposable
{
    private static readonly string[] s_types = ["AWS:Application", "AWS:Network", "AWS:WindowsUpdate", "Custom:Rack"];

    private readonly LocalService _service = new();
    private readonly Dictionary<string, string> _sentHashes = [];
    private readonly Dictionary<string, string> _captureTimes = [];
    private int _runs;

    public void Dispose() => _service.Dispose();

    public static TheoryData<string> Orders =>
    [
        .. from a in s_types
           from b in s_types
           from c in s_types
           from d in s_types
           let order = new[] { a, b, c, d }
           where order.Distinct().Count() == order.Length
           select string.Join(',', order),
    ];

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task The_uploader_is_answered_as_it_expects_in_any_order_of_gatherers(string order)
    {
        string[] types = order.Split(',');
        Dictionary<string, string> values = types.ToDictionary(type => type, _ => "1");

        // In full, then unchanged.
        await UploadOnce(types, values);
        await UploadOnce(types, values);
        foreach (string type in types)
        {
            // It has changed, and goes in full beside the hashes of the others.
            values[type] = "2";
            await UploadOnce(types, values);

            // Its gatherer finds nothing, twice, and then what it found first.
            values.Remove(type);
            await UploadOnce(types, values);
            await UploadOnce(types, values);
            values[type] = "1";
            await UploadOnce(types, values);

            // Its gatherer does not run: what it found before stays.
            await UploadOnce([.. types.Where(other => other != type)], values);
        }

        await UploadOnce(types, values);
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task Everything_goes_again_in_full_where_the_service_has_other_content(string order)
    {
        string[] types = order.Split(',');
        Dictionary<string, string> values = types.ToDictionary(type => type, _ => "1");
        await Upload(types, values);

        // Somebody else wrote, and then the node was forgotten.
        await _service.Put(LocalService.Node, Item(types[0], "other"));
        Assert.Equal(2, await Upload(types, values));
        await AssertStored(values);
        _service.Clock.Advance(TimeSpan.FromDays(31));
        Assert.Equal(2, await Upload(types, values));
        await AssertStored(values);
    }

    [Theory]
    [InlineData("1.0")]
    [InlineData("9.9")]
    public async Task A_hash_counts_whatever_its_version_and_the_version_of_the_content_stays(string version)
    {
        await _service.Put(LocalService.Node, Item("AWS:Application", "1"));
        InventoryItem hash = HashOnly(Item("AWS:Application", "1"), version, "2026-02-01T00:00:00Z");
        await _service.Put(LocalService.Node, hash);
        InventoryItem stored = await Stored("AWS:Application");
        Assert.Equal(("1.1", "2026-02-01T00:00:00Z"), (stored.SchemaVersion, stored.CaptureTime));
        hash.ContentHash = "another";
        Assert.Equal(FaultCode.ItemContentMismatch, (await _service.PutFault(LocalService.Node, hash)).Code);
        Assert.Equal(FaultCode.InvalidItemContent, (await _service.PutFault("i-00000001", hash)).Code);
    }

    [Fact]
    public async Task A_hash_never_makes_content_older()
    {
        InventoryItem item = Item("AWS:Network", "1");
        await _service.Put(LocalService.Node, item);
        await _service.Put(LocalService.Node, HashOnly(item, "1.0", "2020-01-01T00:00:00Z"));
        Assert.Equal("2026-01-31T12:00:00Z", (await Stored("AWS:Network")).CaptureTime);
    }

    [Fact]
    public async Task A_hash_of_a_disabled_version_is_no_way_around_it()
    {
        InventoryItem item = Item("Custom:Rack", "1");
        await _service.Put(LocalService.Node, item);
        await _service.Delete("Custom:Rack", SchemaDeleteOption.DisableSchema);
        Assert.Equal(
            FaultCode.InvalidItemContent,
            (await _service.PutFault(LocalService.Node, HashOnly(item, "9.9", item.CaptureTime))).Code);
        await _service.Put(LocalService.Node, item);
        Assert.Empty(await _service.Entries(LocalService.Node, "Custom:Rack"));
    }

    [Fact]
    public async Task A_hash_with_the_context_of_a_new_run_keeps_the_content_and_takes_the_context()
    {
        // As AWS-RunPatchBaseline reports that nothing has changed.
        InventoryItem item = Items.Compliance();
        item.ContentHash = "sha-256";
        await _service.Put(LocalService.Node, item);
        item.Content = null;
        item.Context!["ExecutionId"] = "second";
        await _service.Put(LocalService.Node, item);
        Assert.Equal(
            [
                "ComplianceType=Patch; ExecutionId=second; ExecutionTime=2026-01-31T12:00:00Z; ExecutionType=Command; "
                    + "Id=KB1",
            ],
            await _service.Entries(LocalService.Node, "AWS:ComplianceItem"));

        // Another compliance type is another item.
        item.Context["ComplianceType"] = "Association";
        Assert.Equal(FaultCode.InvalidItemContent, (await _service.PutFault(LocalService.Node, item)).Code);
    }

    private async Task UploadOnce(string[] types, Dictionary<string, string> values)
    {
        Assert.Equal(1, await Upload(types, values));
        await AssertStored(values);
    }

    // One run of the agent; returns the number of calls that it took.
    private async Task<int> Upload(string[] types, Dictionary<string, string> values)
    {
        _runs++;
        InventoryItem[] full = [.. types.Select((type, place) => Item(type, values.GetValueOrDefault(type), place))];
        InventoryItem last = full[^1];
        InventoryItem[] sent =
        [
            .. full.Select(
                item => _sentHashes.GetValueOrDefault(item.TypeName) == item.ContentHash
                    ? HashOnly(item, last.SchemaVersion, last.CaptureTime)
                    : item),
        ];
        int calls = 1;
        try
        {
            await _service.Put(LocalService.Node, sent);
        }
        catch (InventoryFaultException fault) when (
            fault.Code is FaultCode.ItemContentMismatch or FaultCode.InvalidItemContent)
        {
            sent = full;
            await _service.Put(LocalService.Node, sent);
            calls++;
        }

        foreach (InventoryItem item in sent)
        {
            _sentHashes[item.TypeName] = item.ContentHash!;
            _captureTimes[item.TypeName] = item.CaptureTime;
        }

        return calls;
    }

    private async Task AssertStored(Dictionary<string, string> values)
    {
        foreach (string type in s_types)
        {
            InventoryItem stored = await Stored(type);
            Assert.Equal(
                values.TryGetValue(type, out string? value) ? [$"Name={value}"] : [],
                stored.Content!.Select(entry => entry.ToString()));
            Assert.Equal((Version(type), _captureTimes[type]), (stored.SchemaVersion, stored.CaptureTime));
        }
    }

    private async Task<InventoryItem> Stored(string type) =>
        (await _service.Service.ListInventoryEntriesAsync(new(LocalService.Node, type), default)).Item;

    private InventoryItem Item(string type, string? value, int place = 0)
    {
        InventoryItem item = LocalService.Item(
            type, value is null ? [Items.Entry(("Name", ""))] : [Items.Entry(("Name", value))]);
        item.SchemaVersion = Version(type);
        item.Content = value is null ? [] : item.Content;
        item.ContentHash = ContentHash.Compute(item.Content!);
        if (_runs > 0)
        {
            item.CaptureTime = $"2026-02-01T12:{_runs:d2}:{place:d2}Z";
        }

        return item;
    }

    private static string Version(string type) => type == "AWS:Application" ? "1.1" : "1.0";

    private static InventoryItem HashOnly(InventoryItem item, string version, string time) => new()
    {
        InstanceId = item.InstanceId,
        TypeName = item.TypeName,
        SchemaVersion = version,
        CaptureTime = time,
        ContentHash = item.ContentHash,
        Context = item.Context,
    };
}
