using InventoryTools.Reading;
using InventoryTools.Service;
using Xunit;

namespace InventoryTools.Tests.Reading;

/// <summary>Reading from a service that answers as AWS does: which calls are made, and what they give.</summary>
public sealed class ServiceReaderTests
{
    private readonly ServiceReads _reads = new();

    [Fact]
    public void Items_come_by_node_and_type_and_only_two_result_types_are_asked_for()
    {
        _reads.Have("i-00000002", "Custom:A", 1);
        _reads.Have("i-00000001", "Custom:A", 5);
        _reads.Have("i-00000001", "AWS:Application", 3);
        _reads.HaveInformation("i-00000001", "Active", ("AgentVersion", "3.3"));
        _reads.Schemas("Custom:A", "AWS:Application", ServiceReads.Information);
        Assert.Equal(
            [
                "i-00000001 AWS:Application 3",
                "i-00000001 AWS:InstanceInformation 1",
                "i-00000001 Custom:A 5",
                "i-00000002 Custom:A 1",
            ],
            _reads.Items(new InventoryQuery()));
        Assert.All(_reads.Service.Calls, call => Assert.Null(call.ResultTypeName));
        Assert.DoesNotContain(_reads.Service.Lists, list => list.TypeName == ServiceReads.Information);
    }

    [Fact]
    public void A_type_that_only_GetInventory_refuses_is_read()
    {
        _reads.Have("i-00000001", "AWS:Application", 1);
        _reads.Schemas("AWS:Application");
        Assert.Equal(["i-00000001 AWS:Application 1"], _reads.Items(ServiceReads.Query(["AWS:Application"])));
        Assert.Equal(["i-00000001 AWS:Application 1"], _reads.Items(ServiceReads.Query("AWS:App*")));
        Assert.Empty(_reads.Problems);
    }

    [Fact]
    public void Types_that_the_schema_list_leaves_out_are_read_too()
    {
        _reads.Have("i-00000001", "AWS:BillingInfo", 1);
        _reads.Schemas("AWS:Application");
        Assert.Equal(["i-00000001 AWS:BillingInfo 1"], _reads.Items(new InventoryQuery()));
        Assert.Equal(
            ["AWS:Application", "AWS:BillingInfo", "AWS:ComplianceSummary", "AWS:Process"],
            _reads.Service.Lists.Select(list => list.TypeName));
        Assert.Equal(["i-00000001 AWS:BillingInfo 1"], _reads.Items(ServiceReads.Query("AWS:B*")));
    }

    [Fact]
    public void A_named_type_is_read_beside_wildcards_whether_it_is_listed_or_not()
    {
        _reads.Have("i-00000001", "Custom:A", 1);
        _reads.Have("i-00000001", "Custom:B", 1);
        _reads.Schemas("Custom:B");
        InventoryQuery query = new()
        {
            TypeNames = new NameSelection(
                ["Custom:A", "custom:b"],
                name => name.StartsWith("AWS:P", StringComparison.Ordinal),
                StringComparer.OrdinalIgnoreCase),
        };
        Assert.Equal(["i-00000001 Custom:A 1", "i-00000001 Custom:B 1"], _reads.Items(query));
        Assert.Equal(["AWS:Process", "Custom:A", "Custom:B"], _reads.Service.Lists.Select(list => list.TypeName));
    }

    [Fact]
    public void Information_alone_takes_no_call_for_a_node_and_is_streamed()
    {
        foreach (int number in Enumerable.Range(1, 5))
        {
            _reads.HaveInformation($"i-0000000{number}", "Active", ("AgentVersion", "3"));
        }

        using IEnumerator<ReadEvent> events = _reads.Reader(1)
            .ReadItems(ServiceReads.Query([ServiceReads.Information]), default)
            .GetEnumerator();
        Assert.True(events.MoveNext());
        Assert.Single(_reads.Service.Calls);
        Assert.Equal(5, _reads.Items(ServiceReads.Query([ServiceReads.Information])).Count);
        Assert.Empty(_reads.Service.Lists);
    }

    [Fact]
    public void Patch_summaries_come_by_pages_of_nodes()
    {
        _reads.Have("i-00000001", "AWS:PatchSummary", 1);
        _reads.Have("i-00000002", "Custom:A", 1);
        _reads.Have("i-00000003", "AWS:PatchSummary", 1);
        Assert.Equal(
            ["i-00000001 AWS:PatchSummary 1", "i-00000003 AWS:PatchSummary 1"],
            _reads.Items(ServiceReads.Query(["AWS:PatchSummary"])));
        Assert.Equal(
            ["AWS:PatchSummary", "AWS:PatchSummary"], _reads.Service.Calls.Select(call => call.ResultTypeName));
        Assert.Empty(_reads.Service.Lists);
    }

    [Fact]
    public void Patch_summaries_are_listed_where_GetInventory_answers_information_only()
    {
        _reads.Have("i-00000001", "AWS:PatchSummary", 1);
        _reads.Service.GetInventory = request => request.ResultTypeName is null
            ? _reads.Service.AnswerNodes(request)
            : throw Submission.ScriptedService.Fault(FaultCode.InvalidResultAttribute);
        Assert.Equal(["i-00000001 AWS:PatchSummary 1"], _reads.Items(ServiceReads.Query(["AWS:PatchSummary"])));
        Assert.Empty(_reads.Problems);
    }

    [Fact]
    public void Named_nodes_and_types_are_asked_for_without_finding_them_first()
    {
        _reads.Have("i-00000002", "Custom:A", 1);
        Assert.Equal(
            ["i-00000002 Custom:A 1"],
            _reads.Items(ServiceReads.Query(["Custom:A"], "i-00000002", "i-00000001", "nobody")));
        Assert.Empty(_reads.Service.Calls);
        Assert.Equal(["i-00000001", "i-00000002"], _reads.Service.Lists.Select(list => list.InstanceId));
    }

    [Fact]
    public void More_nodes_than_a_filter_has_values_are_found_forty_at_a_time()
    {
        string[] nodes = [.. Enumerable.Range(1, 100).Select(number => $"i-{number:d17}")];
        Assert.Empty(_reads.Items(ServiceReads.Query([ServiceReads.Information], nodes)));
        Assert.Equal([40, 40, 20], _reads.Service.Calls.Select(call => Assert.Single(call.Filters!).Values.Count));
        Assert.Equal(nodes, _reads.Service.Calls.SelectMany(call => call.Filters![0].Values));
    }

    [Fact]
    public void Nodes_of_several_requests_are_sorted_by_their_IDs_and_come_once()
    {
        foreach (int number in Enumerable.Range(1, 5))
        {
            _reads.Have($"i-0000000{number}", "Custom:A", 1);
        }

        // Each of the three requests is answered all nodes, the last ones first.
        _reads.Service.GetInventory = request => new(
            [
                .. _reads.Service.AnswerNodes(
                    request with { NextToken = request.NextToken is null ? "3" : "0" }).Entities,
            ],
            request.NextToken is null ? "next" : null);
        InventoryFilter many = new("Custom:A.Number", [.. Enumerable.Range(0, 90).Select(number => $"{number}")]);
        Assert.Equal(
            ["i-00000001", "i-00000002", "i-00000004", "i-00000005"],
            _reads.Items(ServiceReads.Query(["Custom:A"]) with { Filters = [many] })
                .Select(item => item.Substring(0, 10)));
        Assert.Equal(6, _reads.Service.Calls.Count);
    }

    [Fact]
    public void Filters_of_nodes_go_to_GetInventory_and_not_to_the_entries()
    {
        InventoryFilter filter = new("AWS:Application.Name", ["openssl"]);
        _reads.Have("i-00000001", "Custom:A", 1);
        Assert.Single(_reads.Items(ServiceReads.Query(["Custom:A"]) with { Filters = [filter] }));
        Assert.Equal(["AWS:Application.Name"], Assert.Single(_reads.Service.Calls).Filters!.Select(one => one.Key));
        Assert.Null(Assert.Single(_reads.Service.Lists).Filters);
    }

    [Theory]
    [InlineData(FilterOperator.Equal, true)]
    [InlineData(FilterOperator.BeginWith, true)]
    [InlineData(FilterOperator.NotEqual, false)]
    public void Filters_of_the_entries_of_one_type_select_the_nodes_first(FilterOperator comparison, bool isSelected)
    {
        InventoryFilter filter = new("Custom:A.Number", ["0"], comparison);
        _reads.Have("i-00000001", "Custom:A", 0);
        _reads.Entries(ServiceReads.Query(["Custom:A"]) with { Filters = [filter] });
        Assert.Equal(isSelected, Assert.Single(_reads.Service.Calls).Filters is not null);
        Assert.Equal(
            [("Custom:A.Number", comparison)],
            Assert.Single(_reads.Service.Lists).Filters!.Select(one => (one.Key, one.Operator!.Value)));
    }

    [Fact]
    public void A_terminated_node_is_shown_with_its_two_attributes_and_what_it_still_has()
    {
        _reads.Service.Items.Add(
            ServiceReads.Node("i-00000001", ("InstanceId", "i-00000001"), ("InstanceStatus", "Terminated")));
        _reads.Have("i-00000001", "Custom:A", 1);
        _reads.Schemas("Custom:A");
        Assert.Equal(
            ["i-00000001 AWS:InstanceInformation 1", "i-00000001 Custom:A 1"], _reads.Items(new InventoryQuery()));
    }

    [Fact]
    public void A_node_without_data_has_no_information_and_is_asked_for_the_rest()
    {
        _reads.Have("i-00000001", "Custom:A", 1);
        Assert.Equal(
            ["i-00000001 Custom:A 1"], _reads.Items(ServiceReads.Query([ServiceReads.Information, "Custom:A"])));
        Assert.Empty(_reads.Problems);
    }

    [Fact]
    public void Information_that_follows_from_the_ID_is_given_by_its_name_only()
    {
        _reads.HaveInformation("i-00000001", "Active", ("AgentVersion", "3.3"));
        _reads.HaveInformation("i-00000002", "Active");
        Assert.Equal(["i-00000001 AWS:InstanceInformation 1"], _reads.Items(ServiceReads.Query("AWS:Inst*")));
        Assert.Equal(2, _reads.Items(ServiceReads.Query([ServiceReads.Information])).Count);
    }

    [Fact]
    public void The_number_of_nodes_is_reported_while_more_are_looked_for()
    {
        foreach (int number in Enumerable.Range(1, 5))
        {
            _reads.Have($"i-0000000{number}", "Custom:A", 1);
        }

        _reads.Items(ServiceReads.Query(["Custom:A"]));
        Assert.Equal([2, 4], _reads.NodesFound);
        _reads.Items(ServiceReads.Query([ServiceReads.Information]));
        Assert.Equal([2, 4], _reads.NodesFound);
        _reads.Items(
            ServiceReads.Query(["Custom:A"]) with
            {
                InstanceIds = new NameSelection([], id => id.EndsWith('3'), StringComparer.Ordinal),
            });
        Assert.Equal([0, 1], _reads.NodesFound);
    }

    [Fact]
    public void An_item_has_a_capture_time_or_entries()
    {
        _reads.Have("i-00000001", "Custom:A", 0);
        _reads.Have("i-00000002", "Custom:A", 1);
        _reads.Service.Items[1].CaptureTime = "";
        _reads.Have("i-00000003", "Custom:B", 1);
        Assert.Equal(
            ["i-00000001 Custom:A 0", "i-00000002 Custom:A 1"], _reads.Items(ServiceReads.Query(["Custom:A"])));
    }

    [Fact]
    public void Entries_come_page_by_page_as_they_are_wanted()
    {
        _reads.Have("i-00000001", "Custom:A", 5);
        using IEnumerator<ReadEvent> events = _reads.Reader(1)
            .ReadEntries(ServiceReads.Query(["Custom:A"], "i-00000001"), default)
            .GetEnumerator();
        Assert.True(events.MoveNext());
        Assert.Equal(new ReadPlanned(1, 1, 1), events.Current);
        Assert.True(events.MoveNext());
        Assert.Single(_reads.Service.Lists);
        Assert.Equal(
            ["i-00000001 Custom:A 2", "i-00000001 Custom:A 2", "i-00000001 Custom:A 1"],
            _reads.Entries(ServiceReads.Query(["Custom:A"], "i-00000001")));
    }

    [Fact]
    public void The_size_of_a_read_is_reported_before_it_begins()
    {
        foreach (int number in Enumerable.Range(1, 5))
        {
            _reads.HaveInformation($"i-0000000{number}", "Active");
        }

        ReadEvent first = _reads.Reader(1).ReadItems(
            ServiceReads.Query([ServiceReads.Information, "Custom:A", "Custom:B"]), default)
            .First();
        Assert.Equal(new ReadPlanned(5, 2, 10), first);
        Assert.Equal("3 calls (3 GetInventory)", _reads.LastReader!.CallCounts.ToString());
    }

    [Fact]
    public void Calls_are_counted_with_those_that_were_repeated()
    {
        int attempts = 0;
        _reads.Have("i-00000001", "Custom:A", 1);
        _reads.Service.ListInventoryEntries = request => attempts++ == 0
            ? throw Submission.ScriptedService.Fault("ThrottlingException")
            : _reads.Service.AnswerEntries(request);
        Assert.Single(_reads.Items(ServiceReads.Query(["Custom:A"]), TimeSpan.FromMinutes(1)));
        Assert.StartsWith(
            "3 calls (1 GetInventory, 1 GetInventorySchema, 1 List",
            $"{new ReadCallCounts(1, 1, 1)}",
            StringComparison.Ordinal);
        Assert.Equal(2, _reads.LastReader!.CallCounts.ListInventoryEntries);
        Assert.Equal("0 calls", $"{new ReadCallCounts(0, 0, 0)}");
        Assert.Equal("1,000 calls (1,000 GetInventory)", $"{new ReadCallCounts(1000, 0, 0)}");
    }
}
