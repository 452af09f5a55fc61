using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Management.Automation;
using InventoryTools.Binding;
using InventoryTools.Loading;

namespace InventoryTools.Cmdlets;

/// <summary>Checks items and writes those that are valid to a local store, in batches.</summary>
[Cmdlet(VerbsCommunications.Write, "Inventory", SupportsShouldProcess = true)]
[OutputType(typeof(InventoryWriteResult))]
public sealed class WriteInventoryCommand : StoreCmdlet
{
    private const int BatchItems = 1000;
    private const long BatchBytes = 4 * 1024 * 1024;

    // In a slow pipeline an item is not kept waiting for a thousand others.
    private static readonly TimeSpan s_batchAge = TimeSpan.FromSeconds(1);

    private readonly List<StoreWrite> _batch = [];
    private readonly List<long> _sizes = [];
    private readonly HashSet<string> _warned = new(StringComparer.Ordinal);
    private readonly Stopwatch _age = new();
    private long _bytes;
    private IInventoryStore? _store;

    /// <summary>The items, or objects that have the shape of one.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [Alias("Item")]
    [AllowNull]
    public PSObject?[] InputObject { get; set; } = null!;

    /// <summary>The nodes to write each item to, whatever node it carries itself.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? InstanceId { get; set; }

    /// <summary>Whether to write one result an item and node.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (PSObject? input in InputObject ?? [null])
        {
            if (ItemReader.Read(input, WriteError) is InventoryItem item)
            {
                Submit(item);
            }
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => Flush();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _store?.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Submit(InventoryItem item)
    {
        IReadOnlyList<InventoryFinding> ofItem = InventoryChecker.CheckItem(item);
        long size = ItemSize.Measure(item);
        string? hash = null;
        foreach (string? instanceId in (IEnumerable<string?>?)InstanceId ?? [item.InstanceId])
        {
            IReadOnlyList<InventoryFinding> findings = [.. InventoryChecker.CheckInstanceId(instanceId), .. ofItem];
            Warn(item, findings);
            if (InventoryChecker.FaultOf(findings) is string fault)
            {
                WriteError(Errors.Rejected(item, instanceId, findings));
                Report(new(instanceId, item.TypeName, WriteStatus.Rejected, size, 0, fault));
            }
            else if (ShouldProcess(
                target: $"{instanceId} in '{StorePath}'",
                action: $"Write {item.TypeName} ({Describe(item)})"))
            {
                hash ??= item.Content is null ? item.ContentHash! : ContentHash.Compute(item.Content);
                Enqueue(new StoreWrite(instanceId!, item, hash), size);
            }
        }
    }

    private static string Describe(InventoryItem item) => item.Content is { Count: int count }
        ? $"{count} {(count == 1 ? "entry" : "entries")}"
        : "hash only";

    private void Enqueue(StoreWrite write, long size)
    {
        if (_batch.Count == 0)
        {
            _age.Restart();
        }

        _batch.Add(write);
        _sizes.Add(size);
        _bytes += size;
        if (_batch.Count >= BatchItems || _bytes >= BatchBytes || _age.Elapsed >= s_batchAge)
        {
            Flush();
        }
    }

    private void Flush()
    {
        if (_batch.Count == 0)
        {
            return;
        }

        IReadOnlyList<StoreOutcome> outcomes = UseStore(
            () =>
            {
                _store ??= LocalStore.OpenForWriting(StorePath, StopToken);
                return _store.Write(_batch, StopToken);
            },
            error => Errors.Store(error, _batch));
        for (int i = 0; i < outcomes.Count; i++)
        {
            Report(_batch[i], outcomes[i], _sizes[i]);
        }

        _batch.Clear();
        _sizes.Clear();
        _bytes = 0;
    }

    private void Report(StoreWrite write, StoreOutcome outcome, long size)
    {
        string? fault = null;
        if (outcome is StoreOutcome.HashMismatch or StoreOutcome.NothingStored)
        {
            ErrorRecord error = Errors.HashOnly(write, outcome);
            WriteError(error);
            fault = outcome == StoreOutcome.HashMismatch ? FaultCode.ItemContentMismatch : FaultCode.InvalidItemContent;
        }

        WriteStatus status = outcome switch
        {
            StoreOutcome.Created => WriteStatus.Created,
            StoreOutcome.Updated => WriteStatus.Updated,
            StoreOutcome.Unchanged => WriteStatus.Unchanged,
            _ => WriteStatus.Rejected,
        };
        Report(new(write.InstanceId, write.Item.TypeName, status, size, 1, fault));
    }

    private void Report(InventoryWriteResult result)
    {
        if (PassThru)
        {
            WriteObject(result);
        }
    }

    // Thousands of nodes with the same oddity are told of it once.
    private void Warn(InventoryItem item, IEnumerable<InventoryFinding> findings)
    {
        foreach (InventoryFinding finding in findings.Where(finding => finding.Severity == RuleSeverity.Warning))
        {
            if (_warned.Add($"{finding.RuleId} {item.TypeName} {finding.Actual}"))
            {
                WriteWarning($"{item}: {finding.Message}");
            }
        }
    }
}
