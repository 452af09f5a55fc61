namespace InventoryTools.Loading;

/// <summary>Random numbers between 0 and 1, for several threads.</summary>
internal static class Jitter
{
    private static readonly Random s_random = new();

    public static double Next()
    {
        lock (s_random)
        {
            return s_random.NextDouble();
        }
    }
}
