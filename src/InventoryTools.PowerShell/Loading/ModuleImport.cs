using System.Management.Automation;

namespace InventoryTools.Loading;

/// <summary>Runs when the module is imported: before any of its commands, and again with each import.</summary>
public sealed class ModuleImport : IModuleAssemblyInitializer
{
    /// <inheritdoc/>
    public void OnImport() => PrivateAssemblies.Enable();
}
