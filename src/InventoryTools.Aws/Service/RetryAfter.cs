using System.Globalization;
using System.Net.Http.Headers;

namespace InventoryTools.Aws.Service;

/// <summary>Reads how long a server asks to wait. Source: RFC 9110, 10.2.3.</summary>
internal static class RetryAfter
{
    // A longer wait is taken for an error of the server.
    private static readonly TimeSpan s_max = TimeSpan.FromDays(1);

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

    /// <summary>Returns the wait; null when it is missing or is not valid.</summary>
    /// <param name="value">The header Retry-After.</param>
    /// <param name="now">The time of the response, by which a date is measured.</param>
    public static TimeSpan? Of(RetryConditionHeaderValue? value, DateTimeOffset? now)
    {
        TimeSpan? wait = value?.Delta ?? (value?.Date - now);
        return wait > TimeSpan.Zero && wait <= s_max ? wait : null;
    }
}
