using System.Collections;
using InventoryTools.Loading;
using InventoryTools.Model;
using InventoryTools.Store;

namespace InventoryTools.Binding;

/// <summary>The schemas of AWS, and what the stores have that a command names, where they are there.</summary>
internal static class SchemaLookup
{
    private static readonly string[] s_pathParameters = ["Path", "ReferencePath", "DifferencePath"];

    /// <summary>The schemas of AWS and of the stores.</summary>
    public static IEnumerable<InventoryItemSchema> Find(IDictionary? boundParameters) =>
        [.. AwsInventoryType.All.Select(Schema), .. OfStores(boundParameters)];

    /// <summary>The schemas of custom types of the stores.</summary>
    public static IEnumerable<InventoryItemSchema> OfStores(IDictionary? boundParameters) => Read(
        boundParameters,
        snapshot => snapshot.Schemas.Select(schema => new InventoryItemSchema(
            schema.TypeName,
            schema.Version,
            null,
            [.. schema.Attributes.Select(name => new InventoryItemAttribute(name, "STRING"))])));

    /// <summary>Reads from each store that a command names.</summary>
    public static IEnumerable<T> Read<T>(IDictionary? boundParameters, Func<IStoreSnapshot, IEnumerable<T>> read) =>
        s_pathParameters.Select(name => PSObjectAdapter.Bare(boundParameters?[name])).OfType<string>()
            .SelectMany(path => Read(path, read));

    private static InventoryItemSchema Schema(AwsInventoryType type) => new(
        type.TypeName,
        type.Versions[0],
        null,
        [.. type.Attributes.Select(one => new InventoryItemAttribute(one.Name, one.IsNumber ? "NUMBER" : "STRING"))]);

    // A command reports what is wrong with the file when it runs.
    private static T[] Read<T>(string path, Func<IStoreSnapshot, IEnumerable<T>> read)
    {
        try
        {
            using IInventoryStore store = SqliteGateway.OpenForReading(SessionPath.Of(path), CancellationToken.None);
            return store.Read(
                snapshot => read(snapshot).ToArray(), new SystemClock().UtcNow, CancellationToken.None);
        }
        catch (Exception)
        {
            // Completion never ends in an error.
            return [];
        }
    }
}
