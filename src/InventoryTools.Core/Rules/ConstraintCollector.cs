using InventoryTools.Model;

namespace InventoryTools.Rules;

/// <summary>Collects the violations of a request, member by member, each with the path of its member.</summary>
/// <param name="missing">The paths of required members that are missing, though they are not null.</param>
internal sealed class ConstraintCollector(IReadOnlyCollection<string>? missing = null)
{
    private readonly List<ConstraintViolation> _violations = [];

    public IReadOnlyList<ConstraintViolation> Violations => _violations;

    /// <summary>The path of an element of a list, counted from 0 here and from 1 by the service.</summary>
    public static string Element(string path, int index) => $"{path}.{NumberText.Of(index + 1)}.member";

    public void Add(ConstraintViolation violation) => ConstraintViolation.Add(_violations, violation);

    /// <summary>Notes a member that is missing. Returns true when the member is there.</summary>
    public bool Required(string path, object? value)
    {
        bool isMissing = value is null || IsMissing(path);
        AddIf(path, null, isMissing ? ConstraintText.NotNull : null);
        return !isMissing;
    }

    public void Text(string path, string? value, long? minimum, long? maximum) =>
        AddIf(path, value, value is null ? null : ConstraintText.Length(value, minimum, maximum));

    /// <summary>Checks a text that must not be missing.</summary>
    public void RequiredText(string path, string? value, long? minimum, long? maximum)
    {
        if (Required(path, value))
        {
            Text(path, value, minimum, maximum);
        }
    }

    /// <summary>Checks a text that must not be missing.</summary>
    public void RequiredPattern(string path, string? value, ModelPattern pattern)
    {
        if (Required(path, value))
        {
            Pattern(path, value, pattern);
        }
    }

    public void Pattern(string path, string? value, ModelPattern pattern) =>
        AddIf(path, value, value is null || pattern.IsMatch(value) ? null : ConstraintText.Pattern(pattern.Text));

    public void Number(string path, int? value, int minimum, int maximum)
    {
        if (value is int number)
        {
            AddIf(path, NumberText.Of(number), ConstraintText.Value(number, minimum, maximum));
        }
    }

    /// <summary>Checks the number of elements of a list.</summary>
    /// <param name="path">The path of the list.</param>
    /// <param name="count">The number of elements.</param>
    /// <param name="minimum">The minimum; null for none.</param>
    /// <param name="maximum">The maximum; null for none.</param>
    /// <param name="printed">The elements as the service prints them.</param>
    /// <param name="printedMember">The member that is printed; null when elements have no members.</param>
    public void Count(
        string path,
        int count,
        long? minimum,
        long? maximum,
        IEnumerable<string?> printed,
        string? printedMember = null)
    {
        if (ConstraintText.Length(count, minimum, maximum) is string constraint)
        {
            IEnumerable<string?> elements = printed.Select((text, index) =>
                IsMissing(Element(path, index)) || IsMissing($"{Element(path, index)}.{printedMember}") ? null : text);
            Add(new ConstraintViolation(path, ConstraintViolation.Print(elements), constraint));
        }
    }

    /// <summary>Checks the elements of a list, which must not be missing.</summary>
    public void Elements<T>(string path, IReadOnlyList<T> elements, Action<string, T> check)
    {
        // What is found beyond the displayed violations is not kept.
        for (int i = 0; i < elements.Count && _violations.Count <= ConstraintViolation.MaxDisplayed; i++)
        {
            string element = Element(path, i);
            if (Required(element, elements[i]))
            {
                check(element, elements[i]);
            }
        }
    }

    private bool IsMissing(string path) => missing is { Count: > 0 } && missing.Contains(path);

    private void AddIf(string path, string? value, string? constraint)
    {
        if (constraint is not null)
        {
            Add(new ConstraintViolation(path, value, constraint));
        }
    }
}
