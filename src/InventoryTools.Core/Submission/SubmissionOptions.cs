using System;

namespace InventoryTools.Submission;

/// <summary>How a submission goes about its work.</summary>
internal sealed record SubmissionOptions
{
    /// <value>How many nodes are served at once. The default is 8.</value>
    public int ThrottleLimit { get; init; } = 8;

    /// <value>How long a call is made again before it is given up. The default is 5 minutes.</value>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(5);

    /// <value>
    /// After how long unchanged content goes in full all the same. The default is 25 days: the service keeps items
    /// for 30 days after their last update.
    /// </value>
    public TimeSpan FullAfter { get; init; } = TimeSpan.FromDays(25);

    /// <value>Whether everything goes in full. The default is false.</value>
    public bool AlwaysInFull { get; init; }

    /// <value>Whether items that the target has taken already, as they are, are left out. The default is false.</value>
    public bool SkipsAccepted { get; init; }

    /// <value>Up to how long to wait before the first call, at random. The default is not to wait.</value>
    public TimeSpan StartJitter { get; init; }
}
