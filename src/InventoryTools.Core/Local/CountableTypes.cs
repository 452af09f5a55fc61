using System;
using System.Collections.Generic;
using System.Linq;

namespace InventoryTools;

/// <summary>
/// The built-in types that nodes can be counted by, with the name for people and the attributes that are listed for it.
/// Source: AWS Systems Manager User Guide, aggregating inventory data.
/// </summary>
internal sealed record CountableTypes(string TypeName, string DisplayName, IReadOnlyList<string> Attributes)
{
    public static IReadOnlyList<CountableTypes> All { get; } =
    [
        new("AWS:Application", "Application", ["Name", "Version"]),
        new("AWS:InstanceInformation", "Platform", ["PlatformName", "PlatformType", "PlatformVersion"]),
        new("AWS:ResourceGroup", "ResourceGroup", ["Name"]),
        new("AWS:Service", "Service", ["Name", "DisplayName", "ServiceType", "Status", "StartType"]),
        new("AWS:WindowsRole", "WindowsRole", ["Name", "DisplayName", "FeatureType", "Installed"]),
    ];

    public static CountableTypes? Find(string typeName) =>
        All.FirstOrDefault(type => type.TypeName.Equals(typeName, StringComparison.Ordinal));
}
