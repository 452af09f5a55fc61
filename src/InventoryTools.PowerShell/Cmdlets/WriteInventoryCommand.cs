using System;
using System.Collections.Generic;
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
    private readonly WriteBatch _batch = new();
    private readonly HashSet<string> _warned = new(StringComparer.Ordinal);
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
                _batch.AddRejected(
                    new(instanceId, item.TypeName, WriteStatus.Rejected, size, 0, fault),
                    Errors.Rejected(item, instanceId, findings));
            }
            else if (ShouldProcess(
                target: $"{instanceId} in '{StorePath}'",
                action: $"Write {item.TypeName} ({Describe(item)})"))
            {
                hash ??= item.Content is null ? item.ContentHash! : ContentHash.Compute(item.Content);
                _batch.Add(new StoreWrite(instanceId!, item, hash), size);
            }

            if (_batch.IsDue)
            {
                Flush();
            }
        }
    }

    private static string Describe(InventoryItem item) => item.Content is { Count: int count }
        ? $"{count} {(count == 1 ? "entry" : "entries")}"
        : "hash only";

    private void Flush()
    {
        IReadOnlyList<StoreOutcome> outcomes = _batch.Writes.Count == 0 ? [] : UseStore(
            () =>
            {
                _store ??= LocalStore.OpenForWriting(StorePath, StopToken);
                return _store.Write(_batch.Writes, StopToken);
            },
            error => Errors.Store(error, _batch.Writes));
        foreach ((InventoryWriteResult result, ErrorRecord? error) in _batch.Complete(outcomes))
        {
            if (PassThru)
            {
                WriteObject(result);
            }

            if (error is not null)
            {
                WriteError(error);
            }
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
