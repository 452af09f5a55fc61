namespace InventoryTools.Model;

/// <summary>
/// Reads objects for <see cref="AttributeText"/>. PowerShell wraps and extends objects, and plain .NET code does not.
/// </summary>
internal interface IObjectAdapter
{
    /// <summary>The object inside a wrapper, or the object itself.</summary>
    object? Unwrap(object? value);

    /// <summary>True for an object that has properties only, and no text but that of <see cref="TextOf"/>.</summary>
    bool IsPropertyBag(object value);

    /// <summary>The text of a property bag that stands for another object; null where it has none.</summary>
    string? TextOf(object bag);

    /// <summary>
    /// The readable properties by name. A getter that throws does so while the sequence is enumerated,
    /// as an <see cref="AttributeTextException"/>.
    /// </summary>
    IEnumerable<KeyValuePair<string, object?>> GetProperties(object value);
}
