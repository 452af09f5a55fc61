using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace InventoryTools.Aws.Identity;

/// <summary>One run of a tool that gets no input. Where it is given up, it is killed with what it started.</summary>
internal sealed class ChildProcess : IDisposable
{
    private const int Kept = 64 * 1024;

    private readonly Process _process;
    private readonly TaskCompletionSource<bool> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task<string> _output;
    private readonly Task<string> _errors;

    public ChildProcess(string path, string arguments)
    {
        _process = new Process
        {
            EnableRaisingEvents = true,
            StartInfo = new ProcessStartInfo(path, arguments)
            {
                UseShellExecute = false,
                CreateNoWindow = true,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                StandardOutputEncoding = Encoding.UTF8,
                StandardErrorEncoding = Encoding.UTF8,
            },
        };
        _process.Exited += (_, _) => _exited.TrySetResult(true);
        try
        {
            _process.Start();
        }
        catch
        {
            _process.Dispose();
            throw;
        }

        (StreamReader output, StreamReader errors) = (_process.StandardOutput, _process.StandardError);
        _output = Task.Run(() => ReadAsync(output));
        _errors = Task.Run(() => ReadAsync(errors));
        CloseInput();
    }

    public int ExitCode => _process.ExitCode;

    /// <summary>The output of the process, cut after the maximum.</summary>
    public string Output => _output.GetAwaiter().GetResult();

    public string Errors => _errors.GetAwaiter().GetResult();

    /// <summary>Waits for the end of the tool and of its output; false where it takes too long.</summary>
    public bool Wait(TimeSpan limit, CancellationToken cancellationToken)
    {
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        end.CancelAfter(limit);
        try
        {
            Task.WaitAll([_exited.Task, _output, _errors], end.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return false;
        }
        catch (AggregateException error)
        {
            throw new IOException(error.GetBaseException().Message, error);
        }
    }

    public void Dispose()
    {
        if (!_exited.Task.IsCompleted)
        {
            Kill();
        }

        _process.Dispose();
    }

    private void CloseInput()
    {
        try
        {
            _process.StandardInput.Dispose();
        }
        catch (IOException)
        {
            // It has ended already.
        }
    }

    private void Kill()
    {
        try
        {
#if NET
            _process.Kill(entireProcessTree: true);
#else
            KillTree();
#endif
        }
        catch (Exception error) when (error is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended, or this process may not end it. It is left.
        }
    }

#if !NET
    // Windows PowerShell's .NET ends no trees.
    private void KillTree()
    {
        ProcessStartInfo start = new(
            Path.Combine(Environment.SystemDirectory, "taskkill.exe"),
            $"/F /T /PID {_process.Id}")
        {
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        using Process? killer = Process.Start(start);
        if (killer is null || !killer.WaitForExit(700))
        {
            _process.Kill();
        }
    }
#endif

    // Reads to the end and keeps a part, because a tool that can't write does not end.
    private static async Task<string> ReadAsync(StreamReader stream)
    {
        using StreamReader reader = stream;
        StringBuilder text = new();
        char[] buffer = new char[4096];
        int count;
        while ((count = await reader.ReadAsync(buffer, 0, buffer.Length).ConfigureAwait(false)) > 0)
        {
            text.Append(buffer, 0, Math.Min(count, Kept - text.Length));
        }

        return text.ToString();
    }
}
