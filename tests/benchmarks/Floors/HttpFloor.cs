using System.Net.Http.Headers;
using System.Text.Json;

namespace InventoryTools.Benchmarks.Floors;

/// <summary>The bytes of the same calls over HttpClient, not signed.</summary>
internal static class HttpFloor
{
    public static async Task RunAsync(string url, int calls, int connections)
    {
        using SocketsHttpHandler handler = new() { MaxConnectionsPerServer = connections };
        using HttpClient client = new(handler);
        await Floor.MeasureAsync("HTTP, not signed", calls, connections, async call =>
        {
            using HttpRequestMessage request = new(HttpMethod.Post, url) { Content = new ByteArrayContent(Body(call)) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.1");
            request.Headers.Add("X-Amz-Target", "AmazonSSM.PutInventory");
            using HttpResponseMessage response = await client.SendAsync(request).ConfigureAwait(false);
            response.EnsureSuccessStatusCode();
        }).ConfigureAwait(false);
    }

    private static byte[] Body(int call) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        InstanceId = SampleCalls.NodeOf(call),
        Items = SampleCalls.Items(call).Select(
            item => new { item.TypeName, item.SchemaVersion, item.CaptureTime, item.Content }),
    });
}
