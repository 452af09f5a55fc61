using Amazon.Runtime;
using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;

namespace InventoryTools.Benchmarks.Floors;

/// <summary>A loop over PutInventory of the AWS SDK, without rules, hashes, retries or a ledger.</summary>
internal static class SdkFloor
{
    public static async Task RunAsync(string url, int calls, int connections)
    {
        using AmazonSimpleSystemsManagementClient client = new(
            new BasicAWSCredentials("AKIDEXAMPLE", "secret"),
            new AmazonSimpleSystemsManagementConfig
            {
                ServiceURL = url,
                AuthenticationRegion = "us-east-1",
                MaxErrorRetry = 0,
                MaxConnectionsPerServer = connections,
            });
        await Floor.MeasureAsync("AWS SDK for .NET", calls, connections, call => client.PutInventoryAsync(
            new PutInventoryRequest { InstanceId = SampleCalls.NodeOf(call), Items = SampleCalls.Items(call) }))
            .ConfigureAwait(false);
    }
}
