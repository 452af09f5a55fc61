using InventoryTools.Model;

namespace InventoryTools.Rules;

/// <summary>
/// Collects the violations of a request, member by member. Members are named by their paths from the element of a list
/// that is checked; the path from the request is made for a violation alone.
/// </summary>
/// <param name="missing">The paths of required members that are missing, though they are not null.</param>
internal sealed class ConstraintCollector(IReadOnlyCollection<string>? missing = null)
{
    private readonly List<ConstraintViolation> _violations = [];
    private readonly List<(string List, int Index)> _elements = [];

    public IReadOnlyList<ConstraintViolation> Violations => _violations;

    /// <summary>The path of an element of a list, counted from 0 here and from 1 by the service.</summary>
    public static string Element(string path, int index) => $"{path}.{NumberText.Of(index + 1)}.member";

    public static bool IsInRange(long actual, long? minimum, long? maximum) =>
        !(actual < minimum) && !(actual > maximum);

    /// <summary>True when the length of a text, in code points, is in the range.</summary>
    public static bool IsLengthInRange(string text, long? minimum, long? maximum) =>
        (text.Length <= maximum && text.Length >= 2 * (minimum ?? 0))
        || IsInRange(UnicodeText.CodePoints(text), minimum, maximum);

    public void Add(string path, string? value, string constraint) =>
        ConstraintViolation.Add(_violations, new ConstraintViolation(PathOf(path), value, constraint));

    /// <summary>Notes a member that is missing. Returns true when the member is there.</summary>
    public bool Required(string path, object? value)
    {
        if (value is not null && !IsMissing(path))
        {
            return true;
        }

        Add(path, null, ConstraintText.NotNull);
        return false;
    }

    public void Text(string path, string? value, long? minimum, long? maximum)
    {
        if (value is not null && !IsLengthInRange(value, minimum, maximum))
        {
            Add(path, value, ConstraintText.Length(UnicodeText.CodePoints(value), minimum, maximum));
        }
    }

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

    public void Pattern(string path, string? value, ModelPattern pattern)
    {
        if (value is not null && !pattern.IsMatch(value))
        {
            Add(path, value, ConstraintText.Pattern(pattern.Text));
        }
    }

    public void Number(string path, int? value, int minimum, int maximum)
    {
        if (value is int number && !IsInRange(number, minimum, maximum))
        {
            Add(path, NumberText.Of(number), ConstraintText.Value(number, minimum, maximum));
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
        if (!IsInRange(count, minimum, maximum))
        {
            IEnumerable<string?> elements = printed.Select((text, index) =>
                IsMissing(Element(path, index)) || IsMissing($"{Element(path, index)}.{printedMember}") ? null : text);
            Add(path, ConstraintViolation.Print(elements), ConstraintText.Length(count, minimum, maximum));
        }
    }

    /// <summary>Checks the elements of a list, which must not be missing.</summary>
    public void Elements<T>(string path, IReadOnlyList<T> elements, Action<T> check)
    {
        // What is found beyond the displayed violations is not kept.
        for (int i = 0; i < elements.Count && _violations.Count <= ConstraintViolation.MaxDisplayed; i++)
        {
            if ((elements[i] is null || missing is { Count: > 0 }) && !Required(Element(path, i), elements[i]))
            {
                continue;
            }

            _elements.Add((path, i));
            check(elements[i]);
            _elements.RemoveAt(_elements.Count - 1);
        }
    }

    private string PathOf(string member) =>
        string.Concat(_elements.Select(element => Element(element.List, element.Index) + ".")) + member;

    private bool IsMissing(string path) => missing is { Count: > 0 } && missing.Contains(PathOf(path));
}
