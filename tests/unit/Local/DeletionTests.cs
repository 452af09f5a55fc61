using InventoryTools.Service;
using Xunit;

namespace InventoryTools.Tests.Local;

public sealed class DeletionTests : IDisposable
{
    private const string Token = "01234567-89ab-cdef-0123-456789abcdef";

    private readonly LocalService _service = new();

    public void Dispose() => _service.Dispose();

    [Fact]
    public async Task A_dry_run_counts_by_version_and_deletes_nothing()
    {
        await PutTwoVersions();
        DeleteInventoryResponse dry = await _service.Delete("Custom:A", dryRun: true);
        Assert.Null(dry.DeletionId);
        Assert.Equal((3, 3), (dry.Summary!.TotalCount, dry.Summary.RemainingCount));
        Assert.Equal([new("1.0", 1, 1), new("2.0", 2, 2)], dry.Summary.Items);
        Assert.Single(await _service.Entries("i-00000001", "Custom:A"));
        Assert.Empty((await Describe()).Deletions);
    }

    [Fact]
    public async Task Data_goes_and_the_schema_stays_unless_it_is_to_go_too()
    {
        await PutTwoVersions();
        DeleteInventoryResponse deleted = await _service.Delete("Custom:A");
        Assert.Equal((3, 3), (deleted.Summary!.TotalCount, deleted.Summary.RemainingCount));
        Assert.Empty(await _service.Entries("i-00000001", "Custom:A"));
        Assert.Equal(2, (await _service.Schemas(typeName: "Custom:A")).Count);
        await _service.Delete("Custom:A", SchemaDeleteOption.DeleteSchema);
        Assert.Equal(FaultCode.InvalidTypeName, await Fault("Custom:A"));
        await PutTwoVersions();
    }

    [Fact]
    public async Task A_deletion_without_a_time_is_complete_at_once_and_told_for_30_days()
    {
        await PutTwoVersions();
        DeleteInventoryResponse deleted = await _service.Delete("Custom:A");
        InventoryDeletion told = Assert.Single((await Describe(deleted.DeletionId)).Deletions);
        Assert.Equal(
            ("Complete", "Deletion is successful", 3, 0),
            (told.LastStatus, told.LastStatusMessage, told.Summary!.TotalCount, told.Summary.RemainingCount));
        Assert.Equal(_service.Clock.UtcNow, told.StartTime);
        _service.Clock.Advance(TimeSpan.FromDays(31));
        Assert.Empty((await Describe()).Deletions);
        Assert.Equal(
            FaultCode.InvalidDeletionId,
            (await Assert.ThrowsAsync<InventoryFaultException>(() => Describe(deleted.DeletionId))).Code);
    }

    [Fact]
    public async Task A_deletion_is_in_progress_until_its_time_has_passed_and_its_data_is_hidden_at_once()
    {
        using LocalService service = new(TimeSpan.FromSeconds(90));
        await service.Put("i-00000001", LocalService.Item("Custom:A", Items.Entry(("X", "1"))));
        DateTimeOffset start = service.Clock.UtcNow;
        DeleteInventoryResponse deleted = await service.Delete("Custom:A");
        Assert.Equal((1, 1), (deleted.Summary!.TotalCount, deleted.Summary.RemainingCount));
        Assert.Empty(await service.Entries("i-00000001", "Custom:A"));
        foreach (int seconds in new[] { 0, 45, 45 })
        {
            service.Clock.Advance(TimeSpan.FromSeconds(seconds));
            InventoryDeletion begun = await Describe(service, deleted);
            Assert.Equal(("InProgress", "The Delete is in progress"), (begun.LastStatus, begun.LastStatusMessage));
            Assert.Equal((start, start), (begun.StartTime, begun.LastStatusUpdateTime));
            Assert.Equal([new("1.0", 1, 1)], begun.Summary!.Items);
        }

        // Whole seconds: never shorter than was asked for.
        service.Clock.Advance(TimeSpan.FromSeconds(1));
        InventoryDeletion done = await Describe(service, deleted);
        Assert.Equal(("Complete", "Deletion is successful"), (done.LastStatus, done.LastStatusMessage));
        Assert.Equal((start, start.AddSeconds(91)), (done.StartTime, done.LastStatusUpdateTime));
        Assert.Equal((1, 0), (done.Summary!.TotalCount, done.Summary.RemainingCount));
        Assert.Equal([new("1.0", 1, 0)], done.Summary.Items);
        service.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(done.LastStatusUpdateTime, (await Describe(service, deleted)).LastStatusUpdateTime);
    }

    [Fact]
    public async Task Even_a_deletion_of_nothing_is_in_progress_first()
    {
        using LocalService service = new(TimeSpan.FromMilliseconds(1));
        service.Clock.Start = service.Clock.Start.AddMilliseconds(999);
        await service.Put("i-00000001", LocalService.Item("Custom:A", Items.Entry(("X", "1"))));
        await service.Delete("Custom:A");
        DeleteInventoryResponse nothing = await service.Delete("Custom:A");
        InventoryDeletion begun = await Describe(service, nothing);
        Assert.Equal(("InProgress", 0, 0), (begun.LastStatus, begun.Summary!.TotalCount, begun.Summary.RemainingCount));
        Assert.Empty(begun.Summary.Items);
        service.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("Complete", (await Describe(service, nothing)).LastStatus);
    }

    [Fact]
    public async Task What_is_put_while_a_deletion_is_in_progress_stays()
    {
        using LocalService service = new(TimeSpan.FromMinutes(5));
        await service.Put("i-00000001", LocalService.Item("Custom:A", Items.Entry(("X", "1"))));
        await service.Delete("Custom:A");
        await service.Put("i-00000001", LocalService.Item("Custom:A", Items.Entry(("X", "2"))));
        service.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(["X=2"], await service.Entries("i-00000001", "Custom:A"));
    }

    [Fact]
    public async Task Deletions_come_the_newest_first_page_by_page()
    {
        await PutTwoVersions();
        string[] ids =
        [
            .. (await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => _service.Delete("Custom:A"))))
                .Select(deletion => deletion.DeletionId!),
        ];
        DescribeInventoryDeletionsResponse first = await _service.Service.DescribeInventoryDeletionsAsync(
            new() { MaxResults = 3 }, default);
        DescribeInventoryDeletionsResponse second = await _service.Service.DescribeInventoryDeletionsAsync(
            new() { MaxResults = 3, NextToken = first.NextToken }, default);
        Assert.Equal(ids.Reverse(), first.Deletions.Concat(second.Deletions).Select(deletion => deletion.DeletionId));
        Assert.Null(second.NextToken);
    }

    [Fact]
    public async Task The_same_token_is_the_same_deletion()
    {
        await PutTwoVersions();
        await _service.Delete("Custom:A", dryRun: true, token: Token);
        DeleteInventoryResponse first = await _service.Delete("Custom:A", token: Token);
        await PutTwoVersions();
        DeleteInventoryResponse again = await _service.Delete("Custom:A", token: Token);
        Assert.Equal((first.DeletionId, 3), (again.DeletionId, again.Summary!.TotalCount));
        Assert.Single(await _service.Entries("i-00000001", "Custom:A"));
        Assert.Equal(
            FaultCode.InvalidDeleteInventoryParameters,
            (await Assert.ThrowsAsync<InventoryFaultException>(
                () => _service.Delete("Custom:A", SchemaDeleteOption.DeleteSchema, token: Token))).Code);
    }

    [Fact]
    public async Task Only_custom_types_that_are_known_are_deleted_and_disabled_only_once()
    {
        await PutTwoVersions();
        Assert.Equal(FaultCode.InvalidInventoryRequest, await Fault("AWS:Application"));
        Assert.Equal(FaultCode.InvalidTypeName, await Fault("Custom:Unknown"));
        await _service.Delete("Custom:A", SchemaDeleteOption.DisableSchema);
        Assert.Equal(FaultCode.InvalidOption, await Fault("Custom:A", SchemaDeleteOption.DisableSchema));
        Assert.Equal(2, (await _service.Schemas(typeName: "Custom:A")).Count);
    }

    private async Task PutTwoVersions()
    {
        InventoryItem item = LocalService.Item("Custom:A", Items.Entry(("X", "1")));
        await _service.Put("i-00000001", item);
        item.SchemaVersion = "2.0";
        await _service.Put("i-00000002", item);
        await _service.Put("i-00000003", item);
    }

    private Task<DescribeInventoryDeletionsResponse> Describe(string? id = null) =>
        _service.Service.DescribeInventoryDeletionsAsync(new() { DeletionId = id }, default);

    private static async Task<InventoryDeletion> Describe(LocalService service, DeleteInventoryResponse deletion) =>
        Assert.Single(
        (await service.Service.DescribeInventoryDeletionsAsync(
            new() { DeletionId = deletion.DeletionId }, default)).Deletions);

    private async Task<string> Fault(string typeName, SchemaDeleteOption? option = null) =>
        (await Assert.ThrowsAsync<InventoryFaultException>(() => _service.Delete(typeName, option))).Code;
}
