using System;
using System.Collections.Generic;
using System.Linq;
using InventoryTools.Service;

namespace InventoryTools.Files;

/// <summary>Reads PutInventory requests, and the parts of them that stand in files alone.</summary>
internal static class PutInventoryReader
{
    /// <summary>Reads the JSON of a request, which is also what <c>aws ssm put-inventory --cli-input-json</c> takes.</summary>
    /// <exception cref="InventoryFaultException">It has not the shape of a request.</exception>
    public static ParsedRequest<PutInventoryRequest> Read(byte[] body)
    {
        JsonRequestReader reader = new(body);
        string? instanceId = null;
        List<InventoryItem>? items = null;
        HashSet<string> seen = new(StringComparer.Ordinal);
        reader.BeginStructure();
        while (reader.NextMember(seen, out string name))
        {
            switch (name)
            {
                case "InstanceId":
                    instanceId = reader.ReadText();
                    break;
                case "Items" when !reader.IsNull:
                    items = ReadItems(ref reader);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        reader.End();
        reader.ExpectEnd();
        return new ParsedRequest<PutInventoryRequest>(new PutInventoryRequest(instanceId!, items!), reader.Violations);
    }

    /// <summary>Reads one item with the node that it names.</summary>
    /// <exception cref="InventoryFaultException">It has not the shape of an item.</exception>
    public static ParsedRequest<InventoryItem> ReadOne(byte[] body)
    {
        JsonRequestReader reader = new(body);
        InventoryItem item = ReadItem(ref reader);
        reader.ExpectEnd();
        return new ParsedRequest<InventoryItem>(item, reader.Violations);
    }

    /// <summary>Reads one entry.</summary>
    /// <exception cref="InventoryFaultException">It is no map of names to text.</exception>
    public static ParsedRequest<InventoryEntry> ReadEntry(byte[] body)
    {
        JsonRequestReader reader = new(body);
        InventoryEntry entry = ReadMap(ref reader);
        reader.ExpectEnd();
        return new ParsedRequest<InventoryEntry>(entry, reader.Violations);
    }

    private static List<InventoryItem> ReadItems(ref JsonRequestReader reader)
    {
        List<InventoryItem> items = [];
        reader.BeginList();
        while (reader.NextElement(items.Count))
        {
            items.Add(reader.IsNull ? null! : ReadItem(ref reader));
        }

        reader.End();
        return items;
    }

    private static InventoryItem ReadItem(ref JsonRequestReader reader)
    {
        InventoryItem item = new() { TypeName = null!, SchemaVersion = null!, CaptureTime = null! };
        HashSet<string> seen = new(StringComparer.Ordinal);
        reader.BeginStructure();
        while (reader.NextMember(seen, out string name))
        {
            switch (name)
            {
                case nameof(InventoryItem.InstanceId):
                    item.InstanceId = reader.ReadText();
                    break;
                case nameof(InventoryItem.TypeName):
                    item.TypeName = reader.ReadText()!;
                    break;
                case nameof(InventoryItem.SchemaVersion):
                    item.SchemaVersion = reader.ReadText()!;
                    break;
                case nameof(InventoryItem.CaptureTime):
                    item.CaptureTime = reader.ReadText()!;
                    break;
                case nameof(InventoryItem.ContentHash):
                    item.ContentHash = reader.ReadText();
                    break;
                case nameof(InventoryItem.Content) when !reader.IsNull:
                    item.Content = ReadContent(ref reader);
                    break;
                case nameof(InventoryItem.Context) when !reader.IsNull:
                    item.Context = ReadMap(ref reader).ToDictionary(pair => pair.Key, pair => pair.Value);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        reader.End();
        return item;
    }

    private static InventoryContent ReadContent(ref JsonRequestReader reader)
    {
        InventoryContent content = [];
        reader.BeginList();
        while (reader.NextElement(content.Count))
        {
            if (reader.IsNull)
            {
                reader.RefuseNull();
                content.Add([]);
            }
            else
            {
                content.Add(ReadMap(ref reader));
            }
        }

        reader.End();
        return content;
    }

    private static InventoryEntry ReadMap(ref JsonRequestReader reader)
    {
        InventoryEntry map = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        reader.BeginMap();
        while (reader.NextMember(seen, out string name))
        {
            if (reader.IsNull)
            {
                reader.Refuse(null, "Map value must satisfy constraint: [Member must not be null]");
            }

            // Names were compared already, and a map that is too large must not take long.
            map.AddUnseen(name, reader.ReadText() ?? "");
        }

        reader.End();
        return map;
    }
}
