namespace InventoryTools.Rules;

/// <summary>The constraints of the model's shapes for filters, groups and aggregators.</summary>
internal static class QueryConstraints
{
    public static void Check(ConstraintCollector list, string path, IReadOnlyList<InventoryFilter>? filters)
    {
        if (filters is not null)
        {
            list.Count(path, filters.Count, 1, QueryLimits.Filters, filters.Select(filter => filter?.Key), "key");
            list.Elements(path, filters, filter => Check(list, filter));
        }
    }

    public static void Check(ConstraintCollector list, string path, IReadOnlyList<InventoryAggregator>? aggregators)
    {
        if (aggregators is not null)
        {
            IEnumerable<string?> printed = aggregators.Select(aggregator => aggregator?.Expression);
            list.Count(path, aggregators.Count, 1, QueryLimits.Aggregators, printed);
            list.Elements(path, aggregators, aggregator =>
            {
                list.Text("expression", aggregator.Expression, 1, QueryLimits.ExpressionLength);
                Check(list, "aggregators", aggregator.Aggregators);
                Check(list, "groups", aggregator.Groups);
            });
        }
    }

    private static void Check(ConstraintCollector list, string path, IReadOnlyList<InventoryGroup>? groups)
    {
        if (groups is not null)
        {
            list.Count(path, groups.Count, 1, QueryLimits.Groups, groups.Select(group => group?.Name), "name");
            list.Elements(path, groups, group => Check(list, group));
        }
    }

    private static void Check(ConstraintCollector list, InventoryGroup group)
    {
        list.RequiredText("name", group.Name, 1, QueryLimits.NameLength);
        if (list.Required("filters", group.Filters))
        {
            Check(list, "filters", group.Filters);
        }
    }

    private static void Check(ConstraintCollector list, InventoryFilter filter)
    {
        list.RequiredText("key", filter.Key, 1, QueryLimits.NameLength);
        if (list.Required("values", filter.Values))
        {
            list.Count("values", filter.Values.Count, 1, QueryLimits.FilterValues, filter.Values);
            list.Elements("values", filter.Values, _ => { });
        }
    }
}
