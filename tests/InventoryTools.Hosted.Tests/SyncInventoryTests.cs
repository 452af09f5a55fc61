using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace InventoryTools.Hosted.Tests;

public sealed class SyncInventoryTests : IDisposable
{
    private const string Equal = "Compare-Inventory -ReferencePath store.db -DifferencePath target.db";

    private readonly Engine _engine = new();

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void What_the_target_has_taken_is_not_sent_again()
    {
        Fill(10);
        StartTarget();
        Assert.StartsWith("10 items: 10 accepted; 10 calls, 0 repeated, ", Sync(), StringComparison.Ordinal);
        Assert.Empty(_engine.Run(Equal).Output);
        Assert.StartsWith("0 items; 10 accepted before; ", Sync(), StringComparison.Ordinal);
        _engine.Run("$item = Get-Inventory Custom:Rack i-00000000000000003 -Path store.db; $item.Content[0].Shelf = 'new'; $item | Write-Inventory -Path store.db").AssertNoErrors();
        Result changed = _engine.Run("Sync-Inventory store.db -EndpointUrl $endpoint.Url -PassThru");
        Assert.Equal(("i-00000000000000003", "Accepted"), (changed.Only("InstanceId"), changed.Only("Status")));
        Assert.Equal("11", _engine.Run("$endpoint").Only("RequestCount"));
    }

    [Fact]
    public void A_capture_time_that_was_renewed_goes_with_the_hash_and_only_once()
    {
        Fill(3);
        StartTarget();
        Sync();
        _engine.Run("Get-Inventory -Path store.db | ForEach-Object { $_.CaptureTime = '2026-12-01T12:00:00Z'; $_ } | Write-Inventory -Path store.db").AssertNoErrors();
        Assert.Equal(["Unchanged"], _engine.Run("Sync-Inventory store.db -EndpointUrl $endpoint.Url -PassThru").All("Status").Distinct());
        Assert.Equal(["2026-12-01T12:00:00Z"], _engine.Run("Get-Inventory -Path target.db").All("CaptureTime").Distinct());
        Assert.StartsWith("0 items; 3 accepted before; ", Sync(), StringComparison.Ordinal);
    }

    [Fact]
    public void Nodes_types_and_times_can_be_chosen()
    {
        Fill(20);
        _engine.Run("@{ A = 1 } | New-InventoryItem Custom:Other -InstanceId i-00000000000000001 -CaptureTime 2026-01-31T12:00:00Z | Write-Inventory -Path store.db").AssertNoErrors();
        StartTarget();
        Assert.StartsWith("2 items: 2 accepted", Sync("-InstanceId *7 -TypeName Custom:R*"), StringComparison.Ordinal);
        Assert.StartsWith("18 items: 18 accepted; 2 accepted before", Sync("-Since 2026-02-01"), StringComparison.Ordinal);
        Assert.StartsWith("1 item: 1 accepted", Sync("-TypeName custom:other"), StringComparison.Ordinal);
        Assert.StartsWith("21 items: 21 accepted", Sync("-Force"), StringComparison.Ordinal);
        Assert.Empty(_engine.Run(Equal).Output);
    }

    [Fact]
    public void Targets_are_remembered_apart()
    {
        Fill(2);
        StartTarget();
        Sync();
        _engine.Run("$endpoint = Start-InventoryEndpoint second.db -PassThru").AssertNoErrors();
        Assert.StartsWith("2 items: 2 accepted", Sync(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_refused_is_told_and_tried_again_the_next_time()
    {
        Fill(3);
        StartTarget("-Fault InvalidInstanceId -FaultCount 1");
        Result first = _engine.Run("Sync-Inventory store.db -EndpointUrl $endpoint.Url -ThrottleLimit 1");
        Assert.Equal("InvalidInstanceId,InventoryTools.Cmdlets.SyncInventoryCommand", Assert.Single(first.Errors).FullyQualifiedErrorId);
        Assert.StartsWith("3 items: 1 rejected, 2 accepted", first.Output.Single().ToString(), StringComparison.Ordinal);
        Assert.StartsWith("1 item: 1 accepted; 2 accepted before", Sync(), StringComparison.Ordinal);
    }

    [Fact]
    public void With_WhatIf_nothing_is_sent()
    {
        Fill(2);
        StartTarget();
        Result tried = _engine.Run("Sync-Inventory store.db -EndpointUrl $endpoint.Url -WhatIf");
        tried.AssertNoErrors();
        Assert.Empty(tried.Output);
        Assert.Equal("0", _engine.Run("$endpoint").Only("RequestCount"));
    }

    [Fact]
    public void A_store_that_is_not_there_is_told()
    {
        StartTarget();
        _engine.Run("Sync-Inventory none.db -EndpointUrl $endpoint.Url")
            .AssertError("StoreNotFound,InventoryTools.Cmdlets.SyncInventoryCommand", ErrorCategory.ObjectNotFound);
        Assert.False(File.Exists(Path.Combine(_engine.Folder, "none.db")));
    }

    [Fact]
    public void Two_at_once_do_no_harm()
    {
        Fill(300);
        StartTarget();
        string url = _engine.Run("$endpoint.Url").Output.Single().ToString();
        Process[] syncs = [.. Enumerable.Range(0, 2).Select(_ => Child.StartHost("-Command", $$"""
            Import-Module '{{Repository.Manifest}}'
            Sync-Inventory '{{_engine.Store}}' -EndpointUrl {{url}} -PassThru | ForEach-Object { "$($_.Status)" }
            """))];
        (int ExitCode, string Output, string Errors)[] ended = [.. syncs.Select(Child.Run)];
        Assert.All(ended, sync => Assert.Equal((0, ""), (sync.ExitCode, sync.Errors)));
        Assert.InRange(ended.Sum(sync => Child.Lines(sync.Output).Length), 300, 600);
        Assert.Empty(_engine.Run(Equal).Output);
        Assert.StartsWith("0 items; 300 accepted before; ", Sync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endpoint_that_is_killed_and_comes_back_gets_all_of_it()
    {
        Fill(5000);
        using Engine watcher = new();
        string target = Path.Combine(watcher.Folder, "target.db");
        Process service = StartService(target, 0, out int port);
        string sync = $"Sync-Inventory store.db -EndpointUrl http://127.0.0.1:{port}";
        Task<Result> ended = Task.Run(() => _engine.Run($"{sync} -ThrottleLimit 16 -RetryTimeoutSec 600"));
        foreach (int nodes in new[] { 700, 2000, 3500 })
        {
            Assert.True(SpinWait.SpinUntil(() => Count(watcher) >= nodes || ended.IsCompleted, TimeSpan.FromMinutes(2)));
            Assert.False(ended.IsCompleted, "The sync was over before the outage.");
            service.Kill();
            service.WaitForExit();
            service.Dispose();
            service = StartService(target, port, out _);
        }

        Result result = await ended;
        result.AssertNoErrors();
        Assert.StartsWith("5,000 items: 5,000 accepted; ", result.Output.Single().ToString(), StringComparison.Ordinal);
        Assert.Empty(_engine.Run("Compare-Inventory -ReferencePath store.db -DifferencePath $args[0]", target).Output);
        Assert.StartsWith("0 items; 5,000 accepted before; ", _engine.Run(sync).Output.Single().ToString(), StringComparison.Ordinal);
        await service.StandardInput.WriteLineAsync();
        Assert.Equal((0, ""), (Child.Run(service).ExitCode, ""));
    }

    [Fact]
    public void A_sync_that_is_killed_goes_on_where_it_was()
    {
        Fill(2000);
        StartTarget("-Latency 2ms");
        string url = _engine.Run("$endpoint.Url").Output.Single().ToString();
        using (Process killed = Child.StartHost("-Command", $$"""
            Import-Module '{{Repository.Manifest}}'
            Sync-Inventory '{{_engine.Store}}' -EndpointUrl {{url}} -PassThru | ForEach-Object { [Console]::Out.WriteLine($_.InstanceId) }
            """))
        {
            for (int reported = 0; reported < 1200; reported++)
            {
                Assert.NotNull(killed.StandardOutput.ReadLine());
            }

            killed.Kill();
            killed.WaitForExit();
        }

        // The ledger was written every 500 items, so no more than that and what was under way goes a second time.
        string summary = Sync();
        int sent = int.Parse(summary.Split(' ')[0], NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
        Assert.InRange(sent, 0, 1500);
        Assert.Empty(_engine.Run(Equal).Output);
    }

    // Every fiftieth call fails, in one of three ways.
    private static Process StartService(string path, int port, out int actual)
    {
        Process service = Child.StartHost("-Command", $$"""
            Import-Module '{{Repository.Manifest}}'
            $endpoint = Start-InventoryEndpoint '{{path}}' -Port {{port}} -Fault LostAnswer, ConnectionReset, InternalServerError -Rate 0.02 -PassThru
            [Console]::Out.WriteLine($endpoint.Port)
            [void] [Console]::In.ReadLine()
            """);
        actual = int.Parse(service.StandardOutput.ReadLine()!, CultureInfo.InvariantCulture);
        return service;
    }

    private static int Count(Engine watcher) => watcher.Run("Get-Inventory -Aggregator Custom:Rack.Rack -Path target.db -ErrorAction Ignore")
        .Output.Sum(row => (int)(long)row.Properties["Count"].Value);

    private void Fill(int nodes) => _engine.Run($$"""
        1..{{nodes}} | ForEach-Object { [pscustomobject]@{ Node = 'i-{0:d17}' -f $_; Rack = "R$($_ % 7)"; Shelf = $_ } } |
            New-InventoryItem Custom:Rack -Property Rack, Shelf -InstanceIdProperty Node | Write-Inventory -Path store.db
        """).AssertNoErrors();

    private void StartTarget(string arguments = "") =>
        _engine.Run($"$endpoint = Start-InventoryEndpoint target.db {arguments} -PassThru").AssertNoErrors();

    private string Sync(string arguments = "")
    {
        Result result = _engine.Run($"Sync-Inventory store.db -EndpointUrl $endpoint.Url {arguments}");
        result.AssertNoErrors();
        return result.Output.Single().ToString();
    }
}
