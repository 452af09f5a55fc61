using System;
using System.Linq;
using System.Management.Automation;

namespace InventoryTools.Binding;

/// <summary>Takes filters as text, as hashtables, and as objects like AWS Tools' InventoryFilter.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class InventoryFilterTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        try
        {
            return FilterBinder.Filters(inputData).ToArray();
        }
        catch (FormatException error)
        {
            throw new ArgumentTransformationMetadataException(VisibleText.Of(error.Message));
        }
    }
}
