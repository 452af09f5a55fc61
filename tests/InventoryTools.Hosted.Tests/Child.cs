using System;
using System.Diagnostics;
using System.Linq;
using System.Threading.Tasks;

namespace InventoryTools.Hosted.Tests;

/// <summary>Another process, with what it printed.</summary>
internal static class Child
{
    public static Process StartHost(params string[] arguments) => Start("dotnet", [Repository.Host, .. arguments]);

    public static Process Start(string program, params string[] arguments) => Process.Start(Describe(program, arguments))!;

    /// <summary>A process that a test changes before it starts it.</summary>
    public static ProcessStartInfo Describe(string program, params string[] arguments) => new(program, arguments)
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        RedirectStandardInput = true,
    };

    public static (int ExitCode, string Output, string Errors) Run(Process process)
    {
        using (process)
        {
            process.StandardInput.Close();
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output, errors.GetAwaiter().GetResult());
        }
    }

    public static string[] Lines(string text) =>
        [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd('\r'))];
}
