namespace InventoryTools.Rules;

/// <summary>The constraints of the model's shapes for filters, groups and aggregators.</summary>
internal static class QueryConstraints
{
    public static void Check(ConstraintCollector list, string path, IReadOnlyList<InventoryFilter>? filters)
    {
        if (filters is null)
        {
            return;
        }

        list.Count(path, filters.Count, 1, QueryLimits.Filters, filters.Select(filter => filter?.Key), "key");
        for (int i = 0; i < filters.Count; i++)
        {
            string element = ConstraintCollector.Element(path, i);
            if (list.Required(element, filters[i]))
            {
                Check(list, element, filters[i]);
            }
        }
    }

    public static void Check(ConstraintCollector list, string path, IReadOnlyList<InventoryAggregator>? aggregators)
    {
        if (aggregators is null)
        {
            return;
        }

        list.Count(
            path,
            aggregators.Count,
            1,
            QueryLimits.Aggregators,
            aggregators.Select(aggregator => aggregator?.Expression));
        for (int i = 0; i < aggregators.Count; i++)
        {
            string element = ConstraintCollector.Element(path, i);
            if (list.Required(element, aggregators[i]))
            {
                list.Text($"{element}.expression", aggregators[i].Expression, 1, QueryLimits.ExpressionLength);
                Check(list, $"{element}.aggregators", aggregators[i].Aggregators);
                Check(list, $"{element}.groups", aggregators[i].Groups);
            }
        }
    }

    private static void Check(ConstraintCollector list, string path, IReadOnlyList<InventoryGroup>? groups)
    {
        if (groups is null)
        {
            return;
        }

        list.Count(path, groups.Count, 1, QueryLimits.Groups, groups.Select(group => group?.Name), "name");
        for (int i = 0; i < groups.Count; i++)
        {
            string element = ConstraintCollector.Element(path, i);
            if (list.Required(element, groups[i]))
            {
                Check(list, element, groups[i]);
            }
        }
    }

    private static void Check(ConstraintCollector list, string path, InventoryGroup group)
    {
        if (list.Required($"{path}.name", group.Name))
        {
            list.Text($"{path}.name", group.Name, 1, QueryLimits.NameLength);
        }

        if (list.Required($"{path}.filters", group.Filters))
        {
            Check(list, $"{path}.filters", group.Filters);
        }
    }

    private static void Check(ConstraintCollector list, string path, InventoryFilter filter)
    {
        if (list.Required($"{path}.key", filter.Key))
        {
            list.Text($"{path}.key", filter.Key, 1, QueryLimits.NameLength);
        }

        if (list.Required($"{path}.values", filter.Values))
        {
            list.Count($"{path}.values", filter.Values.Count, 1, QueryLimits.FilterValues, filter.Values);
            for (int i = 0; i < filter.Values.Count; i++)
            {
                list.Required(ConstraintCollector.Element($"{path}.values", i), filter.Values[i]);
            }
        }
    }
}
