using InventoryTools.Model;

namespace InventoryTools.Rules;

/// <summary>The sentences of the service for constraints of its model.</summary>
internal static class ConstraintText
{
    public const string NotNull = "Member must not be null";

    public static string Pattern(string pattern) => $"Member must satisfy regular expression pattern: {pattern}";

    public static string Enum(IEnumerable<string> names) =>
        $"Member must satisfy enum value set: [{string.Join(", ", names)}]";

    /// <summary>The constraint that a number breaks.</summary>
    public static string Value(long actual, long? minimum, long? maximum) =>
        Bound("value", actual, minimum, maximum);

    /// <summary>The constraint that the number of elements or characters breaks.</summary>
    public static string Length(long actual, long? minimum, long? maximum) =>
        Bound("length", actual, minimum, maximum);

    public static string MapKeys(InventoryRule length) => $"Map keys must satisfy constraint: [{Both(length)}]";

    public static string MapValues(InventoryRule length) => MapValues(Both(length));

    public static string MapValues(string constraint) => $"Map value must satisfy constraint: [{constraint}]";

    // The service names the larger bound first.
    private static string Both(InventoryRule length) =>
        $"{AtMost("length", length.Maximum!.Value)}, {AtLeast("length", length.Minimum ?? 0)}";

    private static string Bound(string measure, long actual, long? minimum, long? maximum) =>
        actual < minimum ? AtLeast(measure, minimum.Value) : AtMost(measure, maximum!.Value);

    private static string AtLeast(string measure, long minimum) =>
        $"Member must have {measure} greater than or equal to {NumberText.Of(minimum)}";

    private static string AtMost(string measure, long maximum) =>
        $"Member must have {measure} less than or equal to {NumberText.Of(maximum)}";
}
