using System;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;

namespace InventoryTools.Host;

/// <summary>
/// Turns the first Ctrl+C or request to terminate into a cancellation. A second one is left to the system, so that a
/// script that does not stop can be ended.
/// </summary>
/// <remarks>
/// Ctrl+C reaches the native command that a script waits for as well, but a request to terminate does not, and the
/// engine would wait on. So the script has a while to stop, and then the program ends without it.
/// </remarks>
internal sealed class StopSignals : IDisposable
{
    private static readonly TimeSpan s_timeToStop = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;

    /// <summary>Begins to listen.</summary>
    public StopSignals()
    {
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
    }

    /// <summary>Is cancelled by the first signal.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>The exit code that the signal asks for, or null as long as there was none.</summary>
    public int? ExitCode { get; private set; }

    /// <summary>Ceases to listen.</summary>
    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
        _source.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        if (_source.IsCancellationRequested)
        {
            return;
        }

        context.Cancel = true;
        if (context.Signal == PosixSignal.SIGINT)
        {
            ExitCode = ExitCodes.Interrupted;
        }
        else
        {
            ExitCode = ExitCodes.Terminated;
            Task.Delay(s_timeToStop).ContinueWith(
                _ => Environment.Exit(ExitCodes.Terminated),
                TaskScheduler.Default);
        }

        _source.Cancel();
    }
}
