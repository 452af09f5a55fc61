using System.Collections.Generic;
using System.Linq;
using InventoryTools.Model;

namespace InventoryTools.Local;

/// <summary>Sums up a deletion.</summary>
internal static class DeletionSummary
{
    public static InventoryDeletionSummary Of(IReadOnlyDictionary<string, int> counts, bool isDone)
    {
        int total = counts.Values.Sum();
        return new InventoryDeletionSummary(
            total,
            isDone ? 0 : total,
            [
                .. counts
                    .OrderBy(count => count.Key, Comparer<string>.Create(SchemaVersionComparer.Compare))
                    .Select(
                        count => new InventoryDeletionSummaryItem(count.Key, count.Value, isDone ? 0 : count.Value)),
            ]);
    }
}
