namespace InventoryTools.Service;

/// <summary>Makes the faults that a local service answers.</summary>
internal static class FaultFactory
{
    private const int BadRequest = 400;
    private const int ServerError = 500;

    /// <summary>A fault; all are the client's but <see cref="FaultCode.InternalServerError"/>.</summary>
    public static InventoryFault Of(string code, string? message, string? typeName = null) =>
        new(code, code == FaultCode.InternalServerError ? ServerError : BadRequest, message, typeName);

    /// <summary>A fault, to be thrown.</summary>
    public static InventoryFaultException Exception(string code, string? message, string? typeName = null) =>
        new(Of(code, message, typeName));
}
