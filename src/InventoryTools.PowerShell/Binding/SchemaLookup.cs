using System.Collections;
using InventoryTools.Loading;
using InventoryTools.Model;
using InventoryTools.Store;

namespace InventoryTools.Binding;

/// <summary>The schemas of AWS, and those of the store that -Path names, where it is there.</summary>
internal static class SchemaLookup
{
    public static IEnumerable<InventoryItemSchema> Find(IDictionary? boundParameters) =>
        [.. AwsInventoryType.All.Select(Schema), .. OfStore(boundParameters?["Path"] as string)];

    private static InventoryItemSchema Schema(AwsInventoryType type) => new(
        type.TypeName,
        type.Versions[0],
        null,
        [.. type.Attributes.Select(one => new InventoryItemAttribute(one.Name, one.IsNumber ? "NUMBER" : "STRING"))]);

    // A command reports what is wrong with the file when it runs.
    private static InventoryItemSchema[] OfStore(string? path)
    {
        if (path is null)
        {
            return [];
        }

        try
        {
            using IInventoryStore store = SqliteGateway.OpenForReading(SessionPath.Of(path), CancellationToken.None);
            return store.Read(
                snapshot => snapshot.Schemas.Select(schema => new InventoryItemSchema(
                    schema.TypeName,
                    schema.Version,
                    null,
                    [.. schema.Attributes.Select(name => new InventoryItemAttribute(name, "STRING"))])).ToArray(),
                new SystemClock().UtcNow,
                CancellationToken.None);
        }
        catch (Exception)
        {
            // Completion never ends in an error.
            return [];
        }
    }
}
