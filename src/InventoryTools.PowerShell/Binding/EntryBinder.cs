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
    private readonly IReadOnlyList<PropertyExclusion> _excluded;
    private readonly List<(string Name, Func<object?> Read)> _matches = [];
    private readonly string? _hidden;
    private readonly bool _takesWhatIsThere;

    /// <summary>Makes the binder of what -Property and -ExcludeProperty ask for.</summary>
    /// <param name="property">The selection; null or empty for everything.</param>
    /// <param name="excluded">The names and patterns to leave out.</param>
    /// <param name="hidden">A property that wildcards do not select; null for none.</param>
    public EntryBinder(object[]? property, IEnumerable<string> excluded, string? hidden)
    {
        _takesWhatIsThere = property is not { Length: > 0 };
        _selectors = _takesWhatIsThere ? [] : [.. property!.Select(PropertySelector.Parse)];
        _excluded = [.. excluded.Select(name => new PropertyExclusion(name))];
        _hidden = hidden;
    }

    /// <summary>The names in -Property that no object had.</summary>
    public IEnumerable<string> NotFound => _selectors
        .OfType<PropertySelector.Named>()
        .Where(selector => !selector.WasFound && !IsExcluded(selector.Name))
        .Select(selector => selector.Property);

    /// <summary>True when an object was a pair of a key and a value, of which no part was asked for by name.</summary>
    public bool HasReadPairs { get; private set; }

    /// <summary>The patterns in -Property that no property matched.</summary>
    public IEnumerable<string> Unmatched => _selectors
        .OfType<PropertySelector.Wildcard>()
        .Where(selector => !selector.WasFound && !selector.IsEverything)
        .Select(selector => selector.Pattern);

    /// <summary>The patterns in -ExcludeProperty that no property matched.</summary>
    public IEnumerable<string> UnmatchedExclusions => _excluded
        .Where(exclusion => exclusion.IsPattern && !exclusion.WasFound)
        .Select(exclusion => exclusion.Name);

    /// <summary>
    /// The entry, or null where the object can't be recorded. <paramref name="report"/> then gets every reason.
    /// </summary>
    public InventoryEntry? Read(PSObject input, Action<ErrorRecord> report)
    {
        InventoryEntry entry = [];
        List<PropertyProblem> problems = [];
        try
        {
            PSObject? row = input.BaseObject is PSCustomObject ? input : PSObjectAdapter.AsRow(input);
            if (FindProblem(input.BaseObject, row) is string why)
            {
                report(InputErrors.NoAttributes(input.BaseObject, why));
                return null;
            }

            foreach ((string name, Func<object?> read) in Attributes(input, row ?? input))
            {
                if (!HasExactly(entry, name))
                {
                    entry.Add(name, ReadText(name, read, problems));
                }
            }
        }
        catch (AttributeTextException key)
        {
            report(InputErrors.NoAttributes(input, $"one of its keys is not the name of an attribute. {key.Message}"));
            return null;
        }

        if (problems.Count == 0)
        {
            return entry;
        }

        report(InputErrors.Properties(problems, input));
        return null;
    }

    /// <summary>The names of what an object has.</summary>
    public static IReadOnlyList<string> NamesOf(PSObject input)
    {
        PSObject row = PSObjectAdapter.AsRow(input) ?? input;
        return
        [
            .. PSObjectAdapter.Members(row).Select(member => member.Name)
                .Where(name => !IsAdded(row, name)),
        ];
    }

    /// <summary>One property's text, empty where the object has no such property; null after a report.</summary>
    public static string? ReadProperty(PSObject input, string name, Action<ErrorRecord> report, out bool isThere)
    {
        List<PropertyProblem> problems = [];
        Func<object?>? read = Find(PSObjectAdapter.AsRow(input) ?? input, name);
        isThere = read is not null;
        string text = read is null ? "" : ReadText(name, read, problems);
        if (problems.Count > 0)
        {
            report(InputErrors.Properties(problems, input));
            return null;
        }

        return text;
    }

    /// <summary>True for the objects that Format-Table and similar commands make for the screen.</summary>
    public static bool IsFormatted(PSObject input) => input.BaseObject.GetType().Namespace == FormatNamespace;

    private string? FindProblem(object value, PSObject? row)
    {
        HasReadPairs |= _takesWhatIsThere && InputRows.IsPair(value);
        return value switch
        {
            PSCustomObject or IDictionary => null,
            _ when InputRows.IsMember(value) =>
                "it is one member of a map, which the pipeline took apart. "
                + "Give the map as one object: New-InventoryItem -InputObject $map.",
            _ when !_takesWhatIsThere => null,
            string or Enum or DateTime or decimal or Guid => NoProperties(value),
            _ when row is null || value.GetType().IsPrimitive => NoProperties(value),
            _ => null,
        };
    }

    private static string NoProperties(object value) =>
        $"a value of type {value.GetType().Name} has no properties worth recording. "
        + "Name the attribute: -Property @{ Name = 'Value'; Expression = { $_ } }.";

    private IEnumerable<(string Name, Func<object?> Read)> Attributes(PSObject input, PSObject row)
    {
        foreach (PropertyExclusion exclusion in _excluded)
        {
            exclusion.IsNameHere = exclusion.IsPattern && Find(row, exclusion.Name) is not null;
        }

        foreach ((string Name, Func<object?> Read) member in _takesWhatIsThere ? PSObjectAdapter.Members(row) : [])
        {
            if (!IsExcluded(member.Name) && !IsAdded(row, member.Name))
            {
                yield return member;
            }
        }

        foreach (PropertySelector selector in _selectors)
        {
            switch (selector)
            {
                case PropertySelector.Named named when !IsExcluded(named.Name):
                    Func<object?>? read = Find(row, named.Property);
                    named.WasFound |= read is not null;
                    yield return (named.Name, read ?? (static () => null));
                    break;
                case PropertySelector.Wildcard wildcard:
                    foreach ((string Name, Func<object?> Read) match in Matches(wildcard, row))
                    {
                        wildcard.WasFound = true;
                        if (!IsExcluded(match.Name))
                        {
                            yield return match;
                        }
                    }

                    break;
                case PropertySelector.Calculated calculated:
                    yield return (calculated.Name, () => calculated.Evaluate(input));
                    break;
            }
        }
    }

    private static bool IsAdded(PSObject row, string name) =>
        name.Length >= Transport.MinNameLength && Transport.IsAdded(row, name);

    // A property whose name is the pattern, to the letter, is meant by it, and no other.
    private List<(string Name, Func<object?> Read)> Matches(PropertySelector.Wildcard wildcard, PSObject row)
    {
        _matches.Clear();
        foreach ((string Name, Func<object?> Read) member in PSObjectAdapter.Members(row))
        {
            if (wildcard.IsName(member.Name))
            {
                _matches.Clear();
                _matches.Add(member);
                break;
            }

            if (wildcard.Matches(member.Name) && !IsAdded(row, member.Name))
            {
                _matches.Add(member);
            }
        }

        return _matches;
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

        return input.Properties[name] is PSPropertyInfo { IsGettable: true } property
            ? PSObjectAdapter.Reader(input, property)
            : null;
    }

    // The entry itself would find a name that differs in case.
    private static bool HasExactly(InventoryEntry entry, string name) => entry.Any(attribute => attribute.Key == name);

    private bool IsExcluded(string name)
    {
        foreach (PropertyExclusion exclusion in _excluded)
        {
            if (exclusion.Matches(name))
            {
                return true;
            }
        }

        return _hidden is not null && _hidden.Equals(name, StringComparison.OrdinalIgnoreCase);
    }
}
