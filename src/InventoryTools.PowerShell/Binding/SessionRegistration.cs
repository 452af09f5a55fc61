using System.Management.Automation;

namespace InventoryTools.Binding;

/// <summary>Registers in the session that imports the module what a manifest can't.</summary>
public sealed class SessionRegistration : IModuleAssemblyInitializer
{
    /// <inheritdoc/>
    public void OnImport()
    {
        using PowerShell shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        EntryTypeData.AddTo(shell);
        RowCompletion.AddTo(shell);
        try
        {
            shell.Invoke();
        }
        catch (RuntimeException)
        {
            // A session that may not use these commands goes without: the module's own commands need neither.
        }
    }
}
