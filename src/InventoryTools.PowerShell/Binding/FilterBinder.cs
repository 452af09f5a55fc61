using System.Collections;
using System.Management.Automation;
using InventoryTools.Reading;

namespace InventoryTools.Binding;

/// <summary>Reads filters and aggregators from text and from objects that have their members.</summary>
internal static class FilterBinder
{
    /// <exception cref="FormatException">An object is not a filter.</exception>
    public static IEnumerable<InventoryFilter> Filters(object? input) => Each(input).SelectMany(one => one switch
    {
        InventoryFilter filter => [filter],
        string text => FilterParser.Parse(text),
        _ => [Filter(new Shape(one, "a filter", "Key", "Values", "Type"))],
    });

    /// <exception cref="FormatException">An object is not an aggregator.</exception>
    public static IEnumerable<InventoryAggregator> Aggregators(object? input) => Each(input).Select(one => one switch
    {
        InventoryAggregator aggregator => aggregator,
        string expression => new InventoryAggregator(expression),
        _ => Aggregator(new Shape(one, "an aggregator", "Expression", "Aggregators", "Groups")),
    });

    private static InventoryFilter Filter(Shape shape)
    {
        string[] values = [.. Each(shape["Values"]).Select(Text)];
        string? name = shape["Type"] is object type ? Text(type) : null;
        FilterOperator? comparison = null;
        if (!string.IsNullOrEmpty(name))
        {
            comparison = Enum.TryParse(name, ignoreCase: true, out FilterOperator known) && Enum.IsDefined(
                typeof(FilterOperator), known)
                ? known
                : throw new FormatException(
                    $"The filter's Type '{name}' is not one of "
                    + string.Join(", ", Enum.GetNames(typeof(FilterOperator))) + ".");
        }

        return shape["Key"] is object key && values.Length > 0
            ? new InventoryFilter(Text(key), values, comparison)
            : throw new FormatException(
                "A filter has a Key and Values, and usually a Type, "
                + "as in @{ Key = 'AWS:Application.Name'; Values = 'bash'; Type = 'Equal' }.");
    }

    private static InventoryAggregator Aggregator(Shape shape) => new(
        shape["Expression"] is object expression ? Text(expression) : null,
        NullIfEmpty(Aggregators(shape["Aggregators"])),
        NullIfEmpty(Each(shape["Groups"]).Select(Group)));

    private static InventoryGroup Group(object input)
    {
        if (input is InventoryGroup group)
        {
            return group;
        }

        Shape shape = new(input, "a group", "Name", "Filters");
        return shape["Name"] is object name
            ? new InventoryGroup(Text(name), [.. Filters(shape["Filters"])])
            : throw new FormatException(
                "A group has a Name and Filters, "
                + "as in @{ Name = 'Linux'; Filters = 'AWS:InstanceInformation.PlatformType -eq Linux' }.");
    }

    private static T[]? NullIfEmpty<T>(IEnumerable<T> all)
    {
        T[] list = [.. all];
        return list.Length == 0 ? null : list;
    }

    private static string Text(object value) => PSObjectAdapter.Text.Convert(value);

    private static IEnumerable<object> Each(object? input) => PSObjectAdapter.Bare(input) switch
    {
        null => [],
        string text => [text],
        IDictionary map => [map],
        IEnumerable list => list.Cast<object?>().Select(PSObjectAdapter.Bare).OfType<object>(),
        object one => [one],
    };

    // The members of an object, by names in any case.
    private sealed class Shape
    {
        private readonly Dictionary<string, object?> _members = new(StringComparer.OrdinalIgnoreCase);

        public Shape(object input, string what, params string[] names)
        {
            IEnumerable<KeyValuePair<string, object?>> members = input is IDictionary map
                ? PSObjectAdapter.Text.Members(map)
                : PSObject.AsPSObject(input).Properties.Where(
                    property => names.Contains(property.Name, StringComparer.OrdinalIgnoreCase))
                    .Select(property => new KeyValuePair<string, object?>(property.Name, property.Value));
            foreach (KeyValuePair<string, object?> member in members)
            {
                _members[member.Key] = names.Contains(member.Key, StringComparer.OrdinalIgnoreCase)
                    ? PSObjectAdapter.Bare(member.Value)
                    : throw new FormatException(
                        $"'{member.Key}' is not a member of {what}; the members are {string.Join(", ", names)}.");
            }

            if (_members.Count == 0)
            {
                throw new FormatException($"An object of type {input.GetType().Name} is not {what}.");
            }
        }

        public object? this[string name] => _members.TryGetValue(name, out object? value) ? value : null;
    }
}
