using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;

namespace InventoryTools.Pester;

/// <summary>
/// SIGINT on Linux. What a shell runs in the background ignores it, and so does every process started from there, which
/// a test could then not interrupt.
/// </summary>
public static class InterruptSignal
{
    private const int Number = 2;
    private const nint Default = 0;
    private const nint Ignore = 1;

    /// <summary>True where this process ignores the signal, and with it the processes that it starts.</summary>
    public static bool IsIgnored
    {
        get
        {
            const string Status = "/proc/self/status";
            string? mask = File.Exists(Status) ? File.ReadLines(Status).FirstOrDefault(line => line.StartsWith("SigIgn:", StringComparison.Ordinal)) : null;
            return mask is not null
                && (ulong.Parse(mask["SigIgn:".Length..], NumberStyles.HexNumber | NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture) & (1UL << (Number - 1))) != 0;
        }

        set => _ = Signal(Number, value ? Ignore : Default);
    }

    [DllImport("libc", EntryPoint = "signal")]
    private static extern nint Signal(int number, nint handler);
}
