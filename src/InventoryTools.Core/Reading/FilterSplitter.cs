using System;
using System.Collections.Generic;
using System.Linq;
using InventoryTools.Service;

namespace InventoryTools.Reading;

/// <summary>
/// Filters as the API takes them: at most 5 in a request, each with at most 40 values. More values than that are asked
/// for in several requests, or by several filters where all of them must hold; more filters can't be asked for.
/// </summary>
internal static class FilterSplitter
{
    /// <summary>The filters of one request. Source: service model, InventoryFilterList.</summary>
    public const int MostFilters = 5;

    /// <summary>The values of one filter. Source: service model, InventoryFilterValueList.</summary>
    public const int MostValues = 40;

    /// <summary>The filters of each request, whose results are joined. One empty list for no filters.</summary>
    /// <exception cref="InventoryFaultException">There are too many filters.</exception>
    public static IReadOnlyList<IReadOnlyList<InventoryFilter>> Split(IReadOnlyList<InventoryFilter> filters)
    {
        List<IReadOnlyList<InventoryFilter>> requests = [[]];
        foreach (InventoryFilter filter in filters)
        {
            InventoryFilter[] parts =
                [.. Chunks(Needed(filter), MostValues).Select(values => filter with { Values = values })];

            // None of many values: none of these and none of those. Any of many values: any of these or any of those.
            requests = filter.Operator == FilterOperator.NotEqual
                ? [.. requests.Select(request => (IReadOnlyList<InventoryFilter>)[.. request.Concat(parts)])]
                : [.. requests.SelectMany(request => parts.Select(part => (IReadOnlyList<InventoryFilter>)[.. request, part]))];
        }

        if (filters.FirstOrDefault(filter => filter.Operator is FilterOperator.LessThan or FilterOperator.GreaterThan && filter.Values.Count > MostValues) is InventoryFilter bound)
        {
            throw FaultFactory.Exception(
                FaultCode.InvalidFilter, $"The filter '{bound.Key}' compares with {bound.Values.Count} values, and a filter takes {MostValues}. One of them is enough: the least or the greatest.");
        }

        int most = requests.Max(request => request.Count);
        return most <= MostFilters ? requests : throw FaultFactory.Exception(
            FaultCode.InvalidFilter,
            $"These are {most} filters, and a request takes {MostFilters}{(most > filters.Count ? $" (of {MostValues} values each)" : "")}. Leave some out, and choose further among the results, as with Where-Object.");
    }

    /// <summary>The number of requests that a filter by so many values takes.</summary>
    public static int Requests(int values) => (values + MostValues - 1) / MostValues;

    // Without those that say nothing more, no value or beginning is in two of the requests: no answer comes twice.
    private static string[] Needed(InventoryFilter filter)
    {
        string[] values = [.. filter.Values.Distinct(StringComparer.Ordinal)];
        return filter.Operator == FilterOperator.BeginWith && values.Length > MostValues
            ? [.. values.Where(value => !Array.Exists(values, other => other.Length < value.Length && value.StartsWith(other, StringComparison.Ordinal)))]
            : values;
    }

    /// <summary>Lists of at most so many; one empty list for none.</summary>
    public static IEnumerable<IReadOnlyList<string>> Chunks(IReadOnlyList<string> values, int most)
    {
        for (int at = 0; at == 0 || at < values.Count; at += most)
        {
            yield return [.. values.Skip(at).Take(most)];
        }
    }
}
