namespace InventoryTools.Service;

/// <summary>The counts of an endpoint and its last error.</summary>
internal sealed class EndpointStatistics
{
    private long _requests;
    private long _faults;

    /// <summary>The number of requests that were answered.</summary>
    public long RequestCount => Interlocked.Read(ref _requests);

    /// <summary>The number of answers that were faults, and of injected failures of the connection.</summary>
    public long FaultCount => Interlocked.Read(ref _faults);

    /// <summary>The last error of the endpoint itself; null for none.</summary>
    public string? LastError { get; set; }

    /// <summary>Counts an answer.</summary>
    public void AddRequest() => Interlocked.Increment(ref _requests);

    /// <summary>Counts a fault or an injected failure of the connection.</summary>
    public void AddFault() => Interlocked.Increment(ref _faults);
}
