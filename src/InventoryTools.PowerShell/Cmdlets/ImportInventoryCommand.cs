using System.Collections.ObjectModel;
using System.Management.Automation;
using InventoryTools.Errors;
using InventoryTools.Files;
using InventoryTools.Loading;
using InventoryTools.Writing;

namespace InventoryTools.Cmdlets;

/// <summary>Reads items from files that other tools write and read.</summary>
[Cmdlet(VerbsData.Import, "Inventory", DefaultParameterSetName = PathSet)]
[OutputType(typeof(InventoryItem))]
public sealed class ImportInventoryCommand : InventoryCmdlet
{
    private const string PathSet = "Path";
    private const string LiteralSet = "LiteralPath";

    /// <summary>The files or folders, or wildcards.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = PathSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>The files or folders, exactly as they are written.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = LiteralSet)]
    [Alias("PSPath", "LP", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>The format; it is found out when left out.</summary>
    [Parameter(Position = 1)]
    public InventoryFileFormat Format { get; set; }

    /// <summary>The node of items whose file tells none.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? InstanceId { get; set; }

    /// <summary>True to read files that the SSM agent would drop, as far as possible.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        InventoryFileReader reader = new(new SystemClock().UtcNow, Report, Force, StopToken);
        foreach (string path in ParameterSetName == LiteralSet ? Existing(LiteralPath) : Resolved(Path))
        {
            Read(reader, path);
        }
    }

    private void Read(InventoryFileReader reader, string path)
    {
        try
        {
            foreach (InventoryItem item in reader.Read(path, Format))
            {
                if (StopToken.IsCancellationRequested)
                {
                    throw new PipelineStoppedException();
                }

                item.InstanceId ??= InstanceId;
                WriteObject(item);
            }
        }
        catch (InventoryFileException error)
        {
            WriteError(ErrorRecords.File(error));
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    // Some problems leave out an entry only; all others leave out an item.
    private void Report(InventoryFileException problem)
    {
        if (problem.Problem == FileProblem.AgentEntryDropped
            || (Force && problem.Problem is FileProblem.AgentFileDropped or FileProblem.AgentFolderRefused))
        {
            WriteWarning(problem.Message);
        }
        else
        {
            WriteError(ErrorRecords.File(problem));
        }
    }

    private IEnumerable<string> Resolved(string[] paths)
    {
        foreach (string path in paths)
        {
            Collection<string> found = [];
            try
            {
                found = SessionState.Path.GetResolvedProviderPathFromPSPath(path, out ProviderInfo provider);
                if (provider.Name != "FileSystem")
                {
                    WriteError(ErrorRecords.PathNotFileSystem(path, provider.Name));
                    continue;
                }
            }
            catch (ItemNotFoundException error)
            {
                WriteError(ErrorRecords.PathNotFound(path, error));
            }

            foreach (string one in found)
            {
                yield return one;
            }
        }
    }

    private IEnumerable<string> Existing(string[] paths)
    {
        foreach (string path in paths)
        {
            string full = ResolvePath(path);
            if (File.Exists(full) || Directory.Exists(full))
            {
                yield return full;
            }
            else
            {
                WriteError(ErrorRecords.PathNotFound(path));
            }
        }
    }
}
