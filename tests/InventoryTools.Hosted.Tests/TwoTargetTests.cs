using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using Xunit;

namespace InventoryTools.Hosted.Tests;

/// <summary>A store's file, asked directly and through an endpoint: the same objects and the same errors.</summary>
public sealed class TwoTargetTests : IDisposable
{
    private readonly Engine _engine = new();

    public TwoTargetTests() => _engine.Run("""
        1..90 | ForEach-Object { [pscustomobject]@{ Node = 'i-{0:d17}' -f $_; Rack = "R$($_ % 7)"; Shelf = $_ } } |
            New-InventoryItem Custom:RackInfo -Property Rack, Shelf -InstanceIdProperty Node | Write-Inventory -Path store.db
        1..60 | ForEach-Object { $node = 'i-{0:d17}' -f $_; 1..3 | ForEach-Object { [pscustomobject]@{ Node = $node; Name = "app$_"; Version = "$_.0" } } } |
            New-InventoryItem AWS:Application -Property Name, Version -InstanceIdProperty Node | Write-Inventory -Path store.db
        1..120 | ForEach-Object { @{ Name = "file$_" } } | New-InventoryItem AWS:File -InstanceId i-00000000000000003 | Write-Inventory -Path store.db
        $nothing = @{ Rack = 'none' } | New-InventoryItem Custom:RackInfo -InstanceId i-00000000000000091
        $nothing.Content.Clear()
        $nothing | Write-Inventory -Path store.db
        @{ InstanceId = 'i-00000000000000005'; PlatformType = 'Linux' } | New-InventoryItem AWS:InstanceInformation -InstanceId i-00000000000000005 |
            Write-Inventory -Path store.db
        $endpoint = Start-InventoryEndpoint store.db -PassThru
        """).AssertNoErrors();

    public void Dispose() => _engine.Dispose();

    [Theory]
    [InlineData("Get-Inventory", 153)]
    [InlineData("Get-Inventory Custom:RackInfo", 91)]
    [InlineData("Get-Inventory aws:application", 60)]
    [InlineData("Get-Inventory AWS:InstanceInformation", 91)]
    [InlineData("Get-Inventory AWS:* i-00000000000000005", 2)]
    [InlineData("Get-Inventory -InstanceId i-00000000000000077, i-00000000000000005, i-00000000000000005", 4)]
    [InlineData("Get-Inventory -InstanceId *7", 15)]
    [InlineData("Get-Inventory -InstanceId i-00000000000000999, i-00000000000000003", 3, "InventoryNotFound")]
    [InlineData("Get-Inventory Custom:Nothing", 0, "InventoryNotFound")]
    [InlineData("Get-Inventory Custom:Nothing i-00000000000000003", 0, "InventoryNotFound")]
    [InlineData("Get-Inventory Custom:N*", 0)]
    [InlineData("Get-Inventory -InstanceId nobody", 0, "InventoryNotFound")]
    [InlineData("Get-Inventory Nothing", 0, "InventoryNotFound")]
    [InlineData("Get-InventoryEntry AWS:File nobody, i-00000000000000003", 120, "InventoryNotFound")]
    [InlineData("Get-InventoryEntry Nothing, AWS:File", 120, "InventoryNotFound")]
    [InlineData("Get-InventoryEntry -InstanceId nobody", 0, "InventoryNotFound")]
    [InlineData("Get-Inventory Custom:RackInfo i-00000000000000091", 1)]
    [InlineData("Get-Inventory AWS:Application -Filter 'AWS:Application.Name -eq app2 -and AWS:Application.Version -like 2*'", 60)]
    [InlineData("Get-Inventory -Filter 'AWS:Application.Name -eq app2 -and AWS:Application.Version -like 3*'", 0)]
    [InlineData("Get-Inventory -Filter 'AWS:InstanceInformation.PlatformType -ne Windows'", 3)]
    [InlineData("Get-Inventory Custom:RackInfo -Filter @{ Key = 'Custom:RackInfo.Shelf'; Values = 1..85; Type = 'Equal' }", 85)]
    [InlineData("Get-Inventory Custom:RackInfo -Filter @{ Key = 'Custom:RackInfo.Shelf'; Values = 1..85; Type = 'NotEqual' }", 5)]
    [InlineData("Get-Inventory Custom:RackInfo *3 -Filter 'Custom:RackInfo.Shelf -gt 50'", 4)]
    [InlineData("Get-Inventory -InstanceId i-00000000000000003, i-00000000000000080 -Filter 'Custom:RackInfo.Shelf -gt 50'", 1)]
    [InlineData("Get-Inventory -Filter 'Custom:Nothing.Shelf -gt 50'", 0, "InvalidFilter")]
    [InlineData("Get-Inventory -Filter (1..6 | ForEach-Object { \"Custom:RackInfo.Shelf -gt $_\" })", 0, "InvalidFilter")]
    [InlineData("Get-Inventory -Filter 'AWS:Application -exists x'", 0, "InvalidFilter")]
    [InlineData("Get-Inventory -Aggregator AWS:Application.Name", 3)]
    [InlineData("Get-Inventory -Aggregator AWS:Application.Name -Filter 'Custom:RackInfo.Shelf -lt 10'", 3)]
    [InlineData("Get-Inventory -Aggregator @{ Expression = 'AWS:Application.Name'; Aggregators = @{ Expression = 'Custom:RackInfo.Rack' } }", 21)]
    [InlineData("Get-Inventory -Aggregator @{ Groups = @{ Name = 'Low'; Filters = 'Custom:RackInfo.Shelf -lt 10' }, @{ Name = 'Linux'; Filters = 'AWS:InstanceInformation.PlatformType -eq Linux' } }", 2)]
    [InlineData("Get-Inventory -Aggregator AWS:File.Name", 0, "InvalidAggregatorException")]
    [InlineData("Get-Inventory -Aggregator AWS:Application.Name -TypeName AWS:File", 0, "InvalidAggregator")]
    [InlineData("Get-InventoryEntry", 391)]
    [InlineData("Get-InventoryEntry AWS:Application", 180)]
    [InlineData("Get-InventoryEntry AWS:File i-00000000000000003", 120)]
    [InlineData("Get-InventoryEntry AWS:File i-00000000000000003 -Filter 'AWS:File.Name -like file1*'", 32)]
    [InlineData("Get-InventoryEntry -Filter 'AWS:Application.Name -eq app2'", 60)]
    [InlineData("Get-InventoryEntry AWS:File, AWS:Application -Filter 'AWS:Application.Name -eq app2', 'AWS:Application.Version -gt 1'", 180)]
    [InlineData("Get-InventoryEntry Custom:RackInfo -Filter 'AWS:Application.Name -eq app2'", 0, "InvalidFilter")]
    [InlineData("Get-InventoryEntry aws:application -Filter 'AWS:Application.Name -eq app2'", 60)]
    [InlineData("Get-InventoryEntry -Filter 'Name -eq app2'", 0, "InvalidFilter")]
    [InlineData("Get-InventoryEntry -Filter 'aws:application.Name -eq app2'", 60)]
    [InlineData("Get-InventoryEntry Custom:RackInfo -Filter 'CUSTOM:rackinfo.Rack -eq R1'", 13)]
    [InlineData("Get-InventoryEntry AWS:App* -Filter 'AWS:Aplication.Name -eq app2'", 0, "InvalidFilter")]
    [InlineData("Get-InventoryEntry Custom:* -Filter 'Custom:RakInfo.Rack -eq R1'", 0, "InvalidFilter")]
    [InlineData("Get-InventoryEntry AWS:App* -Filter 'AWS:Application.Name -eq app2'", 60)]
    [InlineData("Get-InventoryEntry Custom:RackInfo i-00000000000000091", 0)]
    [InlineData("Get-InventoryEntry AWS:File i-00000000000000091", 0, "InventoryNotFound")]
    [InlineData("Get-InventoryEntry Custom:RackInfo -Filter @{ Key = 'Custom:RackInfo.Shelf'; Values = @(1..41) + 1; Type = 'Equal' }", 41)]
    [InlineData("Get-InventoryEntry Custom:RackInfo -Filter @{ Key = 'Custom:RackInfo.Shelf'; Values = @(10..60) + 1; Type = 'BeginWith' }", 52)]
    [InlineData("Get-InventoryEntry AWS:InstanceInformation", 91)]
    [InlineData("'i-00000000000000005', 'i-00000000000000999', 'i-00000000000000006' | Get-InventoryEntry Custom:*", 2, "InventoryNotFound")]
    [InlineData("Get-Inventory -Path store.db AWS:File | ForEach-Object { [pscustomobject]@{ InstanceId = $_.InstanceId; TypeName = $_.TypeName } } | Get-InventoryEntry", 120)]
    [InlineData("Get-InventorySchema", 19)]
    [InlineData("Get-InventorySchema Custom:*", 1)]
    [InlineData("Get-InventorySchema aws:application, Custom:None", 1, "SchemaNotFound")]
    [InlineData("Get-InventorySchema -Aggregator", 5)]
    [InlineData("Get-InventorySchema -SubType", 2)]
    [InlineData("Get-InventoryDeletion", 0)]
    [InlineData("Get-InventoryDeletion 01234567-89ab-cdef-0123-456789abcdef", 0, "InvalidDeletionIdException")]
    [InlineData("Remove-Inventory Custom:RackInfo -WhatIf", 0)]
    [InlineData("Remove-Inventory AWS:File -Confirm:$false", 0, "InvalidInventoryRequestException")]
    [InlineData("Remove-Inventory Custom:None, Custom:Nothing -Confirm:$false", 0, "InvalidTypeNameException")]
    public void The_same_command_has_the_same_answer(string command, int count, string? error = null)
    {
        Result direct = _engine.Run(command + " -Path store.db");
        Result called = _engine.Run(command + " -EndpointUrl $endpoint.Url");
        Assert.Equal(count, direct.Output.Count);
        Assert.Equal(direct.Output.Select(Describe), called.Output.Select(Describe));
        Assert.Equal(direct.Errors.Select(one => one.FullyQualifiedErrorId), called.Errors.Select(one => one.FullyQualifiedErrorId));
        Assert.Equal(error, direct.Errors.Select(one => one.FullyQualifiedErrorId.Split(',')[0]).Distinct().SingleOrDefault());
        Assert.Equal("", _engine.Run("$endpoint").Only("LastError") ?? "");
    }

    [Fact]
    public void A_misspelt_attribute_of_a_filter_is_a_warning()
    {
        Result read = _engine.Run("Get-InventoryEntry -Path store.db -Filter 'AWS:Application.name -eq app2'");
        Assert.Empty(read.Output);
        Assert.Equal("The filter 'AWS:Application.name' names no attribute of AWS:Application that is documented. Case matters. Get-InventorySchema AWS:Application lists them.", Assert.Single(read.Warnings));
    }

    [Fact]
    public void Nothing_is_fetched_that_nobody_wants()
    {
        Assert.Equal(5, FirstRows("Get-InventoryEntry AWS:File i-00000000000000003", 5, out long calls));
        Assert.Equal(1, calls);
        Assert.Equal(60, FirstRows("Get-InventoryEntry AWS:File i-00000000000000003", 60, out calls));
        Assert.Equal(2, calls);
        Assert.Equal(5, FirstRows("Get-Inventory Custom:RackInfo", 5, out calls));
        Assert.Equal(1, calls);

        // The first page of nodes, and the entries of those that come next.
        Assert.Equal(5, FirstRows("Get-InventoryEntry Custom:RackInfo -ThrottleLimit 4", 5, out calls));
        Assert.InRange(calls, 5, 10);
    }

    [Fact]
    public void A_throttled_reader_waits_and_reads_on()
    {
        Result result = _engine.Run("""
            $tired = Start-InventoryEndpoint store.db -Fault ThrottlingException, InternalServerError, ConnectionReset, LostAnswer -FaultCount 6 -Seed 4 -PassThru
            Get-InventoryEntry AWS:Application -EndpointUrl $tired.Url
            """);
        result.AssertNoErrors();
        Assert.Equal(180, result.Output.Count);
        Assert.Equal("6", _engine.Run("$tired").Only("FaultCount"));
    }

    [Theory]
    [InlineData("Get-Inventory")]
    [InlineData("Get-InventoryEntry AWS:File i-00000000000000003")]
    [InlineData("Get-InventorySchema")]
    [InlineData("Remove-Inventory Custom:RackInfo -Confirm:$false")]
    public void Stopping_ends_a_call_that_is_not_answered(string command)
    {
        object slow = _engine.Run("$slow = Start-InventoryEndpoint store.db -Latency 10m -PassThru; $slow").Output.Single().BaseObject;
        System.Reflection.PropertyInfo connections = slow.GetType().GetProperty("ConnectionCount")!;
        using PowerShell shell = _engine.Prepare(command + " -EndpointUrl $slow.Url");
        IAsyncResult running = shell.BeginInvoke();
        Assert.True(System.Threading.SpinWait.SpinUntil(() => (int)connections.GetValue(slow)! > 0, TimeSpan.FromMinutes(1)));
        shell.Stop();
        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(running));
        Assert.Empty(shell.Streams.Error);
    }

    [Fact]
    public void Patience_ends_with_the_reason()
    {
        Result result = _engine.Run("""
            $tired = Start-InventoryEndpoint store.db -Fault InternalServerError -PassThru
            Get-Inventory -EndpointUrl $tired.Url -RetryTimeoutSec 0
            """);
        result.AssertError("InternalServerError,InventoryTools.Cmdlets.GetInventoryCommand", ErrorCategory.ResourceUnavailable);
    }

    [Theory]
    [InlineData("-Path store.db")]
    [InlineData("-EndpointUrl $endpoint.Url")]
    public void A_type_is_deleted_and_the_deletion_described(string target)
    {
        Result removed = _engine.Run($"Remove-Inventory Custom:RackInfo -SchemaDeleteOption DeleteSchema -Wait -Confirm:$false {target}");
        removed.AssertNoErrors();
        Assert.Equal(("Custom:RackInfo", "Complete"), (removed.Only("TypeName"), removed.Only("LastStatus")));
        Assert.Equal("91", _engine.Run("$args[0].Summary", removed.Output[0]).Only("TotalCount"));
        Assert.Equal(Describe(removed.Output[0]), Describe(_engine.Run($"Get-InventoryDeletion {target}").Output.Single()));
        Assert.Equal(Describe(removed.Output[0]), Describe(_engine.Run($"$args[0] | Get-InventoryDeletion {target}", removed.Output[0]).Output.Single()));
        _engine.Run($"Get-InventorySchema Custom:RackInfo {target}").AssertError("SchemaNotFound,InventoryTools.Cmdlets.GetInventorySchemaCommand", ErrorCategory.ObjectNotFound);
        Assert.Equal(62, _engine.Run($"Get-Inventory {target}").Output.Count);
    }

    [Fact]
    public void Without_Wait_the_answer_says_what_will_be_deleted()
    {
        Result removed = _engine.Run("Remove-Inventory Custom:RackInfo -Confirm:$false -Path store.db");
        Assert.Equal("InProgress", removed.Only("LastStatus"));
        Assert.Equal("Complete", _engine.Run("$args[0] | Get-InventoryDeletion -Path store.db", removed.Output[0]).Only("LastStatus"));
        Assert.Single(_engine.Run("Get-InventorySchema Custom:RackInfo -Path store.db").Output);
    }

    [Theory]
    [InlineData("Get-Inventory -Path store.db -TypeName Cust", "Custom:RackInfo")]
    [InlineData("Get-Inventory -Path store.db -Filter Custom:R", "Custom:RackInfo.Rack")]
    [InlineData("Get-Inventory -Filter AWS:InstanceInformation.PlatformT", "AWS:InstanceInformation.PlatformType")]
    [InlineData("Get-InventorySchema -Path store.db Cust", "Custom:RackInfo")]
    [InlineData("Remove-Inventory -Path store.db Cust", "Custom:RackInfo")]
    public void Types_and_attributes_complete(string command, string expected) => Assert.Contains(
        expected, _engine.Run("(TabExpansion2 $args[0]).CompletionMatches | ForEach-Object CompletionText", command).Output.Select(text => text.ToString()));

    [Theory]
    [InlineData("'AWS:Application.Name'", "there is no operator")]
    [InlineData("'AWS:Application.Name -is bash'", "'-is' is no operator")]
    [InlineData("'AWS:Application.Name -like *bash'", "an asterisk at its end")]
    [InlineData("@{ Key = 'A.B'; Value = 1 }", "'Value' is no member of a filter")]
    [InlineData("@{ Key = 'A.B' }", "A filter has a Key and Values")]
    [InlineData("@{ Key = 'A.B'; Values = 1; Type = 'Like' }", "is none of Equal, NotEqual")]
    [InlineData("42", "is no filter")]
    public void What_is_no_filter_is_told_with_what_would_be_one(string filter, string message)
    {
        ErrorRecord error = Assert.Single(_engine.Run($"Get-Inventory -Path store.db -Filter {filter}").Errors);
        Assert.Equal("ParameterArgumentTransformationError,InventoryTools.Cmdlets.GetInventoryCommand", error.FullyQualifiedErrorId);
        Assert.Contains(message, error.ToString(), StringComparison.Ordinal);
    }

    private int FirstRows(string command, int rows, out long calls)
    {
        // The engine alone has no Select-Object; a loop that is left stops the pipeline in the same way.
        string before = _engine.Run("$endpoint").Only("RequestCount")!;
        Result first = _engine.Run($$"""
            foreach ($once in 1) { {{command}} -EndpointUrl $endpoint.Url | ForEach-Object { $n = 0 } { $_; if (++$n -eq {{rows}}) { break } } }
            """);
        first.AssertNoErrors();
        calls = long.Parse(_engine.Run("$endpoint").Only("RequestCount")!, null) - long.Parse(before, null);
        return first.Output.Count;
    }

    // An object as text, all the way down.
    private static string Describe(object? value)
    {
        object? bare = value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
        return bare switch
        {
            null => "null",
            string or ValueType => $"'{LanguagePrimitives.ConvertTo<string>(bare)}'",
            IEnumerable<KeyValuePair<string, string>> entry => $"{{{string.Join(", ", entry.Select(pair => $"{pair.Key}: '{pair.Value}'"))}}}",
            IEnumerable list => $"[{string.Join(", ", list.Cast<object?>().Select(Describe))}]",
            _ => $"{{{string.Join(", ", PSObject.AsPSObject(bare).Properties.Select(property => $"{property.Name}: {Describe(property.Value)}"))}}}",
        };
    }
}
