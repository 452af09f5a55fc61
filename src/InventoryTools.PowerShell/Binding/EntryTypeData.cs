using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace InventoryTools.Binding;

/// <summary>
/// Tells PowerShell how to make entries and content, and that entries show their attributes as properties. A file of
/// types would be an error where the module is imported again with -Force.
/// </summary>
internal static class EntryTypeData
{
    /// <summary>Adds a statement that registers the converter and the adapter in the session.</summary>
    public static void AddTo(PowerShell shell)
    {
        TypeData entry = new(typeof(InventoryEntry))
        {
            TypeConverter = typeof(EntryConverter),
            TypeAdapter = typeof(EntryAdapter),
        };
        TypeData content = new(typeof(InventoryContent)) { TypeConverter = typeof(EntryConverter) };

        // PowerShell converts no custom object for a method that does not take it.
        foreach (string name in new[] { nameof(EntryConverter.Add), nameof(EntryConverter.Insert) })
        {
            content.Members.Add(name, new CodeMethodData(name, typeof(EntryConverter).GetMethod(name)));
        }

        shell.AddStatement().AddCommand(@"Microsoft.PowerShell.Utility\Update-TypeData")
            .AddParameter("TypeData", new[] { entry, content }).AddParameter("Force");
    }
}
