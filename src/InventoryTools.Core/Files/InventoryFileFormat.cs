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

    /// <summary>
    /// Items as JSON, one or a list: the input of <c>aws ssm put-inventory --items</c>, and what ConvertTo-Json writes
    /// of items; not for export.
    /// </summary>
    ItemsJson,

    /// <summary>
    /// Answers of GetInventory and ListInventoryEntries, as the AWS CLI and the SDKs write them; not for export.
    /// </summary>
    CliOutputJson,
}
