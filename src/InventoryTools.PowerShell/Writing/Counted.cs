using InventoryTools.Model;

namespace InventoryTools.Writing;

/// <summary>Numbers of things as people read them, such as 1 item or 1,000 items.</summary>
internal static class Counted
{
    /// <summary>The number with its noun, which has the plural -s.</summary>
    public static string Of(long number, string noun) =>
        $"{NumberText.Grouped(number)} {noun}{(number == 1 ? "" : "s")}";
}
