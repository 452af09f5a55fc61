using System.Collections;
using System.Management.Automation;

namespace InventoryTools.Binding;

/// <summary>
/// Refuses null and objects in the place of names. An object of the pipeline that does not name what is asked for would
/// be looked for by the text that PowerShell makes of it, such as <c>@{TypeName=Custom:RackInfo}</c>.
/// </summary>
/// <param name="thing">The thing that is named.</param>
/// <param name="property">The property by which objects name it.</param>
/// <param name="example">One such name.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NameTransformationAttribute(string thing, string property, string example)
    : ArgumentTransformationAttribute
{
    /// <summary>The thing that is named.</summary>
    public string Thing => thing;

    /// <summary>The property by which objects name it.</summary>
    public string Property => property;

    /// <summary>One such name.</summary>
    public string Example => example;

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? input = PSObjectAdapter.Bare(inputData);
        object?[] names = input is IEnumerable and not (IDictionary or string)
            ? [.. ((IEnumerable)input).Cast<object?>().Select(PSObjectAdapter.Bare)]
            : [input];
        if (names.Length == 0 || Array.Exists(names, name => name is null or ""))
        {
            throw new ArgumentTransformationMetadataException(
                $"No {thing} is named: the value, or the {property} of the object, is null or empty. Give a name, such "
                    + $"as {example}; to ask for all, leave out the parameter and the input.");
        }

        if (!Array.TrueForAll(names, name => name is string or ValueType or FileSystemInfo))
        {
            throw new ArgumentTransformationMetadataException(
                $"The name of a {thing} is text, and this is an object without {property}. Give the name, such as "
                    + $"{example}, or an object that has it as {property}.",
                // By this exception the binder goes on: the object may be for another parameter.
                new PSInvalidCastException($"The object is not the name of a {thing}."));
        }

        // A file is refused later, with the parameter that takes it.
        return inputData;
    }
}
