using InventoryTools.Local;
using InventoryTools.Service;
using InventoryTools.Sqlite;
using InventoryTools.Store;
using InventoryTools.Tests.Service;
using InventoryTools.Tests.Sqlite;
using Microsoft.Data.Sqlite;
using Xunit;

namespace InventoryTools.Tests.Local;

/// <summary>Calls that come during a transaction share the next one, and each has its own outcome.</summary>
public sealed class WriteQueueTests : IDisposable
{
    private const string First = "i-00000001";

    private readonly TempFolder _folder = new();
    private readonly HeldWrites _held = new();
    private readonly List<LocalInventoryService> _services = [];

    public void Dispose()
    {
        _services.ForEach(service => service.Dispose());
        _held.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_call_that_comes_alone_is_written_before_it_returns()
    {
        LocalInventoryService service = Start();
        Assert.True(Put(service, First).IsCompletedSuccessfully);
        Assert.True(Put(service, First).IsCompletedSuccessfully);
        Assert.Equal(2, _held.Transactions);
    }

    [Fact]
    public async Task Calls_that_come_during_a_transaction_share_the_next_ones()
    {
        LocalInventoryService service = Start();
        Task<PutInventoryResponse>[] calls = [.. Enumerable.Range(2, 100).Select(node => Waiting(service, Node(node)))];
        await Release(calls);
        Assert.Equal(3, _held.Transactions); // the first, 64, and the rest
        Assert.Equal(101, (await Nodes(service)).Count);
    }

    [Fact]
    public async Task An_answered_call_is_seen_by_the_next_read_of_any_connection()
    {
        LocalInventoryService service = Start();
        Task[] calls =
        [
            .. Enumerable.Range(2, 20).Select(async node =>
            {
                await Waiting(service, Node(node));
                Assert.Contains(Node(node), await Nodes(service));
            }),
        ];
        await Release(calls);
    }

    [Fact]
    public async Task The_calls_of_a_node_keep_their_order()
    {
        LocalInventoryService service = Start();
        Task[] calls =
        [
            .. Enumerable.Range(1, 10).Select(value => Waiting(service, First, Item("Custom:A", ("X", $"{value}")))),
        ];
        await Release(calls);
        ListInventoryEntriesResponse entries =
            await service.ListInventoryEntriesAsync(new(First, "Custom:A"), CancellationToken.None);
        Assert.Equal("X=10", Assert.Single(entries.Item.Content!).ToString());
    }

    [Fact]
    public async Task A_refused_call_changes_nothing_and_does_not_touch_the_others_of_its_transaction()
    {
        LocalInventoryService service = Start();
        InventoryItem unknown = Item("Custom:Z");
        (unknown.Content, unknown.ContentHash) = (null, "unknown");
        Task[] before = [.. Enumerable.Range(2, 3).Select(node => Waiting(service, Node(node)))];

        // Its first item is written, and makes a schema, before the second one is refused.
        Task refused = Waiting(service, "i-0000000f", Item("Custom:B", ("size", "1")), unknown);
        Task[] after =
        [
            Waiting(service, "i-0000000f", Item("Custom:A", ("X", "1"))),
            Waiting(service, "i-00000010", Item("Custom:B", ("Size", "1"))),
        ];
        await Assert.ThrowsAsync<InventoryFaultException>(() => Release([.. before, refused, .. after]));
        InventoryFaultException fault = await Assert.ThrowsAsync<InventoryFaultException>(() => refused);
        Assert.Equal(FaultCode.InvalidItemContent, fault.Fault.Code);
        await Task.WhenAll([.. before, .. after]);
        Assert.Equal(2, _held.Transactions);
        Assert.Equal(
            [First, "i-00000002", "i-00000003", "i-00000004", "i-0000000f", "i-00000010"], await Nodes(service));
        GetInventorySchemaResponse schemas = await service.GetInventorySchemaAsync(
            new() { TypeName = "Custom:B" }, CancellationToken.None);
        Assert.Equal(["Size"], Assert.Single(schemas.Schemas).Attributes.Select(attribute => attribute.Name));
        Assert.Equal(["Custom:A"], Types("i-0000000f"));
    }

    [Fact]
    public async Task A_damaged_item_is_the_error_of_its_own_call()
    {
        LocalInventoryService service = Start();
        await Put(service, "i-0000000f", Item("AWS:InstanceInformation", ("InstanceStatus", "Active")));
        _folder.Execute("UPDATE item SET content = 'damaged'");
        Task[] calls = [.. Enumerable.Range(2, 5).Select(node => Waiting(service, Node(node)))];
        Task damaged = Waiting(service, "i-0000000f");
        Task last = Waiting(service, "i-00000010");
        _held.Release();
        InventoryStoreException error = await Assert.ThrowsAsync<InventoryStoreException>(() => damaged);
        Assert.Equal(StoreProblem.NotADatabase, error.Problem);
        await Task.WhenAll([.. calls, last]);
        Assert.Equal(3, _held.Transactions);
    }

    [Fact]
    public async Task The_failure_of_a_transaction_is_the_answer_to_each_of_its_calls()
    {
        LocalInventoryService service = Start();
        Task[] calls = [.. Enumerable.Range(2, 10).Select(node => Waiting(service, Node(node)))];
        using (SqliteConnection other = _folder.Connect())
        {
            // After the first call: the other process takes the lock while that one is answered.
            _held.BeforeNext = () => TempFolder.Execute(other, "BEGIN IMMEDIATE");
            _held.Release();
            await AssertFailed(calls, StoreProblem.Locked);
        }

        _held.BeforeNext = null;
        Assert.Equal(2, _held.Transactions);
        Assert.Equal([First], await Nodes(service));
        await Put(service, Node(2));
        Assert.Equal([First, Node(2)], await Nodes(service));
    }

    [SkippableTheory]
    [InlineData(50_000)] // the commit fails
    [InlineData(400_000)] // an item fails, and SQLite ends the transaction by itself
    public async Task A_full_disk_is_the_answer_to_each_call_and_takes_nothing_of_what_was_answered_before(int size)
    {
        using SmallDisk disk = SmallDisk.TryMake(_folder.FileNamed("disk"), megabytes: 1);
        Skip.IfNot(disk.IsMounted, "A disk of 1 MB needs Linux and the right to mount.");
        LocalInventoryService service = Start(Path.Combine(disk.Path, "store.db"));
        InventoryEntry[] rows =
        [
            .. Enumerable.Range(0, size / 2000).Select(
                row => Items.Entry(("X", new string('x', 1900)), ("N", $"{row}"))),
        ];
        Task[] calls =
        [
            .. Enumerable.Range(2, 30).Select(
                node => Waiting(service, Node(node), LocalService.Item("Custom:A", rows))),
        ];
        _held.Release();
        await AssertFailed(calls, StoreProblem.NoSpace);
        Assert.Equal([First], await Nodes(service));
        await Put(service, First);
        _services.ForEach(one => one.Dispose());
    }

    [Fact]
    public async Task Calls_that_are_not_cancelled_together_share_no_transaction()
    {
        LocalInventoryService service = Start();
        using CancellationTokenSource stop = new();
        Task first = Waiting(service, Node(2));
        Task[] cancelled =
        [
            .. Enumerable.Range(3, 2).Select(node => service.PutInventoryAsync(
                new(Node(node), [Item("Custom:A", ("X", "1"))]), stop.Token)),
        ];
        Task last = Waiting(service, Node(5));
        await stop.CancelAsync();
        _held.Release();
        await Task.WhenAll(first, last);
        foreach (Task call in cancelled)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        }

        Assert.Equal([First, Node(2), Node(5)], await Nodes(service));
    }

    private static string Node(int number) => $"i-{number:d8}";

    private static InventoryItem Item(string typeName, params (string Name, string Value)[] attributes) =>
        LocalService.Item(typeName, attributes.Length == 0 ? [] : [Items.Entry(attributes)]);

    private static Task<PutInventoryResponse> Put(
        LocalInventoryService service, string node, params InventoryItem[] items) => service.PutInventoryAsync(
        new(node, items.Length == 0 ? [Item("Custom:A", ("X", "1"))] : items), CancellationToken.None);

    private static async Task<IReadOnlyList<string>> Nodes(LocalInventoryService service)
    {
        List<string> nodes = [];
        GetInventoryResponse page = await service.GetInventoryAsync(new(), CancellationToken.None);
        nodes.AddRange(page.Entities.Select(entity => entity.Id!));
        while (page.NextToken is string token)
        {
            page = await service.GetInventoryAsync(new() { NextToken = token }, CancellationToken.None);
            nodes.AddRange(page.Entities.Select(entity => entity.Id!));
        }

        return nodes;
    }

    private static async Task AssertFailed(Task[] calls, StoreProblem problem)
    {
        foreach (Task call in calls)
        {
            Assert.Equal(problem, (await Assert.ThrowsAsync<InventoryStoreException>(() => call)).Problem);
        }
    }

    // The types of a node, read by another connection of the file.
    private List<string> Types(string node)
    {
        using SqliteInventoryStore store = SqliteInventoryStore.OpenForReading(_folder.Store, TimeSpan.Zero, default);
        return store.Read(
            snapshot => snapshot.ReadNodes(new StoreQuery { InstanceIds = [node] })
                .SelectMany(one => one.Items)
                .Select(item => item.TypeName)
                .ToList(),
            now: null,
            CancellationToken.None);
    }

    private LocalInventoryService Start(string? path = null)
    {
        LocalInventoryService service = new(
            stop => _held.Of(SqliteInventoryStore.OpenForWriting(path ?? _folder.Store, TimeSpan.Zero, stop)),
            8,
            new ManualClock());
        _services.Add(service);
        return service;
    }

    // A call that comes while the transaction of the first one is held.
    private Task<PutInventoryResponse> Waiting(
        LocalInventoryService service, string node, params InventoryItem[] items)
    {
        if (!_held.IsHolding)
        {
            _held.Hold(() => Put(service, First));
        }

        Task<PutInventoryResponse> call = Put(service, node, items);
        Assert.False(call.IsCompleted);
        return call;
    }

    private async Task Release(Task[] calls)
    {
        _held.Release();
        await Task.WhenAll(calls);
    }
}
