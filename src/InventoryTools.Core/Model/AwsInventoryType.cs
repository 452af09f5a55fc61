namespace InventoryTools.Model;

/// <summary>One attribute of a built-in inventory type.</summary>
/// <param name="Name">The attribute's name.</param>
/// <param name="IsNumber">True when its text is a number; it is sent as text.</param>
/// <param name="IsContext">True when it belongs to the context of the item, not to its entries.</param>
internal sealed record AwsInventoryAttribute(string Name, bool IsNumber = false, bool IsContext = false);

/// <summary>
/// An inventory type that AWS defines: its schema versions, newest first, and its attributes.
/// </summary>
/// <remarks>
/// Source: AWS Systems Manager User Guide, "Metadata collected by inventory"; KernelVersion was seen in an answer
/// (aws/aws-sdk issue 640). The live service may know more, so an attribute that isn't here is a warning, not an error.
/// </remarks>
internal sealed class AwsInventoryType
{
    private readonly Dictionary<string, AwsInventoryAttribute> _byName;

    private AwsInventoryType(string typeName, string[] versions, AwsInventoryAttribute[] attributes)
    {
        TypeName = typeName;
        Versions = versions;
        Attributes = attributes;
        ContextKeys = [.. attributes.Where(attribute => attribute.IsContext).Select(attribute => attribute.Name)];
        _byName = attributes.ToDictionary(attribute => attribute.Name, StringComparer.Ordinal);
    }

    /// <summary>Every type that the page lists; see <see cref="IsListed"/>.</summary>
    public static IReadOnlyList<AwsInventoryType> All { get; } =
    [
        Type("AWS:InstanceInformation", ["1.0"],
            "AgentType AgentVersion ComputerName InstanceId IpAddress PlatformName PlatformType PlatformVersion " +
            "ResourceType AgentStatus InstanceStatus"),
        Type("AWS:Application", ["1.1", "1.0"],
            "Name ApplicationType Publisher Version Release Epoch InstalledTime Architecture URL Summary " +
            "PackageId"),
        Type("AWS:File", ["1.0"],
            "Name Size Description FileVersion InstalledDate ModificationTime LastAccessTime ProductName " +
            "InstalledDir ProductLanguage CompanyName ProductVersion"),
        Type("AWS:Process", ["1.0"],
            "StartTime CommandLine User FileName FileVersion FileDescription FileSize CompanyName ProductName " +
            "ProductVersion InstalledDate InstalledDir UsageId"),
        Type("AWS:AWSComponent", ["1.0"],
            "Name ApplicationType Publisher Version InstalledTime Architecture URL"),
        Type("AWS:WindowsUpdate", ["1.0"],
            "HotFixId Description InstalledTime InstalledBy"),
        Type("AWS:Network", ["1.0"],
            "Name SubnetMask Gateway DHCPServer DNSServer MacAddress IPV4 IPV6"),
        Type("AWS:PatchSummary", ["1.0"],
            "PatchGroup BaselineId SnapshotId OwnerInformation InstalledCount# InstalledPendingRebootCount# " +
            "InstalledOtherCount# InstalledRejectedCount# NotApplicableCount# UnreportedNotApplicableCount# " +
            "MissingCount# FailedCount# OperationType OperationStartTime OperationEndTime InstallOverrideList " +
            "RebootOption LastNoRebootInstallOperationTime ExecutionId NonCompliantSeverity " +
            "SecurityNonCompliantCount# CriticalNonCompliantCount# OtherNonCompliantCount#"),
        Type("AWS:PatchCompliance", ["1.0"],
            "Title KBId Classification Severity State InstalledTime"),
        Type("AWS:ComplianceItem", ["1.0"],
            "ComplianceType@ ExecutionId@ ExecutionType@ ExecutionTime@ Id Title Status Severity DocumentName " +
            "DocumentVersion Classification PatchBaselineId PatchSeverity PatchState PatchGroup InstalledTime " +
            "InstallOverrideList DetailedText DetailedLink CVEIds"),
        Type("AWS:ComplianceSummary", ["1.0"],
            "ComplianceType PatchGroup PatchBaselineId Status OverallSeverity ExecutionId ExecutionType " +
            "ExecutionTime CompliantCriticalCount# CompliantHighCount# CompliantMediumCount# CompliantLowCount# " +
            "CompliantInformationalCount# CompliantUnspecifiedCount# NonCompliantCriticalCount# " +
            "NonCompliantHighCount# NonCompliantMediumCount# NonCompliantLowCount# " +
            "NonCompliantInformationalCount# NonCompliantUnspecifiedCount#"),
        Type("AWS:InstanceDetailedInformation", ["1.0"],
            "CPUModel CPUCores# CPUs# CPUSpeedMHz# CPUSockets# CPUHyperThreadEnabled OSServicePack " +
            "KernelVersion"),
        Type("AWS:Service", ["1.0"],
            "Name DisplayName ServiceType Status DependentServices ServicesDependedOn StartType"),
        Type("AWS:WindowsRegistry", ["1.0"],
            "KeyPath ValueName ValueType Value"),
        Type("AWS:WindowsRole", ["1.0"],
            "Name DisplayName Path FeatureType DependsOn Description Installed InstalledState SubFeatures " +
            "ServerComponentDescriptor Parent"),
        Type("AWS:Tag", ["1.0"],
            "Key Value"),
        Type("AWS:ResourceGroup", ["1.0"],
            "Name Arn"),
        Type("AWS:BillingInfo", ["1.0"],
            "BillingProductId"),
    ];

    /// <summary>The type's name, such as <c>AWS:Application</c>.</summary>
    public string TypeName { get; }

    /// <summary>The schema versions that the service is known to take, newest first.</summary>
    public IReadOnlyList<string> Versions { get; }

    /// <summary>
    /// True when GetInventorySchema lists the type. Three documented types were not in the response of an account
    /// (cloudquery/cloudquery issue 1409).
    /// </summary>
    public bool IsListed => TypeName is not ("AWS:BillingInfo" or "AWS:ComplianceSummary" or "AWS:Process");

    /// <summary>The documented attributes.</summary>
    public IReadOnlyList<AwsInventoryAttribute> Attributes { get; }

    /// <summary>The names that the context of an item of this type may have; empty when it takes no context.</summary>
    public IReadOnlyList<string> ContextKeys { get; }

    /// <summary>The built-in type of exactly that name, or null.</summary>
    public static AwsInventoryType? Find(string typeName) => Find(typeName, StringComparison.Ordinal);

    /// <summary>The built-in type of that name, or null.</summary>
    public static AwsInventoryType? Find(string typeName, StringComparison comparison)
    {
        for (int i = 0; i < All.Count; i++)
        {
            if (All[i].TypeName.Equals(typeName, comparison))
            {
                return All[i];
            }
        }

        return null;
    }

    /// <summary>The documented attribute of exactly that name, or null.</summary>
    public AwsInventoryAttribute? FindAttribute(string name) =>
        _byName.TryGetValue(name, out AwsInventoryAttribute? attribute) ? attribute : null;

    // In the table above, '#' after a name marks a number, '@' an attribute of the context.
    private static AwsInventoryType Type(string typeName, string[] versions, string attributes) => new(
        typeName,
        versions,
        [.. attributes.Split(' ').Select(name =>
            new AwsInventoryAttribute(name.TrimEnd('#', '@'), name.IndexOf('#') > 0, name.IndexOf('@') > 0))]);
}
