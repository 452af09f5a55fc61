using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;

namespace InventoryTools.Tests.Conformance;

/// <summary>
/// A process with an AWS client in another language, which makes the calls that it is told line by line. It is started
/// once for all tests.
/// </summary>
internal sealed class ForeignClient : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    private readonly Process _process;
    private readonly SemaphoreSlim _turn = new(1, 1);

    private ForeignClient(Process process) => _process = process;

    /// <summary>boto3, where there is a Python that has it.</summary>
    public static Lazy<ForeignClient?> Boto3 { get; } = new(() => Start("python3", "boto3_door.py", "-c", "import boto3"));

    /// <summary>@aws-sdk/client-ssm, where there is a Node.js that finds it.</summary>
    public static Lazy<ForeignClient?> Node { get; } = new(() => Start("node", "node_door.mjs", "-e", "require('@aws-sdk/client-ssm')"));

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
            return answer["failure"] is JsonNode failure ? throw new InvalidOperationException((string)failure!) : answer;
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

    /// <summary>Where an npm folder of this machine has the package, when NODE_PATH does not say it.</summary>
    private static string NodePath() => string.Join(Path.PathSeparator, new[]
    {
        Environment.GetEnvironmentVariable("NODE_PATH"), "/usr/lib/node_modules", "/usr/local/lib/node_modules",
    }.OfType<string>());

    private static ForeignClient? Start(string program, string script, string probe, string code)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "Conformance", script);
        if (Run(program, probe, code) is not Process found || !found.WaitForExit(s_patience) || found.ExitCode != 0)
        {
            return null;
        }

        Process process = Run(program, path)!;
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
        start.Environment["NODE_PATH"] = NodePath();
        start.Environment["AWS_EC2_METADATA_DISABLED"] = "true";
        try
        {
            Process process = Process.Start(start)!;

            // What it says there is of no interest, and must not block it.
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
            return process;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
