using System.Text;
using InventoryTools.Model;
using InventoryTools.Rules;

namespace InventoryTools.Files;

/// <summary>The checks of the SSM agent, which counts bytes where the service counts characters.</summary>
internal static class AgentRules
{
    /// <summary>Returns the problem that the agent has with the name of a type; null for none.</summary>
    public static string? CheckTypeName(string typeName) =>
        typeName.Length == 0 ? "it has no TypeName"
        : Encoding.UTF8.GetByteCount(typeName) > AgentFolder.MaxTypeNameBytes
        ? $"its TypeName has more than {AgentFolder.MaxTypeNameBytes} bytes"
        : !TypeNames.IsCustom(typeName) ? $"its TypeName '{typeName}' does not begin with {TypeNames.CustomPrefix}"
        : null;

    /// <summary>Returns the problem that the agent has with a schema version; null for none.</summary>
    public static string? CheckSchemaVersion(string version) => ModelPattern.SchemaVersion.IsMatch(version)
        ? null
        : $"its SchemaVersion '{version}' is not two numbers with a dot between them, such as 1.0";

    /// <summary>Returns the problem that the agent has with an entry; null for none.</summary>
    public static string? CheckEntry(ICollection<KeyValuePair<string, string>> entry) =>
        entry.Count > AgentFolder.MaxAttributes
        ? $"it has {entry.Count} attributes, and {AgentFolder.MaxAttributes} are allowed"
        : entry.Select(attribute => CheckAttribute(attribute.Key, attribute.Value))
            .FirstOrDefault(problem => problem is not null);

    private static string? CheckAttribute(string name, string value)
    {
        int nameBytes = Encoding.UTF8.GetByteCount(name);
        int valueBytes = Encoding.UTF8.GetByteCount(value);
        return nameBytes is 0 or > AgentFolder.MaxNameBytes
            ? $"the name of the attribute '{name}' has {nameBytes} bytes, and 1 to {AgentFolder.MaxNameBytes} are "
                + "allowed"
            : valueBytes > AgentFolder.MaxValueBytes
            ? $"{name} has {valueBytes} bytes, and {AgentFolder.MaxValueBytes} are allowed"
            : null;
    }
}
