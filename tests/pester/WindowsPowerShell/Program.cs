using System.Reflection;

namespace InventoryTools.WindowsPowerShell;

/// <summary>
/// Checks the build for Windows PowerShell, in the given folder, on .NET Framework or Mono:
/// <c>list</c> names the checks; <c>run</c> runs them; <c>sweep</c> compiles every method without the module's hook.
/// </summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        string folder = Path.GetFullPath(arguments[1]);

        // Windows PowerShell loads these two by their paths, as the manifest says. Nothing else is helped.
        AppDomain.CurrentDomain.AssemblyResolve += (_, wanted) =>
            new AssemblyName(wanted.Name).Name is string name and ("InventoryTools" or "InventoryTools.Core")
                ? Assembly.LoadFrom(Path.Combine(folder, name + ".dll"))
                : null;
        switch (arguments[0])
        {
            case "sweep":
                return Sweep.Run(folder);
            case "list":
                CheckRun.List();
                return 0;
            default:
                return CheckRun.Run();
        }
    }
}
