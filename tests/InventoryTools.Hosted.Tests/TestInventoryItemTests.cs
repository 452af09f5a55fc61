using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using Xunit;

namespace InventoryTools.Hosted.Tests;

public sealed class TestInventoryItemTests : IDisposable
{
    private const string Id = "NotAnInventoryItem,InventoryTools.Cmdlets.TestInventoryItemCommand";

    private readonly Engine _engine = new();

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void An_item_is_good_or_not()
    {
        Result result = _engine.Run("""
            [pscustomobject]@{ A = 1 } | New-InventoryItem Custom:X -OutVariable good | Test-InventoryItem
            New-InventoryItem custom:x -InstanceId web-1 -OutVariable bad | Test-InventoryItem
            Test-InventoryItem @($good) | ForEach-Object { -not $_ }
            Test-InventoryItem -Item @($good + $bad)
            """);
        Assert.Equal([true, false, false, true, false], result.Output.Select(value => value.BaseObject));
    }

    [Fact]
    public void The_details_are_all_findings_with_warnings()
    {
        Result result = _engine.Run("""
            [pscustomobject]@{ Name = 'x'; Colour = 'red'; Serial = 'x' * 5000 } |
                New-InventoryItem AWS:Network -InstanceId web-1 -SchemaVersion 9.9 | Test-InventoryItem -Detailed
            """);
        Assert.Equal(
            ["InstanceIdPattern", "SchemaVersionUnsupported", "AwsAttributeUnknown", "AwsAttributeUnknown", "AttributeValueLength"],
            result.All("RuleId"));
        Assert.Equal(["Error", "Error", "Warning", "Warning", "Error"], result.All("Severity"));
        Assert.Equal(["InstanceId", "SchemaVersion", "Content[0].Colour", "Content[0].Serial", "Content[0].Serial"], result.All("Path"));
        Assert.Equal("5000 characters", result.All("Actual").Last());
        Assert.All(result.All("InstanceId"), id => Assert.Equal("web-1", id));
    }

    [Fact]
    public void A_warning_holds_nothing_back() => Assert.Equal(
        [true],
        _engine.Run("[pscustomobject]@{ Colour = 'red' } | New-InventoryItem AWS:Network | Test-InventoryItem").Output.Select(value => value.BaseObject));

    [Fact]
    public void An_item_comes_in_many_shapes()
    {
        Result result = _engine.Run("""
            @{ TypeName = 'Custom:X'; SchemaVersion = '1.0'; CaptureTime = '2026-01-31T12:00:00Z'; Content = @{ A = 1 } },
            @{ typename = 'Custom:X'; schemaversion = 1.5; capturetime = [datetime]::UtcNow; content = @(@{ A = 1 }, [pscustomobject]@{ A = $null }) },
            [pscustomobject]@{ InstanceId = $null; TypeName = 'Custom:X'; SchemaVersion = '1.0'; CaptureTime = '2026-01-31T12:00:00Z'; Content = @([pscustomobject]@{ A = 'x' }); ContentHash = $null; Context = $null },
            @{ TypeName = 'Custom:X'; SchemaVersion = '1.0'; CaptureTime = '2026-01-31T12:00:00Z'; ContentHash = 'abc' },
            $args[0] | Test-InventoryItem
            """, new AwsShapedItem());
        result.AssertNoErrors();
        Assert.Equal([true, true, true, true, true], result.Output.Select(value => value.BaseObject));
    }

    [Theory]
    [InlineData("@{ SchemaVersion = '1.0' }", "no TypeName")]
    [InlineData("@{ TypeName = 'Custom:X'; Contents = 1 }", "'Contents'")]
    [InlineData("@{ TypeName = 'Custom:X'; Content = 'text' }", "Content[0]")]
    [InlineData("@{ TypeName = 'Custom:X'; Content = @(@{ A = 1 }, 5) }", "Content[1]")]
    [InlineData("@{ TypeName = 'Custom:X'; Content = @(@{ A = { 1 } }) }", "Content[0].A: The value is a script block")]
    [InlineData("@{ TypeName = 'Custom:X'; Content = @(@{ 1 = 'x'; $('1') = 'y' }) }", "twice")]
    [InlineData("'text'", "String")]
    [InlineData("$null", "null")]
    public void What_is_no_item_is_told_with_the_place(string input, string part)
    {
        Result result = _engine.Run($"{input} | Test-InventoryItem");
        Assert.Empty(result.Output);
        Assert.Contains(part, result.AssertError(Id, ErrorCategory.InvalidArgument).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_are_listed_by_name_and_wildcard()
    {
        Assert.Equal(37, _engine.Run("Get-InventoryRule").Output.Count);
        Assert.Equal(["CaptureTimePattern"], _engine.Run("Get-InventoryRule capturetimepattern").All("Id"));
        Assert.Equal(["CallItemCount", "CallSize"], _engine.Run("Get-InventoryRule -Id Call*").All("Id"));
        Assert.Equal(
            ["InstanceIdPattern"],
            _engine.Run("New-InventoryItem Custom:X -InstanceId web-1 | Test-InventoryItem -Detailed | Get-InventoryRule").All("Id"));
        _engine.Run("Get-InventoryRule NoSuchRule")
            .AssertError("RuleNotFound,InventoryTools.Cmdlets.GetInventoryRuleCommand", ErrorCategory.ObjectNotFound);
    }

    // The public members of Amazon.SimpleSystemsManagement.Model.InventoryItem.
    private sealed class AwsShapedItem
    {
        public string CaptureTime { get; } = "2026-01-31T12:00:00Z";

        public List<Dictionary<string, string>> Content { get; } = [new() { ["A"] = "1" }];

        public string? ContentHash { get; }

        public Dictionary<string, string> Context { get; } = [];

        public string SchemaVersion { get; } = "1.0";

        public string TypeName { get; } = "Custom:X";
    }
}
