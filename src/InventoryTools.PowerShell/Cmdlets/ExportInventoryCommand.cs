using System.Management.Automation;
using InventoryTools.Binding;
using InventoryTools.Errors;
using InventoryTools.Files;
using InventoryTools.Paths;
using InventoryTools.Writing;

namespace InventoryTools.Cmdlets;

/// <summary>Writes items to files that other tools read.</summary>
[Cmdlet(VerbsData.Export, "Inventory", SupportsShouldProcess = true, DefaultParameterSetName = PathSet)]
[OutputType(typeof(FileInfo))]
public sealed class ExportInventoryCommand : InventoryCmdlet
{
    private const string PathSet = "Path";
    private const string LiteralSet = "LiteralPath";

    private readonly ItemBinder _binder = new();
    private ItemExporter? _exporter;
    private string _destination = "";
    private bool _isAnythingOffered;
    private bool _isTrial;

    /// <summary>The items, or objects that have the shape of one.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [Alias("Item")]
    [AllowNull]
    public PSObject?[]? InputObject { get; set; }

    /// <summary>The file, or the folder of the files; for the agent its own folder when left out.</summary>
    [Parameter(Position = 0, ParameterSetName = PathSet)]
    [Alias("Destination")]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>The same; wildcard characters stand for themselves in both.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralSet)]
    [Alias("PSPath", "LP")]
    [ValidateNotNullOrEmpty]
    public string? LiteralPath { get => Path; set => Path = value; }

    /// <summary>The format.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateSet("Agent", "CliInputJson", "JsonLines", "ResourceDataSync")]
    public InventoryFileFormat Format { get; set; }

    /// <summary>The account in the layout of a resource data sync.</summary>
    [Parameter]
    [ValidatePattern(@"\A[0-9]{12}\z")]
    public string AccountId { get; set; } = "000000000000";

    /// <summary>The region in the layout of a resource data sync.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(RegionCompleter))]
    [ValidatePattern(@"\A[a-z0-9-]+\z")]
    public string Region { get; set; } = "us-east-1";

    /// <summary>Returns the files.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (Path is null && Format != InventoryFileFormat.Agent)
        {
            ThrowTerminatingError(ErrorRecords.InvalidArgument(
                nameof(Path),
                null,
                $"The format {Format} needs one: only the agent has a folder of its own for each node."));
        }

        string? path = Path is null ? null : ResolvePath(Path);
        if (path is not null && PathCause.FindInText(path) is PathCause cause)
        {
            ThrowTerminatingError(
                ErrorRecords.File(new InventoryFileException(FileProblem.FileFailed, path, cause.Message)));
        }

        _destination = path ?? "the SSM agent's folder";
        _isTrial = IsWhatIf;
        _exporter = Format switch
        {
            InventoryFileFormat.Agent => new AgentExporter(path) { IsTrial = _isTrial },
            InventoryFileFormat.CliInputJson => new CliInputExporter(path!) { IsTrial = _isTrial },
            InventoryFileFormat.JsonLines => new JsonLinesExporter(path!) { IsTrial = _isTrial },
            _ => new DataSyncExporter(path!, AccountId, Region) { IsTrial = _isTrial },
        };
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (PSObject? input in InputRows.Of(InputObject))
        {
            _isAnythingOffered = true;
            if (_binder.Read(input, WriteError) is not InventoryItem item)
            {
                continue;
            }

            // With -WhatIf, what would not be written is an error, as without it.
            if (_isTrial)
            {
                if (Write(() => _exporter!.Add(item), item))
                {
                    ShouldProcess(target: _destination, action: $"Export {item}");
                }
            }
            else if (ShouldProcess(target: _destination, action: $"Export {item}"))
            {
                Write(() => _exporter!.Add(item), item);
            }
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        Write(
            () =>
            {
                // An empty file says that there is nothing: not that it was not wanted, or not valid.
                if (!_isAnythingOffered
                    && _exporter is JsonLinesExporter lines
                    && (ShouldProcess(target: _destination, action: "Export no items") || _isTrial))
                {
                    lines.Begin();
                }

                return _exporter!.Complete();
            },
            _destination);
        if (_exporter is DataSyncExporter { EmptyFiles: int empty and > 0 })
        {
            WriteWarning(
                $"{Counted.Of(empty, "file")} without a line, for items without entries. Import-Inventory does not "
                    + "read them: the layout has the time and the version of an item in its entries.");
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _exporter?.Dispose();
        }

        base.Dispose(disposing);
    }

    private bool Write(Func<IEnumerable<string>> write, object target)
    {
        try
        {
            foreach (string path in write())
            {
                if (PassThru && !_isTrial)
                {
                    // As Get-Item gives it, so that it is shown with its folder and its size.
                    WriteObject(
                        InvokeProvider.Item.Get(
                            [$@"Microsoft.PowerShell.Core\FileSystem::{path}"], force: true, literalPath: true),
                        enumerateCollection: true);
                }
            }

            return true;
        }
        catch (InventoryFileException error) when (error.Problem != FileProblem.FileFailed)
        {
            WriteError(ErrorRecords.File(error, target, _binder.Position));
        }
        catch (InventoryFileException error)
        {
            ThrowTerminatingError(ErrorRecords.File(error, target));
        }

        return false;
    }
}
