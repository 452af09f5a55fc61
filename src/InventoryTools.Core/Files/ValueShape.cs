using System.Text.Json;

namespace InventoryTools.Files;

/// <summary>The kind of a JSON value in a file, as its members show it.</summary>
/// <param name="Format">The format; Auto for a value that is none of inventory.</param>
/// <param name="Member">The member that holds what is read; empty for the value itself.</param>
/// <param name="Description">The sentence that tells what the value is, after "it is".</param>
internal sealed record ValueShape(InventoryFileFormat Format, string Member, string Description)
{
    public static readonly ValueShape Item = new(InventoryFileFormat.ItemsJson, "", "an item as JSON");

    public static readonly ValueShape List = new(InventoryFileFormat.ItemsJson, "[]", "a list");

    /// <summary>A list of which Windows PowerShell made an object.</summary>
    public static readonly ValueShape Wrapped = new(InventoryFileFormat.ItemsJson, "value", "a list");

    public static readonly ValueShape Request = new(
        InventoryFileFormat.CliInputJson, "Items", "a request of PutInventory");

    public static readonly ValueShape Entities = new(
        InventoryFileFormat.CliOutputJson, "Entities", "an answer of GetInventory");

    public static readonly ValueShape Entity = new(
        InventoryFileFormat.CliOutputJson, "Data", "an entity of an answer of GetInventory");

    public static readonly ValueShape Entries = new(
        InventoryFileFormat.CliOutputJson, "Entries", "an answer of ListInventoryEntries");

    private const string ReadObjects =
        "For objects: Get-Content -Raw file | ConvertFrom-Json | New-InventoryItem Custom:Name";

    // The members of objects that people have beside inventory, and what to do with them.
    private static readonly (string[] Members, string Description)[] s_others =
    [
        (["resourceId", "captureTime"], "a row of a resource data sync, whose type stands in the names of its "
            + "folders. Keep the file in TypeName/accountid=/region=/resourcetype=/node.json"),
        (["Schemas"], "an answer of GetInventorySchema, which has no items"),
        (["InventoryDeletions"], "an answer of DescribeInventoryDeletions, which has no items"),
        (["DeletionId"], "an answer of DeleteInventory, which has no items"),
        (["InstanceInformationList"], "an answer of DescribeInstanceInformation, and not inventory. GetInventory "
            + "answers AWS:InstanceInformation"),
        (["ComplianceItems"], "an answer of ListComplianceItems, and not inventory"),
        (["schemaVersion", "mainSteps"], "a document of Systems Manager. Save the items that its script writes"),
        (["schemaVersion", "runtimeConfig"], "a document of Systems Manager. Save the items that its script writes"),
        (["configurationItemVersion"], "a configuration item of AWS Config, whose content is not a list"),
        (["configurationItems"], "a snapshot of AWS Config, whose content is not a list"),
        (["AWSTemplateFormatVersion"], "a template of CloudFormation"),
        (["Resources", "Outputs"], "a template of CloudFormation"),
        (["terraform_version"], "a state of Terraform"),
        (["resource"], "a configuration of Terraform"),
        (["Records"], "an event, and not inventory"),
        (["Content"], "an item without a TypeName"),
    ];

    /// <summary>Returns the kind of a value.</summary>
    public static ValueShape Of(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            return List;
        }

        if (value.ValueKind != JsonValueKind.Object)
        {
            return None($"{JsonTexts.Kind(value)}, and not an object");
        }

        // The most frequent kind needs no set of names.
        if (Has(value, "TypeName") && (Has(value, "Content") || Has(value, "ContentHash"))
            && !Has(value, "Items") && !Has(value, "Entities") && !Has(value, "Entries") && !Has(value, "DeletionId"))
        {
            return Item;
        }

        HashSet<string> names = new(
            value.EnumerateObject().Select(member => member.Name), StringComparer.OrdinalIgnoreCase);
        bool hasType = names.Contains("TypeName");
        return names.Contains("Items") && !hasType ? Request
            : names.Contains("Entities") ? Entities
            : names.Contains("Entries") && hasType ? Entries
            : names.Contains("Data") && (names.Contains("Id") || names.Count == 1) ? Entity
            : hasType && names.Overlaps(["Content", "ContentHash", "SchemaVersion", "CaptureTime"])
                && !names.Contains("DeletionId") ? Item
            : names.Contains("value") && names.Contains("Count") && names.Count == 2 ? Wrapped
            : Other(names);
    }

    private static bool Has(JsonElement value, string name) => value.TryGetProperty(name, out _);

    private static ValueShape Other(HashSet<string> names)
    {
        string? known = s_others.FirstOrDefault(other => other.Members.All(names.Contains)).Description;
        string shown = string.Join(", ", names.Take(5)) + (names.Count > 5 ? ", …" : "");
        return None(known
            ?? (names.Count == 0 ? "an empty object, and not an item"
                : $"an object with {shown}, and not an item. {ReadObjects}"));
    }

    private static ValueShape None(string description) => new(InventoryFileFormat.Auto, "", description);
}
