using System.Reflection;
#if NET
using System.Runtime.InteropServices;
using System.Runtime.Loader;
#else
#endif

namespace InventoryTools.Loading;

/// <summary>
/// Finds the assemblies in the module's <c>dependencies</c> folder. On PowerShell 7 they live in a load context of
/// their own, so that other modules may bring other versions of the same packages; in Windows PowerShell they are
/// loaded by path when nothing else answers for their name.
/// </summary>
/// <remarks>
/// The import sets the hook and loads nothing. The hook is set once a process and stays: a removed module's assemblies
/// stay loaded too, and another runspace may be in the middle of using them.
/// </remarks>
internal static class PrivateAssemblies
{
    /// <summary>The folder of the module's assembly.</summary>
    public static string ModuleFolder { get; } = Path.GetDirectoryName(typeof(PrivateAssemblies).Assembly.Location)!;

    private static readonly string s_folder = Path.Combine(ModuleFolder, "dependencies");

#if NET
    private static readonly AssemblyLoadContext s_context = new PrivateContext();

    // Of a file that is missing, the context would ask the default one, which would ask this again, until the end of
    // the stack.
    static PrivateAssemblies() => AssemblyLoadContext.Default.Resolving += (_, name) =>
        name.Name is "InventoryTools.Sqlite" or "InventoryTools.Aws" or "InventoryTools.Endpoint"
        && File.Exists(PathOf(name))
            ? s_context.LoadFromAssemblyName(name)
            : null;
#else
    static PrivateAssemblies() => AppDomain.CurrentDomain.AssemblyResolve += (_, wanted) => Find(wanted);

    /// <summary>The hook: an assembly of the module that no one else has found.</summary>
    internal static Assembly? Find(ResolveEventArgs wanted)
    {
        // Versions are not compared: packages for .NET Framework ask for versions of each other that do not exist.
        string path = PathOf(new AssemblyName(wanted.Name));
        return IsOwn(wanted.RequestingAssembly) && File.Exists(path) ? Assembly.LoadFrom(path) : null;
    }

    // Other modules of the session have their own copies. The assembly that asks is not always known.
    private static bool IsOwn(Assembly? asking) => asking is null
        || (!asking.IsDynamic && asking.Location.StartsWith(
            ModuleFolder + Path.DirectorySeparatorChar, StringComparison.OrdinalIgnoreCase));
#endif

    /// <summary>Makes sure that the hook is set, before a method that uses a private assembly is compiled.</summary>
    public static void Enable() => System.Runtime.CompilerServices.RuntimeHelpers.RunClassConstructor(
        typeof(PrivateAssemblies).TypeHandle);

    private static string PathOf(AssemblyName name) => Path.Combine(s_folder, name.Name + ".dll");

#if NET
    private sealed class PrivateContext() : AssemblyLoadContext("InventoryTools")
    {
        protected override Assembly? Load(AssemblyName assemblyName)
        {
            string path = PathOf(assemblyName);
            return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
        }

        protected override nint LoadUnmanagedDll(string unmanagedDllName) => unmanagedDllName == NativeSqlite.Name
            ? NativeLibrary.Load(NativeSqlite.FindPath())
            : 0;
    }
#endif
}
