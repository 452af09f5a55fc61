using InventoryTools.Reading;
using InventoryTools.Service;
using InventoryTools.Tests.Submission;
using Xunit;

namespace InventoryTools.Tests.Reading;

/// <summary>
/// Patch summaries beside other types: by pages of nodes where that takes fewer calls than to list them.
/// </summary>
public sealed class PatchSummaryReadTests
{
    private const string Summary = "AWS:PatchSummary";

    private readonly ServiceReads _reads = new();

    public PatchSummaryReadTests()
    {
        // Two nodes a page: 5 nodes are 3 pages.
        foreach (int number in Enumerable.Range(1, 5))
        {
            _reads.HaveInformation($"i-0000000{number}", "Active", ("AgentVersion", "3"));
            _reads.Have($"i-0000000{number}", "Custom:A", 1);
        }

        _reads.Have("i-00000001", Summary, 1);
        _reads.Have("i-00000003", Summary, 3);
        _reads.Have("i-00000005", Summary, 0);
        _reads.Schemas(ServiceReads.Information, Summary, "Custom:A");
    }

    private static string[] Summaries =>
        [$"i-00000001 {Summary} 1", $"i-00000003 {Summary} 3", $"i-00000005 {Summary} 0"];

    private IEnumerable<string?> ResultTypes => _reads.Service.Calls.Select(call => call.ResultTypeName);

    [Fact]
    public void They_come_by_pages_in_a_read_of_all_types()
    {
        IReadOnlyList<string> items = _reads.Items(new InventoryQuery());
        Assert.Equal(13, items.Count);
        Assert.Equal(items.OrderBy(item => item, StringComparer.Ordinal), items);
        Assert.Equal(Summaries, items.Where(item => item.Contains(Summary, StringComparison.Ordinal)));
        Assert.Equal([null, null, null, Summary, Summary, Summary], ResultTypes);
        Assert.DoesNotContain(_reads.Service.Lists, list => list.TypeName == Summary);
        Assert.Equal(
            (6, 20), (_reads.LastReader!.CallCounts.GetInventory, _reads.LastReader.CallCounts.ListInventoryEntries));
    }

    [Fact]
    public void Both_types_of_GetInventory_are_read_page_by_page_and_take_no_call_for_a_node()
    {
        using (IEnumerator<ReadEvent> events = _reads.Reader(1)
            .ReadItems(ServiceReads.Query([ServiceReads.Information, Summary]), default).GetEnumerator())
        {
            Assert.True(events.MoveNext());
            Assert.True(events.MoveNext());
            Assert.Equal([null, Summary], ResultTypes);
        }

        Assert.Equal(8, _reads.Items(ServiceReads.Query([ServiceReads.Information, Summary])).Count);
        Assert.Empty(_reads.Service.Lists);
    }

    [Fact]
    public void They_come_forty_nodes_at_a_time_where_nodes_are_named()
    {
        string[] nodes = [.. Enumerable.Range(1, 45).Select(number => $"i-{number:d8}")];
        Assert.Equal(8, _reads.Items(ServiceReads.Query([Summary, "Custom:A"], nodes)).Count);
        Assert.Equal(
            [40, 5],
            _reads.Service.Calls
                .Where(call => call.NextToken is null).Select(call => Assert.Single(call.Filters!).Values.Count));

        // A node that the pages do not have is asked for itself: its absence there says nothing.
        Assert.Equal(40, _reads.Service.Lists.Count(list => list.TypeName == Summary));
        Assert.DoesNotContain(
            _reads.Service.Lists, list => list.TypeName == Summary && list.InstanceId is "i-00000001" or "i-00000002");
    }

    [Fact]
    public void They_come_by_the_IDs_of_few_nodes_that_a_pattern_chooses_among_many()
    {
        InventoryQuery query = ServiceReads.Query([Summary, "Custom:A"]) with
        {
            InstanceIds = new NameSelection([], id => id.EndsWith('3'), StringComparer.Ordinal),
        };
        Assert.Equal([$"i-00000003 {Summary} 3", "i-00000003 Custom:A 1"], _reads.Items(query));
        Assert.Equal([null, null, null, Summary], ResultTypes);
        Assert.Equal(["i-00000003"], Assert.Single(_reads.Service.Calls[^1].Filters!).Values);
        Assert.Equal(
            2,
            _reads.Items(query with
            {
                TypeNames = ServiceReads.Query([Summary, ServiceReads.Information]).TypeNames,
            }).Count);
        Assert.Equal([null, null, null, Summary], ResultTypes);
    }

    [Fact]
    public void Rows_come_by_pages_too_but_not_where_a_filter_chooses_them()
    {
        InventoryQuery query = ServiceReads.Query([Summary, "Custom:A"]);
        Assert.Equal(8, _reads.Entries(query).Count);
        Assert.DoesNotContain(_reads.Service.Lists, list => list.TypeName == Summary);
        _reads.Entries(query with { Filters = [new InventoryFilter($"{Summary}.Number", ["0"])] });
        Assert.Equal(
            5,
            _reads.Service.Lists
                .Where(list => list.TypeName == Summary).Select(list => list.InstanceId).Distinct().Count());
        Assert.All(ResultTypes, Assert.Null);
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 3)]
    public void They_are_listed_for_the_nodes_after_a_fault_on_their_pages(int failingCall, int listed)
    {
        int calls = 0;
        _reads.Service.GetInventory = request => request.ResultTypeName is not null && ++calls >= failingCall
            ? throw ScriptedService.Fault(FaultCode.InvalidResultAttribute)
            : _reads.Service.AnswerNodes(request);
        IReadOnlyList<string> items = _reads.Items(ServiceReads.Query([Summary, "Custom:A"]));
        Assert.Equal(Summaries, items.Where(item => item.Contains(Summary, StringComparison.Ordinal)));
        Assert.Equal(
            listed,
            _reads.Service.Lists
                .Select(list => (list.TypeName, list.InstanceId)).Distinct().Count(list => list.TypeName == Summary));
        Assert.Equal(failingCall, calls);
        Assert.Empty(_reads.Problems);
    }

    [Fact]
    public void A_fault_that_concerns_every_call_ends_the_read_after_what_was_read()
    {
        _reads.Service.GetInventory = request => request.ResultTypeName is null
            ? _reads.Service.AnswerNodes(request)
            : throw ScriptedService.Fault("ExpiredTokenException");
        _reads.Service.ListInventoryEntries = request => request.TypeName == Summary
            && request.InstanceId == "i-00000002"
            ? throw ScriptedService.Fault("ExpiredTokenException")
            : _reads.Service.AnswerEntries(request);
        (IReadOnlyList<string> items, InventoryServiceException failure) = _reads.ItemsUntilFailure(
            ServiceReads.Query([Summary, "Custom:A"]));
        Assert.Equal([$"i-00000001 {Summary} 1", "i-00000001 Custom:A 1"], items);
        Assert.Equal("ExpiredTokenException", failure.Code);
    }
}
