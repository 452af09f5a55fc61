using InventoryTools.Rules;
using InventoryTools.Service;

namespace InventoryTools.Reading;

/// <summary>
/// Splits filters into requests within the limits of <see cref="QueryLimits"/>. More values take several requests, or
/// several filters where all of them must match. More filters are an error.
/// </summary>
internal static class FilterSplitter
{
    /// <summary>The filters of each request, whose results are joined. One empty list for no filters.</summary>
    /// <exception cref="InventoryFaultException">There are too many filters.</exception>
    public static IReadOnlyList<IReadOnlyList<InventoryFilter>> Split(IReadOnlyList<InventoryFilter> filters)
    {
        List<IReadOnlyList<InventoryFilter>> requests = [[]];
        foreach (InventoryFilter filter in filters)
        {
            InventoryFilter[] parts =
                [.. Chunks(Needed(filter), QueryLimits.FilterValues).Select(values => filter with { Values = values })];

            // None of many values: none of these and none of those. Any of many values: any of these or any of those.
            requests = filter.Operator == FilterOperator.NotEqual
                ? [.. requests.Select(request => (IReadOnlyList<InventoryFilter>)[.. request.Concat(parts)])]
                : [
                    .. requests.SelectMany(
                        request => parts.Select(part => (IReadOnlyList<InventoryFilter>)[.. request, part])),
                ];
        }

        InventoryFilter? bound = filters.FirstOrDefault(
            filter => filter.Operator is FilterOperator.LessThan or FilterOperator.GreaterThan
                && filter.Values.Count > QueryLimits.FilterValues);
        if (bound is not null)
        {
            throw FaultFactory.Exception(
                FaultCode.InvalidFilter,
                $"The filter '{bound.Key}' compares with {bound.Values.Count} values, and a filter takes "
                    + $"{QueryLimits.FilterValues}. One of them is enough: the least or the greatest.");
        }

        int most = requests.Max(request => request.Count);
        return most <= QueryLimits.Filters ? requests : throw FaultFactory.Exception(
            FaultCode.InvalidFilter,
            $"These are {most} filters, and a request takes {QueryLimits.Filters}"
                + (most > filters.Count ? $" (of {QueryLimits.FilterValues} values each)" : "")
                + ". Leave some out, and choose further among the results, as with Where-Object.");
    }

    /// <summary>The number of requests for a filter with this number of values.</summary>
    public static int Requests(int values) => (values + QueryLimits.FilterValues - 1) / QueryLimits.FilterValues;

    // A beginning that another one includes has no effect. Without it, no result is in two of the requests.
    private static string[] Needed(InventoryFilter filter)
    {
        string[] values = [.. filter.Values.Distinct(StringComparer.Ordinal)];
        return filter.Operator == FilterOperator.BeginWith && values.Length > QueryLimits.FilterValues
            ? [
                .. values.Where(value => !Array.Exists(
                    values,
                    other => other.Length < value.Length && value.StartsWith(other, StringComparison.Ordinal))),
            ]
            : values;
    }

    /// <summary>Lists of at most this length; one empty list for no values.</summary>
    public static IEnumerable<IReadOnlyList<string>> Chunks(IReadOnlyList<string> values, int most)
    {
        for (int at = 0; at == 0 || at < values.Count; at += most)
        {
            yield return [.. values.Skip(at).Take(most)];
        }
    }
}
