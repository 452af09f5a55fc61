using System.Runtime.InteropServices;

namespace InventoryTools.Tests.Sqlite;

/// <summary>
/// The rights of root to pass the permissions of files, on Linux, for the current thread alone. Without them root is
/// an owner of files as others are, and may still read its own, such as an assembly that is loaded late.
/// </summary>
public static class RootRights
{
    private const int Version = 0x20080522; // _LINUX_CAPABILITY_VERSION_3
    private const uint OverrideAndSearch = 0b110; // CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH

    /// <summary>Drops the rights. Returns false where that is refused.</summary>
    public static bool TryDrop() => TrySet(rights => rights & ~OverrideAndSearch);

    /// <summary>Takes the rights back.</summary>
    public static bool TryTake() => TrySet(rights => rights | OverrideAndSearch);

    // The first of six numbers are the rights in effect.
    private static bool TrySet(Func<uint, uint> change)
    {
        int[] header = [Version, 0];
        uint[] rights = new uint[6];
        if (capget(header, rights) != 0)
        {
            return false;
        }

        rights[0] = change(rights[0]);
        return capset(header, rights) == 0;
    }

    [DllImport("libc")]
    private static extern int capget(int[] header, [In, Out] uint[] rights);

    [DllImport("libc")]
    private static extern int capset(int[] header, uint[] rights);
}
