using System;
using System.Linq;
using System.Management.Automation;
using InventoryTools.Tests.Aws;
using Xunit;

namespace InventoryTools.Hosted.Tests;

/// <summary>What the commands that read make of answers that only AWS gives.</summary>
public sealed class RemoteReadTests : IDisposable
{
    private readonly LoopbackService _service = new();
    private readonly Engine _engine = new();

    public void Dispose()
    {
        _engine.Dispose();
        _service.Dispose();
    }

    [Fact]
    public void Remove_Inventory_waits_until_a_deletion_is_complete_and_shows_how_far_it_is()
    {
        int asked = 0;
        _service.Respond = call => call.Operation switch
        {
            "DeleteInventory" when call.Body.TryGetProperty("DryRun", out _) =>
                """{"TypeName":"Custom:X","DeletionSummary":{"TotalCount":1200,"RemainingCount":1200,"SummaryItems":[{"Version":"1.0","Count":1000,"RemainingCount":1000},{"Version":"2.0","Count":200,"RemainingCount":200}]}}""",
            "DeleteInventory" => """{"DeletionId":"d","TypeName":"Custom:X","DeletionSummary":{"TotalCount":1200,"RemainingCount":1200,"SummaryItems":[]}}""",
            "DescribeInventoryDeletions" => Deletion(++asked < 3 ? "InProgress" : "Complete", 1200 - (400 * asked)),
            _ => null,
        };
        using PowerShell shell = _engine.Prepare("Remove-Inventory Custom:X -Wait -Confirm:$false -EndpointUrl $args[0]", _service.Url);
        PSObject done = Assert.Single(shell.Invoke());
        Assert.Equal(("Complete", 3), (done.Properties["LastStatus"].Value, asked));
        Assert.Equal(["33 %, 800 items remain", "66 %, 400 items remain"], shell.Streams.Progress
            .Where(progress => progress.RecordType == ProgressRecordType.Processing).Select(progress => progress.StatusDescription));

        // The token makes a call that is made again the same deletion.
        LoopbackCall begun = _service.Calls.First(call => call.Operation == "DeleteInventory" && !call.Body.TryGetProperty("DryRun", out _));
        Assert.True(begun.Body.GetProperty("ClientToken").TryGetGuid(out _));
    }

    [Fact]
    public void The_ID_of_a_deletion_is_not_lost_where_nothing_more_can_be_told_of_it()
    {
        int asked = 0;
        _service.Respond = call => call.Operation == "DeleteInventory"
            ? """{"DeletionId":"d","TypeName":"Custom:X","DeletionSummary":{"TotalCount":1,"RemainingCount":1,"SummaryItems":[]}}"""
            : call.Operation == "DescribeInventoryDeletions" ? Deletion("Complete", 0) : null;
        _service.Intercept = call => call.Operation == "DescribeInventoryDeletions" ? LoopbackAnswer.Fault("AccessDeniedException") : null;
        Result refused = _engine.Run("Remove-Inventory Custom:X -Wait -Confirm:$false -EndpointUrl $args[0]", _service.Url);
        Assert.Equal(("d", "InProgress"), (refused.Only("DeletionId"), refused.Only("LastStatus")));
        Assert.Equal("AccessDeniedException,InventoryTools.Cmdlets.RemoveInventoryCommand", Assert.Single(refused.Errors).FullyQualifiedErrorId);

        // One that nobody has heard of yet is asked for again.
        _service.Intercept = call => call.Operation == "DescribeInventoryDeletions" && ++asked == 1 ? LoopbackAnswer.Fault("InvalidDeletionIdException") : null;
        Result late = _engine.Run("Remove-Inventory Custom:X -Wait -Confirm:$false -EndpointUrl $args[0]", _service.Url);
        late.AssertNoErrors();
        Assert.Equal(("Complete", 2), (late.Only("LastStatus"), asked));
    }

    [Theory]
    [InlineData("Get-InventoryEntry Custom:X i-00000001", "ListInventoryEntries", """{"TypeName":"Custom:X","InstanceId":"i-00000001","SchemaVersion":"1.0","CaptureTime":"2026-01-31T12:00:00Z","Entries":[{"A":"1"}],"NextToken":"more"}""")]
    [InlineData("Get-Inventory Custom:X", "GetInventory", """{"Entities":[{"Id":"i-00000001","Data":{"Custom:X":{"TypeName":"Custom:X","SchemaVersion":"1.0","CaptureTime":"2026-01-31T12:00:00Z","Content":[{"A":"1"}]}}}],"NextToken":"more"}""")]
    public void A_type_that_goes_while_it_is_read_ends_the_reading(string command, string operation, string page)
    {
        int asked = 0;
        _service.Respond = call => call.Operation == operation ? page : null;
        _service.Intercept = call => call.Operation == operation && ++asked == 2 ? LoopbackAnswer.Fault("InvalidTypeNameException") : null;
        Result read = _engine.Run(command + " -EndpointUrl $args[0]", _service.Url);
        Assert.Single(read.Output);
        Assert.StartsWith("InvalidTypeNameException", Assert.Single(read.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void A_node_that_AWS_knows_by_itself_is_told_without_being_asked_for_by_name()
    {
        _service.Respond = call => call.Operation switch
        {
            "GetInventorySchema" => """{"Schemas":[{"TypeName":"AWS:InstanceInformation","Version":"1.0","Attributes":[{"Name":"InstanceId","DataType":"STRING"}]}]}""",
            "GetInventory" => """
                {"Entities":[
                    {"Id":"i-00000001","Data":{"AWS:InstanceInformation":{"TypeName":"AWS:InstanceInformation","SchemaVersion":"1.0","CaptureTime":"2026-01-31T12:00:00Z",
                        "Content":[{"InstanceId":"i-00000001","InstanceStatus":"Active","ResourceType":"EC2Instance","AgentVersion":"3.3"}]}}},
                    {"Id":"i-00000002","Data":{"AWS:InstanceInformation":{"TypeName":"AWS:InstanceInformation","SchemaVersion":"1.0","CaptureTime":"2026-01-31T12:00:00Z",
                        "Content":[{"InstanceId":"i-00000002","InstanceStatus":"Active","ResourceType":"EC2Instance"}]}}},
                    {"Id":"i-00000003","Data":{}}]}
                """,
            _ => null,
        };
        Result read = _engine.Run("Get-Inventory -EndpointUrl $args[0]", _service.Url);
        read.AssertNoErrors();
        Assert.Equal(["i-00000001"], read.All("InstanceId"));
        Assert.Equal(2, _engine.Run("Get-Inventory AWS:InstanceInformation -EndpointUrl $args[0]", _service.Url).Output.Count);
    }

    [Fact]
    public void More_nodes_than_a_filter_has_values_are_asked_for_forty_at_a_time()
    {
        _service.Respond = call => call.Operation == "GetInventory" ? """{"Entities":[]}""" : null;
        _engine.Run("Get-Inventory AWS:File (1..100 | ForEach-Object { 'i-{0:d17}' -f $_ }) -EndpointUrl $args[0] -ErrorAction SilentlyContinue", _service.Url);
        Assert.Equal([40, 40, 20], _service.Calls.Select(call => call.Body.GetProperty("Filters")[0].GetProperty("Values").GetArrayLength()));
    }

    [Fact]
    public void A_policy_that_forbids_reading_is_told_with_what_to_allow()
    {
        _service.Intercept = _ => LoopbackAnswer.Fault("AccessDeniedException", message: "User: x is not authorized to perform: ssm:GetInventory");
        ErrorRecord error = _engine.Run("Get-Inventory AWS:File -EndpointUrl $args[0]", _service.Url)
            .AssertError("AccessDeniedException,InventoryTools.Cmdlets.GetInventoryCommand", ErrorCategory.PermissionDenied);
        Assert.Contains("ssm:GetInventory, ssm:ListInventoryEntries and ssm:GetInventorySchema to read", error.ToString(), StringComparison.Ordinal);
    }

    private static string Deletion(string status, int remaining) =>
        $$"""{"InventoryDeletions":[{"DeletionId":"d","TypeName":"Custom:X","DeletionStartTime":1.0E9,"LastStatus":"{{status}}","DeletionSummary":{"TotalCount":1200,"RemainingCount":{{remaining}},"SummaryItems":[] } } ]}""";
}
