using System.Text;
using InventoryTools.Endpoint.Http;
using InventoryTools.Endpoint.Wire;
using InventoryTools.Local;
using InventoryTools.Sqlite;
using InventoryTools.Tests.Service;
using Xunit;
using Xunit.Abstractions;

namespace InventoryTools.Tests.Endpoint;

/// <summary>Requests of the largest size, whose values take more memory than their bytes.</summary>
public sealed class HostileRequestTests(ITestOutputHelper output) : IDisposable
{
    private const long MaxAllocated = 256L * 1024 * 1024;
    private const long MaxAllocatedByCounting = 1024 * 1024;

    private static readonly int s_size = new HttpLimits().BodyBytes;

    private readonly LocalInventoryService _service =
        new(_ => SqliteInventoryStore.OpenInMemory(), 1, new ManualClock());

    public void Dispose() => _service.Dispose();

    [Theory]
    [InlineData("PutInventory", """{"InstanceId":"i-00000001","Items":[""", "{}", "]}")]
    [InlineData("PutInventory", """{"InstanceId":"i-00000001","Items":[""", "null", "]}")]
    [InlineData("PutInventory", """{"Items":[{"Content":[""", "{}", "]}]}")]
    [InlineData("PutInventory", """{"Items":[{"Content":[""", "null", "]}]}")]
    [InlineData("PutInventory", """{"Items":[{"Content":[{""", "\"%n\":\"\"", "}]}]}")]
    [InlineData("PutInventory", """{"Items":[{"Content":[{""", "\"%n\":null", "}]}]}")]
    [InlineData("PutInventory", """{"Items":[{"Context":{""", "\"%n\":\"\"", "}}]}")]
    [InlineData("PutInventory", """{"Items":[""", """{"Content":[{"":""}]}""", "]}")]
    [InlineData("GetInventory", """{"Filters":[""", "{}", "]}")]
    [InlineData("GetInventory", """{"Filters":[""", "null", "]}")]
    [InlineData("GetInventory", """{"Filters":[{"Key":"k","Values":[""", "\"\"", "]}]}")]
    [InlineData("GetInventory", """{"Filters":[{"Key":"k","Values":[""", "null", "]}]}")]
    [InlineData("GetInventory", """{"Aggregators":[""", "{}", "]}")]
    [InlineData("GetInventory", """{"Aggregators":[""", """{"Aggregators":[{},{}]}""", "]}")]
    [InlineData("GetInventory", """{"Aggregators":[{"Groups":[""", "{}", "]}]}")]
    [InlineData("GetInventory", """{"Aggregators":[{"Groups":[{"Name":"G","Filters":[""", "{}", "]}]}]}")]
    [InlineData("GetInventory", """{"ResultAttributes":[""", "{}", "]}")]
    [InlineData("GetInventory", """{"Unknown":[""", "[[]]", "]}")]
    [InlineData("GetInventory", "{", "\"%n\":0", "}")]
    [InlineData("ListInventoryEntries", """{"Filters":[""", """{"Values":[""]}""", "]}")]
    [InlineData("DeleteInventory", "[", "{}", "]")]
    public void A_request_of_many_values_is_refused_before_they_are_made(
        string operation, string begin, string element, string end)
    {
        byte[] body = Body(begin, element, end);
        (HttpResponse answer, long allocated) = Measure(operation, body);
        output.WriteLine($"{allocated >> 20} MB for {body.Length >> 20} MB");
        Assert.Equal(413, answer.StatusCode);
        Assert.StartsWith(
            """{"__type":"RequestEntityTooLargeException",""",
            Encoding.UTF8.GetString(answer.Body),
            StringComparison.Ordinal);
        Assert.InRange(allocated, 0, MaxAllocatedByCounting);
    }

    [Theory]
    [InlineData("PutInventory", """{"InstanceId":"i-00000001","Items":[""", "{}", "]}")]
    [InlineData("PutInventory", """{"InstanceId":"i-00000001","Items":[""", "null", "]}")]
    [InlineData("PutInventory", """{"Items":[{"Content":[""", "{}", "]}]}")]
    [InlineData("PutInventory", """{"Items":[{"Content":[{""", "\"%n\":\"\"", "}]}]}")]
    [InlineData("PutInventory", """{"Items":[{"Context":{""", "\"%n\":\"\"", "}}]}")]
    [InlineData("GetInventory", """{"Filters":[""", "{}", "]}")]
    [InlineData("GetInventory", """{"Filters":[{"Key":"k","Values":[""", "\"\"", "]}]}")]
    [InlineData("GetInventory", """{"Aggregators":[""", "{}", "]}")]
    [InlineData("GetInventory", """{"Aggregators":[{"Groups":[{"Name":"G","Filters":[""", "{}", "]}]}]}")]
    public void A_request_with_just_as_many_values_takes_a_bounded_amount_of_memory(
        string operation, string begin, string element, string end)
    {
        string elements = string.Join(
            ',', Enumerable.Range(0, RequestSize.MaxValues - 10).Select(number => Element(element, number)));
        byte[] body = Encoding.UTF8.GetBytes(begin + elements + end);
        (HttpResponse answer, long allocated) = Measure(operation, body);
        output.WriteLine(
            $"{allocated >> 20} MB for {body.Length >> 20} MB: {answer.Body.Length} bytes");
        Assert.Equal(400, answer.StatusCode);
        Assert.InRange(allocated, 0, MaxAllocated);
        Assert.InRange(answer.Body.Length, 0, 64 * 1024);
    }

    [Theory]
    [InlineData("PutInventory", """{"InstanceId":"%t"}""")]
    [InlineData("PutInventory", """{"%t":0}""")]
    [InlineData("PutInventory", """{"InstanceId":"i-00000001","Items":[{"TypeName":"Custom:%t"}]}""")]
    [InlineData("PutInventory", """{"InstanceId":"i-00000001","Items":[{"SchemaVersion":"1.%t"}]}""")]
    [InlineData("PutInventory", """{"InstanceId":"i-00000001","Items":[{"CaptureTime":"20%t"}]}""")]
    [InlineData("PutInventory", """{"InstanceId":"i-00000001","Items":[{"ContentHash":"%t"}]}""")]
    [InlineData("PutInventory", """{"InstanceId":"i-00000001","Items":[{"Content":[{"%t":""}]}]}""")]
    [InlineData("PutInventory", """{"InstanceId":"i-00000001","Items":[{"Content":[{"A":"%t"}]}]}""")]
    [InlineData("PutInventory", """{"InstanceId":"i-00000001","Items":[{"Context":{"%t":"%t"}}]}""")]
    [InlineData("GetInventory", """{"NextToken":"%t"}""")]
    [InlineData("GetInventory", """{"MaxResults":1%t}""")]
    [InlineData("GetInventory", """{"Filters":[{"Key":"%t","Values":["%t"]}]}""")]
    [InlineData("GetInventory", """{"Filters":[{"Key":"AWS:File.%t","Values":["x"],"Type":"%t"}]}""")]
    [InlineData("GetInventory", """{"Aggregators":[{"Expression":"%t"}]}""")]
    [InlineData("GetInventory", """{"Aggregators":[{"Groups":[{"Name":"%t","Filters":[]}]}]}""")]
    [InlineData("GetInventory", """{"ResultAttributes":[{"TypeName":"%t"}]}""")]
    [InlineData("ListInventoryEntries", """{"InstanceId":"i-00000001","TypeName":"Custom:%t"}""")]
    [InlineData("GetInventorySchema", """{"TypeName":"Custom:%t"}""")]
    [InlineData("DeleteInventory", """{"TypeName":"Custom:A","ClientToken":"%t"}""")]
    [InlineData("DescribeInventoryDeletions", """{"DeletionId":"%t"}""")]
    [InlineData("Get%t", "{}")]
    public async Task A_text_of_megabytes_gets_a_short_answer(string operation, string body)
    {
        foreach (string part in new[] { "0", "a.", ":-Z", "T00:" })
        {
            string text = string.Concat(Enumerable.Repeat(part, 1_900_000 / part.Length));
            byte[] bytes = Encoding.UTF8.GetBytes(body.Replace("%t", text, StringComparison.Ordinal));
            HttpResponse answer = await AwsJsonProtocol.CallAsync(
                _service, operation.Replace("%t", text, StringComparison.Ordinal), bytes, default);
            Assert.Equal(400, answer.StatusCode);
            Assert.InRange(answer.Body.Length, 0, 64 * 1024);
        }
    }

    [Fact]
    public void The_largest_call_that_the_service_takes_has_fewer_values()
    {
        // Attributes of one letter without a value, as many as 1 MB holds.
        byte[] body = Body("""{"Items":[{"Content":[{""", "\"A\":\"\"", "}]}]}", 1024 * 1024);
        RequestSize.Check(body);
    }

    [Fact]
    public async Task Fuzz_any_JSON_gets_an_answer()
    {
        string[] operations = [.. AwsJsonProtocol.Operations];
        for (int seed = 0; seed < FuzzTests.Requests; seed++)
        {
            Random random = new(seed);
            StringBuilder json = new();
            Append(json, random, 0);
            byte[] body = Encoding.UTF8.GetBytes(json.ToString());
            HttpResponse answer = await AwsJsonProtocol.CallAsync(
                _service, operations[random.Next(operations.Length)], body, default);
            Assert.True(answer.StatusCode is 200 or 400, $"Seed {seed}: {answer.StatusCode} for {json}");
        }
    }

    // What is refused is refused by the thread that calls. Other tests allocate on theirs.
    private (HttpResponse Answer, long Allocated) Measure(string operation, byte[] body)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Task<HttpResponse> answer = AwsJsonProtocol.CallAsync(_service, operation, body, default);
        Assert.True(answer.IsCompleted);
        return (answer.Result, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static byte[] Body(string begin, string element, string end, int? size = null)
    {
        StringBuilder text = new(begin);
        int most = (size ?? s_size) - end.Length - element.Length - 10;
        for (int number = 0; text.Length < most; number++)
        {
            text.Append(number == 0 ? "" : ",").Append(Element(element, number));
        }

        return Encoding.UTF8.GetBytes(text.Append(end).ToString());
    }

    private static string Element(string element, int number) =>
        element.Replace("%n", number.ToString("x", null), StringComparison.Ordinal);

    // The names of the requests' members, in any place and with values of any kind.
    private static void Append(StringBuilder json, Random random, int depth)
    {
        string[] names =
        [
            "Items", "Content", "Context", "InstanceId", "TypeName", "Filters", "Key", "Values", "Type", "Aggregators",
            "Groups", "Name", "Expression", "ResultAttributes", "MaxResults", "NextToken", "DryRun", "Unknown",
        ];
        string[] scalars = ["null", "true", "0", "-1", "1e9", "\"\"", "\"AWS:File\"", "\"i-00000001\"", "\"Equal\""];
        int kind = depth > 6 ? 2 : random.Next(depth == 0 ? 1 : 3);
        if (kind == 2)
        {
            json.Append(scalars[random.Next(scalars.Length)]);
            return;
        }

        json.Append(kind == 0 ? '{' : '[');
        string[] chosen = random.GetItems(names, random.Next(5));
        foreach (string name in kind == 0 ? chosen.Distinct() : chosen)
        {
            json.Append(json[^1] is '{' or '[' ? "" : ",").Append(kind == 0 ? $"\"{name}\":" : "");
            Append(json, random, depth + 1);
        }

        json.Append(kind == 0 ? '}' : ']');
    }
}
