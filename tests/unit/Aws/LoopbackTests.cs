using InventoryTools.Aws.Service;
using InventoryTools.Service;
using InventoryTools.Tests.Endpoint;
using Xunit;

namespace InventoryTools.Tests.Aws;

/// <summary>Tests of the service by the SDK over a scripted server.</summary>
public abstract class LoopbackTests : IDisposable
{
    private protected LoopbackTests() => Aws = LoopbackClient.Make(Server.Url);

    private protected ScriptedEndpoint Server { get; } = new();

    private protected AwsInventoryService Aws { get; }

    public void Dispose()
    {
        Aws.Dispose();
        Server.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected static Task<PutInventoryResponse> PutAsync(
        AwsInventoryService aws, CancellationToken cancellation = default) =>
        aws.PutInventoryAsync(new PutInventoryRequest(Items.Node, [Items.Valid()]), cancellation);

    private protected Task<PutInventoryResponse> PutAsync() => PutAsync(Aws);

    private protected async Task<T> FailureAsync<T>(AwsInventoryService? aws = null)
        where T : InventoryServiceException
    {
        T error = await Assert.ThrowsAsync<T>(() => PutAsync(aws ?? Aws));
        Assert.DoesNotMatch(@"Amazon\.|System\.|inner exception|secret|\n|\.\.", error.Message);
        return error;
    }
}
