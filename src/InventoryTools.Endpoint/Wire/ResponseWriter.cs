using System.Text.Json;
using InventoryTools.Model;
using InventoryTools.Service;

namespace InventoryTools.Endpoint.Wire;

/// <summary>Writes the responses of the operations as the service does: empty members are left out.</summary>
internal static class ResponseWriter
{
    private static readonly byte[] s_noMembers = "{}"u8.ToArray();

    /// <summary>Returns the JSON of one structure.</summary>
    public static byte[] Write(Action<Utf8JsonWriter> members)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer, EntryJson.Options))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    /// <summary>Returns what writes the members of a response.</summary>
    public static Func<T, byte[]> Of<T>(Action<Utf8JsonWriter, T> members) =>
        response => Write(json => members(json, response));

    /// <summary>Returns the JSON of a response, which nearly always has no members.</summary>
    public static byte[] Write(PutInventoryResponse response) => string.IsNullOrEmpty(response.Message)
        ? s_noMembers
        : Write(json => Text(json, "Message", response.Message));

    public static void Write(Utf8JsonWriter json, GetInventoryResponse response)
    {
        json.WriteStartArray("Entities");
        foreach (InventoryEntity entity in response.Entities)
        {
            json.WriteStartObject();
            Text(json, "Id", entity.Id);
            json.WriteStartObject("Data");
            foreach (KeyValuePair<string, InventoryItem> item in entity.Data)
            {
                json.WriteStartObject(item.Key);
                WriteItem(json, item.Value, "Content");
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        Text(json, "NextToken", response.NextToken);
    }

    public static void Write(Utf8JsonWriter json, ListInventoryEntriesResponse response)
    {
        Text(json, "InstanceId", response.Item.InstanceId);
        WriteItem(json, response.Item, "Entries");
        Text(json, "NextToken", response.NextToken);
    }

    public static void Write(Utf8JsonWriter json, GetInventorySchemaResponse response)
    {
        json.WriteStartArray("Schemas");
        foreach (InventoryItemSchema schema in response.Schemas)
        {
            json.WriteStartObject();
            Text(json, "TypeName", schema.TypeName);
            Text(json, "Version", schema.Version);
            json.WriteStartArray("Attributes");
            foreach (InventoryItemAttribute attribute in schema.Attributes)
            {
                json.WriteStartObject();
                Text(json, "Name", attribute.Name);
                Text(json, "DataType", attribute.DataType);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            Text(json, "DisplayName", schema.DisplayName);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        Text(json, "NextToken", response.NextToken);
    }

    public static void Write(Utf8JsonWriter json, DeleteInventoryResponse response)
    {
        Text(json, "DeletionId", response.DeletionId);
        Text(json, "TypeName", response.TypeName);
        Write(json, response.Summary);
    }

    public static void Write(Utf8JsonWriter json, DescribeInventoryDeletionsResponse response)
    {
        json.WriteStartArray("InventoryDeletions");
        foreach (InventoryDeletion deletion in response.Deletions)
        {
            json.WriteStartObject();
            Text(json, "DeletionId", deletion.DeletionId);
            Text(json, "TypeName", deletion.TypeName);
            Time(json, "DeletionStartTime", deletion.StartTime);
            Text(json, "LastStatus", deletion.LastStatus);
            Text(json, "LastStatusMessage", deletion.LastStatusMessage);
            Write(json, deletion.Summary);
            Time(json, "LastStatusUpdateTime", deletion.LastStatusUpdateTime);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        Text(json, "NextToken", response.NextToken);
    }

    public static void Text(Utf8JsonWriter json, string name, string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            json.WriteString(name, text);
        }
    }

    private static void WriteItem(Utf8JsonWriter json, InventoryItem item, string content)
    {
        Text(json, "TypeName", item.TypeName);
        Text(json, "SchemaVersion", item.SchemaVersion);
        Text(json, "CaptureTime", item.CaptureTime);
        Text(json, "ContentHash", item.ContentHash);
        json.WritePropertyName(content);
        EntryJson.Write(json, item.Content ?? []);
    }

    private static void Write(Utf8JsonWriter json, InventoryDeletionSummary? summary)
    {
        if (summary is null)
        {
            return;
        }

        json.WriteStartObject("DeletionSummary");
        json.WriteNumber("TotalCount", summary.TotalCount);
        json.WriteNumber("RemainingCount", summary.RemainingCount);
        json.WriteStartArray("SummaryItems");
        foreach (InventoryDeletionSummaryItem item in summary.Items)
        {
            json.WriteStartObject();
            Text(json, "Version", item.Version);
            json.WriteNumber("Count", item.Count);
            json.WriteNumber("RemainingCount", item.RemainingCount);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    // Timestamps are seconds since 1970 in this protocol.
    private static void Time(Utf8JsonWriter json, string name, DateTimeOffset? time)
    {
        if (time is not null)
        {
            json.WriteNumber(name, time.Value.ToUnixTimeSeconds());
        }
    }
}
