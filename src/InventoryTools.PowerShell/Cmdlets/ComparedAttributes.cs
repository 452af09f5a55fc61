using System.Management.Automation;
using InventoryTools.Binding;
using InventoryTools.Comparison;
using InventoryTools.Errors;
using InventoryTools.Model;

namespace InventoryTools.Cmdlets;

/// <summary>Finds out which of the attributes that a comparison was asked for no entry has.</summary>
/// <param name="keys">The key attributes.</param>
/// <param name="properties">The attributes that count, or wildcards.</param>
internal sealed class ComparedAttributes(string[]? keys, string[]? properties)
{
    private readonly AttributeFinder _keys = new((keys ?? []).Select(
        key => new KeyValuePair<string, Func<string, bool>>(
            key, name => name.Equals(key, StringComparison.OrdinalIgnoreCase))));

    private readonly AttributeFinder _properties = new((properties ?? []).Select(
        name => new KeyValuePair<string, Func<string, bool>>(name, NamePatterns.Select([name])!.Matches)));

    /// <summary>Looks for them in two items.</summary>
    public void Look(ItemPair pair)
    {
        foreach (InventoryItem item in pair.Items)
        {
            _keys.Look(item);
            _properties.Look(item);
        }

        // An entry need not have each attribute that its type is documented to have.
        _properties.Look(
            (AwsInventoryType.Find(pair.TypeName)?.Attributes ?? []).Select(attribute => attribute.Name));
    }

    /// <summary>Reports those that were not found.</summary>
    public void ReportMissing(Action<ErrorRecord> report, Action<string> warn)
    {
        foreach (string name in _keys.Missing)
        {
            report(ComparisonErrors.AttributeNotFound("Key", name, _keys.Names));
        }

        foreach (string name in _properties.Missing)
        {
            if (WildcardPattern.ContainsWildcardCharacters(name))
            {
                warn($"No entry of either side has an attribute that matches '{name}' of -Property.");
            }
            else
            {
                report(ComparisonErrors.AttributeNotFound("Property", name, _properties.Names));
            }
        }
    }
}
