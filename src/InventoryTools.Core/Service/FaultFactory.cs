namespace InventoryTools.Service;

/// <summary>Makes the faults of a local service.</summary>
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

    /// <summary>A request names a type that the account does not have.</summary>
    public static InventoryFaultException UnknownType(string typeName) =>
        Exception(FaultCode.InvalidTypeName, $"The type '{typeName}' is not known.");

    /// <summary>A filter or an aggregator names an attribute that no type has.</summary>
    /// <param name="code">The fault's code.</param>
    /// <param name="member">The filter or expression with its key, such as <c>filter 'A.B'</c>.</param>
    /// <param name="question">The question that proposes other names, with a space before it; empty for none.</param>
    public static InventoryFaultException UnknownAttribute(
        string code, string member, string question = "") => Exception(
        code,
        $"The {member} names no attribute of a known type.{question} "
            + "Write it as type and attribute, such as AWS:InstanceInformation.PlatformType.");

    /// <summary>A filter uses the operator Exists in a request that counts nothing.</summary>
    public static InventoryFaultException ExistsWithoutAggregator(string key) => Exception(
        FaultCode.InvalidFilter,
        $"The filter '{key}' uses the operator Exists, which is valid only with aggregators.");
}
