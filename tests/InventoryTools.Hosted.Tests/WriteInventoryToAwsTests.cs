using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using InventoryTools.Tests.Aws;
using Xunit;

namespace InventoryTools.Hosted.Tests;

public sealed class WriteInventoryToAwsTests : IDisposable
{
    private const string Id = ",InventoryTools.Cmdlets.WriteInventoryCommand";
    private const string Node = "i-0123456789abcdef0";

    private readonly LoopbackService _service = new();
    private readonly Engine _engine = new();

    public void Dispose()
    {
        _engine.Dispose();
        _service.Dispose();
    }

    [Fact]
    public void Thirty_one_items_go_as_two_calls_and_the_second_time_as_hashes_only()
    {
        string script = Items(31);
        Result result = Write(script, "-PassThru");
        result.AssertNoErrors();
        Assert.Equal(31, result.All("Status").Count(status => status == "Accepted"));
        Assert.Equal([30, 1], _service.Calls.Select(call => call.Items.Count));
        Assert.All(_service.Calls, call => Assert.Equal(("PutInventory", Node), (call.Operation, call.InstanceId)));
        Assert.Equal(31, _service.Stored.Count);

        Result again = Write(script, "-PassThru");
        again.AssertNoErrors();
        Assert.Equal(31, again.All("Status").Count(status => status == "Unchanged"));
        Assert.Equal(4, _service.CallCount);
        Assert.All(_service.Calls.Skip(2).SelectMany(call => call.Items), item => Assert.False(item.HasContent));
    }

    [Fact]
    public void Two_and_a_half_megabytes_go_as_three_calls()
    {
        Result result = Write("""
            1..5 | ForEach-Object {
                $type = "Custom:T$_"
                1..128 | ForEach-Object { [pscustomobject]@{ Text = 'x' * 4077 } } | New-InventoryItem $type -InstanceId i-0123456789abcdef0
            }
            """);
        result.AssertNoErrors();
        Assert.Equal([2, 2, 1], _service.Calls.Select(call => call.Items.Count));
        Assert.InRange(_service.Calls.Sum(call => call.BodyBytes), 2.45 * 1024 * 1024, 2.55 * 1024 * 1024);
    }

    [Fact]
    public void What_the_service_holds_otherwise_goes_again_in_full_once_and_nothing_else_does()
    {
        Write(Items(3)).AssertNoErrors();
        _service.Replace(Node, "Custom:T2", "of another writer");
        _service.Forget(Node, "Custom:T3");
        Result result = Write(Items(3), "-PassThru");
        result.AssertNoErrors();
        Assert.Equal(["Unchanged", "Accepted", "Accepted"], result.All("Status"));
        Assert.Equal(
            ["1# 2# 3#", "1# 2 3#", "1# 2 3"],
            _service.Calls.Skip(1).Select(call => string.Join(' ', call.Items.Select(item => item.TypeName[8..] + (item.HasContent ? "" : "#")))));
    }

    [Fact]
    public void With_Force_everything_goes_in_full()
    {
        Write(Items(2)).AssertNoErrors();
        Write(Items(2), "-Force").AssertNoErrors();
        Write(Items(2), "-RefreshDays 0").AssertNoErrors();
        Assert.All(_service.Calls.SelectMany(call => call.Items), item => Assert.True(item.HasContent));
    }

    [Fact]
    public void One_item_goes_to_each_of_several_nodes()
    {
        Write("@{ A = 1 } | New-InventoryItem Custom:X", "-InstanceId i-00000001, i-00000002, mi-0123456789abcdef0").AssertNoErrors();
        Assert.Equal(
            ["i-00000001", "i-00000002", "mi-0123456789abcdef0"],
            _service.Calls.Select(call => call.InstanceId).Order());
    }

    [Fact]
    public void An_invalid_item_stays_here_and_its_neighbours_go()
    {
        Result result = Write("""
            @{ A = 1 } | New-InventoryItem Custom:Good -InstanceId i-0123456789abcdef0
            @{ A = 'x' * 5000 } | New-InventoryItem Custom:Bad -InstanceId i-0123456789abcdef0
            """, "-PassThru");
        result.AssertError("ValidationException" + Id, ErrorCategory.InvalidData);
        Assert.Equal("Custom:Good", Assert.Single(Assert.Single(_service.Calls).Items).TypeName);
        Assert.Equal(["Rejected", "Accepted"], result.All("Status"));
    }

    [Fact]
    public void With_Stop_the_good_items_before_a_bad_one_are_sent_and_those_after_it_are_not()
    {
        const string Bad = "@{ A = 'x' * 5000 } | New-InventoryItem Custom:Bad -InstanceId i-0123456789abcdef0";
        string script = $"{Items(2)}; {Bad}; @{{ A = 1 }} | New-InventoryItem Custom:Late -InstanceId {Node}";
        Result result = Write(script, "-ErrorAction Stop");
        result.AssertError("ValidationException" + Id, ErrorCategory.InvalidData);
        Assert.Equal(["Custom:T1", "Custom:T2"], Assert.Single(_service.Calls).Items.Select(item => item.TypeName));
        Result again = _engine.Run(
            $"$ErrorActionPreference = 'Stop'; & {{ {script} }} | Write-Inventory -EndpointUrl $args[0] -Force", _service.Url);
        again.AssertError("ValidationException" + Id, ErrorCategory.InvalidData);
        Assert.Equal(2, _service.CallCount);
    }

    [Fact]
    public void With_Stop_a_refused_node_ends_the_command_when_the_others_have_their_data()
    {
        _service.Intercept = call => call.InstanceId is "i-00000001" or "i-00000003" ? LoopbackAnswer.Fault("InvalidInstanceId") : null;
        Result result = Write(
            "1..9 | ForEach-Object { [pscustomobject]@{ Node = \"i-0000000$_\"; A = 1 } } | New-InventoryItem Custom:X -InstanceIdProperty Node",
            "-ErrorAction Stop -ThrottleLimit 1");
        ErrorRecord error = result.AssertError("InvalidInstanceId" + Id, ErrorCategory.ObjectNotFound);
        Assert.EndsWith("Another item was not written either.", error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Equal(7, _service.Stored.Count);
    }

    [Fact]
    public void WhatIf_sends_nothing_and_remembers_nothing()
    {
        Write(Items(31), "-WhatIf").AssertNoErrors();
        Assert.Equal(0, _service.CallCount);
        Write(Items(31)).AssertNoErrors();
        Assert.All(_service.Calls.SelectMany(call => call.Items), item => Assert.True(item.HasContent));
    }

    [Fact]
    public void WhatIf_tells_calls_items_and_bytes()
    {
        (int exitCode, string output, string errors) = Child.Run(Child.StartHost("-Command", $$"""
            Import-Module '{{Repository.Manifest}}'
            {{Items(31)}} | Write-Inventory -EndpointUrl {{_service.Url}} -WhatIf
            """.Replace("\r\n", "\n", StringComparison.Ordinal)));
        Assert.Equal((0, ""), (exitCode, errors));
        string[] lines = Child.Lines(output);
        Assert.Equal(2, lines.Length);
        Assert.Matches(@"PutInventory with 30 items, [0-9.]+ KB \(Custom:T1, .*\).*i-0123456789abcdef0 at 127\.0\.0\.1:[0-9]+", lines[0]);
        Assert.Matches(@"PutInventory with 1 item, [0-9]+ bytes \(Custom:T31\)", lines[1]);
        Assert.Equal(0, _service.CallCount);
    }

    [Theory]
    [InlineData("ItemSizeLimitExceededException", 400, ErrorCategory.LimitsExceeded)]
    [InlineData("TotalSizeLimitExceededException", 400, ErrorCategory.LimitsExceeded)]
    [InlineData("ItemContentMismatchException", 400, ErrorCategory.InvalidData)]
    [InlineData("InvalidItemContentException", 400, ErrorCategory.InvalidData)]
    [InlineData("InvalidTypeNameException", 400, ErrorCategory.InvalidData)]
    [InlineData("UnsupportedInventorySchemaVersionException", 400, ErrorCategory.InvalidData)]
    [InlineData("UnsupportedInventoryItemContextException", 400, ErrorCategory.InvalidData)]
    [InlineData("InvalidInventoryItemContextException", 400, ErrorCategory.InvalidData)]
    [InlineData("CustomSchemaCountLimitExceededException", 400, ErrorCategory.LimitsExceeded)]
    [InlineData("SubTypeCountLimitExceededException", 400, ErrorCategory.InvalidData)]
    [InlineData("ValidationException", 400, ErrorCategory.InvalidData)]
    [InlineData("InvalidInstanceId", 400, ErrorCategory.ObjectNotFound)]
    [InlineData("AccessDeniedException", 400, ErrorCategory.PermissionDenied)]
    [InlineData("ExpiredTokenException", 400, ErrorCategory.AuthenticationError)]
    [InlineData("UnrecognizedClientException", 400, ErrorCategory.AuthenticationError)]
    [InlineData("InvalidSignatureException", 400, ErrorCategory.AuthenticationError)]
    [InlineData("RequestExpired", 400, ErrorCategory.AuthenticationError)]
    [InlineData("ThrottlingException", 400, ErrorCategory.LimitsExceeded)]
    [InlineData("InternalServerError", 500, ErrorCategory.ResourceUnavailable)]
    [InlineData("ServiceUnavailable", 503, ErrorCategory.ResourceUnavailable)]
    public void Every_fault_is_an_error_of_its_own_that_can_be_caught_and_sent_again(string code, int status, ErrorCategory category)
    {
        _service.Intercept = call => LoopbackAnswer.Fault(code, status, "The service's own words.", call.Items[0].TypeName);
        Result result = Write("@{ A = 1 } | New-InventoryItem Custom:X", $"-InstanceId {Node} -RetryTimeoutSec 0 -ErrorVariable failed");
        ErrorRecord error = result.AssertError(code + Id, category);
        Assert.Equal("InventoryTools.InventoryFaultException", error.Exception.GetType().FullName);
        object fault = Member(error.Exception, "Fault");
        Assert.Equal((code, status), (Member(fault, "Code"), Member(fault, "StatusCode")));
        Assert.StartsWith($"The item Custom:X of {Node} ", error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Contains("The service's own words.", error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Matches(@"The service's own words\. [A-Z].*\.\z", error.ErrorDetails.Message);

        _service.Intercept = null;
        Result again = _engine.Run("$failed.TargetObject | Write-Inventory -EndpointUrl $args[0] -PassThru", _service.Url);
        again.AssertNoErrors();
        Assert.Equal([Node], again.All("InstanceId"));
        Assert.Single(_service.Stored);
    }

    [Fact]
    public void A_fault_can_be_caught_by_its_type()
    {
        _service.Intercept = _ => LoopbackAnswer.Fault("InvalidInstanceId");
        Result result = _engine.Run($$"""
            try { @{ A = 1 } | New-InventoryItem Custom:X -InstanceId i-00000001 | Write-Inventory -EndpointUrl $args[0] -ErrorAction Stop }
            catch [InventoryTools.InventoryFaultException] { $_.Exception.Fault.Code }
            """, _service.Url);
        Assert.Equal("InvalidInstanceId", Assert.Single(result.Output).ToString());
    }

    [Fact]
    public void A_node_that_is_refused_costs_no_other_its_data()
    {
        _service.Intercept = call => call.InstanceId == "i-00000002" ? LoopbackAnswer.Fault("InvalidInstanceId") : null;
        Result result = Write(
            "1..5 | ForEach-Object { [pscustomobject]@{ Node = \"i-0000000$_\"; A = 1 } } | New-InventoryItem Custom:X -InstanceIdProperty Node",
            "-PassThru");
        ErrorRecord error = result.AssertError("InvalidInstanceId" + Id, ErrorCategory.ObjectNotFound);
        Assert.Equal("i-00000002", Member(error.TargetObject, "InstanceId"));
        Assert.Equal(4, _service.Stored.Count);
        Assert.Equal(4, result.All("Status").Count(status => status == "Accepted"));
    }

    [Theory]
    [InlineData("http://127.0.0.1:{closed}", "ConnectionRefused", ErrorCategory.ConnectionError)]
    [InlineData("http://nowhere.invalid", "NameNotResolved", ErrorCategory.ConnectionError)]
    [InlineData("https://127.0.0.1:{open}", "TlsFailed", ErrorCategory.SecurityError)]
    public void An_address_that_can_not_be_called_is_an_error_of_its_own(string url, string id, ErrorCategory category)
    {
        string address = url.Replace("{closed}", ClosedPort().ToString(), StringComparison.Ordinal)
            .Replace("{open}", _service.Url.Port.ToString(), StringComparison.Ordinal);
        Result result = _engine.Run(
            """
            @{ A = 1 } | New-InventoryItem Custom:X -InstanceId i-00000001 |
                Write-Inventory -EndpointUrl $args[0] -AccessKey AKIDEXAMPLE -SecretKey secret -RetryTimeoutSec 0
            """,
            address);
        ErrorRecord error = result.AssertError(id + Id, category);
        Assert.Contains("did not reach", error.ErrorDetails.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_answer_within_the_time_is_an_error_of_its_own()
    {
        _service.Intercept = _ => LoopbackAnswer.Hang();
        Result result = Write(Items(1), "-TimeoutSec 1 -RetryTimeoutSec 0");
        result.AssertError("RequestTimeout" + Id, ErrorCategory.OperationTimeout);
    }

    [Fact]
    public void Faults_and_broken_answers_in_between_change_nothing_in_the_end()
    {
        // Each node's first two calls fail, in one way after the other.
        _service.Intercept = call => _service.Calls.Count(other => other.InstanceId == call.InstanceId && other.Number <= call.Number) > 2
            ? null
            : (call.Number % 4) switch
            {
                0 => LoopbackAnswer.Fault("InternalServerError", 500),
                1 => LoopbackAnswer.AfterApplying(LoopbackAnswer.Reset(1)),
                2 => LoopbackAnswer.Close(),
                _ when call.Number > 12 => LoopbackAnswer.Fault("ServiceUnavailable", 503),
                _ => LoopbackAnswer.Fault("ThrottlingException", 400, "Rate exceeded"),
            };
        Result result = Write(
            "1..40 | ForEach-Object { [pscustomobject]@{ Node = 'i-{0:d8}' -f $_; A = $_ } } | New-InventoryItem Custom:X -InstanceIdProperty Node",
            "-PassThru -ThrottleLimit 8");
        result.AssertNoErrors();
        Assert.Equal(40, _service.Stored.Count);
        Assert.Equal(40, result.Output.Count);
        Assert.Equal(_service.CallCount, result.All("Attempts").Sum(attempts => int.Parse(attempts!)));
        Assert.All(result.All("Attempts"), attempts => Assert.Equal("3", attempts));
    }

    // Without an answer, and in the middle of one: a connection with half an answer in it is nobody else's.
    [Theory]
    [InlineData(null)]
    [InlineData(1)]
    public async Task Stopping_ends_calls_that_are_never_answered_and_leaves_the_ledger_true(int? afterBytes)
    {
        // The second node is kept off until the first has long been answered, whichever of them comes first.
        int afterFirst = 0;
        using SemaphoreSlim hanging = new(0);
        _service.Intercept = call =>
        {
            if (call.InstanceId == "i-00000001")
            {
                return null;
            }

            if (_service.Stored.Count == 0 || afterFirst++ == 0)
            {
                return LoopbackAnswer.Fault("InternalServerError", 500);
            }

            hanging.Release();
            return LoopbackAnswer.Hang(afterBytes);
        };
        string script = "1..2 | ForEach-Object { [pscustomobject]@{ Node = \"i-0000000$_\"; A = 1 } } | New-InventoryItem Custom:X -InstanceIdProperty Node";
        using (PowerShell shell = _engine.Prepare($"{script} | Write-Inventory -EndpointUrl $args[0] -ThrottleLimit 2", _service.Url))
        {
            IAsyncResult running = shell.BeginInvoke();
            Assert.True(await hanging.WaitAsync(TimeSpan.FromSeconds(60)));
            shell.Stop();
            Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(running));
            Assert.Empty(shell.Streams.Error);
        }

        _service.Intercept = null;
        Result again = Write(script, "-PassThru");
        again.AssertNoErrors();
        Assert.Equal(["1", "1"], again.All("Attempts"));
        Assert.Equal(
            [("i-00000001", false), ("i-00000002", true)],
            _service.Calls.TakeLast(2).OrderBy(call => call.InstanceId).Select(call => (call.InstanceId, call.Items[0].HasContent)));
    }

    [Fact]
    public void A_summary_is_one_short_line()
    {
        _service.Intercept = call => call.InstanceId == "i-00000002" ? LoopbackAnswer.Fault("InvalidInstanceId") : null;
        Result result = Write(
            "1..3 | ForEach-Object { [pscustomobject]@{ Node = \"i-0000000$_\"; A = 1 } } | New-InventoryItem Custom:X -InstanceIdProperty Node",
            "-Summary -ErrorAction SilentlyContinue");
        string line = Assert.Single(result.Output).ToString();
        Assert.Matches(
            @"\A3 items: 1 rejected, 2 accepted; 3 calls, 0 repeated, [0-9]+ bytes sent; [0-9.]+ s; InvalidInstanceId 1\z", line);
    }

    [Fact]
    public void Progress_is_told_while_it_lasts_and_taken_away_at_the_end()
    {
        _service.Hold = _ => Task.Delay(300);
        using PowerShell shell = _engine.Prepare($"{Items(31)} | Write-Inventory -EndpointUrl $args[0]", _service.Url);
        shell.Invoke();
        Assert.Contains(shell.Streams.Progress, record => record.StatusDescription.Contains("items written", StringComparison.Ordinal));
        Assert.Equal(ProgressRecordType.Completed, shell.Streams.Progress.Last().RecordType);
    }

    [Fact]
    public void A_ledger_that_can_not_be_made_costs_a_warning_and_bytes()
    {
        using Engine folder = new();
        string notAFolder = Path.Combine(folder.Folder, "file");
        File.WriteAllText(notAFolder, "");
        ProcessStartInfo info = Child.Describe("dotnet", Repository.Host, "-Command", $$"""
            Import-Module '{{Repository.Manifest}}'
            1..2 | ForEach-Object { @{ A = 1 } | New-InventoryItem Custom:X -InstanceId i-00000001 |
                Write-Inventory -EndpointUrl {{_service.Url}} -PassThru -WarningVariable w | ForEach-Object { "$($_.Status)" }; $w.Count }
            """);
        info.Environment["XDG_DATA_HOME"] = notAFolder;
        (int exitCode, string output, _) = Child.Run(Process.Start(info)!);
        Assert.Equal(0, exitCode);
        Assert.Equal(2, Child.Lines(output).Count(line => line == "Accepted"));
        Assert.Equal(2, Child.Lines(output).Count(line => line == "1"));
    }

    private static string Items(int count) =>
        $"1..{count} | ForEach-Object {{ @{{ A = 1 }} | New-InventoryItem \"Custom:T$_\" -InstanceId {Node} }}";

    private static object Member(object value, string name) => PSObject.AsPSObject(value).Properties[name].Value;

    private static int ClosedPort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private Result Write(string items, string parameters = "") =>
        _engine.Run($"& {{ {items} }} | Write-Inventory -EndpointUrl $args[0] {parameters}", _service.Url);
}
