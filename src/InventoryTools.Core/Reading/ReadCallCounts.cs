using InventoryTools.Model;

namespace InventoryTools.Reading;

/// <summary>The number of calls of a read by operation. A repeated call counts each time.</summary>
internal sealed record ReadCallCounts(int GetInventory, int GetInventorySchema, int ListInventoryEntries)
{
    /// <summary>The number of all calls.</summary>
    public int Total => GetInventory + GetInventorySchema + ListInventoryEntries;

    /// <summary>The number of all calls, and of each operation that was called.</summary>
    public override string ToString()
    {
        (int Count, string Operation)[] operations =
        [
            (GetInventory, nameof(GetInventory)),
            (GetInventorySchema, nameof(GetInventorySchema)),
            (ListInventoryEntries, nameof(ListInventoryEntries)),
        ];
        string parts = string.Join(
            ", ",
            operations.Where(one => one.Count > 0).Select(one => $"{NumberText.Grouped(one.Count)} {one.Operation}"));
        string all = $"{NumberText.Grouped(Total)} {(Total == 1 ? "call" : "calls")}";
        return parts.Length == 0 ? all : $"{all} ({parts})";
    }
}
