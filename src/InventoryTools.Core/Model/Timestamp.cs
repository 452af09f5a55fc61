using System.Globalization;

namespace InventoryTools.Model;

/// <summary>Times as the service writes them in items.</summary>
internal static class Timestamp
{
    /// <summary>The form, for sentences.</summary>
    public const string Form = "yyyy-MM-ddTHH:mm:ssZ";

    /// <summary>A time in UTC and whole seconds. A time without a zone is local time.</summary>
    public static string Format(DateTime time) => time.ToUniversalTime()
        .ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>A time in UTC and whole seconds.</summary>
    public static string Format(DateTimeOffset time) => Format(time.UtcDateTime);
}
