using System.Collections.Generic;
using System.Linq;

namespace InventoryTools.Local;

/// <summary>The parts of a request as text, for <see cref="PageToken"/>.</summary>
internal static class RequestText
{
    public static string? Of(IReadOnlyList<InventoryFilter>? filters) => filters is null
        ? null
        : string.Join(
            "\u001e",
            filters.Select(filter => string.Join("\u001d", [filter.Key, filter.Operator.ToString(), .. filter.Values])));
}
