using System;

namespace InventoryTools;

/// <summary>How long the service remembers.</summary>
public static class Retention
{
    /// <summary>
    /// 30 days after the last update of an item, and after a deletion.
    /// Source: AWS General Reference, service quotas for Inventory.
    /// </summary>
    public static readonly TimeSpan Time = TimeSpan.FromDays(30);
}
