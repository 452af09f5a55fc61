using Amazon.SimpleSystemsManagement;
using InventoryTools.Service;
using Sdk = Amazon.SimpleSystemsManagement.Model;

namespace InventoryTools.Aws.Service;

/// <summary>Responses in the types of the core. Every member of a response may be missing.</summary>
internal static class SdkResponses
{
    public static PutInventoryResponse Map(Sdk.PutInventoryResponse response) =>
        new(
            response.Message is string message ? UnexpectedResponse.WithoutSecrets(message) : null,
            response.ResponseMetadata?.RequestId);

    public static GetInventoryResponse Map(Sdk.GetInventoryResponse response) =>
        new([.. Present(response.Entities).Select(Map)], Token(response.NextToken));

    public static ListInventoryEntriesResponse Map(
        ListInventoryEntriesRequest request,
        Sdk.ListInventoryEntriesResponse response)
    {
        InventoryItem item = new()
        {
            InstanceId = response.InstanceId ?? request.InstanceId,
            TypeName = response.TypeName ?? request.TypeName,
            SchemaVersion = response.SchemaVersion ?? "",
            CaptureTime = response.CaptureTime ?? "",
            Content = Content(response.Entries),
        };
        return new ListInventoryEntriesResponse(item, Token(response.NextToken));
    }

    public static GetInventorySchemaResponse Map(Sdk.GetInventorySchemaResponse response) =>
        new([.. Present(response.Schemas).Select(Map)], Token(response.NextToken));

    /// <summary>The members of a list that may be missing, and may hold nothing where something is meant.</summary>
    public static IEnumerable<T> Present<T>(IEnumerable<T?>? list)
        where T : class => (list ?? []).OfType<T>();

    /// <summary>The token of the next page. The service states the last page in two ways.</summary>
    public static string? Token(string? token) => string.IsNullOrEmpty(token) ? null : token;

    private static InventoryEntity Map(Sdk.InventoryResultEntity entity)
    {
        Dictionary<string, InventoryItem> data = [];
        foreach (KeyValuePair<string, Sdk.InventoryResultItem> pair in entity.Data ?? [])
        {
            data.Add(pair.Key, Map(entity.Id, pair.Key, pair.Value ?? new Sdk.InventoryResultItem()));
        }

        return new InventoryEntity(entity.Id, data);
    }

    // The rows of an aggregation come with nothing but their content.
    private static InventoryItem Map(string? instanceId, string key, Sdk.InventoryResultItem item) => new()
    {
        InstanceId = instanceId,
        TypeName = item.TypeName ?? key,
        SchemaVersion = item.SchemaVersion ?? "",
        CaptureTime = item.CaptureTime ?? "",
        ContentHash = item.ContentHash,
        Content = Content(item.Content),
    };

    private static InventoryContent Content(List<Dictionary<string, string>>? entries) =>
        new(Present(entries).Select(Entry));

    private static InventoryEntry Entry(Dictionary<string, string> attributes)
    {
        InventoryEntry entry = new(attributes.Count);
        foreach (KeyValuePair<string, string> attribute in attributes)
        {
            entry.Add(attribute.Key, attribute.Value);
        }

        return entry;
    }

    private static InventoryItemSchema Map(Sdk.InventoryItemSchema schema) => new(
        schema.TypeName ?? "",
        schema.Version,
        schema.DisplayName,
        [.. Present(schema.Attributes).Select(attribute =>
            new InventoryItemAttribute(attribute.Name ?? "", DataType(attribute.DataType)))]);

    // The service says STRING and NUMBER, the SDK takes them for the names in its model, which are in lower case.
    private static string DataType(InventoryAttributeDataType? type) =>
        type == InventoryAttributeDataType.String || type == InventoryAttributeDataType.Number
            ? type!.Value.ToUpperInvariant()
            : type?.Value ?? "";
}
