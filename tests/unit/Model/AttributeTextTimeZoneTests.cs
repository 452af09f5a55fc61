using InventoryTools.Model;
using Xunit;

namespace InventoryTools.Tests.Model;

/// <summary>
/// Build machines are in UTC, where local time that is taken for UTC is not noticed. The time zone is that of the
/// process, so no other test runs at the same time.
/// </summary>
[Collection(nameof(AttributeTextTimeZoneTests))]
[CollectionDefinition(nameof(AttributeTextTimeZoneTests), DisableParallelization = true)]
public sealed class AttributeTextTimeZoneTests : IDisposable
{
    private readonly string? _before = Environment.GetEnvironmentVariable("TZ");

    public void Dispose() => Set(_before);

    [SkippableTheory]
    [InlineData("Asia/Kolkata", "2026-01-31T12:00:00", "2026-01-31T06:30:00Z")]
    [InlineData("Pacific/Kiritimati", "2026-01-01T00:00:00", "2025-12-31T10:00:00Z")]
    [InlineData("America/New_York", "2026-07-01T12:00:00", "2026-07-01T16:00:00Z")]
    [InlineData("America/New_York", "2026-01-01T12:00:00", "2026-01-01T17:00:00Z")]
    public void A_time_that_does_not_say_its_zone_is_local(string zone, string local, string utc)
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows does not take the zone from the environment.");
        Set(zone);
        Skip.IfNot(TimeZoneInfo.Local.Id == zone, $"The zone {zone} is not installed.");
        AttributeText text = new(ClrObjectAdapter.Instance);
        DateTime moment = DateTime.Parse(local, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(utc, text.Convert(moment));
        Assert.Equal(utc, text.Convert(DateTime.SpecifyKind(moment, DateTimeKind.Local)));
        Assert.Equal(utc, text.Convert(new DateTimeOffset(moment)));
        Assert.Equal(local + "Z", text.Convert(DateTime.SpecifyKind(moment, DateTimeKind.Utc)));
    }

    private static void Set(string? zone)
    {
        Environment.SetEnvironmentVariable("TZ", zone);
        TimeZoneInfo.ClearCachedData();
    }
}
