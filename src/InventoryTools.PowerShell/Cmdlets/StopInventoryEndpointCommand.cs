using System.Management.Automation;
using InventoryTools.Errors;
using InventoryTools.Loading;
using InventoryTools.Writing;

namespace InventoryTools.Cmdlets;

/// <summary>Stops endpoints of this session.</summary>
[Cmdlet(VerbsLifecycle.Stop, "InventoryEndpoint", SupportsShouldProcess = true, DefaultParameterSetName = PortSet)]
public sealed class StopInventoryEndpointCommand : InventoryCmdlet
{
    private const string PortSet = "Port";
    private const string ObjectSet = "InputObject";

    /// <summary>The ports of the endpoints.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PortSet)]
    [ValidateRange(1, 65535)]
    public int[] Port { get; set; } = [];

    /// <summary>The endpoints.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ObjectSet)]
    [ValidateNotNull]
    public InventoryEndpoint[] InputObject { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        IEnumerable<InventoryEndpoint> endpoints = ParameterSetName == ObjectSet
            ? InputObject
            : Port.Select(Find).OfType<InventoryEndpoint>();
        foreach (InventoryEndpoint endpoint in endpoints)
        {
            if (ShouldProcess(target: endpoint.Url.ToString(), action: "Stop the inventory endpoint"))
            {
                SessionEndpoints.Current.Remove(endpoint);
                endpoint.Stop();
            }
        }
    }

    private InventoryEndpoint? Find(int port)
    {
        InventoryEndpoint? found = SessionEndpoints.Current.All.FirstOrDefault(endpoint => endpoint.Port == port);
        if (found is null)
        {
            WriteError(ErrorRecords.EndpointNotFound(port));
        }

        return found;
    }
}
