using System.Globalization;

namespace InventoryTools.Writing;

/// <summary>Sizes as people read them, in the service's units of 1,024.</summary>
internal static class ByteSize
{
    // The quotas of nodes and calls are told in KB, so what comes near them is too.
    private const long ManyBytes = 10 * 1024 * 1024;

    public static string Of(long bytes) => bytes switch
    {
        < 1024 => $"{bytes} bytes",
        < ManyBytes => (bytes / 1024.0).ToString("#,##0.0", CultureInfo.InvariantCulture) + " KB",
        _ => (bytes / 1024.0 / 1024).ToString("#,##0.0", CultureInfo.InvariantCulture) + " MB",
    };
}
