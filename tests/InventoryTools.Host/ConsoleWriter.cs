using System;
using System.IO;
using System.Management.Automation.Host;

namespace InventoryTools.Host;

/// <summary>Writes to one of the console's two streams, with colors only where they can be seen.</summary>
internal sealed class ConsoleWriter
{
    private readonly TextWriter _writer;
    private readonly bool _hasColors;
    private readonly bool _hasEmptyLines;

    private ConsoleWriter(TextWriter writer, bool hasColors, bool hasEmptyLines)
    {
        _writer = writer;
        _hasColors = hasColors;
        _hasEmptyLines = hasEmptyLines;
    }

    /// <summary>Standard output.</summary>
    public static ConsoleWriter Output { get; } = new(Console.Out, Terminal.HasColors, hasEmptyLines: true);

    /// <summary>Standard error, without the empty line that the engine puts behind every error.</summary>
    public static ConsoleWriter Error { get; } =
        new(Console.Error, Terminal.HasColors && !Console.IsErrorRedirected, hasEmptyLines: false);

    /// <summary>Writes a text.</summary>
    public void Write(string text)
    {
        _writer.Write(PSHostUserInterface.GetOutputString(text, _hasColors));
    }

    /// <summary>Writes a text and ends the line.</summary>
    public void WriteLine(string text)
    {
        if (text.Length > 0 || _hasEmptyLines)
        {
            _writer.WriteLine(PSHostUserInterface.GetOutputString(text, _hasColors));
        }
    }
}
