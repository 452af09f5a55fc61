using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using InventoryTools.Loading;

namespace InventoryTools.Binding;

/// <summary>Completes the regions that the AWS SDK knows.</summary>
internal sealed class RegionCompleter : NameCompleter
{
    protected override IEnumerable<(string Name, string ToolTip)> Names(IDictionary boundParameters) =>
        AwsAccess.ListRegions();
}

/// <summary>Completes the profiles of this machine, or of the file that <c>-ProfileLocation</c> names.</summary>
internal sealed class ProfileNameCompleter : NameCompleter
{
    protected override IEnumerable<(string Name, string ToolTip)> Names(IDictionary boundParameters)
    {
        string? location = boundParameters?["ProfileLocation"] as string;
        return AwsAccess.ListProfiles(location is null ? null : Expand(location)).Select(name => (name, name));
    }

    // The word as typed; the provider's own paths are left to the command itself.
    private static string Expand(string path) => path.StartsWith("~", StringComparison.Ordinal)
        ? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + path.Substring(1)
        : path;
}
