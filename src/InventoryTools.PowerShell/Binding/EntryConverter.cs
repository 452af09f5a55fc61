using System.Management.Automation;

namespace InventoryTools.Binding;

/// <summary>
/// Makes entries, contexts and content of hashtables and objects where they are assigned or added, by the rules of
/// New-InventoryItem. <see cref="EntryTypeData"/> registers it.
/// </summary>
public sealed class EntryConverter : PSTypeConverter
{
    /// <summary>Adds an entry to content.</summary>
    public static void Add(PSObject content, object entry) => ContentOf(content).Add(EntryOf(entry));

    /// <summary>Inserts an entry into content.</summary>
    public static void Insert(PSObject content, int index, object entry) =>
        ContentOf(content).Insert(index, EntryOf(entry));

    /// <inheritdoc/>
    public override bool CanConvertFrom(object sourceValue, Type destinationType) => sourceValue is not null;

    /// <inheritdoc/>
    public override bool CanConvertTo(object sourceValue, Type destinationType) => false;

    /// <inheritdoc/>
    public override object? ConvertFrom(
        object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase)
    {
        try
        {
            return destinationType == typeof(InventoryContent)
                ? MapBinder.ReadList(sourceValue, nameof(InventoryItem.Content))
                : MapBinder.Read(sourceValue, "The map");
        }
        catch (FormatException problem)
        {
            throw new PSInvalidCastException(problem.Message, problem);
        }
    }

    /// <inheritdoc/>
    public override object ConvertTo(
        object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase) =>
        throw new NotSupportedException();

    private static InventoryContent ContentOf(PSObject content) => (InventoryContent)content.BaseObject;

    // Content takes no null, and says so.
    private static InventoryEntry EntryOf(object? entry) => MapBinder.Read(entry, "The entry")!;
}
