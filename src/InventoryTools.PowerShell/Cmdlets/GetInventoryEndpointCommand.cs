using System.Management.Automation;
using InventoryTools.Errors;
using InventoryTools.Loading;
using InventoryTools.Writing;

namespace InventoryTools.Cmdlets;

/// <summary>Gets the endpoints that this session has started and not stopped.</summary>
[Cmdlet(VerbsCommon.Get, "InventoryEndpoint")]
[OutputType(typeof(InventoryEndpoint))]
public sealed class GetInventoryEndpointCommand : InventoryCmdlet
{
    /// <summary>The ports of the endpoints; all when left out.</summary>
    [Parameter(Position = 0)]
    [ValidateRange(1, 65535)]
    public int[]? Port { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (int missing in (Port ?? []).Except(SessionEndpoints.Current.All.Select(endpoint => endpoint.Port)))
        {
            WriteError(ErrorRecords.EndpointNotFound(missing));
        }

        WriteObject(
            SessionEndpoints.Current.All.Where(endpoint => Port is null || Port.Contains(endpoint.Port)),
            enumerateCollection: true);
    }
}
