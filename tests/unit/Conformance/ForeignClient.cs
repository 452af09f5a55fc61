using System.Diagnostics;
using System.Text.Json.Nodes;
using Xunit;

namespace InventoryTools.Tests.Conformance;

/// <summary>
/// A process with an AWS client in another language, which makes the calls that it is told line by line. It is started
/// once for all tests.
/// </summary>
internal sealed class ForeignClient : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);
    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "Conformance");

    private static readonly Lazy<ForeignClient> s_boto3 = new(() =>
    {
        Skip.IfNot(Succeeds("python3", "-c", "import boto3"), "python3 with boto3 was not found on this machine.");
        return Start("python3", "boto3_door.py");
    });

    private static readonly Lazy<ForeignClient> s_node = new(() =>
    {
        const string Probe = "process.exit(parseInt(process.versions.node) >= 20 ? 0 : 1)";
        Skip.IfNot(Succeeds("node", "-e", Probe), "Node.js 20 or later was not found on this machine.");
        NodePackages.Restore(s_folder);
        return Start("node", "node_door.mjs");
    });

    private static readonly Lazy<ForeignClient> s_cli = new(() =>
    {
        Skip.IfNot(
            Succeeds("python3", "-c", "import awscli.clidriver"),
            "python3 with awscli, the AWS CLI of version 1, was not found on this machine.");
        return Start("python3", "cli_door.py");
    });

    private readonly Process _process;
    private readonly SemaphoreSlim _turn = new(1, 1);

    private ForeignClient(Process process) => _process = process;

    /// <summary>boto3. The test is skipped where no python3 has it.</summary>
    public static ForeignClient Boto3 => s_boto3.Value;

    /// <summary>@aws-sdk/client-ssm. The test is skipped where Node.js or npm is missing.</summary>
    public static ForeignClient Node => s_node.Value;

    /// <summary>The AWS CLI. The test is skipped where no python3 has it.</summary>
    public static ForeignClient Cli => s_cli.Value;

    /// <summary>Makes a call and returns what the script has to say about it.</summary>
    public async Task<JsonObject> CallAsync(JsonObject call)
    {
        await _turn.WaitAsync();
        try
        {
            await _process.StandardInput.WriteLineAsync(call.ToJsonString());
            await _process.StandardInput.FlushAsync();
            string? line = await _process.StandardOutput.ReadLineAsync().WaitAsync(s_patience);
            JsonObject answer = JsonNode.Parse(line ?? throw new IOException("The client has gone."))!.AsObject();
            return answer["failure"] is JsonNode failure
                ? throw new InvalidOperationException((string)failure!)
                : answer;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.Dispose();
        _turn.Dispose();
    }

    /// <summary>Starts a process; null where the program is missing.</summary>
    public static Process? TryStart(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static bool Succeeds(string program, params string[] arguments)
    {
        using Process? process = Run(program, arguments);
        return process is not null && process.WaitForExit(s_patience) && process.ExitCode == 0;
    }

    private static ForeignClient Start(string program, string script)
    {
        Process process = Run(program, Path.Combine(s_folder, script))!;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => process.Kill(entireProcessTree: true);
        return new ForeignClient(process);
    }

    private static Process? Run(string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["AWS_EC2_METADATA_DISABLED"] = "true";
        Process? process = TryStart(start);

        // What it says there is of no interest, and must not block it.
        process?.BeginErrorReadLine();
        return process;
    }
}
