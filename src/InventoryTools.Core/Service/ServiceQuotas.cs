namespace InventoryTools.Service;

/// <summary>The quotas of an account. Source: AWS General Reference, service quotas for Inventory.</summary>
internal static class ServiceQuotas
{
    /// <summary>The maximum size of an item and of a call, in kilobytes.</summary>
    public const long CallKilobytes = 1024;

    /// <summary>The maximum size of the data that a node reports in a day, in kilobytes.</summary>
    public const long NodeDailyKilobytes = 5000;

    /// <summary>The maximum number of custom types.</summary>
    public const int CustomTypes = 20;

    /// <summary>
    /// The number of days that items are kept after their last update, and deletions after they began.
    /// </summary>
    public const int RetentionDays = 30;
}
