namespace InventoryTools.Files;

/// <summary>A line of a file.</summary>
/// <param name="Text">The bytes of the line without its end.</param>
/// <param name="Number">The number of the line, from 1.</param>
/// <param name="Offset">The number of bytes of the file before the line.</param>
internal readonly record struct FileLine(byte[] Text, int Number, long Offset)
{
    /// <summary>True for a line without text.</summary>
    public bool IsEmpty => Array.TrueForAll(Text, one => one is (byte)' ' or (byte)'\t' or (byte)'\r');
}
