using System.Diagnostics;
using Xunit;

namespace InventoryTools.Tests.Files;

/// <summary>Named pipes, where the machine has them.</summary>
internal static class Pipes
{
    public static string Make(string path)
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has pipes of another kind.");
        using Process make = Process.Start("mkfifo", [path]);
        make.WaitForExit();
        Assert.Equal(0, make.ExitCode);
        return path;
    }
}
