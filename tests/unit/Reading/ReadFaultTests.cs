using InventoryTools.Reading;
using InventoryTools.Service;
using InventoryTools.Tests.Submission;
using Xunit;

namespace InventoryTools.Tests.Reading;

/// <summary>Faults while a service is read: which of them end the read, and what the result is said to lack.</summary>
public sealed class ReadFaultTests
{
    private readonly ServiceReads _reads = new();

    public ReadFaultTests()
    {
        foreach (int number in Enumerable.Range(1, 3))
        {
            _reads.Have($"i-0000000{number}", "Custom:A", 3);
            _reads.Have($"i-0000000{number}", "Custom:B", 1);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1_000_000)]
    public void Pages_without_end_end_an_item_though_each_has_another_token(int characters)
    {
        int pages = 0;
        string longText = new('x', characters);
        _reads.Service.ListInventoryEntries = list =>
        {
            IEnumerable<(string, string)> large = Enumerable.Range(0, 40).Select(n => ($"A{n}", new string('v', 4000)));
            InventoryItem item = Items.Valid(Items.Entry([.. large]));
            (item.InstanceId, item.TypeName) = (list.InstanceId, list.TypeName);
            return new ListInventoryEntriesResponse(item, $"{++pages}{longText}");
        };
        Assert.Empty(_reads.Items(ServiceReads.Query(["Custom:A"], "i-00000001")));
        ReadProblem problem = Assert.Single(_reads.Problems);
        Assert.Equal(
            "The pages of ListInventoryEntries for Custom:A of i-00000001 have more than 16 MB.",
            problem.Failure.Message);
        Assert.InRange(pages, 50, 110);
    }

    [Theory]
    [InlineData("InternalServerError")]
    [InlineData("SomethingNewException")]
    [InlineData("ValidationException")]
    public void A_fault_on_a_node_and_type_is_reported_once_a_type_and_the_rest_is_read(string code)
    {
        Fail(code, list => list.TypeName == "Custom:A" && list.InstanceId != "i-00000002");
        Assert.Equal(
            ["i-00000001 Custom:B 1", "i-00000002 Custom:A 3", "i-00000002 Custom:B 1", "i-00000003 Custom:B 1"],
            _reads.Items(ServiceReads.Query(["Custom:A", "Custom:B"])));
        ReadProblem problem = Assert.Single(_reads.Problems);
        Assert.Equal((code, ReadLoss.NotRead, "Custom:A"), (problem.Failure.Code, problem.Loss, problem.TypeName));
        Assert.Equal(["i-00000001", "i-00000003"], problem.InstanceIds);
    }

    [Fact]
    public void An_item_whose_later_page_fails_is_left_out()
    {
        Fail("InternalServerError", list => list.InstanceId == "i-00000001" && list.NextToken is not null);
        Assert.Equal(
            ["i-00000002 Custom:A 3", "i-00000003 Custom:A 3"], _reads.Items(ServiceReads.Query(["Custom:A"])));
        Assert.Equal(
            (ReadLoss.ItemOmitted, "i-00000001"),
            (Assert.Single(_reads.Problems).Loss, _reads.Problems[0].InstanceIds[0]));
    }

    [Theory]
    [InlineData("InternalServerError")]
    [InlineData(FaultCode.InvalidTypeName)]
    [InlineData(FaultCode.InvalidNextToken)]
    [InlineData(FaultCode.InvalidInstanceId)]
    public void Entries_before_a_page_that_fails_are_given_and_the_others_are_said_to_be_missing(string code)
    {
        Fail(code, list => list.InstanceId == "i-00000001" && list.NextToken is not null);
        Assert.Equal(
            [
                "i-00000001 Custom:A 2",
                "i-00000002 Custom:A 2",
                "i-00000002 Custom:A 1",
                "i-00000003 Custom:A 2",
                "i-00000003 Custom:A 1",
            ],
            _reads.Entries(ServiceReads.Query(["Custom:A"])));
        ReadProblem problem = Assert.Single(_reads.Problems);
        Assert.Equal(
            (code, ReadLoss.EntriesMissing, "Custom:A"), (problem.Failure.Code, problem.Loss, problem.TypeName));
        Assert.Equal(["i-00000001"], problem.InstanceIds);
    }

    [Fact]
    public void An_item_that_is_replaced_between_its_pages_is_not_passed_on_as_one()
    {
        _reads.Service.ListInventoryEntries = request =>
        {
            ListInventoryEntriesResponse page = _reads.Service.AnswerEntries(request);
            page.Item.CaptureTime = request is { InstanceId: "i-00000001", NextToken: not null }
                ? "2026-02-01T12:00:00Z"
                : page.Item.CaptureTime;
            return page;
        };
        Assert.Equal(
            ["i-00000002 Custom:A 3", "i-00000003 Custom:A 3"], _reads.Items(ServiceReads.Query(["Custom:A"])));
        Assert.Equal(
            ("UnexpectedAnswer", ReadLoss.ItemOmitted),
            (Assert.Single(_reads.Problems).Failure.Code, _reads.Problems[0].Loss));
    }

    [Fact]
    public void A_type_that_the_service_refuses_is_not_asked_for_again()
    {
        Fail(FaultCode.InvalidTypeName, list => list.TypeName == "Custom:A");
        Assert.Equal(
            ["i-00000001 Custom:B 1", "i-00000002 Custom:B 1", "i-00000003 Custom:B 1"],
            _reads.Items(ServiceReads.Query(["Custom:A", "Custom:B"])));
        Assert.Single(_reads.Service.Lists, list => list.TypeName == "Custom:A");
        ReadProblem problem = Assert.Single(_reads.Problems);
        Assert.Equal(["i-00000001", "i-00000002", "i-00000003"], problem.InstanceIds);
        Assert.False(problem.IsUnlisted);
    }

    [Fact]
    public void A_refused_type_that_nobody_named_and_no_list_has_is_marked()
    {
        _reads.Schemas("Custom:A");
        Fail(FaultCode.InvalidTypeName, list => list.TypeName is "AWS:Process" or "Custom:A");
        _reads.Items(new InventoryQuery());
        Assert.Equal(
            [("AWS:Process", true), ("Custom:A", false)],
            _reads.Problems.Select(problem => (problem.TypeName, problem.IsUnlisted)));
        _reads.Items(ServiceReads.Query(["AWS:Process"]));
        Assert.False(Assert.Single(_reads.Problems).IsUnlisted);
    }

    [Fact]
    public void A_node_that_the_service_refuses_is_not_asked_for_again()
    {
        Fail(FaultCode.InvalidInstanceId, list => list.InstanceId == "i-00000002");
        Assert.Equal(4, _reads.Items(ServiceReads.Query(["Custom:A", "Custom:B"])).Count);
        Assert.Single(_reads.Service.Lists, list => list.InstanceId == "i-00000002");
        ReadProblem problem = Assert.Single(_reads.Problems);
        Assert.Null(problem.TypeName);
        Assert.Equal(["i-00000002"], problem.InstanceIds);
    }

    [Theory]
    [InlineData("AccessDeniedException")]
    [InlineData("ExpiredTokenException")]
    [InlineData("ThrottlingException")]
    [InlineData("UnrecognizedClientException")]
    public void A_fault_that_concerns_every_call_ends_the_read_after_what_came_before(string code)
    {
        Fail(code, list => list.InstanceId == "i-00000002");
        (IReadOnlyList<string> items, InventoryServiceException failure) = _reads.ItemsUntilFailure(
            ServiceReads.Query(["Custom:A"]));
        Assert.Equal(["i-00000001 Custom:A 3"], items);
        Assert.Equal(code, failure.Code);
    }

    [Fact]
    public void A_broken_connection_ends_the_read_and_problems_before_it_are_reported()
    {
        _reads.Service.ListInventoryEntries = request => request.InstanceId switch
        {
            "i-00000001" => throw ScriptedService.Fault("InternalServerError"),
            "i-00000002" => throw new InventoryConnectionException(ConnectionProblem.ConnectionBroken, "x", "broken"),
            _ => _reads.Service.AnswerEntries(request),
        };
        Assert.Equal("ConnectionBroken", _reads.ItemsUntilFailure(ServiceReads.Query(["Custom:A"])).Failure.Code);
        Assert.Equal(["i-00000001"], Assert.Single(_reads.Problems).InstanceIds);
    }

    [Fact]
    public void A_service_that_fails_for_one_node_after_the_other_ends_the_read()
    {
        foreach (int number in Enumerable.Range(10, 30))
        {
            _reads.Have($"i-000000{number}", "Custom:A", 1);
        }

        Fail("InternalServerError", _ => true);
        Assert.Equal("InternalServerError", _reads.ItemsUntilFailure(ServiceReads.Query(["Custom:A"])).Failure.Code);
        Assert.Equal(20, _reads.Service.Lists.Count);
        Assert.Equal(19, Assert.Single(_reads.Problems).InstanceIds.Count);
    }

    [Fact]
    public void A_fault_while_nodes_are_found_ends_the_read()
    {
        _reads.Service.GetInventory = request => request.NextToken is null
            ? _reads.Service.AnswerNodes(request)
            : throw ScriptedService.Fault("InternalServerError");
        Assert.Equal("InternalServerError", _reads.ItemsUntilFailure(ServiceReads.Query(["Custom:A"])).Failure.Code);
        Assert.Empty(_reads.Service.Lists);
    }

    [Fact]
    public void A_token_that_comes_twice_ends_the_pages()
    {
        _reads.Service.ListInventoryEntries = request =>
            request.InstanceId == "i-00000001"
                ? _reads.Service.AnswerEntries(request with { NextToken = null })
                : _reads.Service.AnswerEntries(request);
        Assert.Equal(
            ["i-00000002 Custom:A 3", "i-00000003 Custom:A 3"], _reads.Items(ServiceReads.Query(["Custom:A"])));
        ReadProblem problem = Assert.Single(_reads.Problems);
        Assert.Equal(("UnexpectedAnswer", ReadLoss.ItemOmitted), (problem.Failure.Code, problem.Loss));
        Assert.Equal(
            "ListInventoryEntries answered the same NextToken twice (after page 2), so its pages have no end.",
            problem.Failure.Message);

        _reads.Service.GetInventory = request => _reads.Service.AnswerNodes(request with { NextToken = null });
        Assert.Equal("UnexpectedAnswer", _reads.ItemsUntilFailure(ServiceReads.Query(["Custom:A"])).Failure.Code);
        _reads.Service.GetInventorySchema = _ => new([], "again");
        Assert.Equal(
            "UnexpectedAnswer", Assert.Throws<InventoryAnswerException>(() => _reads.Items(new InventoryQuery())).Code);
    }

    [Fact]
    public void Nodes_that_were_not_asked_for_are_left_out_with_a_problem()
    {
        _reads.Service.GetInventory = request => _reads.Service.AnswerNodes(request with { Filters = null });
        Assert.Equal(
            ["i-00000002 Custom:A 3"],
            _reads.Items(new InventoryQuery
            {
                TypeNames = new NameSelection(["Custom:A", ServiceReads.Information], null, StringComparer.Ordinal),
                InstanceIds = new NameSelection(["i-00000002"], null, StringComparer.Ordinal),
            }));
        ReadProblem problem = Assert.Single(_reads.Problems);
        Assert.Equal(("UnexpectedAnswer", ReadLoss.UnrequestedOmitted), (problem.Failure.Code, problem.Loss));
        Assert.Equal(["i-00000001", "i-00000003"], problem.InstanceIds);
    }

    [Fact]
    public void Nodes_that_contradict_a_filter_are_left_out_with_a_problem()
    {
        _reads.HaveInformation("i-00000001", "Active", ("PlatformType", "Linux"));
        _reads.HaveInformation("i-00000002", "Active", ("PlatformType", "Windows"));
        InventoryFilter filter = new("AWS:InstanceInformation.PlatformType", ["linux"]);

        // The third node says nothing about itself, so the answer is believed. Case does not matter.
        Assert.Equal(
            ["i-00000001 Custom:B 1", "i-00000003 Custom:B 1"],
            _reads.Items(ServiceReads.Query(["Custom:B"]) with { Filters = [filter] }));
        Assert.Equal(["i-00000002"], Assert.Single(_reads.Problems).InstanceIds);
    }

    [Fact]
    public void Items_of_other_types_are_left_out_with_a_problem()
    {
        _reads.Service.GetInventory = request => new(
            [new("i-00000001", new Dictionary<string, InventoryItem> { ["AWS:File"] = Items.Valid() })], null);
        Assert.Empty(_reads.Items(ServiceReads.Query([ServiceReads.Information])));
        Assert.Equal(ReadLoss.UnrequestedOmitted, Assert.Single(_reads.Problems).Loss);
    }

    [Theory]
    [InlineData("i-00000009", "Custom:A")]
    [InlineData("i-00000001", "Custom:Other")]
    public void Entries_of_another_node_or_type_are_not_passed_on(string instanceId, string typeName)
    {
        _reads.Service.ListInventoryEntries = request =>
        {
            ListInventoryEntriesResponse page = _reads.Service.AnswerEntries(request);
            page.Item.InstanceId = instanceId;
            page.Item.TypeName = typeName;
            return page;
        };
        Assert.Empty(_reads.Entries(ServiceReads.Query(["Custom:A"])));
        ReadProblem problem = Assert.Single(_reads.Problems);
        Assert.Equal(("UnexpectedAnswer", ReadLoss.NotRead), (problem.Failure.Code, problem.Loss));
        Assert.Equal(3, problem.InstanceIds.Count);
        Assert.Single(_reads.Service.Lists);
    }

    [Fact]
    public void Entries_that_contradict_a_filter_are_left_out_with_a_problem()
    {
        InventoryQuery query =
            ServiceReads.Query(["Custom:A"], "i-00000001") with { Filters = [new("Custom:A.Number", ["1"])] };
        Assert.Equal(["i-00000001 Custom:A 1"], _reads.Entries(query));
        Assert.Equal(
            ("UnexpectedAnswer", ReadLoss.UnrequestedOmitted),
            (Assert.Single(_reads.Problems).Failure.Code, _reads.Problems[0].Loss));
    }

    private void Fail(string code, Func<ListInventoryEntriesRequest, bool> fails) =>
        _reads.Service.ListInventoryEntries = request =>
        fails(request)
            ? throw ScriptedService.Fault(code, status: code == "InternalServerError" ? 500 : 400)
            : _reads.Service.AnswerEntries(request);
}
