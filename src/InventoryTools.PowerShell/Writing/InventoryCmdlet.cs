using System.Management.Automation;
using InventoryTools.Errors;
using InventoryTools.Service;

namespace InventoryTools.Writing;

/// <summary>
/// The base of every command: Ctrl+C cancels <see cref="StopToken"/>, failures of stores and services are told in one
/// way, and a terminal shows and does not obey the text that a command tells people.
/// </summary>
public abstract class InventoryCmdlet : PSCmdlet, IDisposable
{
    // The parameters that every command has, and that make ShouldProcess tell or ask.
    private static readonly string[] s_asking = ["WhatIf", "Confirm", "Verbose", "Debug"];

    private readonly CancellationTokenSource _stop = new();
    private bool? _proceedsUnasked;
    private bool? _isVerbose;

    /// <summary>Cancelled when the pipeline is stopped.</summary>
    internal CancellationToken StopToken => _stop.Token;

    /// <summary>True when the command tells what it would do, and does not do it.</summary>
    internal bool IsWhatIf => MyInvocation.BoundParameters.TryGetValue("WhatIf", out object? whatIf)
        ? whatIf is SwitchParameter { IsPresent: true }
        : LanguagePrimitives.IsTrue(GetVariableValue("WhatIfPreference"));

    /// <summary>Writes a verbose line. What a server or a file has put into it can't act on the terminal.</summary>
    internal new void WriteVerbose(string text)
    {
        if (IsVerbose)
        {
            base.WriteVerbose(VisibleText.Of(text));
        }
    }

    /// <inheritdoc cref="WriteVerbose"/>
    internal new void WriteWarning(string text) => base.WriteWarning(VisibleText.Of(text));

    /// <inheritdoc cref="WriteVerbose"/>
    internal new void WriteError(ErrorRecord error) => base.WriteError(ErrorRecords.Visible(error));

    /// <inheritdoc cref="WriteVerbose"/>
    internal new void ThrowTerminatingError(ErrorRecord error) =>
        base.ThrowTerminatingError(ErrorRecords.Visible(error));

    /// <inheritdoc cref="WriteVerbose"/>
    internal new void WriteProgress(ProgressRecord progress)
    {
        progress.Activity = VisibleText.Of(progress.Activity);
        progress.StatusDescription = VisibleText.Of(progress.StatusDescription);
        progress.CurrentOperation = progress.CurrentOperation is string operation ? VisibleText.Of(operation) : null;
        base.WriteProgress(progress);
    }

    /// <inheritdoc cref="WriteVerbose"/>
    internal new bool ShouldProcess(string target, string action) =>
        base.ShouldProcess(VisibleText.Of(target), VisibleText.Of(action));

    /// <summary>
    /// True where <see cref="ShouldProcess"/> would return true and tell nobody, for a command of medium impact. For
    /// each item of a large pipeline its texts took a tenth of the time. The answer is that of the first time, as that
    /// of PowerShell is.
    /// </summary>
    internal bool ProceedsUnasked => _proceedsUnasked ??=
        !s_asking.Any(MyInvocation.BoundParameters.ContainsKey)
        && !LanguagePrimitives.IsTrue(GetVariableValue("WhatIfPreference"))
        && LanguagePrimitives.TryConvertTo(GetVariableValue("ConfirmPreference"), out ConfirmImpact impact)
        && impact == ConfirmImpact.High;

    /// <summary>
    /// True where <see cref="ShouldProcess"/> asks a person, for a command of this impact. What a person has confirmed
    /// is done at once, because Ctrl+C at the next question does not take it back.
    /// </summary>
    internal bool Asks(ConfirmImpact impact) => MyInvocation.BoundParameters.TryGetValue("Confirm", out object? confirm)
        ? confirm is SwitchParameter { IsPresent: true }
        : MyInvocation.BoundParameters.ContainsKey("Debug")
            || !LanguagePrimitives.TryConvertTo(GetVariableValue("ConfirmPreference"), out ConfirmImpact preference)
            || (preference != ConfirmImpact.None && preference <= impact);

    /// <summary>True where verbose lines are shown. The answer is that of the first time, as PowerShell's is.</summary>
    internal bool IsVerbose => _isVerbose ??= MyInvocation.BoundParameters.TryGetValue("Verbose", out object? verbose)
        ? verbose is SwitchParameter { IsPresent: true }
        : !LanguagePrimitives.TryConvertTo(GetVariableValue("VerbosePreference"), out ActionPreference preference)
            || preference is not (ActionPreference.SilentlyContinue or ActionPreference.Ignore);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases what the command holds, at the end of the pipeline, however it came.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _stop.Dispose();
        }
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => _stop.Cancel();

    /// <summary>Returns the full path of a file that need not exist. Other providers are a terminating error.</summary>
    internal string ResolvePath(string path)
    {
        string full = "";
        ProviderInfo? provider = null;
        try
        {
            full = SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out provider, out _);
        }
        catch (SessionStateException error)
        {
            ThrowTerminatingError(new ErrorRecord(error.ErrorRecord, error));
        }

        if (provider?.Name != "FileSystem")
        {
            ThrowTerminatingError(ErrorRecords.PathNotFileSystem(path, provider!.Name));
        }

        return full;
    }

    /// <summary>Ends the command where a file stands for a name beside the store of -Path.</summary>
    internal void RefuseFile(string? file, string parameter, string remedy)
    {
        if (file is not null)
        {
            ThrowTerminatingError(
                ErrorRecords.FileBesidePath(file, MyInvocation.ExpectingInput ? null : parameter, remedy));
        }
    }

    /// <summary>
    /// Makes a progress bar; null where PowerShell is not interactive, as under Run Command. The console host draws
    /// progress into a redirected output too; other hosts decide for themselves.
    /// </summary>
    internal ProgressDisplay? ShowProgress(string activity, IClock clock)
    {
        bool isWatched = Host?.Name != "ConsoleHost"
            || (Environment.UserInteractive
                && !Console.IsOutputRedirected
                && !Environment.GetCommandLineArgs().Any(argument => argument.Length > 4
                    && "-NonInteractive".StartsWith(argument, StringComparison.OrdinalIgnoreCase)));
        return isWatched ? new ProgressDisplay(this, activity, clock) : null;
    }

    /// <summary>Does what needs a store or a service, and turns their failures into terminating errors.</summary>
    internal T Use<T>(
        Func<T> use,
        Func<InventoryStoreException, ErrorRecord>? describe = null,
        Func<InventoryServiceException, ErrorRecord>? describeService = null)
    {
        try
        {
            return use();
        }
        catch (InventoryStoreException error)
        {
            ThrowTerminatingError(describe is null ? ErrorRecords.Store(error) : describe(error));
        }
        catch (InventoryServiceException error)
        {
            ThrowTerminatingError(
                describeService is null ? ServiceErrors.Failed(error, targetObject: null) : describeService(error));
        }
        catch (PlatformNotSupportedException error)
        {
            ThrowTerminatingError(ErrorRecords.PlatformNotSupported(error));
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }

        throw new InvalidOperationException("ThrowTerminatingError returned.");
    }
}
