using InventoryTools.Tests.Endpoint;

namespace InventoryTools.Pester;

/// <summary>A service whose calls take from 0 to 0.6 seconds, and some of whose answers are not clear.</summary>
public sealed class UnclearService : IDisposable
{
    private const int MaxMilliseconds = 600;

    private readonly Random _random;
    private readonly object _lock = new();
    private int _underWay;

    /// <summary>Starts the service on a free port.</summary>
    public UnclearService(int seed)
    {
        _random = new Random(seed);
        Endpoint = new ScriptedEndpoint { Hold = HoldAsync, Script = _ => Answer() };
    }

    /// <summary>The service.</summary>
    public ScriptedEndpoint Endpoint { get; }

    /// <summary>True to answer at once and clearly.</summary>
    public bool IsCalm { get; set; }

    /// <summary>The number of answers that were not clear.</summary>
    public int UnclearCount { get; private set; }

    /// <summary>The number of calls that are held.</summary>
    public int HeldCount => Volatile.Read(ref _underWay);

    /// <inheritdoc/>
    public void Dispose() => Endpoint.Dispose();

    private async Task HoldAsync(ScriptedCall call)
    {
        Interlocked.Increment(ref _underWay);
        await Task.Delay(IsCalm ? 0 : Next(MaxMilliseconds));
        Interlocked.Decrement(ref _underWay);
    }

    private ScriptedAnswer? Answer()
    {
        ScriptedAnswer? unclear = IsCalm ? null : Next(60) switch
        {
            0 => ScriptedAnswer.Reset(),
            1 => ScriptedAnswer.AfterApplying(ScriptedAnswer.Reset()),
            2 => ScriptedAnswer.AfterApplying(ScriptedAnswer.Status(502, "{\"message\":[1]}", "application/json")),
            3 => ScriptedAnswer.AfterApplying(ScriptedAnswer.Status(200, "[]", "application/x-amz-json-1.1")),
            _ => null,
        };
        lock (_lock)
        {
            UnclearCount += unclear is null ? 0 : 1;
        }

        return unclear;
    }

    private int Next(int below)
    {
        lock (_lock)
        {
            return _random.Next(below);
        }
    }
}
