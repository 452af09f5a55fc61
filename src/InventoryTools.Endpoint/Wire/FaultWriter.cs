using InventoryTools.Service;

namespace InventoryTools.Endpoint.Wire;

/// <summary>
/// Writes faults as the service does: faults of the API's model have a Message, common faults have a message.
/// </summary>
internal static class FaultWriter
{
    private static readonly HashSet<string> s_modelled =
    [
        FaultCode.InvalidTypeName, FaultCode.UnsupportedSchemaVersion, FaultCode.InvalidItemContent,
        FaultCode.ItemContentMismatch, FaultCode.ItemSizeLimitExceeded, FaultCode.TotalSizeLimitExceeded,
        FaultCode.UnsupportedContext, FaultCode.InvalidContext, FaultCode.CustomSchemaCountLimitExceeded,
        FaultCode.SubTypeCountLimitExceeded, FaultCode.InvalidInstanceId, FaultCode.InternalServerError,
        FaultCode.InvalidFilter, FaultCode.InvalidNextToken, FaultCode.InvalidAggregator,
        FaultCode.InvalidInventoryGroup, FaultCode.InvalidResultAttribute, FaultCode.InvalidOption,
        FaultCode.InvalidDeleteInventoryParameters, FaultCode.InvalidInventoryRequest, FaultCode.InvalidDeletionId,
    ];

    /// <summary>The codes that the API's model defines.</summary>
    public static IReadOnlyList<string> Modelled =>
        [.. s_modelled.OrderBy(code => code, System.StringComparer.Ordinal)];

    /// <summary>The JSON of a fault.</summary>
    public static byte[] Write(InventoryFault fault) => ResponseWriter.Write(json =>
    {
        json.WriteString("__type", fault.Code);
        ResponseWriter.Text(json, s_modelled.Contains(fault.Code) ? "Message" : "message", fault.Message);
        ResponseWriter.Text(json, "TypeName", fault.TypeName);
    });
}
