using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace InventoryTools.Host;

/// <summary>Prints what the engine has to say to the console, and asks there what it wants to know.</summary>
internal sealed class ScriptHostUserInterface : PSHostUserInterface
{
    private readonly ConsoleInput _input;
    private readonly ConsoleWriter _output;

    /// <summary>Creates a user interface that reads its answers from the given input.</summary>
    public ScriptHostUserInterface(ConsoleInput input, ConsoleWriter output)
    {
        _input = input;
        _output = output;
    }

    /// <inheritdoc/>
    public override PSHostRawUserInterface RawUI { get; } = new ScriptHostRawUserInterface();

    /// <inheritdoc/>
    public override bool SupportsVirtualTerminal => Terminal.HasColors;

    /// <inheritdoc/>
    public override void Write(string value)
    {
        _output.Write(value);
    }

    /// <inheritdoc/>
    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value)
    {
        Write(Paint(foregroundColor, backgroundColor, value));
    }

    /// <inheritdoc/>
    public override void WriteLine(string value)
    {
        _output.WriteLine(value);
    }

    /// <inheritdoc/>
    public override void WriteLine(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value)
    {
        WriteLine(Paint(foregroundColor, backgroundColor, value));
    }

    /// <inheritdoc/>
    public override void WriteErrorLine(string value)
    {
        ConsoleWriter.Error.WriteLine(value);
    }

    /// <inheritdoc/>
    public override void WriteWarningLine(string message)
    {
        WriteStyledLine(FormatStyle.Warning, "WARNING: " + message);
    }

    /// <inheritdoc/>
    public override void WriteVerboseLine(string message)
    {
        WriteStyledLine(FormatStyle.Verbose, "VERBOSE: " + message);
    }

    /// <inheritdoc/>
    public override void WriteDebugLine(string message)
    {
        WriteStyledLine(FormatStyle.Debug, "DEBUG: " + message);
    }

    /// <inheritdoc/>
    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
    }

    /// <inheritdoc/>
    public override string ReadLine()
    {
        return _input.ReadLine();
    }

    /// <inheritdoc/>
    public override SecureString ReadLineAsSecureString()
    {
        throw new NotSupportedException("This host reads no secrets.");
    }

    /// <inheritdoc/>
    public override Dictionary<string, PSObject> Prompt(
        string caption,
        string message,
        Collection<FieldDescription> descriptions)
    {
        return new FieldPrompt(this, caption, message).Ask(descriptions);
    }

    /// <inheritdoc/>
    public override int PromptForChoice(
        string caption,
        string message,
        Collection<ChoiceDescription> choices,
        int defaultChoice)
    {
        return new ChoicePrompt(this, caption, message).Ask(choices, defaultChoice);
    }

    /// <inheritdoc/>
    public override PSCredential PromptForCredential(
        string caption,
        string message,
        string userName,
        string targetName)
    {
        throw new NotSupportedException("This host reads no secrets.");
    }

    /// <inheritdoc/>
    public override PSCredential PromptForCredential(
        string caption,
        string message,
        string userName,
        string targetName,
        PSCredentialTypes allowedCredentialTypes,
        PSCredentialUIOptions options)
    {
        throw new NotSupportedException("This host reads no secrets.");
    }

    private void WriteStyledLine(FormatStyle style, string text)
    {
        WriteLine(GetFormatStyleString(style) + text + GetFormatStyleString(FormatStyle.Reset));
    }

    // A color that is not one of the sixteen is the terminal's own, and needs no sequence.
    private static string Paint(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string text)
    {
        string start = string.Empty;
        if (Enum.IsDefined(foregroundColor))
        {
            start += PSStyle.MapForegroundColorToEscapeSequence(foregroundColor);
        }

        if (Enum.IsDefined(backgroundColor))
        {
            start += PSStyle.MapBackgroundColorToEscapeSequence(backgroundColor);
        }

        return start + text + PSStyle.Instance.Reset;
    }
}
