using System.Management.Automation;

namespace InventoryTools.Cmdlets;

/// <summary>
/// The base of the commands that read of AWS, of one store, or of stores whose files come through the pipeline.
/// </summary>
public abstract class StoreReadCmdlet : ServiceCmdlet
{
    /// <summary>The name of the parameter set for local stores whose files come through the pipeline.</summary>
    protected const string FileSet = "File";

    /// <summary>The file of a local store, as Get-Item and Get-ChildItem return it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = FileSet, ValueFromPipeline = true)]
    [ValidateNotNull]
    public FileSystemInfo? StoreFile { get; set; }

    private protected override FileSystemInfo? PipedStore => ParameterSetName == FileSet ? StoreFile : null;
}
