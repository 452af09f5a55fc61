using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using Xunit;

namespace InventoryTools.Hosted.Tests;

public sealed class ProcessTests
{
    [Fact]
    public void The_quickstart_runs_and_every_error_in_it_is_meant()
    {
        string store = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".db");
        try
        {
            (int exitCode, string output, string errors) = Child.Run(Child.StartHost(
                Repository.PathOf("docs", "examples", "quickstart.ps1"), "-Path", store));
            Assert.True(exitCode == 0, errors);
            Assert.Equal("", errors);
            Assert.DoesNotContain("NOT valid", output, StringComparison.Ordinal);
            Assert.Contains("Content[1].Serial", output, StringComparison.Ordinal);
            Assert.Contains("Unchanged", output, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(store);
        }
    }

    [Theory]
    [InlineData("y", 1)]
    [InlineData("n", 0)]
    public void With_Confirm_each_item_is_asked_for(string answer, int written)
    {
        using Engine engine = new();
        Process process = Child.StartHost("-Command", $$"""
            Import-Module '{{Repository.Manifest}}'
            @{ A = 1 } | New-InventoryItem Custom:X -InstanceId i-01234567 | Write-Inventory -Path '{{engine.Store}}' -Confirm
            """);
        process.StandardInput.WriteLine(answer);
        (int exitCode, string output, string errors) = Child.Run(process);
        Assert.Equal((0, ""), (exitCode, errors));
        Assert.Contains("Write Custom:X (1 entry)", output, StringComparison.Ordinal);
        Assert.Equal(written, File.Exists(engine.Store) ? engine.Run("Get-Inventory -Path store.db").Output.Count : 0);
    }

    [Fact]
    public void Several_processes_write_one_store_and_lose_nothing()
    {
        using Engine engine = new();
        Process[] writers = [.. Enumerable.Range(0, 3).Select(writer => Child.StartHost("-Command", $$"""
            Import-Module '{{Repository.Manifest}}'
            1..300 | ForEach-Object { [pscustomobject]@{ Node = 'i-{{writer}}{0:d7}' -f $_; A = $_ } } | ForEach-Object {
                $_ | New-InventoryItem Custom:X -InstanceIdProperty Node | Write-Inventory -Path '{{engine.Store}}' }
            """))];
        Assert.All(writers, writer => Assert.Equal((0, "", ""), Child.Run(writer)));
        Assert.Equal(900, engine.Run("Get-InventoryEntry -Path store.db").Output.Count);
    }

    [Fact]
    public void A_process_that_is_killed_leaves_all_that_it_had_reported_and_nothing_half()
    {
        using Engine engine = new();
        using Process writer = Child.StartHost("-Command", $$"""
            Import-Module '{{Repository.Manifest}}'
            & { for ($n = 0; $true; $n++) { [pscustomobject]@{ Node = 'i-{0:x17}' -f $n; N = $n; Text = 'x' * 300 } } } |
                New-InventoryItem Custom:X -InstanceIdProperty Node | Write-Inventory -Path '{{engine.Store}}' -PassThru |
                ForEach-Object { [Console]::Out.WriteLine($_.InstanceId) }
            """);
        List<string> reported = [];
        while (reported.Count < 5000 && writer.StandardOutput.ReadLine() is string line)
        {
            reported.Add(line);
        }

        writer.Kill();
        writer.WaitForExit();
        Assert.Equal(5000, reported.Count);
        Result stored = engine.Run("Get-InventoryEntry -Path store.db");
        stored.AssertNoErrors();
        Assert.Empty(reported.Except(stored.All("InstanceId").OfType<string>()));
        Assert.Equal(
            Enumerable.Range(0, stored.Output.Count).Select(n => n.ToString(CultureInfo.InvariantCulture)),
            stored.All("N"));
        Assert.All(stored.All("Text"), text => Assert.Equal(300, text!.Length));
        engine.Run("@{ A = 1 } | New-InventoryItem Custom:Y -InstanceId i-01234567 | Write-Inventory -Path store.db").AssertNoErrors();
    }
}
