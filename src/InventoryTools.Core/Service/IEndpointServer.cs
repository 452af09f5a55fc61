using System;

namespace InventoryTools.Service;

/// <summary>A running endpoint. Its class is in a private project.</summary>
internal interface IEndpointServer : IDisposable
{
    /// <summary>The address to give to clients.</summary>
    Uri Url { get; }

    /// <summary>The time at which the endpoint was started.</summary>
    DateTimeOffset StartTime { get; }

    /// <summary>True until the endpoint is stopped.</summary>
    bool IsRunning { get; }

    /// <summary>The number of requests that were answered.</summary>
    long RequestCount { get; }

    /// <summary>The number of answers that were faults, and of injected failures of the connection.</summary>
    long FaultCount { get; }

    /// <summary>The number of open connections.</summary>
    int ConnectionCount { get; }

    /// <summary>The last error of the endpoint itself; null for none.</summary>
    string? LastError { get; }

    /// <summary>Stops listening. Calls that are under way have a moment to end.</summary>
    void Stop();
}
