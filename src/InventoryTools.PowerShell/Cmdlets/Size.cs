using System.Globalization;

namespace InventoryTools.Cmdlets;

/// <summary>Sizes as people read them, in the service's units of 1,024.</summary>
internal static class Size
{
    public static string Of(long bytes) => bytes < 1024
        ? $"{bytes} bytes"
        : (bytes / 1024.0).ToString("#,##0.0", CultureInfo.InvariantCulture) + " KB";
}
