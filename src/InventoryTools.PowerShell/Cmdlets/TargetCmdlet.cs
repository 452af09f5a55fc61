using System.Management.Automation;

namespace InventoryTools.Cmdlets;

/// <summary>The base of the commands that work on AWS or on a local store.</summary>
public abstract class TargetCmdlet : AwsCmdlet
{
    /// <summary>The name of the parameter set for a local store.</summary>
    protected const string PathSet = "Path";

    /// <summary>The file of the local store, as PowerShell resolves paths.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PathSet)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>True when the target is a local store.</summary>
    private protected bool IsLocal => ParameterSetName == PathSet;
}
