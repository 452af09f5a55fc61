using FsCheck.Xunit;
using InventoryTools.Service;
using Xunit;

namespace InventoryTools.Tests.Service;

public sealed class RetryScheduleTests
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromMinutes(5);

    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(2, 1)]
    [InlineData(5, 8)]
    [InlineData(7, 20)]
    [InlineData(60, 20)]
    public void The_longest_wait_doubles_up_to_twenty_seconds(int attempts, double seconds)
    {
        RetrySchedule schedule = new(s_timeout, () => 0.999999);
        TimeSpan delay = schedule.NextDelay(FailureKind.Passing, attempts, TimeSpan.Zero)!.Value;
        Assert.Equal(seconds, delay.TotalSeconds, 0.001);
    }

    [Property]
    public void A_wait_is_never_negative_never_longer_than_its_ceiling_and_never_beyond_patience(
        byte attempts, ushort elapsed, byte dice)
    {
        RetrySchedule schedule = new(s_timeout, () => dice / 256.0);
        TimeSpan before = TimeSpan.FromSeconds(elapsed % 400);
        if (schedule.NextDelay(FailureKind.Passing, attempts + 1, before) is TimeSpan delay)
        {
            Assert.InRange(delay.TotalSeconds, 0, 20);
            Assert.True(before + delay < s_timeout);
        }
    }

    [Theory]
    [InlineData(nameof(FailureKind.Item))]
    [InlineData(nameof(FailureKind.Call))]
    [InlineData(nameof(FailureKind.Node))]
    [InlineData(nameof(FailureKind.Account))]
    public void What_does_not_pass_is_not_tried_again(string kind) =>
        Assert.Null(
            new RetrySchedule(s_timeout, () => 0.5).NextDelay(Enum.Parse<FailureKind>(kind), 1, TimeSpan.Zero));

    [Fact]
    public void An_address_that_can_not_be_reached_is_tried_four_times()
    {
        RetrySchedule schedule = new(s_timeout, () => 0.5);
        Assert.NotNull(schedule.NextDelay(FailureKind.Unreachable, 3, TimeSpan.Zero));
        Assert.Null(schedule.NextDelay(FailureKind.Unreachable, 4, TimeSpan.Zero));
    }

    [Fact]
    public void Throttling_leaves_the_waiting_to_the_pace_until_patience_ends()
    {
        RetrySchedule schedule = new(s_timeout, () => 0.5);
        Assert.Equal(
            TimeSpan.Zero, schedule.NextDelay(FailureKind.Throttled, 500, s_timeout - TimeSpan.FromSeconds(1)));
        Assert.Null(schedule.NextDelay(FailureKind.Throttled, 1, s_timeout));
    }

    [Theory]
    [InlineData(nameof(FailureKind.Passing), 30.0)]
    [InlineData(nameof(FailureKind.Unreachable), 30.0)]
    [InlineData(nameof(FailureKind.Throttled), 0.0)]
    public void Nothing_goes_before_the_time_that_the_server_asks_for(string kind, double least)
    {
        RetrySchedule schedule = new(s_timeout, () => 0.5);
        TimeSpan delay =
            schedule.NextDelay(Enum.Parse<FailureKind>(kind), 1, TimeSpan.Zero, TimeSpan.FromSeconds(30))!.Value;
        Assert.InRange(delay.TotalSeconds, least, least + 0.5);
    }

    [Theory]
    [InlineData(nameof(FailureKind.Passing))]
    [InlineData(nameof(FailureKind.Unreachable))]
    [InlineData(nameof(FailureKind.Throttled))]
    public void A_wait_that_ends_after_patience_is_not_begun(string kind)
    {
        RetrySchedule schedule = new(s_timeout, () => 0.5);
        Assert.Null(schedule.NextDelay(Enum.Parse<FailureKind>(kind), 1, TimeSpan.Zero, s_timeout));
        Assert.Null(
            schedule.NextDelay(Enum.Parse<FailureKind>(kind), 1, TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(1)));
        Assert.Null(schedule.WithinTimeout(s_timeout));
        Assert.Equal(TimeSpan.FromSeconds(1), schedule.WithinTimeout(TimeSpan.FromSeconds(1)));
        Assert.Null(schedule.WithinTimeout(null));
    }
}
