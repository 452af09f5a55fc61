using System.Management.Automation;

namespace InventoryTools.Binding;

/// <summary>Refuses a text with a pattern that can't be matched, such as an opening bracket alone.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ValidateWildcardAttribute : ValidateEnumeratedArgumentsAttribute
{
    /// <inheritdoc/>
    protected override void ValidateElement(object element)
    {
        if (PSObjectAdapter.Bare(element) is string text)
        {
            try
            {
                new WildcardPattern(text).IsMatch("");
            }
            catch (WildcardPatternException)
            {
                throw new ValidationMetadataException(
                    $"'{VisibleText.Of(text)}' is not a valid pattern. "
                        + "Put a backtick before a bracket that is meant as such.");
            }
        }
    }
}
