using System.Management.Automation;

namespace InventoryTools.Binding;

/// <summary>Takes a part of a query as text, as hashtables, and as objects like those of AWS Tools.</summary>
internal abstract class QueryTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        try
        {
            return Read(inputData);
        }
        catch (FormatException error)
        {
            throw new ArgumentTransformationMetadataException(VisibleText.Of(error.Message));
        }
    }

    /// <exception cref="FormatException">The input has another form.</exception>
    protected abstract Array Read(object input);
}
