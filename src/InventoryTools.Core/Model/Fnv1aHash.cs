namespace InventoryTools.Model;

/// <summary>A hash by which many names are remembered in little memory.</summary>
internal static class Fnv1aHash
{
    /// <summary>
    /// FNV-1a: the same in every process, wide enough that two of a million names practically never share one.
    /// </summary>
    public static long Of(string name)
    {
        ulong hash = 14695981039346656037;
        foreach (char c in name)
        {
            hash = (hash ^ c) * 1099511628211;
        }

        return (long)hash;
    }
}
