using System;
using System.Linq;
using Xunit;

namespace InventoryTools.Hosted.Tests;

public sealed class CompareInventoryTests : IDisposable
{
    private const string Make = """
        function New-Node([string] $Node, [string] $Version, [string[]] $Names) {
            $Names | ForEach-Object { [ordered]@{ Name = $_; Version = $Version } } | New-InventoryItem AWS:Application -InstanceId $Node
        }
        """;

    private readonly Engine _engine = new();

    public CompareInventoryTests() => _engine.Run(Make).AssertNoErrors();

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void Entries_are_matched_by_their_key_whatever_their_order() => AssertSame(
        """
        $before = [ordered]@{ Name = 'bash'; Version = '5.1' }, [ordered]@{ Name = 'gone'; Version = '1' }, [ordered]@{ Name = 'same'; Version = '1' } | New-InventoryItem AWS:Application -InstanceId i-00000001
        $after = [ordered]@{ Name = 'new'; Version = '2' }, [ordered]@{ Version = '1'; Name = 'same' }, [ordered]@{ Name = 'bash'; Version = '5.2'; Publisher = 'GNU' } | New-InventoryItem AWS:Application -InstanceId i-00000001
        Compare-Inventory $before $after
        """,
        "i-00000001 AWS:Application Changed [bash] Version: 5.1 -> 5.2",
        "i-00000001 AWS:Application Changed [bash] Publisher:  -> GNU",
        "i-00000001 AWS:Application Removed [gone] : Name=gone; Version=1 -> ",
        "i-00000001 AWS:Application Added [new] :  -> Name=new; Version=2");

    [Fact]
    public void Two_nodes_are_compared_whatever_their_IDs() => AssertSame(
        "Compare-Inventory (New-Node i-00000001 1 a, b) (New-Node i-00000002 1 a)",
        "i-00000001 AWS:Application Removed [b] : Name=b; Version=1 -> ");

    [Fact]
    public void Many_nodes_are_compared_each_with_itself() => AssertSame(
        "(New-Node i-00000003 1 a), (New-Node i-00000001 2 a) | Compare-Inventory ((New-Node i-00000001 1 a), (New-Node i-00000002 1 a))",
        "i-00000001 AWS:Application Changed [a] Version: 1 -> 2",
        "i-00000002 AWS:Application Removed [a] : Name=a; Version=1 -> ",
        "i-00000003 AWS:Application Added [a] :  -> Name=a; Version=1");

    [Fact]
    public void Nothing_on_one_side_is_all_of_the_other()
    {
        AssertSame("Compare-Inventory @() (New-Node i-00000001 1 a)", "i-00000001 AWS:Application Added [a] :  -> Name=a; Version=1");
        AssertSame("Compare-Inventory (New-Node i-00000001 1 a) $null", "i-00000001 AWS:Application Removed [a] : Name=a; Version=1 -> ");
        AssertSame("Compare-Inventory @() @()");
        AssertSame("Compare-Inventory (New-Node i-00000001 1 a) (New-Node i-00000001 1 a)");
    }

    [Fact]
    public void A_custom_type_is_known_by_what_tells_its_entries_apart() => AssertSame(
        """
        $before = [ordered]@{ Slot = 1; Serial = 'a' }, [ordered]@{ Slot = 2; Serial = 'b' } | New-InventoryItem Custom:Disk -InstanceId i-00000001
        $after = [ordered]@{ Slot = 2; Serial = 'c' }, [ordered]@{ Slot = 1; Serial = 'a' } | New-InventoryItem Custom:Disk -InstanceId i-00000001
        Compare-Inventory $before $after
        Compare-Inventory $before $after -Key Serial
        Compare-Inventory $before $after -Property Slo*
        """,
        "i-00000001 Custom:Disk Changed [2] Serial: b -> c",
        "i-00000001 Custom:Disk Removed [b] : Slot=2; Serial=b -> ",
        "i-00000001 Custom:Disk Added [c] :  -> Slot=2; Serial=c");

    [Fact]
    public void The_one_entry_of_a_node_stays_that_entry() => AssertSame(
        """
        $before = [ordered]@{ Rack = 'A1'; Owner = 'me' } | New-InventoryItem Custom:RackInfo -InstanceId i-00000001
        $after = [ordered]@{ Owner = 'me'; Rack = 'B7' } | New-InventoryItem Custom:RackInfo -InstanceId i-00000001
        $two = [ordered]@{ Rack = 'A1'; Owner = 'me' }, [ordered]@{ Rack = 'B7'; Owner = 'me' } | New-InventoryItem Custom:RackInfo -InstanceId i-00000001
        Compare-Inventory $before $after
        Compare-Inventory $before $two
        Compare-Inventory $before $after -Key Rack
        """,
        "i-00000001 Custom:RackInfo Changed [] Rack: A1 -> B7",
        "i-00000001 Custom:RackInfo Added [B7] :  -> Rack=B7; Owner=me",
        "i-00000001 Custom:RackInfo Removed [A1] : Rack=A1; Owner=me -> ",
        "i-00000001 Custom:RackInfo Added [B7] :  -> Owner=me; Rack=B7");

    [Fact]
    public void Attributes_that_do_not_count_still_say_which_entry_it_is() => AssertSame(
        """
        $before = [ordered]@{ Name = 'a'; Version = 1; Other = 1 }, [ordered]@{ Name = 'b'; Version = 2 } | New-InventoryItem Custom:X -InstanceId i-00000001
        $after = [ordered]@{ Name = 'a'; Version = 2; Other = 2 }, [ordered]@{ Name = 'b'; Version = 1 } | New-InventoryItem Custom:X -InstanceId i-00000001
        Compare-Inventory $before $after -Property Version
        """,
        "i-00000001 Custom:X Changed [a] Version: 1 -> 2",
        "i-00000001 Custom:X Changed [b] Version: 2 -> 1");

    [Fact]
    public void A_key_is_found_in_any_case_and_left_alone_where_no_entry_has_it() => AssertSame(
        """
        $before = [ordered]@{ Name = 'a'; Slot = 1 }, [ordered]@{ Name = 'b'; Slot = 2 } | New-InventoryItem Custom:X -InstanceId i-00000001
        $after = [ordered]@{ Name = 'c'; Slot = 1 }, [ordered]@{ Name = 'b'; Slot = 2 } | New-InventoryItem Custom:X -InstanceId i-00000001
        Compare-Inventory $before $after -Key name
        Compare-Inventory $before $after -Key Nobody
        Compare-Inventory $before $after -Key slot
        """,
        "i-00000001 Custom:X Removed [a] : Name=a; Slot=1 -> ",
        "i-00000001 Custom:X Added [c] :  -> Name=c; Slot=1",
        "i-00000001 Custom:X Removed [a] : Name=a; Slot=1 -> ",
        "i-00000001 Custom:X Added [c] :  -> Name=c; Slot=1",
        "i-00000001 Custom:X Changed [1] Name: a -> c");

    [Fact]
    public void Where_nothing_tells_entries_apart_they_come_and_go() => AssertSame(
        """
        $before = [ordered]@{ A = 1; B = 1 }, [ordered]@{ A = 1; B = 2 } | New-InventoryItem Custom:X -InstanceId i-00000001
        $after = [ordered]@{ A = 1; B = 1 }, [ordered]@{ A = 1; B = 3 }, [ordered]@{ A = 1; B = 3 } | New-InventoryItem Custom:X -InstanceId i-00000001
        Compare-Inventory $before $after | ForEach-Object { $_ }
        """,
        "i-00000001 Custom:X Removed [] : A=1; B=2 -> ",
        "i-00000001 Custom:X Added [] :  -> A=1; B=3",
        "i-00000001 Custom:X Added [] :  -> A=1; B=3");

    [Fact]
    public void Versions_and_contexts_count_and_times_do_not() => AssertSame(
        """
        $before = @{ Id = 'a' } | New-InventoryItem AWS:ComplianceItem -InstanceId i-00000001 -CaptureTime 2026-01-31T12:00:00Z -Context @{ ComplianceType = 'Custom:A'; ExecutionId = '1' }
        $after = @{ Id = 'a' } | New-InventoryItem AWS:ComplianceItem -InstanceId i-00000001 -CaptureTime 2026-02-01T12:00:00Z -Context @{ ComplianceType = 'Custom:A'; ExecutionId = '2' }
        $after.SchemaVersion = '1.1'
        Compare-Inventory $before $after
        """,
        "i-00000001 AWS:ComplianceItem Changed [] SchemaVersion: 1.0 -> 1.1",
        "i-00000001 AWS:ComplianceItem Changed [] Context.ExecutionId: 1 -> 2");

    [Fact]
    public void Stores_are_compared_node_by_node()
    {
        _engine.Run("""
            (New-Node i-00000001 1 a), (New-Node i-00000002 1 a), (New-Node i-00000003 1 a) | Write-Inventory -Path before.db
            (New-Node i-00000001 1 a), (New-Node i-00000002 2 a), (New-Node i-00000004 1 a) | Write-Inventory -Path after.db
            @{ A = 1 } | New-InventoryItem Custom:Only -InstanceId i-00000001 | Write-Inventory -Path after.db
            """).AssertNoErrors();
        string[] apart =
        [
            "i-00000001 Custom:Only Added [] :  -> A=1",
            "i-00000002 AWS:Application Changed [a] Version: 1 -> 2",
            "i-00000003 AWS:Application Removed [a] : Name=a; Version=1 -> ",
            "i-00000004 AWS:Application Added [a] :  -> Name=a; Version=1",
        ];
        AssertSame("Compare-Inventory -ReferencePath before.db -DifferencePath after.db", apart);
        AssertSame("Compare-Inventory -ReferencePath before.db -DifferencePath after.db -TypeName AWS:* -InstanceId *2, *3", apart[1], apart[2]);
        AssertSame("Compare-Inventory -ReferencePath after.db -DifferencePath after.db");
        _engine.Run("Compare-Inventory -ReferencePath after.db -DifferencePath none.db")
            .AssertError("StoreNotFound,InventoryTools.Cmdlets.CompareInventoryCommand", System.Management.Automation.ErrorCategory.ObjectNotFound);
    }

    [Fact]
    public void What_is_no_item_is_told_and_the_rest_is_compared()
    {
        Result result = _engine.Run("Compare-Inventory (New-Node i-00000001 1 a) 42");
        Assert.Equal("NotAnInventoryItem,InventoryTools.Cmdlets.CompareInventoryCommand", Assert.Single(result.Errors).FullyQualifiedErrorId);
        Assert.Single(result.Output);
    }

    [Fact]
    public void Who_gives_the_path_of_a_store_as_an_item_is_told_how_to_read_it()
    {
        Result result = _engine.Run("Compare-Inventory @() fleet.db");
        Assert.Contains("Get-Inventory -Path reads the items of a store, Import-Inventory those of files.", Assert.Single(result.Errors).ToString(), StringComparison.Ordinal);
    }

    private void AssertSame(string script, params string[] expected)
    {
        Result result = _engine.Run(script);
        result.AssertNoErrors();
        Assert.Equal(expected, result.Output.Select(one =>
            $"{one.Properties["InstanceId"].Value} {one.Properties["TypeName"].Value} {one.Properties["Change"].Value} [{one.Properties["Key"].Value}] {one.Properties["Attribute"].Value}: {one.Properties["Reference"].Value} -> {one.Properties["Difference"].Value}"));
    }
}
