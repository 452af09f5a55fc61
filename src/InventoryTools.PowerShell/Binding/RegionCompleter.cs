using System.Collections;
using InventoryTools.Loading;

namespace InventoryTools.Binding;

/// <summary>Completes the regions that the AWS SDK knows.</summary>
internal sealed class RegionCompleter : NameCompleter
{
    protected override IEnumerable<(string Name, string ToolTip)> Names(IDictionary boundParameters) =>
        AwsGateway.ListRegions();
}
