using System;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Threading;

namespace InventoryTools.Host;

/// <summary>Runs one script in a session of its own and tells the exit code.</summary>
internal sealed class ScriptRunner
{
    private readonly ConsoleInput _input;
    private readonly CancellationToken _stop;

    /// <summary>Creates a runner whose scripts read from the given input and end early when told to stop.</summary>
    public ScriptRunner(ConsoleInput input, CancellationToken stop)
    {
        _input = input;
        _stop = stop;
    }

    /// <summary>Runs the script.</summary>
    public int Run(ScriptRequest request)
    {
        ScriptHost host = new(new ScriptHostUserInterface(_input, ConsoleWriter.Output));
        using Runspace runspace = RunspaceFactory.CreateRunspace(host, CreateSessionState());
        runspace.ThreadOptions = PSThreadOptions.ReuseThread;
        runspace.Open();
        try
        {
            Invoke(runspace, request.CreateCommand());
        }
        catch (Exception exception)
        {
            // What a script throws when it is stopped is no news.
            if (!_stop.IsCancellationRequested)
            {
                Report(runspace, exception);
            }

            return ExitCodes.Failure;
        }

        return host.ExitCode ?? ExitCodes.Success;
    }

    private static InitialSessionState CreateSessionState()
    {
        InitialSessionState state = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows())
        {
            // The policy that pwsh is installed with; without one the engine runs no script there.
            state.ExecutionPolicy = Microsoft.PowerShell.ExecutionPolicy.RemoteSigned;
        }

        return state;
    }

    private void Invoke(Runspace runspace, Command command)
    {
        // Errors go the way of the output, so that both are printed in the order they were written.
        command.MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        using PowerShell shell = PowerShell.Create(runspace);
        shell.Commands.AddCommand(command);
        shell.AddCommand(new CmdletInfo(OutConsoleCommand.Name, typeof(OutConsoleCommand)));
        EngineExit.PassOn(runspace);
        using CancellationTokenRegistration registration = _stop.Register(() => shell.BeginStop(null, null));
        shell.Invoke();
    }

    // Only the engine can mark a record as an error for Out-Default, so this one is printed by a host whose output is
    // standard error. Written as an error by a script, it would lose its position.
    private void Report(Runspace runspace, Exception exception)
    {
        ErrorRecord record = exception is IContainsErrorRecord container
            ? container.ErrorRecord
            : new ErrorRecord(exception, exception.GetType().Name, ErrorCategory.NotSpecified, null);
        PSInvocationSettings settings = new()
        {
            Host = new ScriptHost(new ScriptHostUserInterface(_input, ConsoleWriter.Error)),
        };

        using PowerShell shell = PowerShell.Create(runspace);
        shell.AddCommand("Out-Default").Invoke(new[] { record }, settings);
    }
}
