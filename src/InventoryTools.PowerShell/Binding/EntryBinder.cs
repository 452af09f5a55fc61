using System.Collections;
using System.Management.Automation;
using InventoryTools.Errors;

namespace InventoryTools.Binding;

/// <summary>Reads an object of the pipeline as an entry.</summary>
/// <remarks>
/// With names alone, properties are looked up by name, which is several times faster than listing them. Without
/// -Property, and with wildcards, each object's own properties are listed: a later object may have more of them.
/// </remarks>
internal sealed class EntryBinder
{
    private const string FormatNamespace = "Microsoft.PowerShell.Commands.Internal.Format";

    private readonly IReadOnlyList<PropertySelector> _selectors;
    private readonly IReadOnlyList<WildcardPattern> _excluded;
    private readonly bool _takesWhatIsThere;

    public EntryBinder(object[]? property, IEnumerable<string> excluded)
    {
        _takesWhatIsThere = property is not { Length: > 0 };
        _selectors = _takesWhatIsThere ? [] : [.. property!.Select(PropertySelector.Parse)];
        _excluded = [.. excluded.Select(name => new WildcardPattern(name, WildcardOptions.IgnoreCase))];
    }

    /// <summary>The names in -Property that no object had.</summary>
    public IEnumerable<string> NotFound => _selectors
        .OfType<PropertySelector.Named>()
        .Where(selector => !selector.WasFound && !IsExcluded(selector.Name))
        .Select(selector => selector.Property);

    /// <summary>
    /// The entry, or null where the object can't be recorded. <paramref name="report"/> then gets every reason.
    /// </summary>
    public InventoryEntry? Read(PSObject input, Action<ErrorRecord> report)
    {
        if (FindProblem(input) is string why)
        {
            report(ErrorRecords.NoAttributes(input.BaseObject, why));
            return null;
        }

        InventoryEntry entry = [];
        List<PropertyProblem> problems = [];
        try
        {
            foreach ((string name, Func<object?> read) in Attributes(input))
            {
                if (!HasExactly(entry, name))
                {
                    entry.Add(name, ReadText(name, read, problems));
                }
            }
        }
        catch (AttributeTextException key)
        {
            report(ErrorRecords.NoAttributes(input, $"one of its keys is not the name of an attribute. {key.Message}"));
            return null;
        }

        if (problems.Count == 0)
        {
            return entry;
        }

        report(ErrorRecords.Properties(problems, input));
        return null;
    }

    /// <summary>One property's text, empty where the object has no such property; null after a report.</summary>
    public static string? ReadProperty(PSObject input, string name, Action<ErrorRecord> report)
    {
        List<PropertyProblem> problems = [];
        string text = Find(input, name) is Func<object?> read ? ReadText(name, read, problems) : "";
        if (problems.Count > 0)
        {
            report(ErrorRecords.Properties(problems, input));
            return null;
        }

        return text;
    }

    /// <summary>True for the objects that Format-Table and similar commands make for the screen.</summary>
    public static bool IsFormatted(PSObject input) => input.BaseObject.GetType().Namespace == FormatNamespace;

    private string? FindProblem(PSObject input)
    {
        object value = input.BaseObject;
        return _takesWhatIsThere && (
            value is string or Enum or DateTime or decimal or Guid || value.GetType().IsPrimitive)
            ? $"a value of type {value.GetType().Name} has no properties worth recording. "
                + "Name the attribute: -Property @{ Name = 'Value'; Expression = { $_ } }."
            : null;
    }

    private IEnumerable<(string Name, Func<object?> Read)> Attributes(PSObject input)
    {
        foreach ((string name, Func<object?> get) in _takesWhatIsThere ? PSObjectAdapter.Members(input) : [])
        {
            if (!IsExcluded(name))
            {
                yield return (name, get);
            }
        }

        foreach (PropertySelector selector in _selectors)
        {
            switch (selector)
            {
                case PropertySelector.Named named when !IsExcluded(named.Name):
                    Func<object?>? read = Find(input, named.Property);
                    named.WasFound |= read is not null;
                    yield return (named.Name, read ?? (static () => null));
                    break;
                case PropertySelector.Wildcard wildcard:
                    foreach ((string name, Func<object?> get) in PSObjectAdapter.Members(input))
                    {
                        if (wildcard.Matches(name) && !IsExcluded(name))
                        {
                            yield return (name, get);
                        }
                    }

                    break;
                case PropertySelector.Calculated calculated:
                    yield return (calculated.Name, () => calculated.Evaluate(input));
                    break;
            }
        }
    }

    private static string ReadText(string name, Func<object?> read, List<PropertyProblem> problems)
    {
        try
        {
            return PSObjectAdapter.Text.Convert(read());
        }
        catch (AttributeTextException problem)
        {
            problems.Add(new(name, problem));
        }
        catch (GetValueException thrown)
        {
            problems.Add(new(name, AttributeTextException.ReadFailed(thrown.InnerException ?? thrown)));
        }
        catch (RuntimeException thrown) when (thrown is not PipelineStoppedException)
        {
            problems.Add(new(name, thrown));
        }

        return "";
    }

    private static Func<object?>? Find(PSObject input, string name)
    {
        if (input.BaseObject is IDictionary map)
        {
            object? key = map.Contains(name)
                ? name
                : map.Keys.Cast<object>().FirstOrDefault(
                    other => string.Equals(other as string, name, StringComparison.OrdinalIgnoreCase));
            return key is null ? null : () => map[key];
        }

        return input.Properties[name] is PSPropertyInfo { IsGettable: true } property ? () => property.Value : null;
    }

    // The entry itself would find a name that differs in case.
    private static bool HasExactly(InventoryEntry entry, string name) => entry.Any(attribute => attribute.Key == name);

    private bool IsExcluded(string name) => _excluded.Any(pattern => pattern.IsMatch(name));
}
