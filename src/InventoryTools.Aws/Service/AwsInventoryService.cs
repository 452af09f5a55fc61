using System.Runtime.CompilerServices;
using Amazon.Runtime;
using InventoryTools.Service;

namespace InventoryTools.Aws.Service;

/// <summary>The six operations by the AWS SDK. Faults and failures come out as this module's own exceptions.</summary>
internal sealed class AwsInventoryService(SystemsManagerClient client, Uri endpoint) : IInventoryService
{
    public async Task<PutInventoryResponse> PutInventoryAsync(
        PutInventoryRequest request,
        CancellationToken cancellationToken) => SdkResponses.Map(
        await CallAsync(client.PutInventoryAsync, request.Json, cancellationToken).ConfigureAwait(false));

    public async Task<GetInventoryResponse> GetInventoryAsync(
        GetInventoryRequest request,
        CancellationToken cancellationToken) => SdkResponses.Map(
        await CallAsync(client.GetInventoryAsync, SdkRequests.Map(request), cancellationToken).ConfigureAwait(false));

    public async Task<ListInventoryEntriesResponse> ListInventoryEntriesAsync(
        ListInventoryEntriesRequest request,
        CancellationToken cancellationToken) => SdkResponses.Map(
        request,
        await CallAsync(client.ListInventoryEntriesAsync, SdkRequests.Map(request), cancellationToken)
            .ConfigureAwait(false));

    public async Task<GetInventorySchemaResponse> GetInventorySchemaAsync(
        GetInventorySchemaRequest request,
        CancellationToken cancellationToken) => SdkResponses.Map(
        await CallAsync(client.GetInventorySchemaAsync, SdkRequests.Map(request), cancellationToken)
            .ConfigureAwait(false));

    public async Task<DeleteInventoryResponse> DeleteInventoryAsync(
        DeleteInventoryRequest request,
        CancellationToken cancellationToken) => DeletionResponses.Map(
        request,
        await CallAsync(client.DeleteInventoryAsync, SdkRequests.Map(request), cancellationToken)
            .ConfigureAwait(false));

    public async Task<DescribeInventoryDeletionsResponse> DescribeInventoryDeletionsAsync(
        DescribeInventoryDeletionsRequest request,
        CancellationToken cancellationToken) => DeletionResponses.Map(
        await CallAsync(client.DescribeInventoryDeletionsAsync, SdkRequests.Map(request), cancellationToken)
            .ConfigureAwait(false));

    public void Dispose() => client.Dispose();

    private async Task<TResponse> CallAsync<TRequest, TResponse>(
        Func<TRequest, CancellationToken, Task<TResponse>> call,
        TRequest request,
        CancellationToken cancellationToken,
        [CallerMemberName] string method = "")
        where TResponse : AmazonWebServiceResponse
    {
        ServiceCall current = ServiceCall.Begin(cancellationToken);
        TResponse response;
        try
        {
            response = await call(request, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (Exception error)
        {
            Exception translated = FailureTranslation.Translate(error, endpoint, Operation(method), current.IsSent);
            if (ReferenceEquals(translated, error))
            {
                throw;
            }

            throw translated;
        }

        return string.IsNullOrEmpty(response.ResponseMetadata?.RequestId)
            ? throw UnexpectedResponse.Nameless(FailureTranslation.Place(endpoint))
            : response;
    }

    // The methods have the names of their operations.
    private static string Operation(string method) => method.Replace("Async", "");
}
