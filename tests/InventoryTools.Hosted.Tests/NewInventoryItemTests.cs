using System;
using System.Collections.Generic;
using System.Data;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Security;
using Xunit;

namespace InventoryTools.Hosted.Tests;

public sealed class NewInventoryItemTests : IDisposable
{
    private const string Id = ",InventoryTools.Cmdlets.NewInventoryItemCommand";

    private readonly Engine _engine = new();

    public static TheoryData<string, string> Shapes => new()
    {
        { "[pscustomobject]@{ A = 1; B = 'x' } | New-InventoryItem Custom:X", "A=1 B=x" },
        { "@{ A = 1 } | New-InventoryItem Custom:X", "A=1" },
        { "[ordered]@{ Z = 1; A = $null; M = $true } | New-InventoryItem Custom:X", "Z=1 A= M=True" },
        { "class Rack { [string] $Name = 'r'; [int] $Shelf = 3 }; [Rack]::new() | New-InventoryItem Custom:X", "Name=r Shelf=3" },
        { "[version]'1.2' | New-InventoryItem Custom:X -Property M*", "Major=1 Minor=2 MajorRevision=-1 MinorRevision=-1" },
        { "[pscustomobject]@{ A = @{ B = 1.5 }; C = 1, 2; D = @([pscustomobject]@{ E = 'x' }) } | New-InventoryItem Custom:X", "A={\"B\":1.5} C=1,2 D=[{\"E\":\"x\"}]" },
        { "[pscustomobject]@{ A = [pscustomobject]@{ B = $null } } | New-InventoryItem Custom:X", "A={\"B\":null}" },
        { "[pscustomobject]@{ AB = 1; AC = 2; B = 3 } | New-InventoryItem Custom:X -Property B, A*", "B=3 AB=1 AC=2" },
        { "[pscustomobject]@{ AB = 1; AC = 2; B = 3 } | New-InventoryItem Custom:X -ExcludeProperty A*", "B=3" },
        { "[pscustomobject]@{ AB = 1; B = 3 } | New-InventoryItem Custom:X -Property AB, B -ExcludeProperty b", "AB=1" },
        { "[pscustomobject]@{ Serial = 1 } | New-InventoryItem Custom:X -Property serial", "serial=1" },
        { "1 | New-InventoryItem Custom:X -Property @{ Name = 'V'; Expression = { $_ * 2 } }, @{ n = 'W'; e = { $_, 5 } }, @{ l = 'N'; e = { } }", "V=2 W=1,5 N=" },
        { "[pscustomobject]@{ A = 1 } | New-InventoryItem Custom:X -Property @{ Label = 'B'; Expression = 'A' }, { $_.A + 1 }", "B=1 $_.A + 1=2" },
        { "New-InventoryItem Custom:X -InputObject @([pscustomobject]@{ A = 1 }, [pscustomobject]@{ A = 2; B = 3 })", "A=1|A=2 B=3" },
        { "@() | New-InventoryItem Custom:X", "" },
        { "New-InventoryItem Custom:X", "" },
    };

    public static TheoryData<string, string> BadValues => new()
    {
        { "$s = [securestring]::new(); [pscustomobject]@{ Pin = $s }", "PropertyIsSecret" },
        { "[pscustomobject]@{ Pin = [pscredential]::new('u', [securestring]::new()) }", "PropertyIsSecret" },
        { "[pscustomobject]@{ Pin = { 1 } }", "PropertyIsCode" },
        { "[pscustomobject]@{ Pin = [object]::new() }", "PropertyHasNoText" },
        { "$o = [pscustomobject]@{ Pin = $null }; $o.Pin = $o; $o", "PropertyHasCycle" },
        { "$h = @{}; $o = $h; foreach ($i in 1..40) { $o.x = @{}; $o = $o.x }; [pscustomobject]@{ Pin = $h }", "PropertyTooDeep" },
    };

    public void Dispose() => _engine.Dispose();

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Any_object_becomes_an_entry(string script, string entries)
    {
        Result result = _engine.Run(script);
        result.AssertNoErrors();
        Assert.Equal(entries, Entries(Assert.Single(result.Output)));
    }

    [Fact]
    public void A_data_row_becomes_an_entry()
    {
        using DataTable table = new() { Locale = CultureInfo.InvariantCulture };
        table.Columns.Add("Name", typeof(string));
        table.Columns.Add("Count", typeof(int));
        table.Rows.Add("x", 1);
        table.Rows.Add(DBNull.Value, 2);
        Result result = _engine.Run("$args[0].Rows | New-InventoryItem Custom:X -Property Name, Count", table);
        Assert.Equal("Name=x Count=1|Name= Count=2", Entries(Assert.Single(result.Output)));
    }

    [Fact]
    public void A_row_of_a_table_is_its_columns_not_the_table_behind_it()
    {
        using DataTable table = new() { Locale = CultureInfo.InvariantCulture };
        table.Columns.Add("Name", typeof(string));
        table.Columns.Add("RowState", typeof(int));
        table.Rows.Add("x", 1);
        Result result = _engine.Run("$args[0].Rows | New-InventoryItem Custom:X; $args[0].DefaultView | New-InventoryItem Custom:X", table);
        result.AssertNoErrors();
        Assert.All(result.Output, item => Assert.Equal("Name=x RowState=1", Entries(item)));
    }

    [Theory]
    [InlineData("Custom:X", "1.0")]
    [InlineData("AWS:Application", "1.1")]
    [InlineData("AWS:Network", "1.0")]
    public void The_schema_version_is_the_newest_one_unless_it_is_given(string type, string version)
    {
        Assert.Equal([version], _engine.Run("New-InventoryItem $args[0]", type).All("SchemaVersion"));
        Assert.Equal(["3.7"], _engine.Run("New-InventoryItem $args[0] -SchemaVersion 3.7", type).All("SchemaVersion"));
    }

    [Fact]
    public void The_capture_time_is_now_in_UTC_or_what_is_given()
    {
        string before = DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        string now = _engine.Run("New-InventoryItem Custom:X").All("CaptureTime").Single()!;
        string after = DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        Assert.InRange(now, before, after);
        Assert.Equal(
            ["2026-01-31T12:00:00Z"],
            _engine.Run("New-InventoryItem Custom:X -CaptureTime $args[0]", new DateTime(2026, 1, 31, 12, 0, 0, DateTimeKind.Utc)).All("CaptureTime"));
        Assert.Equal(["yesterday"], _engine.Run("New-InventoryItem Custom:X -CaptureTime yesterday").All("CaptureTime"));
    }

    [Fact]
    public void The_context_is_text_and_each_item_has_its_own()
    {
        Result result = _engine.Run("1, 2 | New-InventoryItem Custom:X -Property @{ n = 'V'; e = { $_ } }, @{ n = 'Node'; e = { $_ } } -Context @{ ExecutionId = 7 } | ForEach-Object { $_.Context }");
        Assert.Equal("7", ((IDictionary<string, string>)result.Output.Single().BaseObject)["ExecutionId"]);
    }

    [Fact]
    public void One_item_is_built_for_each_node_in_any_order()
    {
        Result result = _engine.Run("""
            'b1', 'a1', 'b2', 'c1' | ForEach-Object { [pscustomobject]@{ Node = "i-$($_[0])"; V = $_ } } |
                New-InventoryItem Custom:X -InstanceIdProperty node
            """);
        result.AssertNoErrors();
        Assert.Equal(["i-b", "i-a", "i-c"], result.All("InstanceId"));
        Assert.Equal(["V=b1|V=b2", "V=a1", "V=c1"], result.Output.Select(Entries));
    }

    [Fact]
    public void The_node_is_an_attribute_only_where_it_is_named()
    {
        const string Script = "[pscustomobject]@{ Node = 'i-a'; V = 1 } | New-InventoryItem Custom:X -InstanceIdProperty Node ";
        Assert.Equal("V=1", Entries(_engine.Run(Script).Output.Single()));
        Assert.Equal("V=1", Entries(_engine.Run(Script + "-Property *").Output.Single()));
        Assert.Equal("V=1 Node=i-a", Entries(_engine.Run(Script + "-Property V, Node").Output.Single()));
    }

    [Fact]
    public void An_object_without_a_node_is_an_error_and_the_others_arrive()
    {
        Result result = _engine.Run("""
            [pscustomobject]@{ Node = 'i-a'; V = 1 }, [pscustomobject]@{ Node = ''; V = 2 }, [pscustomobject]@{ V = 3 }, [pscustomobject]@{ Node = 'i-b'; V = 4 } |
                New-InventoryItem Custom:X -InstanceIdProperty Node
            """);
        Assert.Equal(["i-a", "i-b"], result.All("InstanceId"));
        Assert.Equal(["InstanceIdMissing" + Id, "InstanceIdMissing" + Id], result.Errors.Select(error => error.FullyQualifiedErrorId));
        Assert.Equal(2, ((PSObject)result.Errors[0].TargetObject).Properties["V"].Value);
    }

    [Fact]
    public void A_property_that_no_object_has_is_empty_and_told_once()
    {
        Result result = _engine.Run("1..3 | ForEach-Object { [pscustomobject]@{ A = $_ } } | New-InventoryItem Custom:X -Property A, Seriall");
        Assert.Equal("A=1 Seriall=|A=2 Seriall=|A=3 Seriall=", Entries(result.Output.Single()));
        Assert.Contains("'Seriall'", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(BadValues))]
    public void A_value_that_would_be_lost_names_its_property_and_takes_no_other_object_with_it(string bad, string id)
    {
        Result result = _engine.Run($"& {{ [pscustomobject]@{{ A = 1 }}; {bad}; [pscustomobject]@{{ A = 2 }} }} | New-InventoryItem Custom:X");
        Assert.Equal("A=1|A=2", Entries(result.Output.Single()));
        ErrorRecord error = result.AssertError(id + Id, ErrorCategory.InvalidData);
        Assert.Contains("'Pin'", error.ToString(), StringComparison.Ordinal);
        Assert.NotNull(((PSObject)error.TargetObject).Properties["Pin"]);
    }

    [Fact]
    public void A_getter_that_throws_is_an_error_with_its_reason()
    {
        Result result = _engine.Run("$args[0], [pscustomobject]@{ Broken = 1 } | New-InventoryItem Custom:X", new Throwing());
        Assert.Equal("Broken=1", Entries(result.Output.Single()));
        Assert.Contains("out of order", result.AssertError("PropertyGetterFailed" + Id, ErrorCategory.InvalidData).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_never_shows_in_its_error()
    {
        using SecureString secret = new();
        "hunter2".ToList().ForEach(secret.AppendChar);
        Result result = _engine.Run("[pscustomobject]@{ Pin = $args[0] } | New-InventoryItem Custom:X", secret);
        Assert.DoesNotContain("hunter2", result.Errors.Single().ToString(), StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    [Fact]
    public void An_expression_that_fails_is_an_error_and_the_others_arrive()
    {
        Result result = _engine.Run("1, 0, 2 | New-InventoryItem Custom:X -Property @{ Name = 'V'; Expression = { if ($_) { $_ } else { throw 'zero' } } }");
        Assert.Equal("V=1|V=2", Entries(result.Output.Single()));
        Assert.Contains("zero", result.AssertError("CalculatedPropertyFailed" + Id, ErrorCategory.InvalidData).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_expression_that_fails_leaves_its_object_out_also_inside_a_try()
    {
        Result result = _engine.Run("""
            try { 0, 2 | New-InventoryItem Custom:X -Property @{ Name = 'V'; Expression = { 4 / $_ } } } catch { 'caught' }
            """);
        Assert.Equal("V=2", Entries(result.Output.Single()));
        result.AssertError("CalculatedPropertyFailed" + Id, ErrorCategory.InvalidData);
    }

    [Fact]
    public void An_expression_is_to_be_corrected_not_excluded() => Assert.DoesNotContain(
        "-ExcludeProperty",
        _engine.Run("1 | New-InventoryItem Custom:X -Property @{ Name = 'V'; Expression = { throw 'no' } }").Errors.Single().ToString(),
        StringComparison.Ordinal);

    [Fact]
    public void A_key_that_is_no_name_refuses_its_object_and_no_other()
    {
        Result result = _engine.Run("@{ A = 1 }, @{ [object]::new() = 1 }, @{ A = 2 } | New-InventoryItem Custom:X");
        Assert.Equal("A=1|A=2", Entries(result.Output.Single()));
        result.AssertError("InputHasNoProperties" + Id, ErrorCategory.InvalidArgument);
    }

    [Theory]
    [InlineData("-CaptureTime { 1 }", "InvalidCaptureTime")]
    [InlineData("-CaptureTime a, b", "InvalidCaptureTime")]
    [InlineData("-Context @{ A = { 1 } }", "InvalidContext")]
    [InlineData("-Context @{ 1 = 'x'; $('1') = 'y' }", "InvalidContext")]
    public void An_argument_without_text_ends_the_command(string arguments, string id) =>
        _engine.Run($"New-InventoryItem Custom:X {arguments}").AssertError(id + Id, ErrorCategory.InvalidArgument);

    [Fact]
    public void A_property_that_is_left_out_is_not_missed() => Assert.Empty(
        _engine.Run("[pscustomobject]@{ A = 1 } | New-InventoryItem Custom:X -Property A, B -ExcludeProperty B").Warnings);

    [Fact]
    public void Bare_values_and_nothing_are_refused_and_no_empty_item_pretends_that_there_was_nothing()
    {
        Result result = _engine.Run("'a', 1, $null | New-InventoryItem Custom:X");
        Assert.Empty(result.Output);
        Assert.All(result.Errors, error => Assert.Equal("InputHasNoProperties" + Id, error.FullyQualifiedErrorId));
        Assert.Equal(3, result.Errors.Count);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("@{ Name = 'x' }")]
    [InlineData("@{ Name = 'x'; Expression = 1 }")]
    [InlineData("@{ Nam = 'x'; Value = 'y' }")]
    public void What_Select_Object_would_not_take_ends_the_command(string property)
    {
        Result result = _engine.Run($"[pscustomobject]@{{ A = 1 }} | New-InventoryItem Custom:X -Property {property}");
        Assert.Empty(result.Output);
        result.AssertError("InvalidPropertyArgument" + Id, ErrorCategory.InvalidArgument);
    }

    [Fact]
    public void A_node_and_a_property_for_it_exclude_each_other() => Assert.Equal(
        "AmbiguousParameterSet" + Id,
        _engine.Run("New-InventoryItem Custom:X -InstanceId i-a -InstanceIdProperty Node").Errors.Single().FullyQualifiedErrorId);

    private static string Entries(PSObject item) => string.Join("|", ((System.Collections.IEnumerable)item.Properties["Content"].Value)
        .Cast<IEnumerable<KeyValuePair<string, string>>>()
        .Select(entry => string.Join(" ", entry.Select(attribute => $"{attribute.Key}={attribute.Value}"))));

    private sealed class Throwing
    {
        public int Broken => throw new InvalidOperationException("out of order");
    }
}
