using InventoryTools.Service;
using Xunit;

namespace InventoryTools.Tests.Local;

public sealed class EntryAndSchemaTests : IDisposable
{
    private readonly LocalService _service = new();

    public void Dispose() => _service.Dispose();

    [Fact]
    public async Task Entries_come_in_the_order_in_which_they_were_written_page_by_page()
    {
        await _service.Put(
            LocalService.Node,
            LocalService.Item("Custom:A", [.. Enumerable.Range(0, 60).Select(at => Items.Entry(("X", $"{at}")))]));
        ListInventoryEntriesRequest request = new(LocalService.Node, "Custom:A") { MaxResults = 40 };
        ListInventoryEntriesResponse first = await _service.Service.ListInventoryEntriesAsync(request, default);
        ListInventoryEntriesResponse second = await _service.Service.ListInventoryEntriesAsync(
            request with { NextToken = first.NextToken }, default);
        Assert.Equal(
            Enumerable.Range(0, 60).Select(at => $"{at}"),
            first.Item.Content!.Concat(second.Item.Content!).Select(entry => entry["X"]));
        Assert.Null(second.NextToken);

        // What was written since is another list.
        await _service.Put(LocalService.Node, LocalService.Item("Custom:A", Items.Entry(("X", "new"))));
        InventoryFaultException stale = await Assert.ThrowsAsync<InventoryFaultException>(
            () => _service.Service.ListInventoryEntriesAsync(request with { NextToken = first.NextToken }, default));
        Assert.Equal(FaultCode.InvalidNextToken, stale.Code);
        Assert.Contains("written anew", stale.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_type_without_data_and_an_unknown_node_have_no_entries_and_an_unknown_type_is_refused()
    {
        await _service.Put("i-00000001", LocalService.Item("Custom:A", Items.Entry(("X", "a"))));
        Assert.Empty(await _service.Entries("i-00000001", "AWS:Application"));
        Assert.Equal(FaultCode.InvalidTypeName, await EntriesFault("i-00000001", "Custom:Unknown"));
        Assert.Empty(await _service.Entries("i-00000009", "Custom:A"));
        Assert.Empty(await _service.Entries("i-00000009", "AWS:InstanceInformation"));
        Assert.Equal(FaultCode.InvalidFilter, (await Assert.ThrowsAsync<InventoryFaultException>(
            () => _service.Entries(
                "i-00000001", "Custom:A", new InventoryFilter("AWS:Application.Name", ["x"])))).Code);
    }

    [Fact]
    public async Task Schemas_are_those_of_AWS_and_what_was_learned()
    {
        await _service.Put(
            LocalService.Node,
            LocalService.Item("Custom:A", Items.Entry(("X", "1")), Items.Entry(("Y", "1"))),
            LocalService.Item("Custom:Empty", []));
        IReadOnlyList<string> all = await _service.Schemas();
        Assert.Equal(15 + 2, all.Count);
        Assert.Contains(
            "AWS:Application 1.1 Name,ApplicationType,Publisher,Version,Release,Epoch,InstalledTime,Architecture,URL,"
                + "Summary,PackageId",
            all);
        Assert.Equal(["Custom:A 1.0 X,Y"], await _service.Schemas(typeName: "Custom:A"));
        Assert.Equal(
            ["AWS:Application", "AWS:InstanceInformation", "AWS:ResourceGroup", "AWS:Service", "AWS:WindowsRole"],
            (await _service.Schemas(aggregator: true)).Select(schema => schema.Split(' ')[0]));
        Assert.Equal(
            ["AWS:ComplianceItem"], (await _service.Schemas(subType: true)).Select(schema => schema.Split(' ')[0]));
        Assert.Equal(
            FaultCode.InvalidTypeName,
            (await Assert.ThrowsAsync<InventoryFaultException>(
                () => _service.Schemas(typeName: "Custom:Nothing"))).Code);
    }

    private async Task<string> EntriesFault(string instanceId, string typeName) =>
        (await Assert.ThrowsAsync<InventoryFaultException>(() => _service.Entries(instanceId, typeName))).Code;
}
