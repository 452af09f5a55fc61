using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;

namespace InventoryTools.Files;

/// <summary>The checks of the SSM agent, which counts bytes where the service counts characters.</summary>
internal static class AgentRules
{
    private const string CustomPrefix = "Custom:";
    private static readonly Regex s_version = new(@"\A([0-9]{1,6})(\.[0-9]{1,6})\z");

    /// <summary>What the agent has against the type's name; null for nothing.</summary>
    public static string? CheckTypeName(string typeName) =>
        typeName.Length == 0 ? "it has no TypeName"
        : Encoding.UTF8.GetByteCount(typeName) > AgentFolder.MostTypeNameBytes ? $"its TypeName has more than {AgentFolder.MostTypeNameBytes} bytes"
        : !typeName.StartsWith(CustomPrefix, StringComparison.Ordinal) ? $"its TypeName '{typeName}' does not begin with {CustomPrefix}"
        : null;

    /// <summary>What the agent has against the schema version; null for nothing.</summary>
    public static string? CheckSchemaVersion(string version) => s_version.IsMatch(version)
        ? null
        : $"its SchemaVersion '{version}' is not two numbers with a dot between them, such as 1.0";

    /// <summary>What the agent has against an entry, whose values are text; null for nothing.</summary>
    public static string? CheckEntry(ICollection<KeyValuePair<string, string>> entry) =>
        entry.Count > AgentFolder.MostAttributes ? $"it has {entry.Count} attributes, and {AgentFolder.MostAttributes} are allowed"
        : entry.Select(attribute => CheckAttribute(attribute.Key, attribute.Value))
            .FirstOrDefault(problem => problem is not null);

    private static string? CheckAttribute(string name, string value)
    {
        int nameBytes = Encoding.UTF8.GetByteCount(name);
        int valueBytes = Encoding.UTF8.GetByteCount(value);
        return nameBytes is 0 or > AgentFolder.MostNameBytes ? $"the name of the attribute '{name}' has {nameBytes} bytes, and 1 to {AgentFolder.MostNameBytes} are allowed"
            : valueBytes > AgentFolder.MostValueBytes ? $"{name} has {valueBytes} bytes, and {AgentFolder.MostValueBytes} are allowed"
            : null;
    }
}
