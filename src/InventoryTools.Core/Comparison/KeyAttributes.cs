using System;
using System.Collections.Generic;
using System.Linq;

namespace InventoryTools.Comparison;

/// <summary>
/// The attributes that say which of several entries is which. For the types of AWS they follow from what the type
/// describes; for a custom type one is looked for that tells all entries apart.
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

    /// <summary>The key attributes for two contents of a type; none where nothing tells the entries apart.</summary>
    public static IReadOnlyList<string> Find(string typeName, InventoryContent reference, InventoryContent difference)
    {
        if (s_aws.TryGetValue(typeName, out string[]? known))
        {
            return known;
        }

        // One entry is a fact of its node, and stays that entry whatever of it changes.
        bool isOne = reference.Count <= 1 && difference.Count <= 1;
        IEnumerable<string> first = reference.Concat(difference).Take(isOne ? 0 : 1)
            .SelectMany(entry => entry.Keys.Take(1));
        return s_usual.Concat(first).FirstOrDefault(name => TellsApart(name, reference) && TellsApart(name, difference)) is string key
            ? [key]
            : [];
    }

    private static bool TellsApart(string name, InventoryContent content)
    {
        HashSet<string> values = new(StringComparer.Ordinal);
        return content.All(entry => entry.FindExactly(name) is string value && values.Add(value));
    }
}
