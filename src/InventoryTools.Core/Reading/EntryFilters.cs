using System;
using System.Collections.Generic;
using System.Linq;

namespace InventoryTools;

/// <summary>Which filters on entries belong to which type.</summary>
internal static class EntryFilters
{
    /// <summary>The filters whose keys begin with the type and a dot.</summary>
    public static IEnumerable<InventoryFilter> OfType(IEnumerable<InventoryFilter> filters, string typeName) =>
        filters.Where(filter => filter.Key.StartsWith(typeName + ".", StringComparison.Ordinal));

    /// <summary>The same as conditions.</summary>
    public static IEnumerable<EntryCondition> Of(IEnumerable<InventoryFilter> filters, string typeName) =>
        OfType(filters, typeName).Select(filter => new EntryCondition(
            filter.Key.Substring(typeName.Length + 1), filter.Operator ?? FilterOperator.Equal, filter.Values));
}
