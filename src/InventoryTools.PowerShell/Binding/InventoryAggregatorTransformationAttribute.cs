using System;
using System.Linq;
using System.Management.Automation;

namespace InventoryTools.Binding;

/// <summary>Takes aggregators as text, as hashtables, and as objects like AWS Tools' InventoryAggregator.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class InventoryAggregatorTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        try
        {
            return FilterBinder.Aggregators(inputData).ToArray();
        }
        catch (FormatException error)
        {
            throw new ArgumentTransformationMetadataException(VisibleText.Of(error.Message));
        }
    }
}
