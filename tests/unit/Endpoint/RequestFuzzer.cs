using System.Text;
using System.Text.Json.Nodes;

namespace InventoryTools.Tests.Endpoint;

/// <summary>Makes malformed requests from a seed. The same seed makes the same request.</summary>
internal sealed class RequestFuzzer(int port, int seed)
{
    private static readonly (string Operation, string Body)[] s_good =
    [
        (
            "PutInventory",
            """
            {"InstanceId":"i-00000001","Items":[{
                "TypeName":"Custom:A","SchemaVersion":"1.0","CaptureTime":"2026-01-31T12:00:00Z",
                "ContentHash":"h","Content":[{"X":"1"},{"Y":"2"}]}]}
            """),
        (
            "PutInventory",
            """
            {"InstanceId":"mi-0123456789abcdef0","Items":[{
                "TypeName":"AWS:ComplianceItem","SchemaVersion":"1.0","CaptureTime":"2026-01-31T12:00:00Z",
                "Content":[],"Context":{"ComplianceType":"Patch","ExecutionTime":"x"}}]}
            """),
        (
            "GetInventory",
            """
            {"Filters":[{"Key":"AWS:InstanceInformation.InstanceId","Values":["i-00000001"],"Type":"Equal"}],
                "ResultAttributes":[{"TypeName":"AWS:PatchSummary"}],"MaxResults":5}
            """),
        (
            "GetInventory",
            """
            {"Aggregators":[
                {"Expression":"AWS:Application.Name",
                    "Aggregators":[{"Expression":"AWS:InstanceInformation.PlatformType"}]},
                {"Groups":[{"Name":"G","Filters":[{"Key":"TypeName","Values":["Custom:A"],"Type":"Exists"}]}]}]}
            """),
        (
            "ListInventoryEntries",
            """
            {"InstanceId":"i-00000001","TypeName":"Custom:A",
                "Filters":[{"Key":"Custom:A.X","Values":["1"],"Type":"LessThan"}],"MaxResults":1}
            """),
        ("GetInventorySchema", """{"TypeName":"Custom:A","Aggregator":false,"SubType":false,"MaxResults":50}"""),
        (
            "DeleteInventory",
            """
            {"TypeName":"Custom:A","SchemaDeleteOption":"DeleteSchema","DryRun":false,
                "ClientToken":"01234567-89ab-cdef-0123-456789abcdef"}
            """),
        ("DescribeInventoryDeletions", """{"DeletionId":"01234567-89ab-cdef-0123-456789abcdef","MaxResults":50}"""),
    ];

    private static readonly string[] s_texts =
    [
        "", " ", "\0", "\u2028", "\uFEFF", "\U0001F600", "Custom:", "AWS:", "Custom:A\n",
        "i-00000001'; DROP TABLE item; --", "%s%n", "../../etc/passwd", "2026-02-30T25:00:00Z", "1.0",
        "999999.999999", "TypeName", "Custom:A.X", "null", new('x', 5000), new('\u00fc', 70000),
    ];

    private readonly Random _random = new(seed);

    public byte[] Next() => _random.Next(4) switch
    {
        0 => Mutated(Http(Operation(), Body(), Headers())),
        1 => Http(Operation(), Encoding.UTF8.GetString(Mutated(Encoding.UTF8.GetBytes(Body()))), ""),
        2 => Http(Operation(), Text(), Headers()),
        _ => Http(null, Body(), ""),
    };

    private string? _operation;

    private byte[] Http(string? operation, string body, string more) => Encoding.UTF8.GetBytes(
        RawClient.Request(port, operation ?? _operation!, body, more));

    private string Operation() => _random.Next(10) switch
    {
        0 => "GetParameter",
        1 => new string('A', _random.Next(3000)),
        _ => s_good[_random.Next(s_good.Length)].Operation,
    };

    private string Headers() => _random.Next(6) switch
    {
        0 => "Origin: http://evil.example\r\n",
        1 => "Authorization: AWS4-HMAC-SHA256 Credential=a/b/c/d/e, SignedHeaders=;;, Signature=\r\n",
        2 => string.Concat(Enumerable.Range(0, _random.Next(150)).Select(at => $"X-{at}: {at}\r\n")),
        3 => $"X-Long: {new string('y', _random.Next(20000))}\r\n",
        4 => "Transfer-Encoding: chunked\r\n",
        _ => "",
    };

    // A request in order, with one to three of its values exchanged.
    private string Body()
    {
        (string operation, string body) = s_good[_random.Next(s_good.Length)];
        _operation = operation;
        JsonNode json = JsonNode.Parse(body)!;
        for (int i = _random.Next(3); i >= 0; i--)
        {
            List<JsonNode> places = [.. Places(json)];
            if (places.Count > 0)
            {
                places[_random.Next(places.Count)].ReplaceWith(Value());
            }
        }

        string text = json.ToJsonString();
        return _random.Next(5) == 0
            ? text.Replace("\"1\"", "\"\\ud800\"", StringComparison.Ordinal)
                .Replace("\"X\"", "\"TypeName\":1,\"X\"", StringComparison.Ordinal)
            : text;
    }

    private static IEnumerable<JsonNode> Places(JsonNode node) => node switch
    {
        JsonObject members => members.Select(member => member.Value).OfType<JsonNode>()
            .SelectMany(value => Places(value).Prepend(value)),
        JsonArray elements => elements.OfType<JsonNode>().SelectMany(element => Places(element).Prepend(element)),
        _ => [],
    };

    private JsonNode? Value() => _random.Next(8) switch
    {
        0 => null,
        1 => JsonValue.Create(_random.Next()),
        2 => JsonValue.Create(_random.NextDouble() * 1e300),
        3 => JsonValue.Create(_random.Next(2) == 0),
        4 => new JsonArray([.. Enumerable.Range(0, _random.Next(60)).Select(_ => (JsonNode?)JsonValue.Create(Text()))]),
        5 => new JsonObject(
            Enumerable.Range(0, _random.Next(80)).Select(
                at => new KeyValuePair<string, JsonNode?>($"{at}{Text()}", Text()))),
        6 => Deep(),
        _ => JsonValue.Create(Text()),
    };

    private JsonArray Deep()
    {
        JsonArray deep = [];
        for (int i = _random.Next(60); i > 0; i--)
        {
            deep = [deep];
        }

        return deep;
    }

    private string Text() => s_texts[_random.Next(s_texts.Length)];

    private byte[] Mutated(byte[] bytes)
    {
        List<byte> changed = [.. bytes];
        for (int i = _random.Next(1, 5); i > 0 && changed.Count > 0; i--)
        {
            int at = _random.Next(changed.Count);
            switch (_random.Next(4))
            {
                case 0:
                    changed[at] = (byte)_random.Next(256);
                    break;
                case 1:
                    changed.RemoveRange(at, Math.Min(_random.Next(20), changed.Count - at));
                    break;
                case 2:
                    changed.InsertRange(at, changed.GetRange(at, Math.Min(_random.Next(50), changed.Count - at)));
                    break;
                default:
                    changed.RemoveRange(at, changed.Count - at);
                    break;
            }
        }

        return [.. changed];
    }
}
