namespace InventoryTools.Submission;

/// <summary>The options of a submission.</summary>
internal sealed record SubmissionOptions
{
    /// <value>The maximum number of nodes to send to at once. The default is 8.</value>
    public int ThrottleLimit { get; init; } = 8;

    /// <value>The time for which a failed call is repeated. The default is 5 minutes.</value>
    public TimeSpan RetryTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <value>
    /// The age after which unchanged content is sent in full again. The default is 25 days: the service keeps items
    /// for 30 days after their last update.
    /// </value>
    public TimeSpan RefreshAfter { get; init; } = TimeSpan.FromDays(25);

    /// <value>True to send everything in full. The default is false.</value>
    public bool SendInFull { get; init; }

    /// <value>True to omit items that the target has accepted already. The default is false.</value>
    public bool SkipAccepted { get; init; }

    /// <value>The maximum of the random wait before the first call. The default is zero.</value>
    public TimeSpan StartJitter { get; init; }
}
