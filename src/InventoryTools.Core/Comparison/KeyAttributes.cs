namespace InventoryTools.Comparison;

/// <summary>
/// The attributes that identify an entry among the entries of an item. For the types of AWS they are fixed. For a
/// custom type, the first attribute is used whose values are different in all entries.
/// </summary>
internal static class KeyAttributes
{
    private static readonly string[] s_usual = ["Name", "Id", "Key"];

    private static readonly Dictionary<string, string[]> s_aws = new(StringComparer.Ordinal)
    {
        ["AWS:Application"] = ["Name", "Architecture"],
        ["AWS:AWSComponent"] = ["Name", "Architecture"],
        ["AWS:BillingInfo"] = ["BillingProductId"],
        ["AWS:ComplianceItem"] = ["ComplianceType", "Id"],
        ["AWS:ComplianceSummary"] = ["ComplianceType"],
        ["AWS:File"] = ["InstalledDir", "Name"],
        ["AWS:InstanceInformation"] = [],
        ["AWS:InstanceDetailedInformation"] = [],
        ["AWS:Network"] = ["Name"],
        ["AWS:PatchCompliance"] = ["Title", "KBId"],
        ["AWS:PatchSummary"] = ["PatchGroup", "BaselineId"],
        ["AWS:Process"] = ["FileName", "CommandLine"],
        ["AWS:ResourceGroup"] = ["Arn"],
        ["AWS:Service"] = ["Name"],
        ["AWS:Tag"] = ["Key"],
        ["AWS:WindowsRegistry"] = ["KeyPath", "ValueName"],
        ["AWS:WindowsRole"] = ["Name"],
        ["AWS:WindowsUpdate"] = ["HotFixId"],
    };

    /// <summary>The key attributes for two contents of a type; none when no attribute identifies the entries.</summary>
    public static IReadOnlyList<string> Find(string typeName, InventoryContent reference, InventoryContent difference)
    {
        if (s_aws.TryGetValue(typeName, out string[]? known))
        {
            return known;
        }

        // A single entry is the same entry, even when all of its values have changed.
        bool isOne = reference.Count <= 1 && difference.Count <= 1;
        IEnumerable<string> first = reference.Concat(difference).Take(isOne ? 0 : 1)
            .SelectMany(entry => entry.Keys.Take(1));
        string? key = s_usual.Concat(first)
            .FirstOrDefault(name => IsUnique(name, reference) && IsUnique(name, difference));
        return key is null ? [] : [key];
    }

    private static bool IsUnique(string name, InventoryContent content)
    {
        HashSet<string> values = new(StringComparer.Ordinal);
        return content.All(entry => entry.FindExactly(name) is string value && values.Add(value));
    }
}
