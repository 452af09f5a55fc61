using InventoryTools.Service;

namespace InventoryTools.Rules;

/// <summary>The time that the service keeps data.</summary>
internal static class RetentionPeriod
{
    /// <summary>The time after the last update of an item, and after a deletion.</summary>
    public static readonly TimeSpan Time = TimeSpan.FromDays(ServiceQuotas.RetentionDays);
}
