using System;
using System.Globalization;
using System.Net.Http.Headers;

namespace InventoryTools.Aws.Service;

/// <summary>Reads how long a server asks to wait. Source: RFC 9110, 10.2.3.</summary>
internal static class RetryAfter
{
    // Nobody waits longer, and a server that says so is mistaken.
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(1);

    /// <summary>Reads the texts of the headers Retry-After and Date.</summary>
    public static TimeSpan? Of(string? retryAfter, string? date) =>
        RetryConditionHeaderValue.TryParse(retryAfter, out RetryConditionHeaderValue? value)
            ? Of(
                value,
                DateTimeOffset.TryParseExact(
                    date, "R", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset now)
                    ? now
                    : null)
            : null;

    /// <summary>Returns the wait; null where there is none, or none that makes sense.</summary>
    /// <param name="value">The header Retry-After.</param>
    /// <param name="now">
    /// The server's time, by which its date is measured; null for the time of this machine.
    /// </param>
    public static TimeSpan? Of(RetryConditionHeaderValue? value, DateTimeOffset? now)
    {
        TimeSpan? wait = value?.Delta ?? (value?.Date - (now ?? DateTimeOffset.UtcNow));
        return wait > TimeSpan.Zero && wait <= s_longest ? wait : null;
    }
}
