using System;
using System.Management.Automation.Host;

namespace InventoryTools.Host;

/// <summary>What the standard output can show.</summary>
internal static class Terminal
{
    private const int RedirectedWidth = 120;
    private const int RedirectedHeight = 50;

    /// <summary>
    /// Whether escape sequences for colors may be written. Not on Windows, where a console has to be switched to them
    /// first.
    /// </summary>
    public static bool HasColors { get; } =
        !Console.IsOutputRedirected
        && !OperatingSystem.IsWindows()
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && Environment.GetEnvironmentVariable("TERM") != "dumb";

    /// <summary>The size of the window, or a fixed one where there is none.</summary>
    public static Size Size
    {
        get
        {
            if (Console.IsOutputRedirected)
            {
                return new Size(RedirectedWidth, RedirectedHeight);
            }

            // A pseudo terminal that nobody gave a size says zero.
            int width = Console.WindowWidth;
            int height = Console.WindowHeight;
            return new Size(width > 0 ? width : RedirectedWidth, height > 0 ? height : RedirectedHeight);
        }
    }
}
