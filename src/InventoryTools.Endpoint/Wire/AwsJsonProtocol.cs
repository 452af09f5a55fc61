using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using InventoryTools.Files;
using InventoryTools.Rules;
using InventoryTools.Service;

namespace InventoryTools.Endpoint.Wire;

/// <summary>
/// The six operations in the service's own protocol, AWS JSON 1.1: the JSON of a request goes in, the JSON of its
/// result or of a fault comes out. Headers and signatures are not its business.
/// </summary>
/// <remarks>Source: Smithy, AWS JSON protocols; botocore, ssm 2014-11-06.</remarks>
internal static class AwsJsonProtocol
{
    private const int Success = 200;

    /// <summary>The names of the operations.</summary>
    public static IReadOnlyList<string> Operations { get; } =
    [
        "DeleteInventory", "DescribeInventoryDeletions", "GetInventory", "GetInventorySchema", "ListInventoryEntries", "PutInventory",
    ];

    /// <summary>Answers a call. What the service refuses is an answer too; what it can't do is thrown.</summary>
    public static async Task<WireResponse> CallAsync(
        IInventoryService service,
        string operation,
        byte[] body,
        CancellationToken cancellationToken)
    {
        try
        {
            return await DispatchAsync(service, operation, body, cancellationToken).ConfigureAwait(false);
        }
        catch (InventoryFaultException refused)
        {
            return Fault(refused.Fault);
        }
    }

    /// <summary>A fault as an answer.</summary>
    public static WireResponse Fault(InventoryFault fault) =>
        new(fault.StatusCode, FaultWriter.Write(fault), fault.Code);

    private static Task<WireResponse> DispatchAsync(
        IInventoryService service,
        string operation,
        byte[] body,
        CancellationToken cancellationToken) => operation switch
        {
            "PutInventory" => AnswerAsync(
                PutInventoryReader.Read(body),
                RequestConstraints.Check,
                request => service.PutInventoryAsync(request, cancellationToken),
                ResponseWriter.Write),
            "GetInventory" => AnswerAsync(
                RequestReader.ReadGetInventory(body),
                RequestConstraints.Check,
                request => service.GetInventoryAsync(request, cancellationToken),
                ResponseWriter.Write),
            "ListInventoryEntries" => AnswerAsync(
                RequestReader.ReadListInventoryEntries(body),
                RequestConstraints.Check,
                request => service.ListInventoryEntriesAsync(request, cancellationToken),
                ResponseWriter.Write),
            "GetInventorySchema" => AnswerAsync(
                RequestReader.ReadGetInventorySchema(body),
                RequestConstraints.Check,
                request => service.GetInventorySchemaAsync(request, cancellationToken),
                ResponseWriter.Write),
            "DeleteInventory" => AnswerAsync(
                RequestReader.ReadDeleteInventory(body),
                RequestConstraints.Check,
                request => service.DeleteInventoryAsync(request, cancellationToken),
                ResponseWriter.Write),
            "DescribeInventoryDeletions" => AnswerAsync(
                RequestReader.ReadDescribeInventoryDeletions(body),
                RequestConstraints.Check,
                request => service.DescribeInventoryDeletionsAsync(request, cancellationToken),
                ResponseWriter.Write),

            // As AWS answers it: without a message.
            _ => throw new InventoryFaultException(new InventoryFault(FaultCode.UnknownOperation, 400, null)),
        };

    // The service looks at the constraints itself; here they are told together with what no request could hold.
    private static async Task<WireResponse> AnswerAsync<TRequest, TResponse>(
        ParsedRequest<TRequest> read,
        Func<TRequest, IReadOnlyList<ConstraintViolation>> check,
        Func<TRequest, Task<TResponse>> call,
        Action<Utf8JsonWriter, TResponse> write)
    {
        if (read.Violations.Count > 0)
        {
            return Fault(ConstraintViolation.ToFault([.. read.Violations.Concat(check(read.Request))]));
        }

        TResponse response = await call(read.Request).ConfigureAwait(false);
        return new WireResponse(Success, ResponseWriter.Write(json => write(json, response)));
    }
}
