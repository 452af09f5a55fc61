using System;
using InventoryTools.Service;

namespace InventoryTools.Rules;

/// <summary>How long the service remembers.</summary>
internal static class RetentionPeriod
{
    /// <summary>
    /// 30 days after the last update of an item, and after a deletion.
    /// Source: AWS General Reference, service quotas for Inventory.
    /// </summary>
    public static readonly TimeSpan Time = TimeSpan.FromDays(ServiceQuotas.RetentionDays);
}
