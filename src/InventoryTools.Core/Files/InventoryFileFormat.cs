namespace InventoryTools;

/// <summary>The forms in which inventory stands in files.</summary>
public enum InventoryFileFormat
{
    /// <summary>Whatever a file turns out to be; for reading only.</summary>
    Auto,

    /// <summary>Custom inventory of the SSM agent: a folder a node, a JSON file a type.</summary>
    Agent,

    /// <summary>Requests for <c>aws ssm put-inventory --cli-input-json</c>, a file a call.</summary>
    CliInputJson,

    /// <summary>One item a line, with all its members.</summary>
    JsonLines,

    /// <summary>The layout of a resource data sync, which Athena reads: a file a type and node, an entry a line.</summary>
    ResourceDataSync,
}
