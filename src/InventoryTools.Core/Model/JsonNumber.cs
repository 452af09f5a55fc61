namespace InventoryTools.Model;

/// <summary>A number of a JSON document, with all of its digits.</summary>
/// <param name="text">The number as JSON has it.</param>
internal sealed class JsonNumber(string text) : IFormattable
{
    /// <inheritdoc/>
    public string ToString(string? format, IFormatProvider? formatProvider) => text;

    /// <inheritdoc/>
    public override string ToString() => text;
}
