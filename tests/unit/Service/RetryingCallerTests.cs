using InventoryTools.Service;
using Xunit;

namespace InventoryTools.Tests.Service;

public sealed class RetryingCallerTests
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromMinutes(5);

    private readonly ManualClock _clock = new();
    private readonly List<TimeSpan> _begun = [];
    private readonly RetryingCaller _calls;

    public RetryingCallerTests() =>
        _calls = new RetryingCaller(s_timeout, () => 0.5, _clock);

    [Theory]
    [InlineData("ThrottlingException", 429)]
    [InlineData("ServiceUnavailable", 503)]
    public async Task The_server_is_asked_again_when_it_wants_to_be_and_not_before(string code, int status)
    {
        TimeSpan asked = TimeSpan.FromSeconds(40);
        Assert.Equal(2, await CallAsync(count => count == 1 ? Fault(code, status, asked) : null));
        Assert.InRange(_begun[1] - _begun[0], asked, asked + TimeSpan.FromSeconds(2));
    }

    [Theory]
    [InlineData("ThrottlingException", 429, 300)]
    [InlineData("ServiceUnavailable", 503, 300)]
    [InlineData("InternalFailure", 501, null)]
    [InlineData("UnknownOperationException", 400, null)]
    public async Task What_is_final_or_asks_for_more_than_patience_is_not_asked_again(
        string code, int status, int? seconds)
    {
        TimeSpan? asked = seconds is int s ? TimeSpan.FromSeconds(s) : null;
        await Assert.ThrowsAsync<InventoryFaultException>(() => CallAsync(_ => Fault(code, status, asked)));
        Assert.Single(_begun);
        Assert.Equal(TimeSpan.Zero, _clock.Elapsed);
    }

    [Fact]
    public async Task A_throttled_call_waits_for_the_pace_no_longer_than_the_retry_timeout()
    {
        RetryingCaller calls = new(TimeSpan.FromSeconds(1), () => 0.5, _clock);
        InventoryFaultException thrown = await Assert.ThrowsAsync<InventoryFaultException>(() => calls.CallAsync<int>(
            _ => throw Fault("ThrottlingException", 400, null), CancellationToken.None));
        Assert.Equal("ThrottlingException", thrown.Code);
        Assert.InRange(_clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_service_that_has_refused_a_call_is_there()
    {
        await Assert.ThrowsAsync<InventoryFaultException>(() => CallAsync(_ => Fault("InvalidFilter", 400, null)));
        int more = RetrySchedule.AttemptsWhenUnreachable + 2;
        await CallAsync(count => count < 1 + more
            ? new InventoryConnectionException(ConnectionProblem.NameNotResolved, "http://x", "no address")
            : null);
        Assert.Equal(1 + more, _begun.Count);
    }

    private static InventoryFaultException Fault(string code, int status, TimeSpan? asked) =>
        new(new InventoryFault(code, status, null)) { RetryAfter = asked };

    private Task<int> CallAsync(Func<int, InventoryServiceException?> answer) => _calls.CallAsync(
        _ =>
        {
            _begun.Add(_clock.Elapsed);
            return answer(_begun.Count) is InventoryServiceException failure
                ? Task.FromException<int>(failure)
                : Task.FromResult(_begun.Count);
        },
        CancellationToken.None);
}
