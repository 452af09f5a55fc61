using System.ComponentModel;
using System.Globalization;
using System.Runtime.InteropServices;

namespace InventoryTools.Pester;

/// <summary>
/// Ctrl+C as it reaches a process: SIGINT, or an event of its console on Windows. What a shell runs in the background
/// ignores it, and so does every process started from there, which a test could then not interrupt.
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
            string? mask = File.Exists(Status)
                ? File.ReadLines(Status).FirstOrDefault(line => line.StartsWith("SigIgn:", StringComparison.Ordinal))
                : null;
            if (mask is null)
            {
                return false;
            }

            ulong ignored = ulong.Parse(
                mask["SigIgn:".Length..].Trim(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            return (ignored & (1UL << (Number - 1))) != 0;
        }

        set => _ = Signal(Number, value ? Ignore : Default);
    }

    /// <summary>
    /// Interrupts a process. On Windows the caller leaves its own console for that of the process: call it in a process
    /// of its own.
    /// </summary>
    public static void Send(int process)
    {
        if (!(OperatingSystem.IsWindows() ? SendCtrlC(process) : Kill(process, Number) == 0))
        {
            throw new Win32Exception();
        }
    }

    private static bool SendCtrlC(int process)
    {
        _ = FreeConsole(); // It fails where there is none.
        return AttachConsole(process) && SetConsoleCtrlHandler(0, true) && GenerateConsoleCtrlEvent(0, 0);
    }

    [DllImport("libc", EntryPoint = "signal")]
    private static extern nint Signal(int number, nint handler);

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Kill(int process, int number);

    [DllImport("kernel32", SetLastError = true)]
    private static extern bool FreeConsole();

    [DllImport("kernel32", SetLastError = true)]
    private static extern bool AttachConsole(int process);

    [DllImport("kernel32", SetLastError = true)]
    private static extern bool SetConsoleCtrlHandler(nint handler, bool add);

    [DllImport("kernel32", SetLastError = true)]
    private static extern bool GenerateConsoleCtrlEvent(int ctrlEvent, int group);
}
