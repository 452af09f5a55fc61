using System.Collections;
using InventoryTools.Loading;

namespace InventoryTools.Binding;

/// <summary>Completes the profiles of this machine, or of the file that <c>-ProfileLocation</c> names.</summary>
internal sealed class ProfileNameCompleter : NameCompleter
{
    protected override IEnumerable<(string Name, string ToolTip)> Names(IDictionary boundParameters)
    {
        string? location = PSObjectAdapter.Bare(boundParameters?["ProfileLocation"]) as string;
        return AwsGateway.ListProfiles(location is null ? null : SessionPath.Of(location)).Select(name => (name, name));
    }
}
