using System.Management.Automation;

namespace InventoryTools.Binding;

/// <summary>
/// Takes filters or aggregators as text, as hashtables, and as objects like those of AWS Tools.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class QueryTransformationAttribute(Type part) : ArgumentTransformationAttribute
{
    /// <summary>The type of the filters or aggregators.</summary>
    public Type Part => part;

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        try
        {
            return part == typeof(InventoryFilter)
                ? FilterBinder.Filters(inputData).ToArray()
                : FilterBinder.Aggregators(inputData).ToArray();
        }
        catch (FormatException error)
        {
            throw new ArgumentTransformationMetadataException(VisibleText.Of(error.Message));
        }
    }
}
