namespace InventoryTools.Rules;

/// <summary>The constraints of the model's shapes for filters, groups and aggregators.</summary>
internal static class QueryConstraints
{
    public static void Check(ConstraintCollector list, string path, IReadOnlyList<InventoryFilter>? filters)
    {
        if (filters is not null)
        {
            list.Count(path, filters.Count, 1, QueryLimits.Filters, filters.Select(filter => filter?.Key), "key");
            list.Elements(path, filters, (element, filter) => Check(list, element, filter));
        }
    }

    public static void Check(ConstraintCollector list, string path, IReadOnlyList<InventoryAggregator>? aggregators)
    {
        if (aggregators is not null)
        {
            IEnumerable<string?> printed = aggregators.Select(aggregator => aggregator?.Expression);
            list.Count(path, aggregators.Count, 1, QueryLimits.Aggregators, printed);
            list.Elements(path, aggregators, (element, aggregator) =>
            {
                list.Text($"{element}.expression", aggregator.Expression, 1, QueryLimits.ExpressionLength);
                Check(list, $"{element}.aggregators", aggregator.Aggregators);
                Check(list, $"{element}.groups", aggregator.Groups);
            });
        }
    }

    private static void Check(ConstraintCollector list, string path, IReadOnlyList<InventoryGroup>? groups)
    {
        if (groups is not null)
        {
            list.Count(path, groups.Count, 1, QueryLimits.Groups, groups.Select(group => group?.Name), "name");
            list.Elements(path, groups, (element, group) => Check(list, element, group));
        }
    }

    private static void Check(ConstraintCollector list, string path, InventoryGroup group)
    {
        list.RequiredText($"{path}.name", group.Name, 1, QueryLimits.NameLength);
        if (list.Required($"{path}.filters", group.Filters))
        {
            Check(list, $"{path}.filters", group.Filters);
        }
    }

    private static void Check(ConstraintCollector list, string path, InventoryFilter filter)
    {
        list.RequiredText($"{path}.key", filter.Key, 1, QueryLimits.NameLength);
        if (list.Required($"{path}.values", filter.Values))
        {
            list.Count($"{path}.values", filter.Values.Count, 1, QueryLimits.FilterValues, filter.Values);
            list.Elements($"{path}.values", filter.Values, (_, _) => { });
        }
    }
}
