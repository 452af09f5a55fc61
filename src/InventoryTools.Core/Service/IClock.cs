namespace InventoryTools.Service;

/// <summary>The clock of the module. Tests have clocks of their own.</summary>
internal interface IClock
{
    /// <summary>The time of day.</summary>
    DateTimeOffset UtcNow { get; }

    /// <summary>The time since an arbitrary start. It never moves back.</summary>
    TimeSpan Elapsed { get; }

    /// <summary>Waits.</summary>
    /// <exception cref="OperationCanceledException">Cancelled while it waited.</exception>
    Task Delay(TimeSpan delay, CancellationToken cancellationToken);
}
