namespace InventoryTools.Binding;

/// <summary>Takes filters.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class InventoryFilterTransformationAttribute : QueryTransformationAttribute
{
    /// <inheritdoc/>
    protected override Array Read(object input) => FilterBinder.Filters(input).ToArray();
}
