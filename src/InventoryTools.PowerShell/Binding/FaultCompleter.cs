using System.Collections;
using InventoryTools.Loading;

namespace InventoryTools.Binding;

/// <summary>Completes what an endpoint can rehearse.</summary>
internal sealed class FaultCompleter : NameCompleter
{
    protected override IEnumerable<(string Name, string ToolTip)> Names(IDictionary boundParameters) =>
        EndpointGateway.ListFaults().Select(
            fault => (fault.Code, fault.IsOfConnection ? $"{fault.Code}: a failure of the connection" : fault.Code));
}
