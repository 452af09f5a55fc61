using System.Reflection;

namespace InventoryTools.Model;

/// <summary>The shape of plain .NET objects: their public instance properties.</summary>
internal sealed class ClrObjectAdapter : IObjectAdapter
{
    /// <summary>The only instance: it has no state.</summary>
    public static ClrObjectAdapter Instance { get; } = new();

    private ClrObjectAdapter()
    {
    }

    /// <inheritdoc/>
    public object? Unwrap(object? value) => value;

    /// <inheritdoc/>
    public bool IsPropertyBag(object value) => false;

    /// <inheritdoc/>
    public string? TextOf(object bag) => null;

    /// <inheritdoc/>
    public IEnumerable<KeyValuePair<string, object?>> GetProperties(object value)
    {
        foreach (PropertyInfo property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.CanRead && property.GetIndexParameters().Length == 0)
            {
                yield return new KeyValuePair<string, object?>(property.Name, Get(property, value));
            }
        }
    }

    private static object? Get(PropertyInfo property, object value)
    {
        try
        {
            return property.GetValue(value);
        }
        catch (TargetInvocationException thrown)
        {
            throw AttributeTextException.GetterFailed(property.Name, thrown.InnerException ?? thrown);
        }
        catch (NotSupportedException thrown)
        {
            // A span, which reflection can't hold.
            throw AttributeTextException.GetterFailed(property.Name, thrown);
        }
    }
}
