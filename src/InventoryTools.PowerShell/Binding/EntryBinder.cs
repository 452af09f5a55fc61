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

    private readonly PropertySelector[] _selectors;
    private readonly PropertyExclusion[] _excluded;
    private readonly List<ObjectMember> _matches = [];
    private readonly List<PropertyProblem> _problems = [];
    private readonly string? _hidden;
    private readonly bool _takesWhatIsThere;
    private InventoryEntry _last = [];
    private bool _hasReadMember;
    private bool? _isRow; // of the object that is read; null until it matters

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

    /// <summary>
    /// The names and patterns in -ExcludeProperty that no property matched. What is left out anyway may be absent.
    /// </summary>
    public IEnumerable<string> UnmatchedExclusions => _excluded
        .Where(exclusion => !exclusion.WasFound && !Transport.MayBeAdded(exclusion.Name) && !IsHidden(exclusion.Name))
        .Select(exclusion => exclusion.Name);

    /// <summary>The names that the last object had, as far as they were asked for.</summary>
    public IEnumerable<string> LastNames => _last.Keys;

    /// <summary>
    /// The entry, or null where the object can't be recorded. <paramref name="report"/> then gets every reason.
    /// </summary>
    public InventoryEntry? Read(PSObject input, long position, Action<ErrorRecord> report)
    {
        InventoryEntry entry = InventoryEntry.Like(_last);
        _problems.Clear();
        _isRow = null;
        try
        {
            PSObject? row = input.BaseObject is PSCustomObject ? input : PSObjectAdapter.AsRow(input);
            if (input.BaseObject is not PSCustomObject && InputRows.IsMember(input.BaseObject))
            {
                // The map itself is missing once.
                if (!_hasReadMember)
                {
                    _hasReadMember = true;
                    report(InputErrors.NoAttributes(input.BaseObject, position, InputErrors.IsMember));
                }

                return null;
            }

            if (FindProblem(input.BaseObject, row) is string why)
            {
                report(InputErrors.NoAttributes(input.BaseObject, position, why));
                return null;
            }

            ReadAttributes(entry, input, row ?? input);
        }
        catch (AttributeTextException key)
        {
            report(InputErrors.NoAttributes(input, position, key.Problem == AttributeTextProblem.CutOff
                ? $"it can't be read. {key.Message}"
                : $"one of its keys is not the name of an attribute. {key.Message}"));
            return null;
        }

        HasReadPairs |= _takesWhatIsThere && entry.Count == 2 && entry.FindExactly("Key") is not null
            && InputRows.IsPair(input);
        _last = entry;
        if (_problems.Count == 0)
        {
            return entry;
        }

        report(InputErrors.Properties([.. _problems], input, position));
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
    public static string? ReadProperty(
        PSObject input, string name, long position, Action<ErrorRecord> report, out bool isThere)
    {
        ObjectMember? member = PSObjectAdapter.Find(PSObjectAdapter.AsRow(input) ?? input, name);
        isThere = member is not null;
        PropertyProblem? problem = null;
        string text = member is null ? "" : ReadText(name, member.Value, out problem) ?? "";
        if (problem is null)
        {
            return text;
        }

        report(InputErrors.Properties([problem], input, position));
        return null;
    }

    /// <summary>True for the objects that Format-Table and similar commands make for the screen.</summary>
    public static bool IsFormatted(PSObject input) => input.BaseObject.GetType().Namespace == FormatNamespace;

    private string? FindProblem(object value, PSObject? row) =>
        value switch
        {
            PSCustomObject or IDictionary => null,
            _ when !_takesWhatIsThere => null,
            string or Enum or DateTime or decimal or Guid => NoProperties(value),
            _ when row is null || value.GetType().IsPrimitive => NoProperties(value),
            _ => null,
        };

    private static string NoProperties(object value) =>
        $"a value of type {value.GetType().Name} has no properties worth recording. "
        + "Name the attribute: -Property @{ Name = 'Value'; Expression = { $_ } }.";

    private void ReadAttributes(InventoryEntry entry, PSObject input, PSObject row)
    {
        foreach (PropertyExclusion exclusion in _excluded)
        {
            if (exclusion.IsPattern || !exclusion.WasFound)
            {
                exclusion.IsNameHere = PSObjectAdapter.Find(row, exclusion.Name) is not null;
            }
        }

        if (_takesWhatIsThere)
        {
            foreach (ObjectMember member in PSObjectAdapter.Members(row))
            {
                if (!IsExcluded(member.Name) && !IsAdded(row, member.Name))
                {
                    Add(entry, member.Name, member, row);
                }
            }
        }

        foreach (PropertySelector selector in _selectors)
        {
            switch (selector)
            {
                case PropertySelector.Named named when !IsExcluded(named.Name):
                    ObjectMember? found = PSObjectAdapter.Find(row, named.Property);
                    named.WasFound |= found is not null;
                    Add(
                        entry,
                        named.Name,
                        found ?? new ObjectMember(named.Name, value: null),
                        found is null ? null : row);
                    break;
                case PropertySelector.Wildcard wildcard:
                    AddMatches(entry, wildcard, row);
                    break;
                case PropertySelector.Calculated calculated:
                    Add(entry, calculated.Name, new ObjectMember(input, calculated), row: null);
                    break;
            }
        }
    }

    // A property whose name is the pattern, to the letter, is meant by it, and no other.
    private void AddMatches(InventoryEntry entry, PropertySelector.Wildcard wildcard, PSObject row)
    {
        _matches.Clear();
        foreach (ObjectMember member in PSObjectAdapter.Members(row))
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

        wildcard.WasFound |= _matches.Count > 0;
        foreach (ObjectMember match in _matches)
        {
            if (!IsExcluded(match.Name))
            {
                Add(entry, match.Name, match, row);
            }
        }
    }

    private static bool IsAdded(PSObject row, string name) =>
        name.Length >= Transport.MinNameLength && Transport.IsAdded(row, name);

    // The entry itself would find a name that differs in case. The row is the object that has the member, if one does.
    private void Add(InventoryEntry entry, string name, ObjectMember member, PSObject? row)
    {
        if (!ReferenceEquals(name, entry.NextName) && entry.FindExactly(name) is not null)
        {
            return;
        }

        string? text = ReadText(name, member, out PropertyProblem? problem);
        if (text is null && row is not null && (_isRow ??= InputRows.IsEntryRow(row)))
        {
            return; // The entry of the row lacks the attribute.
        }

        entry.AddUnseen(name, text ?? "");
        if (problem is not null)
        {
            _problems.Add(problem);
        }
    }

    // Null for null.
    private static string? ReadText(string name, ObjectMember member, out PropertyProblem? problem)
    {
        problem = null;
        try
        {
            object? value = member.Read();
            return value is null ? null : PSObjectAdapter.Text.Convert(value);
        }
        catch (AttributeTextException failed)
        {
            problem = new(name, failed);
        }
        catch (GetValueException thrown)
        {
            problem = new(name, AttributeTextException.ReadFailed(thrown.InnerException ?? thrown));
        }
        catch (RuntimeException thrown) when (thrown is not PipelineStoppedException)
        {
            problem = new(name, thrown);
        }

        return "";
    }

    private bool IsExcluded(string name)
    {
        foreach (PropertyExclusion exclusion in _excluded)
        {
            if (exclusion.Matches(name))
            {
                return true;
            }
        }

        return IsHidden(name);
    }

    private bool IsHidden(string name) =>
        _hidden is not null && _hidden.Equals(name, StringComparison.OrdinalIgnoreCase);
}
