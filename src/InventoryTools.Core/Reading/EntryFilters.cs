using System;
using System.Collections.Generic;
using System.Linq;

namespace InventoryTools;

/// <summary>Which filters on entries belong to which type. The case of a type's name does not matter, that of an attribute does.</summary>
internal static class EntryFilters
{
    /// <summary>Makes sure that every filter belongs to one of the types.</summary>
    /// <exception cref="InventoryFaultException">One belongs to none: what it was to choose would come unchosen.</exception>
    public static void Check(IEnumerable<InventoryFilter> filters, IReadOnlyCollection<string> typeNames)
    {
        if (filters.FirstOrDefault(filter => !typeNames.Any(type => IsOf(filter, type))) is InventoryFilter other)
        {
            string types = typeNames.Count is > 0 and <= 5 ? string.Join(", ", typeNames) : "any type that is read";
            throw ServiceFault.Exception(
                FaultCode.InvalidFilter,
                $"'{other.Key}' is no attribute of {types}: entries are chosen by their own attributes, written as type, dot and attribute. Nodes are chosen by Get-Inventory -Filter.");
        }
    }

    /// <summary>The filters whose keys begin with the type and a dot, with the type as it is written here.</summary>
    public static IEnumerable<InventoryFilter> OfType(IEnumerable<InventoryFilter> filters, string typeName) => filters
        .Where(filter => IsOf(filter, typeName))
        .Select(filter => filter with { Key = typeName + filter.Key.Substring(typeName.Length) });

    /// <summary>The same as conditions.</summary>
    public static IEnumerable<EntryCondition> Of(IEnumerable<InventoryFilter> filters, string typeName) =>
        OfType(filters, typeName).Select(filter => new EntryCondition(
            filter.Key.Substring(typeName.Length + 1), filter.Operator ?? FilterOperator.Equal, filter.Values));

    private static bool IsOf(InventoryFilter filter, string typeName) =>
        filter.Key.StartsWith(typeName + ".", StringComparison.OrdinalIgnoreCase);
}
