using InventoryTools.Endpoint.Http;
using InventoryTools.Files;
using InventoryTools.Rules;
using InventoryTools.Service;

namespace InventoryTools.Endpoint.Wire;

/// <summary>Answers a call of one operation.</summary>
internal delegate Task<HttpResponse> WireOperation(IInventoryService service, byte[] body, CancellationToken stop);

/// <summary>
/// The six operations in the service's own protocol, AWS JSON 1.1: turns the JSON of a request into the JSON of its
/// result or of a fault. Headers and signatures are made and checked elsewhere.
/// </summary>
/// <remarks>Source: Smithy, AWS JSON protocols; botocore, ssm 2014-11-06.</remarks>
internal static class AwsJsonProtocol
{
    private const int Success = 200;

    // The members of a request are made when the first one of its kind comes.
    private static readonly Dictionary<string, WireOperation> s_operations = new(StringComparer.Ordinal)
    {
        ["DeleteInventory"] = Operation(
            () => RequestReader.DeleteInventory,
            RequestConstraints.Check,
            (service, request, stop) => service.DeleteInventoryAsync(request, stop),
            ResponseWriter.Of<DeleteInventoryResponse>(ResponseWriter.Write)),
        ["DescribeInventoryDeletions"] = Operation(
            () => RequestReader.DescribeInventoryDeletions,
            RequestConstraints.Check,
            (service, request, stop) => service.DescribeInventoryDeletionsAsync(request, stop),
            ResponseWriter.Of<DescribeInventoryDeletionsResponse>(ResponseWriter.Write)),
        ["GetInventory"] = Operation(
            () => RequestReader.GetInventory,
            RequestConstraints.Check,
            (service, request, stop) => service.GetInventoryAsync(request, stop),
            ResponseWriter.Of<GetInventoryResponse>(ResponseWriter.Write)),
        ["GetInventorySchema"] = Operation(
            () => RequestReader.GetInventorySchema,
            RequestConstraints.Check,
            (service, request, stop) => service.GetInventorySchemaAsync(request, stop),
            ResponseWriter.Of<GetInventorySchemaResponse>(ResponseWriter.Write)),
        ["ListInventoryEntries"] = Operation(
            () => RequestReader.ListInventoryEntries,
            RequestConstraints.Check,
            (service, request, stop) => service.ListInventoryEntriesAsync(request, stop),
            ResponseWriter.Of<ListInventoryEntriesResponse>(ResponseWriter.Write)),
        ["PutInventory"] = Operation(
            () => PutInventoryReader.PutInventory,
            RequestConstraints.Check,
            (service, request, stop) => service.PutInventoryAsync(request, stop),
            ResponseWriter.Write),
    };

    /// <summary>The names of the operations.</summary>
    public static IReadOnlyCollection<string> Operations => s_operations.Keys;

    /// <summary>Answers a call. A fault of the service is an answer; any other failure is thrown.</summary>
    public static async Task<HttpResponse> CallAsync(
        IInventoryService service,
        string operation,
        byte[] body,
        CancellationToken cancellationToken)
    {
        if (!s_operations.TryGetValue(operation, out WireOperation? call))
        {
            // As AWS answers it: without a message.
            return Fault(new InventoryFault(FaultCode.UnknownOperation, 400, null));
        }

        try
        {
            return await call(service, body, cancellationToken).ConfigureAwait(false);
        }
        catch (InventoryFaultException refused)
        {
            return Fault(refused.Fault);
        }
    }

    /// <summary>Returns the answer for a fault.</summary>
    public static HttpResponse Fault(InventoryFault fault) =>
        new(fault.StatusCode, FaultWriter.Write(fault));

    // The service checks the constraints itself. Here they are reported together with what the reader found.
    private static WireOperation Operation<TRequest, TResponse>(
        Func<JsonStructure<TRequest>> members,
        Func<TRequest, IReadOnlyCollection<string>?, IReadOnlyList<ConstraintViolation>> check,
        Func<IInventoryService, TRequest, CancellationToken, Task<TResponse>> call,
        Func<TResponse, byte[]> write) => async (service, body, stop) =>
        {
            RequestSize.Check(body);
            TRequest request = members().ReadAll(body, check);
            TResponse response = await call(service, request, stop).ConfigureAwait(false);
            return new HttpResponse(Success, write(response));
        };
}
