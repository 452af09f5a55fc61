namespace InventoryTools.Service;

/// <summary>
/// The codes of the faults that the six operations document, and of those of every AWS service that a local one returns
/// too, as the API reference spells them.
/// </summary>
internal static class FaultCode
{
    /// <summary>A member breaks a constraint of the service's model.</summary>
    public const string Validation = "ValidationException";

    /// <summary>The request is not valid JSON of the protocol.</summary>
    public const string Serialization = "SerializationException";

    /// <summary>The type name is not valid.</summary>
    public const string InvalidTypeName = "InvalidTypeNameException";

    /// <summary>The service does not know the schema version.</summary>
    public const string UnsupportedSchemaVersion = "UnsupportedInventorySchemaVersionException";

    /// <summary>The item's content is not valid.</summary>
    public const string InvalidItemContent = "InvalidItemContentException";

    /// <summary>The content hash differs from the stored one.</summary>
    public const string ItemContentMismatch = "ItemContentMismatchException";

    /// <summary>The item is too large.</summary>
    public const string ItemSizeLimitExceeded = "ItemSizeLimitExceededException";

    /// <summary>The node's data is too large.</summary>
    public const string TotalSizeLimitExceeded = "TotalSizeLimitExceededException";

    /// <summary>The type takes no context.</summary>
    public const string UnsupportedContext = "UnsupportedInventoryItemContextException";

    /// <summary>The context has invalid names or values.</summary>
    public const string InvalidContext = "InvalidInventoryItemContextException";

    /// <summary>The account has too many custom types.</summary>
    public const string CustomSchemaCountLimitExceeded = "CustomSchemaCountLimitExceededException";

    /// <summary>The item has too many sub-types.</summary>
    public const string SubTypeCountLimitExceeded = "SubTypeCountLimitExceededException";

    /// <summary>The node is not a managed node of the account in the region.</summary>
    public const string InvalidInstanceId = "InvalidInstanceId";

    /// <summary>The service itself failed.</summary>
    public const string InternalServerError = "InternalServerError";

    /// <summary>A filter's key, operator or values are not valid.</summary>
    public const string InvalidFilter = "InvalidFilter";

    /// <summary>The token was not returned for this request.</summary>
    public const string InvalidNextToken = "InvalidNextToken";

    /// <summary>The aggregator's expression is not valid.</summary>
    public const string InvalidAggregator = "InvalidAggregatorException";

    /// <summary>The groups of an aggregator are not valid.</summary>
    public const string InvalidInventoryGroup = "InvalidInventoryGroupException";

    /// <summary>The type of the items to return is not valid.</summary>
    public const string InvalidResultAttribute = "InvalidResultAttributeException";

    /// <summary>The option for the schema is not valid for the type.</summary>
    public const string InvalidOption = "InvalidOptionException";

    /// <summary>The parameters of a deletion do not fit together.</summary>
    public const string InvalidDeleteInventoryParameters = "InvalidDeleteInventoryParametersException";

    /// <summary>The request is not valid for the type.</summary>
    public const string InvalidInventoryRequest = "InvalidInventoryRequestException";

    /// <summary>The deletion does not exist.</summary>
    public const string InvalidDeletionId = "InvalidDeletionIdException";

    /// <summary>The operation does not exist.</summary>
    public const string UnknownOperation = "UnknownOperationException";

    /// <summary>The module's code for HTTP status 501 without a code: the server does not have the operation.</summary>
    public const string NotImplemented = "NotImplemented";
}
