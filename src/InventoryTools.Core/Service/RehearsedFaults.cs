namespace InventoryTools;

/// <summary>The failures that an endpoint injects into calls, to test the error handling of callers.</summary>
public sealed record RehearsedFaults
{
    /// <summary>
    /// The codes of faults, or names of failures of the connection. Each failing call gets one of them at random.
    /// </summary>
    public IReadOnlyList<string> Codes { get; init; } = [];

    /// <summary>The share of calls that fail, from 0 to 1.</summary>
    public double Rate { get; init; } = 1;

    /// <summary>The operations whose calls fail; empty for all.</summary>
    public IReadOnlyList<string> Operations { get; init; } = [];

    /// <summary>The maximum number of calls that fail; null for no maximum.</summary>
    public int? Count { get; init; }

    /// <summary>The delay of every call.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>The random seed. With the same seed, calls in the same order fail in the same way.</summary>
    public int Seed { get; init; }

    /// <summary>The failures in one line, such as <c>ThrottlingException 20 %</c>.</summary>
    public override string ToString()
    {
        string codes = Codes.Count == 0 ? "" : $"{string.Join(", ", Codes)} {Rate * 100:0.##} %";
        string latency = Latency > TimeSpan.Zero ? $"{Latency.TotalMilliseconds:0} ms" : "";
        return codes.Length > 0 && latency.Length > 0 ? $"{codes}, {latency}" : codes + latency;
    }
}
