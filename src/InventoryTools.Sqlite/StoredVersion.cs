using InventoryTools.Model;

namespace InventoryTools.Sqlite;

/// <summary>The version of a schema as a row has it.</summary>
internal static class StoredVersion
{
    /// <summary>Returns the version, which others compare by its numbers.</summary>
    /// <exception cref="FormatException">It is not one, so the row is damaged.</exception>
    public static string Check(string text) => SchemaVersionComparer.IsVersion(text)
        ? text
        : throw new FormatException($"'{text}' is not the version of a schema.");
}
