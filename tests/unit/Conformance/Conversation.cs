using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using InventoryTools.Endpoint;
using InventoryTools.Endpoint.Http;
using InventoryTools.Endpoint.Wire;
using InventoryTools.Local;
using InventoryTools.Service;
using InventoryTools.Sqlite;
using InventoryTools.Tests.Endpoint;

namespace InventoryTools.Tests.Conformance;

/// <summary>
/// Calls in JSON to one service that begins empty, through one of the doors. Its clock stops unless a call waits.
/// </summary>
internal sealed class Conversation : IDisposable
{
    private const int MostRepeats = 60;

    private static readonly TimeSpan s_deletionTime = TimeSpan.FromMinutes(5);

    private static readonly HttpClient s_http = new();

    private readonly SteppedClock _clock = new();
    private readonly Door _door;
    private readonly LocalInventoryService _local;
    private readonly IInventoryService _service;
    private readonly EndpointServer? _endpoint;
    private readonly Dictionary<string, JsonNode> _kept = [];

    public Conversation(Door door)
    {
        // First, as it skips the test where the machine lacks the client.
        ForeignClient? client = OpenDoor.Client(door);
        _door = door;
        _local = new LocalInventoryService(_ => SqliteInventoryStore.OpenInMemory(), 1, _clock, s_deletionTime);
        if (door == Door.Direct)
        {
            _service = _local;
            return;
        }

        EndpointOptions options = new() { Key = door is Door.Wire or Door.Sdk ? null : OpenDoor.Key };
        _endpoint = EndpointServer.Start(_local, options, Endpoints.Clock);
        _service = client is null
            ? OpenDoor.Sdk(_endpoint.Url, OpenDoor.Key)
            : new ForeignDoor(client, _endpoint.Url, OpenDoor.Key);
    }

    public void Dispose()
    {
        _service.Dispose();
        _endpoint?.Dispose();
    }

    /// <summary>Makes the calls of a case and compares what it says about their answers.</summary>
    public async Task<IReadOnlyList<string>> PlayAsync(JsonObject one)
    {
        List<string> differences = [];
        foreach (JsonNode? step in one["given"] as JsonArray ?? [])
        {
            differences.AddRange(
                (await StepAsync(step!.AsObject(), isGiven: true)).Select(difference => $"given: {difference}"));
        }

        differences.AddRange(await StepAsync(one, isGiven: false));
        foreach (JsonNode? step in one["then"] as JsonArray ?? [])
        {
            differences.AddRange(
                (await StepAsync(step!.AsObject(), isGiven: false)).Select(difference => $"then: {difference}"));
        }

        return differences;
    }

    // A call that is only made so that another can be answered must succeed.
    private async Task<IReadOnlyList<string>> StepAsync(JsonObject step, bool isGiven)
    {
        if (step["wait"] is JsonNode seconds)
        {
            _clock.Advance(TimeSpan.FromSeconds((int)seconds));
        }

        if (step["operation"] is null)
        {
            return [];
        }

        string operation = (string)step["operation"]!;

        // The CLI takes a part of a second for each call, so the inventory that a case begins with goes around it.
        bool isDirect = _door == Door.Cli && isGiven && operation == "PutInventory";
        JsonObject request = JsonMatch.Fill(step["request"]!, _kept).AsObject();
        JsonObject answer = isDirect ? await AskAsync(_local, operation, request) : await AskAsync(operation, request);
        for (int i = 0; (string?)step["until"] is string pattern
            && i < MostRepeats
            && !Regex.IsMatch(answer.ToJsonString(), pattern); i++)
        {
            _clock.Advance(TimeSpan.FromMinutes(1));
            answer = await AskAsync(operation, request);
        }

        foreach ((string name, JsonNode? member) in step["keep"] as JsonObject ?? [])
        {
            if (answer["body"]?[(string)member!] is JsonNode value)
            {
                _kept[name] = value.DeepClone();
            }
        }

        JsonNode? expected = step["answer"];
        if (expected is null)
        {
            return isGiven && (int)answer["status"]! != 200 ? [$"{operation}: {answer.ToJsonString()}"] : [];
        }

        JsonObject filled = JsonMatch.Fill(expected, _kept).AsObject();
        if (filled["fault"] is JsonObject fault)
        {
            JsonObject members = fault.DeepClone().AsObject();
            if (_door == Door.Cli)
            {
                // It does not show this member.
                members.Remove("typeName");
            }

            filled["fault"] = new JsonObject { ["$atLeast"] = members };
        }

        return JsonMatch.Differences(filled, answer);
    }

    private async Task<JsonObject> AskAsync(string operation, JsonObject request)
    {
        if (_service is ForeignDoor foreign)
        {
            try
            {
                return new JsonObject
                {
                    ["status"] = 200,
                    ["body"] = (await foreign.CallAsync(operation, request)).DeepClone(),
                };
            }
            catch (InventoryFaultException refused)
            {
                return Answer(refused.Fault.StatusCode, AwsJsonProtocol.Fault(refused.Fault).Body);
            }
        }

        if (_door == Door.Wire)
        {
            using HttpRequestMessage call =
                new(HttpMethod.Post, _endpoint!.Url)
                {
                    Content = new ByteArrayContent(Encoding.UTF8.GetBytes(request.ToJsonString())),
                };
            call.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.1");
            call.Headers.Add("X-Amz-Target", $"AmazonSSM.{operation}");
            using HttpResponseMessage response = await s_http.SendAsync(call);
            return Answer((int)response.StatusCode, await response.Content.ReadAsByteArrayAsync());
        }

        JsonObject json = await AskAsync(_service, operation, request);

        // The module's own client gives the rows of an aggregation the name that they are found by as their type.
        foreach (JsonNode? entity in _door == Door.Direct ? [] : json["body"]?["Entities"] as JsonArray ?? [])
        {
            foreach ((_, JsonNode? rows) in entity!["Id"] is null ? entity["Data"]!.AsObject() : [])
            {
                rows!.AsObject().Remove("TypeName");
            }
        }

        return json;
    }

    private static async Task<JsonObject> AskAsync(IInventoryService service, string operation, JsonObject request)
    {
        HttpResponse answer = await AwsJsonProtocol.CallAsync(
            service, operation, Encoding.UTF8.GetBytes(request.ToJsonString()), CancellationToken.None);
        return Answer(answer.StatusCode, answer.Body);
    }

    private static JsonObject Answer(int status, byte[] body)
    {
        JsonObject json = JsonNode.Parse(body)!.AsObject();
        if (status == 200)
        {
            return new JsonObject { ["status"] = status, ["body"] = json };
        }

        JsonObject fault = new() { ["code"] = json["__type"]!.DeepClone() };
        (string, JsonNode?)[] members =
            [("message", json["message"] ?? json["Message"]), ("typeName", json["TypeName"])];
        foreach ((string name, JsonNode? value) in members)
        {
            if (value is not null)
            {
                fault[name] = value.DeepClone();
            }
        }

        return new JsonObject { ["status"] = status, ["fault"] = fault };
    }

    private sealed class SteppedClock : IClock
    {
        public DateTimeOffset UtcNow { get; private set; } = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

        public TimeSpan Elapsed { get; private set; }

        public void Advance(TimeSpan time)
        {
            UtcNow += time;
            Elapsed += time;
        }

        public Task Delay(TimeSpan delay, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
