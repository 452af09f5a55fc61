using System.Collections.Generic;
using System.Globalization;
using System.Text.RegularExpressions;

namespace InventoryTools.Rules;

/// <summary>Gathers what a request breaks, member by member, each named by the way to it.</summary>
internal sealed class ConstraintCollector
{
    private const string NotNull = "Member must not be null";

    private readonly List<ConstraintViolation> _violations = [];

    public IReadOnlyList<ConstraintViolation> Violations => _violations;

    /// <summary>The way to an element of a list, counted from 0 here and from 1 by the service.</summary>
    public static string Element(string path, int index) =>
        $"{path}.{(index + 1).ToString(CultureInfo.InvariantCulture)}.member";

    public void Add(ConstraintViolation violation) => ConstraintViolation.Add(_violations, violation);

    /// <summary>Takes note of a member that is missing; returns whether it is there.</summary>
    public bool Required(string path, object? value)
    {
        if (value is null)
        {
            Add(new ConstraintViolation(path, null, NotNull));
        }

        return value is not null;
    }

    public void Text(string path, string? value, InventoryRule length) =>
        Text(path, value, length.Minimum, length.Maximum);

    public void Text(string path, string? value, long? minimum, long? maximum)
    {
        if (value is not null && LengthConstraint(value, minimum, maximum) is string constraint)
        {
            Add(new ConstraintViolation(path, value, constraint));
        }
    }

    public void Pattern(string path, string? value, Regex pattern, string asTheModelHasIt)
    {
        if (value is not null && !pattern.IsMatch(value))
        {
            Add(new ConstraintViolation(path, value, $"Member must satisfy regular expression pattern: {asTheModelHasIt}"));
        }
    }

    public void Number(string path, int? value, int minimum, int maximum)
    {
        if (value < minimum || value > maximum)
        {
            string bound = value < minimum
                ? $"greater than or equal to {Text(minimum)}"
                : $"less than or equal to {Text(maximum)}";
            Add(new ConstraintViolation(path, Text(value!.Value), $"Member must have value {bound}"));
        }
    }

    /// <summary>Judges how many elements a list has; <paramref name="printed"/> is how the service would print them.</summary>
    public void Count(string path, int count, long? minimum, long? maximum, IEnumerable<string?> printed)
    {
        if (Bound(count, minimum, maximum) is string bound)
        {
            Add(new ConstraintViolation(path, ConstraintViolation.Print(printed), $"Member must have length {bound}"));
        }
    }

    /// <summary>What a text's length breaks, or null. The length is counted in code points.</summary>
    public static string? LengthConstraint(string value, long? minimum, long? maximum)
    {
        bool isSurelyFine = value.Length <= maximum && value.Length >= 2 * (minimum ?? 0);
        return isSurelyFine || Bound(InventoryChecker.CodePoints(value), minimum, maximum) is not string bound
            ? null
            : $"Member must have length {bound}";
    }

    private static string? Bound(long actual, long? minimum, long? maximum) =>
        actual < minimum ? $"greater than or equal to {Text(minimum.Value)}"
        : actual > maximum ? $"less than or equal to {Text(maximum.Value)}"
        : null;

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
