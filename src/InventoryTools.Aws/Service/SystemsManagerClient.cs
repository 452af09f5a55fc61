using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model.Internal.MarshallTransformations;
using InventoryTools.Service;
using Sdk = Amazon.SimpleSystemsManagement.Model;

namespace InventoryTools.Aws.Service;

/// <summary>The SDK's client, without its retries: the submitter knows better what may go again, and when.</summary>
/// <remarks>
/// One retry stays. When the machine's clock is off, the service refuses the signature, and the SDK learns the right
/// time from the answer, but uses it only in a retry. Whoever calls could not tell that refusal from a wrong key.
/// </remarks>
internal sealed class SystemsManagerClient(AWSCredentials credentials, SystemsManagerConfig config)
    : AmazonSimpleSystemsManagementClient(credentials, config)
{
    /// <summary>Makes a call of PutInventory whose JSON is written already.</summary>
    public Task<Sdk.PutInventoryResponse> PutInventoryAsync(byte[] json, CancellationToken cancellationToken) =>
        InvokeAsync<Sdk.PutInventoryResponse>(
            new Sdk.PutInventoryRequest(),
            new InvokeOptions
            {
                RequestMarshaller = new WrittenRequest(json),
                ResponseUnmarshaller = PutInventoryResponseUnmarshaller.Instance,
            },
            cancellationToken);

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        base.CustomizeRuntimePipeline(pipeline);
        pipeline.ReplaceHandler<RetryHandler>(new RetryHandler(new ClockSkewRetryPolicy()));
    }

    /// <summary>
    /// The SDK's own request of PutInventory with another body. The SDK would make a dictionary of each entry to write
    /// it, a third of the work of a call.
    /// </summary>
    private sealed class WrittenRequest(byte[] json) : IMarshaller<IRequest, AmazonWebServiceRequest>
    {
        public IRequest Marshall(AmazonWebServiceRequest input)
        {
            IRequest request = PutInventoryRequestMarshaller.Instance.Marshall(input);
            request.ContentStream?.Dispose();
            (request.ContentStream, request.Content) = (null, json);
            return request;
        }
    }

    /// <summary>Retries once, and only what the SDK found out to be a clock that is off.</summary>
    private sealed class ClockSkewRetryPolicy : RetryPolicy
    {
        public ClockSkewRetryPolicy() => MaxRetries = 1;

        public override bool CanRetry(IExecutionContext executionContext) =>
            executionContext.RequestContext.Request.IsRequestStreamRewindable();

        public override bool RetryForException(IExecutionContext executionContext, Exception exception) => false;

        public override Task<bool> RetryForExceptionAsync(IExecutionContext executionContext, Exception exception) =>
            Task.FromResult(false);

        public override bool RetryLimitReached(IExecutionContext executionContext) =>
            executionContext.RequestContext.Retries >= MaxRetries;

        public override void WaitBeforeRetry(IExecutionContext executionContext)
        {
        }

        public override Task WaitBeforeRetryAsync(IExecutionContext executionContext) => Task.CompletedTask;
    }
}

/// <summary>The SDK's settings: each call is sent once, and this module's name is after the SDK's own.</summary>
internal sealed class SystemsManagerConfig : AmazonSimpleSystemsManagementConfig
{
    private static readonly string s_module =
        $"InventoryTools/{typeof(SystemsManagerConfig).Assembly.GetName().Version?.ToString(3)}";

    public SystemsManagerConfig(IClock clock, int maxConnections)
    {
        HttpClientFactory = new PrivateHttpClientFactory(
            maxConnections, handler => new ResponseInspector(handler, clock));
        MaxErrorRetry = 0;

        // This setting is not part of the other: with a broken connection a call would be sent ten times without a
        // pause.
        MaxStaleConnectionRetries = 0;
    }

    public override string UserAgent => $"{base.UserAgent} {s_module}";
}
