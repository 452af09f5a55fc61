using System;
using System.Management.Automation.Runspaces;
using System.Reflection;

namespace InventoryTools.Host;

/// <summary>Makes the engine tell its host of the <c>exit</c> of a script file.</summary>
internal static class EngineExit
{
    private const BindingFlags Internal = BindingFlags.Instance | BindingFlags.NonPublic;

    /// <summary>
    /// Does for the next command what pwsh -File does, which is a friend of the engine. Without it, <c>exit 3</c> in a
    /// file cannot be told from a native command that gave 3.
    /// </summary>
    public static void PassOn(Runspace runspace)
    {
        object context = Property(typeof(Runspace), "ExecutionContext").GetValue(runspace)!;
        Property(context.GetType(), "ScriptCommandProcessorShouldRethrowExit").SetValue(context, true);
    }

    private static PropertyInfo Property(Type type, string name)
    {
        return type.GetProperty(name, Internal) ?? throw new MissingMemberException(type.FullName, name);
    }
}
