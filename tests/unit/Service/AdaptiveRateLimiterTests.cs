using InventoryTools.Service;
using Xunit;

namespace InventoryTools.Tests.Service;

public sealed class AdaptiveRateLimiterTests
{
    private readonly AdaptiveRateLimiter _pace = new(() => 0.5);
    private TimeSpan _now = TimeSpan.FromSeconds(10);

    [Fact]
    public void Nobody_waits_while_nothing_was_throttled()
    {
        for (int call = 0; call < 1000; call++)
        {
            Assert.Equal(TimeSpan.Zero, _pace.TryAcquire(_now));
        }

        Assert.Equal(double.PositiveInfinity, _pace.CallsPerSecond);
    }

    [Fact]
    public void A_throttled_account_is_called_less_often_and_everybody_waits_his_turn()
    {
        Run(calls: 100, perSecond: 100);
        _pace.OnThrottled(_now, _now);
        Assert.InRange(_pace.CallsPerSecond, 68, 72);
        TimeSpan wait = _pace.TryAcquire(_now);
        Assert.InRange(wait.TotalMilliseconds, 13, 15);
        _now += wait;
        Assert.Equal(TimeSpan.Zero, _pace.TryAcquire(_now));
        Assert.InRange(_pace.TryAcquire(_now).TotalMilliseconds, 13, 15);
    }

    [Fact]
    public void Calls_that_were_under_way_together_count_as_one_throttling()
    {
        Run(calls: 100, perSecond: 100);
        TimeSpan began = _now;
        _now += TimeSpan.FromMilliseconds(50);
        for (int call = 0; call < 16; call++)
        {
            _pace.OnThrottled(began, _now);
        }

        Assert.InRange(_pace.CallsPerSecond, 68, 72);
    }

    [Fact]
    public void However_long_the_throttling_a_call_is_tried_each_twenty_seconds_or_so()
    {
        Run(calls: 100, perSecond: 100);
        List<TimeSpan> waits = [];
        for (int call = 0; call < 30; call++)
        {
            _pace.OnThrottled(_now, _now);
            TimeSpan before = _now;
            while (_pace.TryAcquire(_now) is { Ticks: > 0 } wait)
            {
                Assert.InRange(wait.TotalSeconds, 0, 0.5);
                _now += wait;
            }

            waits.Add(_now - before);
        }

        Assert.InRange(waits[^1].TotalSeconds, 19, 21);
        Assert.True(waits[0] < waits[5] && waits[5] < waits[10]);
    }

    [Fact]
    public void Successes_bring_the_pace_back_linger_there_and_go_beyond()
    {
        Run(calls: 100, perSecond: 100);
        _pace.OnThrottled(_now, _now);
        TimeSpan slowed = _now;
        double At(double seconds)
        {
            _pace.OnSucceeded(slowed + TimeSpan.FromSeconds(seconds));
            return _pace.CallsPerSecond;
        }

        Assert.InRange(At(0.01), 68, 75);
        Assert.InRange(At(4.2), 98, 102); // the cube root of 100 * 0.3 / 0.4
        Assert.InRange(At(5), 98, 103);
        Assert.InRange(At(12), 200, 400);
    }

    [Fact]
    public void After_a_standstill_it_takes_one_success_to_go_on()
    {
        Run(calls: 400, perSecond: 400);
        for (int call = 0; call < 60; call++)
        {
            _pace.OnThrottled(_now, _now);
            _now += TimeSpan.FromSeconds(20);
        }

        Assert.Equal(0.05, _pace.CallsPerSecond);
        _pace.OnSucceeded(_now);
        Assert.True(_pace.CallsPerSecond > 100);
    }

    [Fact]
    public void A_pace_that_grew_beyond_what_was_used_is_cut_from_what_was_used()
    {
        Run(calls: 100, perSecond: 100);
        _pace.OnThrottled(_now, _now);
        _now += TimeSpan.FromSeconds(30);
        _pace.OnSucceeded(_now);
        Assert.True(_pace.CallsPerSecond > 1000);
        Run(calls: 100, perSecond: 50);
        _pace.OnThrottled(_now, _now);
        Assert.InRange(_pace.CallsPerSecond, 30, 40);
    }

    [Fact]
    public void Nobody_calls_before_the_time_that_the_server_asks_for()
    {
        Run(calls: 100, perSecond: 100);
        TimeSpan asked = TimeSpan.FromSeconds(10);
        TimeSpan until = _now + asked;
        _pace.OnThrottled(_now, _now, asked);

        // Neither an answer that asks for less nor a success shortens it.
        _pace.OnThrottled(_now, _now, TimeSpan.FromSeconds(1));
        _pace.OnSucceeded(_now + TimeSpan.FromSeconds(5));
        while (_pace.TryAcquire(_now) is { Ticks: > 0 } wait)
        {
            _now += wait;
        }

        Assert.InRange(_now - until, TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    private void Run(int calls, int perSecond)
    {
        for (int call = 0; call <= calls; call++)
        {
            Assert.Equal(TimeSpan.Zero, _pace.TryAcquire(_now));
            _now += TimeSpan.FromSeconds(1.0 / perSecond);
        }
    }
}
