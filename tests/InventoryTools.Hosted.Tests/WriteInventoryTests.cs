using System;
using System.Collections;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using Xunit;

namespace InventoryTools.Hosted.Tests;

public sealed class WriteInventoryTests : IDisposable
{
    private const string Id = ",InventoryTools.Cmdlets.WriteInventoryCommand";
    private const string Good = "[pscustomobject]@{ A = 1 } | New-InventoryItem Custom:X -InstanceId i-01234567";

    private readonly Engine _engine = new();

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void Results_are_written_on_request_and_say_what_became_of_each_item()
    {
        _engine.Run($"{Good} | Write-Inventory -Path store.db").AssertNoErrors();
        Result result = _engine.Run($$"""
            & { {{Good}}; {{Good.Replace("A = 1", "A = 2")}}; New-InventoryItem custom:z -InstanceId i-01234567; New-InventoryItem Custom:Y -InstanceId i-01234567 } |
                Write-Inventory -Path store.db -PassThru
            """);
        Assert.Equal(["Unchanged", "Updated", "Rejected", "Created"], result.All("Status"));
        Assert.Equal(["Custom:X", "Custom:X", "custom:z", "Custom:Y"], result.All("TypeName"));
        Assert.Equal([null, null, "ValidationException", null], result.Output.Select(value => value.Properties["ErrorCode"].Value));
        Assert.Equal(["1", "1", "0", "1"], result.All("Attempts"));
        Assert.All(result.Output, value => Assert.InRange((long)value.Properties["Bytes"].Value, 80, 200));
        result.AssertError("ValidationException" + Id, ErrorCategory.InvalidData);
    }

    [Fact]
    public void One_broken_item_among_a_hundred_good_ones_is_named_repaired_and_written()
    {
        Result result = _engine.Run("""
            $items = 0..100 | ForEach-Object {
                $node = 'i-{0:x17}' -f $_
                $serial = if ($_ -eq 42) { 'x' * 5000 } else { "SN-$_" }
                1..20 | ForEach-Object { [pscustomobject]@{ Slot = $_; Serial = if ($_ -eq 18) { $serial } else { 'x' } } } |
                    New-InventoryItem Custom:Rack -InstanceId $node
            }
            $items | Write-Inventory -Path store.db -ErrorVariable global:refused -ErrorAction SilentlyContinue
            Get-Inventory -Path store.db
            """);
        Assert.Equal(100, result.Output.Count);

        Result error = _engine.Run("$refused");
        ErrorRecord record = (ErrorRecord)Assert.Single(error.Output).BaseObject;
        Assert.Equal("ValidationException" + Id, record.FullyQualifiedErrorId);
        Assert.All(
            new[] { "Custom:Rack", "i-0000000000000002a", "Content[17].Serial", "5000 characters", "4096" },
            part => Assert.Contains(part, record.ToString(), StringComparison.Ordinal));

        Result repaired = _engine.Run("""
            $item = $refused[0].TargetObject
            $item.Content[17].serial = 'SN-42'
            $item | Write-Inventory -Path store.db -PassThru
            Get-InventoryEntry -Path store.db -TypeName Custom:Rack -InstanceId $item.InstanceId | Where-Object Slot -eq 18
            """);
        repaired.AssertNoErrors();
        Assert.Equal("Created", repaired.All("Status").First());
        Assert.Equal("SN-42", repaired.All("Serial").Last());
    }

    [Fact]
    public void An_item_is_refused_with_the_fault_that_AWS_would_answer()
    {
        (string Item, string Fault)[] cases =
        [
            ("@{ TypeName = 'Custom:X'; InstanceId = 'i-01234567'; SchemaVersion = '1.0'; CaptureTime = 'now'; Content = @{} }", "ValidationException"),
            ("(New-InventoryItem Custom:x -InstanceId i-01234567)", "InvalidTypeNameException"),
            ("(New-InventoryItem AWS:Network -SchemaVersion 2.0 -InstanceId i-01234567)", "UnsupportedInventorySchemaVersionException"),
            ("(New-InventoryItem Custom:X -Context @{ A = 1 } -InstanceId i-01234567)", "UnsupportedInventoryItemContextException"),
            ("(New-InventoryItem AWS:ComplianceItem -Context @{ ComplianceType = 'Patch'; ExecutionTime = 'x'; A = 1 } -InstanceId i-01234567)", "InvalidInventoryItemContextException"),
            ("(@{ Vendor = 1 }, @{ vendor = 1 } | New-InventoryItem Custom:X -InstanceId i-01234567)", "InvalidItemContentException"),
            ("(1..300 | New-InventoryItem Custom:X -Property @{ n = 'A'; e = { 'x' * 4000 } } -InstanceId i-01234567)", "ItemSizeLimitExceededException"),
            ("(New-InventoryItem Custom:X)", "ValidationException"),
            ("(New-InventoryItem Custom:X -InstanceId web-1)", "ValidationException"),
        ];
        Assert.All(cases, test => _engine.Run($"{test.Item} | Write-Inventory -Path store.db")
            .AssertError(test.Fault + Id, ErrorCategory.InvalidData));
        Assert.False(File.Exists(_engine.Store));
    }

    [Fact]
    public void A_hash_alone_is_taken_only_where_it_is_that_of_what_is_stored()
    {
        const string HashOnly = "@{ InstanceId = 'i-01234567'; TypeName = 'Custom:X'; SchemaVersion = '1.0'; CaptureTime = '2026-01-31T12:00:00Z'; ContentHash = $args[0] } | Write-Inventory -Path store.db -PassThru";
        _engine.Run(HashOnly, "x").AssertError("InvalidItemContentException" + Id, ErrorCategory.InvalidData);
        _engine.Run($"{Good} | Write-Inventory -Path store.db").AssertNoErrors();
        Result mismatch = _engine.Run(HashOnly, "x");
        mismatch.AssertError("ItemContentMismatchException" + Id, ErrorCategory.InvalidData);
        Assert.Equal(["Rejected"], mismatch.All("Status"));
        string hash = _engine.Run("Get-Inventory -Path store.db").All("ContentHash").Single()!;
        Assert.Equal(["Unchanged"], _engine.Run(HashOnly, hash).All("Status"));
        Assert.Equal(["1"], _engine.Run("Get-InventoryEntry -Path store.db").All("A"));
    }

    [Fact]
    public void The_same_items_go_to_each_node_that_is_given_whatever_node_they_carry()
    {
        Result result = _engine.Run($"{Good} | Write-Inventory -Path store.db -InstanceId i-aaaaaaaa, web-1, i-bbbbbbbb -PassThru");
        Assert.Equal(["i-aaaaaaaa", "web-1", "i-bbbbbbbb"], result.All("InstanceId"));
        Assert.Contains("web-1", result.AssertError("ValidationException" + Id, ErrorCategory.InvalidData).ToString(), StringComparison.Ordinal);
        Assert.Equal(["i-aaaaaaaa", "i-bbbbbbbb"], _engine.Run("Get-Inventory -Path store.db").All("InstanceId"));
    }

    [Fact]
    public void A_warning_is_told_once_for_all_nodes()
    {
        Result result = _engine.Run("""
            1..50 | ForEach-Object { [pscustomobject]@{ Node = "i-$($_ + 10000000)"; Colour = 'red' } } |
                New-InventoryItem AWS:Network -InstanceIdProperty Node | Write-Inventory -Path store.db
            """);
        result.AssertNoErrors();
        Assert.Contains("Colour", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_item_is_an_error_and_the_others_arrive()
    {
        Result result = _engine.Run($"& {{ 'text'; {Good}; $null }} | Write-Inventory -Path store.db -PassThru");
        Assert.Equal(["Created"], result.All("Status"));
        Assert.Equal(["NotAnInventoryItem" + Id, "NotAnInventoryItem" + Id], result.Errors.Select(error => error.FullyQualifiedErrorId));
    }

    [Fact]
    public void An_object_that_is_no_item_is_told_by_what_it_lacks()
    {
        Result result = _engine.Run("""
            $other = [pscustomobject]@{ A = 1 }
            $other.PSObject.Properties.Add([psscriptproperty]::new('Broken', { throw 'never asked for' }))
            $other | Write-Inventory -Path store.db
            """);
        Assert.Contains("it is of type PSCustomObject and has no TypeName", result.AssertError("NotAnInventoryItem" + Id, ErrorCategory.InvalidArgument).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Good_items_beside_a_refused_one_are_written_also_where_the_first_error_ends_the_command()
    {
        Result result = _engine.Run($"& {{ {Good}; New-InventoryItem custom:z -InstanceId i-01234567; {Good.Replace("Custom:X", "Custom:Y")} }} | Write-Inventory -Path store.db -ErrorAction Stop");
        Assert.Equal("ValidationException" + Id, Assert.Single(result.Errors).FullyQualifiedErrorId);
        Assert.Equal(["Custom:X", "Custom:Y"], _engine.Run("Get-Inventory -Path store.db").All("TypeName"));
    }

    [Fact]
    public void WhatIf_writes_nothing_and_makes_no_file()
    {
        Result result = _engine.Run($"{Good} | Write-Inventory -Path store.db -PassThru -WhatIf");
        result.AssertNoErrors();
        Assert.Empty(result.Output);
        Assert.Empty(Directory.GetFileSystemEntries(_engine.Folder));
    }

    [Fact]
    public void Paths_are_those_of_the_session_not_of_the_process()
    {
        _engine.Run($"{Good} | Write-Inventory -Path ./store.db").AssertNoErrors();
        Assert.True(File.Exists(_engine.Store));
        Assert.NotEqual(Environment.CurrentDirectory, _engine.Folder);
        _engine.Run("""
            $drive = [System.Management.Automation.PSDriveInfo]::new('Fleet', $ExecutionContext.SessionState.Provider.GetOne('FileSystem'), $args[0], '', $null)
            $null = $ExecutionContext.SessionState.Drive.New($drive, 'Global')
            """, _engine.Folder).AssertNoErrors();
        Assert.Single(_engine.Run("Get-Inventory -Path Fleet:store.db").Output);
        Assert.Single(_engine.Run("Get-Inventory -Path FileSystem::$($args[0])", _engine.Store).Output);
        string home = Path.GetRelativePath(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), _engine.Store);
        Assert.Single(_engine.Run("Get-Inventory -Path \"~/$($args[0])\"", home).Output);
        _engine.Run($"{Good} | Write-Inventory -Path 'a[1].db'").AssertNoErrors();
        Assert.True(File.Exists(Path.Combine(_engine.Folder, "a[1].db")));
        _engine.Run($"{Good} | Write-Inventory -Path env:store").AssertError("PathNotFileSystem" + Id, ErrorCategory.InvalidArgument);
    }

    [Fact]
    public void A_store_that_cannot_be_used_ends_the_command_and_hands_the_items_back()
    {
        File.WriteAllText(Path.Combine(_engine.Folder, "text.db"), new string('x', 5000));
        (string Path, string Id, ErrorCategory Category)[] cases =
        [
            ("text.db", "StoreNotADatabase", ErrorCategory.InvalidData),
            ("missing/store.db", "StoreFolderNotFound", ErrorCategory.ObjectNotFound),
            (".", "StoreIsFolder", ErrorCategory.InvalidArgument),
        ];
        Assert.All(cases, test =>
        {
            Result result = _engine.Run($"{Good} | Write-Inventory -Path {test.Path} -InstanceId i-aaaaaaaa");
            ErrorRecord error = result.AssertError(test.Id + Id, test.Category);
            PSObject item = PSObject.AsPSObject(Assert.Single(Assert.IsAssignableFrom<IEnumerable>(error.TargetObject).Cast<object>()));
            Assert.Equal(["i-aaaaaaaa", "Custom:X"], [item.Properties["InstanceId"].Value, item.Properties["TypeName"].Value]);
        });
    }

    [Fact]
    public async Task A_pipeline_that_is_stopped_leaves_a_store_that_holds_what_was_reported()
    {
        using PowerShell shell = _engine.Prepare("""
            & { for ($n = 0; $true; $n++) { [pscustomobject]@{ Node = 'i-{0:x17}' -f $n; A = $n } } } |
                New-InventoryItem Custom:X -InstanceIdProperty Node | Write-Inventory -Path store.db -PassThru
            """);
        using PSDataCollection<PSObject> output = [];
        TaskCompletionSource enough = new(TaskCreationOptions.RunContinuationsAsynchronously);
        output.DataAdded += (_, added) =>
        {
            if (added.Index == 2500)
            {
                enough.TrySetResult();
            }
        };
        IAsyncResult running = shell.BeginInvoke<PSObject, PSObject>(null, output);
        await enough.Task;
        shell.Stop();
        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(running));
        Assert.Empty(shell.Streams.Error);
        string[] stored = [.. _engine.Run("Get-Inventory -Path store.db").All("InstanceId").OfType<string>()];
        Assert.Empty(output.Select(result => (string)result.Properties["InstanceId"].Value).Except(stored));
    }
}
