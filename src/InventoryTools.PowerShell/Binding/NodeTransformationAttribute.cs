using System.Collections;
using System.Management.Automation;

namespace InventoryTools.Binding;

/// <summary>
/// Refuses an object in the place of a node's name. An object of the pipeline that does not name a node would be
/// looked for by the text that PowerShell makes of it, such as <c>@{TypeName=Custom:RackInfo}</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NodeTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? input = PSObjectAdapter.Bare(inputData);
        bool isName = input is IEnumerable and not (IDictionary or string)
            ? ((IEnumerable)input).Cast<object?>().All(IsName)
            : IsName(input);
        return isName
            ? inputData
            : throw new ArgumentTransformationMetadataException(
                "The name of a node is text, and this is an object without an InstanceId. Give its name, such as "
                    + "i-01234567, or an object that has it as InstanceId.",
                // By this exception the binder goes on: the object may have a TypeName, or be an item.
                new PSInvalidCastException("The object is not the name of a node."));
    }

    // A file is refused later, with the parameter that takes it.
    private static bool IsName(object? value) =>
        PSObjectAdapter.Bare(value) is null or string or ValueType or FileSystemInfo;
}
