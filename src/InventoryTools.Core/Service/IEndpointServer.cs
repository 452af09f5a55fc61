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

    /// <summary>The counts and the last error.</summary>
    EndpointStatistics Statistics { get; }

    /// <summary>The number of open connections.</summary>
    int ConnectionCount { get; }

    /// <summary>Stops listening. Calls that are under way have a moment to end.</summary>
    void Stop();
}
