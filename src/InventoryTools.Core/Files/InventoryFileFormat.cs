namespace InventoryTools;

/// <summary>The formats of inventory files.</summary>
public enum InventoryFileFormat
{
    /// <summary>The format is found by reading the file; not for export.</summary>
    Auto,

    /// <summary>Custom inventory of the SSM agent: a folder a node, a JSON file a type.</summary>
    Agent,

    /// <summary>Requests for <c>aws ssm put-inventory --cli-input-json</c>, a file a call.</summary>
    CliInputJson,

    /// <summary>One item a line, with all its members.</summary>
    JsonLines,

    /// <summary>
    /// The layout of a resource data sync, which Athena reads: a file for each type and node, a line for each entry.
    /// </summary>
    ResourceDataSync,
}
