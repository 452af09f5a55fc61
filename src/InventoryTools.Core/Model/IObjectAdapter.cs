using System.Collections.Generic;

namespace InventoryTools.Model;

/// <summary>
/// Tells <see cref="AttributeText"/> what an object is made of. PowerShell wraps and extends objects,
/// plain .NET code does not; this is all that the conversion needs to know of the difference.
/// </summary>
internal interface IObjectAdapter
{
    /// <summary>The object behind a wrapper, or the object itself.</summary>
    object? Unwrap(object? value);

    /// <summary>Whether an object is nothing but its properties, so that no text but theirs can stand for it.</summary>
    bool IsPropertyBag(object value);

    /// <summary>
    /// The readable properties by name. A getter that throws does so while the sequence is enumerated,
    /// as an <see cref="AttributeTextException"/>.
    /// </summary>
    IEnumerable<KeyValuePair<string, object?>> GetProperties(object value);
}
