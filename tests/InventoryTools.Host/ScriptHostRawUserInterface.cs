using System;
using System.Linq;
using System.Management.Automation.Host;

namespace InventoryTools.Host;

/// <summary>The part of the console's window and keyboard that every platform has.</summary>
internal sealed class ScriptHostRawUserInterface : PSHostRawUserInterface
{
    private string _windowTitle = string.Empty;

    /// <inheritdoc/>
    public override ConsoleColor ForegroundColor
    {
        get => Console.ForegroundColor;
        set => Console.ForegroundColor = value;
    }

    /// <inheritdoc/>
    public override ConsoleColor BackgroundColor
    {
        get => Console.BackgroundColor;
        set => Console.BackgroundColor = value;
    }

    /// <inheritdoc/>
    public override Coordinates CursorPosition
    {
        get => new(Console.CursorLeft, Console.CursorTop);
        set => Console.SetCursorPosition(value.X, value.Y);
    }

    /// <inheritdoc/>
    public override int CursorSize
    {
        get => Console.CursorSize;
        set => throw Unsupported();
    }

    /// <inheritdoc/>
    public override Coordinates WindowPosition
    {
        get => new(0, 0);
        set => throw Unsupported();
    }

    /// <inheritdoc/>
    public override Size WindowSize
    {
        get => Terminal.Size;
        set => throw Unsupported();
    }

    /// <inheritdoc/>
    public override Size BufferSize
    {
        get => Terminal.Size;
        set => throw Unsupported();
    }

    /// <inheritdoc/>
    public override Size MaxWindowSize => Terminal.Size;

    /// <inheritdoc/>
    public override Size MaxPhysicalWindowSize => Terminal.Size;

    /// <inheritdoc/>
    public override string WindowTitle
    {
        // Only Windows can tell the title that a window has.
        get => OperatingSystem.IsWindows() ? Console.Title : _windowTitle;
        set
        {
            Console.Title = value;
            _windowTitle = value;
        }
    }

    /// <inheritdoc/>
    public override bool KeyAvailable => Console.KeyAvailable;

    /// <inheritdoc/>
    public override KeyInfo ReadKey(ReadKeyOptions options)
    {
        ConsoleKeyInfo key = Console.ReadKey(intercept: options.HasFlag(ReadKeyOptions.NoEcho));
        return new KeyInfo((int)key.Key, key.KeyChar, controlKeyState: default, keyDown: true);
    }

    /// <inheritdoc/>
    public override void FlushInputBuffer()
    {
        while (!Console.IsInputRedirected && Console.KeyAvailable)
        {
            Console.ReadKey(intercept: true);
        }
    }

    /// <inheritdoc/>
    public override int LengthInBufferCells(string source)
    {
        return source.Sum(CharacterCells.Count);
    }

    /// <inheritdoc/>
    public override int LengthInBufferCells(char source)
    {
        return CharacterCells.Count(source);
    }

    /// <inheritdoc/>
    public override BufferCell[,] GetBufferContents(Rectangle rectangle)
    {
        throw Unsupported();
    }

    /// <inheritdoc/>
    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents)
    {
        throw Unsupported();
    }

    /// <inheritdoc/>
    public override void SetBufferContents(Rectangle rectangle, BufferCell fill)
    {
        throw Unsupported();
    }

    /// <inheritdoc/>
    public override void ScrollBufferContents(
        Rectangle source,
        Coordinates destination,
        Rectangle clip,
        BufferCell fill)
    {
        throw Unsupported();
    }

    private static NotSupportedException Unsupported()
    {
        return new NotSupportedException("This host does not rearrange the console.");
    }
}
