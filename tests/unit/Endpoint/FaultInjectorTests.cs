using InventoryTools.Endpoint;
using InventoryTools.Endpoint.Faults;
using InventoryTools.Endpoint.Http;
using InventoryTools.Service;
using Xunit;

namespace InventoryTools.Tests.Endpoint;

public sealed class FaultInjectorTests
{
    private const string Put =
        """
        {"InstanceId":"i-00000001","Items":[{
            "TypeName":"Custom:A","SchemaVersion":"1.0","CaptureTime":"2026-01-31T12:00:00Z","Content":[{"X":"1"}]}]}
        """;

    [Fact]
    public void The_same_seed_is_the_same_sequence_and_another_one_is_not()
    {
        string[] first = Sequence(seed: 7);
        Assert.Equal(first, Sequence(seed: 7));
        Assert.NotEqual(first, Sequence(seed: 8));
        Assert.InRange(first.Count(code => code != "-"), 130, 270); // 200 of 1,000 are expected.
        Assert.Equal(["-", "ServiceUnavailable", "ThrottlingException"], first.Distinct().Order());
    }

    [Fact]
    public void A_larger_rate_fails_the_same_calls_and_more()
    {
        string[] few = Sequence(seed: 7);
        string[] many = Sequence(seed: 7, rate: 0.5);
        Assert.All(few.Zip(many).Where(pair => pair.First != "-"), pair => Assert.Equal(pair.First, pair.Second));
    }

    [Fact]
    public void Only_the_operations_that_are_named_fail_and_only_so_often()
    {
        FaultInjector rehearsal = new(
            new RehearsedFaults { Codes = ["throttlingexception"], Operations = ["putinventory"], Count = 2 });
        Assert.Null(rehearsal.Next("GetInventory").Fault);
        InventoryFault?[] faults = [.. Enumerable.Range(0, 4).Select(_ => rehearsal.Next("PutInventory").Fault)];
        Assert.Equal(["ThrottlingException", "ThrottlingException", null, null], faults.Select(fault => fault?.Code));
        Assert.Equal((400, "Rate exceeded"), (faults[0]!.StatusCode, faults[0]!.Message));
    }

    [Fact]
    public void Every_code_that_is_known_makes_a_failure() => Assert.All(FaultInjector.KnownCodes, code =>
    {
        InjectedFault failure = new FaultInjector(new RehearsedFaults { Codes = [code] }).Next("PutInventory");
        Assert.True(
            FaultInjector.ConnectionFailures.Contains(code)
                ? failure.Ending != HttpResponseEnding.Complete
                : failure.Fault!.Code == code);
        Assert.True(failure.Fault is null || failure.Fault.StatusCode is 400 or 408 or 500 or 503);
    });

    [Fact]
    public void A_code_that_is_not_known_is_refused_with_those_that_are()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(
            () => new FaultInjector(new RehearsedFaults { Codes = ["Trottling"] }));
        Assert.StartsWith(
            "There is no fault 'Trottling'. Those that can be rehearsed: AccessDeniedException, ",
            error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lost_answer_was_carried_out_and_a_reset_connection_was_not()
    {
        Assert.Equal("""{"Entities":[]}""", await AfterOne("ConnectionReset", isClosed: true));
        Assert.Contains("i-00000001", await AfterOne("LostAnswer", isClosed: true), StringComparison.Ordinal);
        Assert.Contains("i-00000001", await AfterOne("ConnectionClosed", isClosed: false), StringComparison.Ordinal);
        Assert.Equal("""{"Entities":[]}""", await AfterOne("ServiceUnavailable", isClosed: null));
    }

    [Fact]
    public async Task A_call_without_answer_ends_when_the_client_gives_up_and_hinders_nobody()
    {
        using EndpointServer endpoint = Endpoints.InMemory(
            new EndpointOptions
            {
                Faults = new RehearsedFaults { Codes = ["NoAnswer"], Operations = ["PutInventory"] },
            });
        List<RawClient> waiting = [];
        for (int i = 0; i < 40; i++)
        {
            RawClient client = new(endpoint.Port);
            waiting.Add(client);
            await client.SendAsync(RawClient.Request(endpoint.Port, "PutInventory", Put));
        }

        await ListenerTests.AssertAnswers(endpoint);
        waiting.ForEach(client => client.Dispose());
        endpoint.Stop();
        Assert.Equal(0, endpoint.ConnectionCount);
    }

    [Fact]
    public void A_rehearsal_says_what_it_is()
    {
        Assert.Equal(
            "ThrottlingException 20 %, 200 ms",
            new RehearsedFaults
            {
                Codes = ["ThrottlingException"],
                Rate = 0.2,
                Latency = TimeSpan.FromMilliseconds(200),
            }.ToString());
        Assert.Equal("1500 ms", new RehearsedFaults { Latency = TimeSpan.FromSeconds(1.5) }.ToString());
    }

    private static string[] Sequence(int seed, double rate = 0.2)
    {
        FaultInjector rehearsal = new(
            new RehearsedFaults { Codes = ["ThrottlingException", "ServiceUnavailable"], Rate = rate, Seed = seed });
        return [.. Enumerable.Range(0, 1000).Select(_ => rehearsal.Next("PutInventory").Fault?.Code ?? "-")];
    }

    // What is stored after one call that failed in that way.
    private static async Task<string> AfterOne(string code, bool? isClosed)
    {
        using EndpointServer endpoint = Endpoints.InMemory(
            new EndpointOptions { Faults = new RehearsedFaults { Codes = [code], Count = 1 } });
        using (RawClient client = new(endpoint.Port))
        {
            await client.SendAsync(RawClient.Request(endpoint.Port, "PutInventory", Put));
            if (isClosed == true)
            {
                Assert.True(await client.IsClosedAsync());
            }
            else if (isClosed == false)
            {
                await Assert.ThrowsAsync<System.IO.IOException>(client.ReadAsync);
            }
            else
            {
                Assert.Equal(503, (await client.ReadAsync())!.StatusCode);
            }
        }

        using RawClient after = new(endpoint.Port);
        await after.SendAsync(RawClient.Request(endpoint.Port, "GetInventory", "{}"));
        return (await after.ReadAsync())!.Body;
    }
}
