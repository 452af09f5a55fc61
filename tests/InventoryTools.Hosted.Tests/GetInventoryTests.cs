using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using Xunit;

namespace InventoryTools.Hosted.Tests;

public sealed class GetInventoryTests : IDisposable
{
    private const string EntryId = ",InventoryTools.Cmdlets.GetInventoryEntryCommand";

    private readonly Engine _engine = new();

    public GetInventoryTests() => _engine.Run("""
        foreach ($node in 'i-bbbbbbbb', 'i-aaaaaaaa', 'mi-0123456789abcdef0') {
            1, 2 | ForEach-Object { [pscustomobject]@{ Z = $_; A = "$node $_" } } | New-InventoryItem Custom:Rack -InstanceId $node | Write-Inventory -Path store.db
            @{ Name = 'bash' } | New-InventoryItem AWS:Application -InstanceId $node | Write-Inventory -Path store.db
        }
        """).AssertNoErrors();

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void Items_come_by_node_and_then_by_type()
    {
        Result result = _engine.Run("Get-Inventory -Path store.db");
        result.AssertNoErrors();
        Assert.Equal(
            ["i-aaaaaaaa", "i-aaaaaaaa", "i-bbbbbbbb", "i-bbbbbbbb", "mi-0123456789abcdef0", "mi-0123456789abcdef0"],
            result.All("InstanceId"));
        Assert.Equal(["AWS:Application", "Custom:Rack"], result.All("TypeName").Distinct());
        Assert.All(result.All("ContentHash"), hash => Assert.Equal(24, hash!.Length));
    }

    [Fact]
    public void Entries_are_rows_and_say_their_type_unless_exactly_one_was_asked_for()
    {
        Result one = _engine.Run("Get-InventoryEntry -Path store.db -TypeName custom:rack -InstanceId i-a*");
        one.AssertNoErrors();
        Assert.All(one.Output, row =>
        {
            Assert.Equal(["InstanceId", "Z", "A"], row.Properties.Select(property => property.Name));
            Assert.IsType<PSCustomObject>(row.BaseObject);
        });
        Assert.Equal(["i-aaaaaaaa 1", "i-aaaaaaaa 2"], one.All("A"));

        Result all = _engine.Run("Get-InventoryEntry -Path store.db * i-a*");
        Assert.Equal(["InstanceId", "TypeName", "Name"], all.Output[0].Properties.Select(property => property.Name));
        Assert.Equal(["AWS:Application", "Custom:Rack", "Custom:Rack"], all.All("TypeName"));
    }

    [Fact]
    public void An_attribute_keeps_its_name_and_the_rows_own_column_steps_aside()
    {
        _engine.Run("@{ InstanceId = 'other' } | New-InventoryItem AWS:InstanceInformation -InstanceId i-cccccccc | Write-Inventory -Path store.db").AssertNoErrors();
        PSObject row = Assert.Single(_engine.Run("Get-InventoryEntry -Path store.db AWS:InstanceInformation i-cccccccc").Output);
        Assert.Equal(("other", "i-cccccccc"), (row.Properties["InstanceId"].Value, row.Properties["InventoryInstanceId"].Value));
        _engine.Run("@{ InstanceId = 'a'; InventoryInstanceId = 'b' } | New-InventoryItem Custom:Odd -InstanceId i-cccccccc | Write-Inventory -Path store.db").AssertNoErrors();
        row = Assert.Single(_engine.Run("Get-InventoryEntry -Path store.db Custom:Odd").Output);
        Assert.Equal("i-cccccccc", row.Properties["InventoryInventoryInstanceId"].Value);
    }

    [Fact]
    public void Nodes_and_types_come_through_the_pipeline_by_value_and_by_name()
    {
        Assert.Equal(["i-aaaaaaaa 1", "i-aaaaaaaa 2"], _engine.Run("'i-aaaaaaaa' | Get-InventoryEntry -Path store.db Custom:Rack").All("A"));
        Assert.Equal(
            ["i-bbbbbbbb 1", "i-bbbbbbbb 2"],
            _engine.Run("[pscustomobject]@{ InstanceId = 'i-bbbbbbbb'; TypeName = 'Custom:*' } | Get-InventoryEntry -Path store.db").All("A"));
        Assert.Equal(
            6,
            _engine.Run("Get-Inventory -Path store.db | Where-Object TypeName -like 'Custom:*' | Get-InventoryEntry -Path store.db").Output.Count);
    }

    [Fact]
    public void What_is_asked_for_by_its_exact_name_and_not_there_is_an_error_and_a_wildcard_is_none()
    {
        Result result = _engine.Run("Get-InventoryEntry -Path store.db Custom:Rack i-aaaaaaaa, i-00000000");
        Assert.Equal(2, result.Output.Count);
        Assert.Equal("i-00000000", result.AssertError("InventoryNotFound" + EntryId, ErrorCategory.ObjectNotFound).TargetObject);
        Assert.Equal(
            "Custom:Nothing",
            _engine.Run("Get-InventoryEntry -Path store.db Custom:Nothing i-a*").AssertError("InventoryNotFound" + EntryId, ErrorCategory.ObjectNotFound).TargetObject);
        Assert.Contains(
            "no item for the node 'i-00000000' of the type Custom:Rack",
            _engine.Run("Get-InventoryEntry -Path store.db Custom:Rack i-00000000").Errors.Single().ToString(),
            StringComparison.Ordinal);
        Result none = _engine.Run("Get-InventoryEntry -Path store.db No* x*");
        none.AssertNoErrors();
        Assert.Empty(none.Output);
    }

    [Fact]
    public void A_store_that_cannot_be_read_ends_the_command_and_is_not_made()
    {
        File.WriteAllText(Path.Combine(_engine.Folder, "text.db"), new string('x', 5000));
        _engine.Run("Get-InventoryEntry -Path missing.db").AssertError("StoreNotFound" + EntryId, ErrorCategory.ObjectNotFound);
        _engine.Run("Get-InventoryEntry -Path text.db").AssertError("StoreNotADatabase" + EntryId, ErrorCategory.InvalidData);
        _engine.Run("Get-InventoryEntry -Path .").AssertError("StoreIsFolder" + EntryId, ErrorCategory.InvalidArgument);
        Assert.False(File.Exists(Path.Combine(_engine.Folder, "missing.db")));
    }

    [Fact]
    public void Everything_goes_to_another_store_and_is_the_same_there()
    {
        _engine.Run("Get-Inventory -Path store.db | Write-Inventory -Path copy.db").AssertNoErrors();
        string[] Rows(string store) => [.. _engine.Run("Get-InventoryEntry -Path $args[0]", store).Output.Select(row => row.ToString())];
        Assert.Equal(Rows("store.db"), Rows("copy.db"));
        Assert.All(_engine.Run("Get-Inventory -Path store.db | Write-Inventory -Path copy.db -PassThru").All("Status"), status => Assert.Equal("Unchanged", status));
    }

    [Fact]
    public void A_store_can_be_written_while_it_is_read()
    {
        _engine.Run("Get-Inventory -Path store.db Custom:Rack | ForEach-Object { $_.Content[0].A = 'new'; $_ } | Write-Inventory -Path store.db").AssertNoErrors();
        Assert.Equal(3, _engine.Run("Get-InventoryEntry -Path store.db Custom:Rack | Where-Object A -eq new").Output.Count);
    }
}
