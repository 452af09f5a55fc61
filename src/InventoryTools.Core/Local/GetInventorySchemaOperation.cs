using InventoryTools.Model;
using InventoryTools.Rules;
using InventoryTools.Service;
using InventoryTools.Store;

namespace InventoryTools.Local;

/// <summary>GetInventorySchema: the types of AWS and the schemas of custom types.</summary>
internal static class GetInventorySchemaOperation
{
    private const string Text = "STRING";
    private const string Number = "NUMBER";

    // The types whose items are told apart by a compliance type.
    private static readonly string[] s_withSubTypes = [TypeNames.ComplianceItem, TypeNames.ComplianceSummary];

    /// <exception cref="InventoryFaultException">The service would refuse the call.</exception>
    public static GetInventorySchemaResponse Run(IStoreSnapshot store, GetInventorySchemaRequest request)
    {
        PageToken tokens = new(
            "GetInventorySchema",
            request.TypeName,
            (request.Aggregator == true).ToString(),
            (request.SubType == true).ToString());
        (List<InventoryItemSchema> page, string? next) = tokens.Page(
            [.. Select(store, request)],
            schema => $"{schema.TypeName} {schema.Version}",
            request.NextToken,
            request.MaxResults ?? QueryLimits.SchemaPageSize);
        return new GetInventorySchemaResponse(page, next);
    }

    private static IEnumerable<InventoryItemSchema> Select(IStoreSnapshot store, GetInventorySchemaRequest request)
    {
        bool isNamed = !string.IsNullOrEmpty(request.TypeName);
        if (isNamed && !new TypeCatalog(store).Contains(request.TypeName!))
        {
            throw FaultFactory.UnknownType(request.TypeName!);
        }

        // A type that the list leaves out is answered where it is named.
        IEnumerable<InventoryItemSchema> schemas = request.Aggregator == true
            ? AggregatorType.All.Select(Schema)
            : AwsInventoryType.All.Where(type => isNamed || type.IsListed).Select(Schema)
                .Concat(store.Schemas.Where(schema => schema.Attributes.Count > 0).Select(Schema));
        return schemas
            .Where(schema =>
                (!isNamed || schema.TypeName == request.TypeName)
                && (request.SubType != true || s_withSubTypes.Contains(schema.TypeName, StringComparer.Ordinal)))
            .OrderBy(schema => schema.TypeName, StringComparer.Ordinal);
    }

    private static InventoryItemSchema Schema(AwsInventoryType type) => new(
        type.TypeName,
        type.Versions[0],
        null,
        [
            .. type.Attributes.Select(
                attribute => new InventoryItemAttribute(attribute.Name, attribute.IsNumber ? Number : Text)),
        ]);

    private static InventoryItemSchema Schema(AggregatorType type) => new(
        type.TypeName,
        AwsInventoryType.Find(type.TypeName)!.Versions[0],
        type.DisplayName,
        [.. type.Attributes.Select(name => new InventoryItemAttribute(name, Text))]);

    private static InventoryItemSchema Schema(StoredSchema schema) => new(
        schema.TypeName,
        schema.Version,
        null,
        [.. schema.Attributes.Select(name => new InventoryItemAttribute(name, Text))]);
}
