using System.Collections;
using System.Management.Automation;

namespace InventoryTools.Binding;

/// <summary>Takes the path of a store as text, or as the file: its own text is not its path in all editions.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class StorePathTransformationAttribute : ArgumentTransformationAttribute
{
    /// <summary>The way to give items to the command.</summary>
    public string ForItems { get; set; } =
        "Items come through the pipeline, as in: $items | Write-Inventory -Path fleet.db.";

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        PSObjectAdapter.Bare(inputData) switch
        {
            FileSystemInfo file => file.FullName,
            PathInfo path => path.Path,
            InventoryItem or PSObject or IDictionary => throw NotAPath(inputData),
            IEnumerable and not string => throw NotAPath(inputData),
            _ => inputData,
        };

    private ArgumentTransformationMetadataException NotAPath(object input)
    {
        object bare = PSObject.AsPSObject(input).BaseObject;
        bool isItem = bare is InventoryItem
            || (bare is IEnumerable list
                && list.Cast<object?>().Select(PSObjectAdapter.Bare).OfType<InventoryItem>().Any());
        return new ArgumentTransformationMetadataException(
            $"The path of one store is needed, not an object of type {bare.GetType().Name}."
            + (isItem ? " " + ForItems : ""));
    }
}
