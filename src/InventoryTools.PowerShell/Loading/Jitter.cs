namespace InventoryTools.Loading;

/// <summary>Random numbers between 0 and 1, for several threads.</summary>
internal sealed class Jitter
{
    private readonly Random _random = new();

    public double Next()
    {
        lock (_random)
        {
            return _random.NextDouble();
        }
    }
}
