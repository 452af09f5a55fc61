using System.Diagnostics;
using Xunit;

namespace InventoryTools.Tests.Conformance;

/// <summary>
/// The npm packages of package-lock.json, in node_modules of the folder that the tests run from. They are restored once
/// and kept for later runs, which then need no registry.
/// </summary>
internal static class NodePackages
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);

    // What npm answers where the machine has no way to the registry. Any other failure is a failure of the test.
    private static readonly string[] s_noNetwork =
        [
            "EAI_AGAIN",
            "ECONNREFUSED",
            "ECONNRESET",
            "EHOSTUNREACH",
            "ENETUNREACH",
            "ENOTCACHED",
            "ENOTFOUND",
            "ETIMEDOUT",
        ];

    /// <summary>Restores the packages in a folder, or skips the test where npm is missing or has no network.</summary>
    public static void Restore(string folder)
    {
        string wanted = File.ReadAllText(Path.Combine(folder, "package-lock.json"));
        string restored = Path.Combine(folder, "node_modules", ".restored");
        using FileStream turn = WaitForTurn(Path.Combine(folder, "npm.lock"));
        if (File.Exists(restored) && File.ReadAllText(restored) == wanted)
        {
            return;
        }

        string npm = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";
        string[] arguments =
            [
                "ci",
                "--ignore-scripts",
                "--no-audit",
                "--no-fund",
                "--prefer-offline",
                "--fetch-retries=1",
                "--logs-max=0",
            ];
        ProcessStartInfo start = new(npm, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process? process = ForeignClient.TryStart(start);
        Skip.If(process is null, "npm was not found on this machine.");
        process!.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(s_patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"npm ci did not end within {s_patience.TotalMinutes} minutes.");
        }

        string text = $"{output.Result}\n{error.Result}".Trim();
        string? code = s_noNetwork.FirstOrDefault(code => text.Contains($"code {code}", StringComparison.Ordinal));
        Skip.If(process.ExitCode != 0 && code is not null, $"npm could not reach its registry ({code}).");
        Assert.True(process.ExitCode == 0, $"npm ci failed with exit code {process.ExitCode}:\n{text}");
        File.WriteAllText(restored, wanted);
    }

    // Two test processes may run from one folder. The file is locked as long as it is open.
    private static FileStream WaitForTurn(string path)
    {
        Stopwatch waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (waited.Elapsed < s_patience)
            {
                Thread.Sleep(100);
            }
        }
    }
}
