namespace InventoryTools.Binding;

/// <summary>Takes aggregators.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class InventoryAggregatorTransformationAttribute : QueryTransformationAttribute
{
    /// <inheritdoc/>
    protected override Array Read(object input) => FilterBinder.Aggregators(input).ToArray();
}
