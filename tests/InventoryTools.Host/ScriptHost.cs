using System;
using System.Globalization;
using System.Management.Automation.Host;

namespace InventoryTools.Host;

/// <summary>The host that the engine talks to, with the console as its user interface.</summary>
internal sealed class ScriptHost : PSHost
{
    /// <summary>Creates a host with the given user interface.</summary>
    public ScriptHost(ScriptHostUserInterface userInterface)
    {
        UI = userInterface;
    }

    /// <inheritdoc/>
    public override string Name => "InventoryTools.Host";

    /// <inheritdoc/>
    public override Version Version { get; } = typeof(ScriptHost).Assembly.GetName().Version ?? new Version();

    /// <inheritdoc/>
    public override Guid InstanceId { get; } = Guid.NewGuid();

    /// <inheritdoc/>
    public override PSHostUserInterface UI { get; }

    /// <inheritdoc/>
    public override CultureInfo CurrentCulture { get; } = CultureInfo.CurrentCulture;

    /// <inheritdoc/>
    public override CultureInfo CurrentUICulture { get; } = CultureInfo.CurrentUICulture;

    /// <summary>The exit code that the engine asked for, or null as long as it did not.</summary>
    public int? ExitCode { get; private set; }

    /// <inheritdoc/>
    public override void SetShouldExit(int exitCode)
    {
        ExitCode = exitCode;
    }

    /// <inheritdoc/>
    public override void EnterNestedPrompt()
    {
        throw new NotSupportedException("This host has no nested prompt.");
    }

    /// <inheritdoc/>
    public override void ExitNestedPrompt()
    {
        throw new NotSupportedException("This host has no nested prompt.");
    }

    /// <inheritdoc/>
    public override void NotifyBeginApplication()
    {
    }

    /// <inheritdoc/>
    public override void NotifyEndApplication()
    {
    }
}
