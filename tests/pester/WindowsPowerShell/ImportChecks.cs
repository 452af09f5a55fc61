using System.Management.Automation;
using System.Reflection;
using InventoryTools.Loading;

namespace InventoryTools.WindowsPowerShell;

internal sealed class ImportChecks : CheckGroup
{
    private static readonly Assembly s_module = typeof(SqliteGateway).Assembly;

    public void The_module_is_the_built_one_and_not_a_copy_beside_the_checks() =>
        Equal(false, File.Exists(Path.Combine(AppDomain.CurrentDomain.BaseDirectory, "InventoryTools.dll")));

    // The completer of rows needs a session of PowerShell, which is not here.
    public void The_import_finds_its_initializers_and_loads_nothing()
    {
        Type[] initializers = [.. s_module.GetTypes().Where(typeof(IModuleAssemblyInitializer).IsAssignableFrom)];
        EqualLists(["ModuleImport", "SessionRegistration"],
            initializers.Select(type => type.Name).OrderBy(name => name));
        Equal(true, Array.TrueForAll(initializers, type => type.IsPublic));
        new ModuleImport().OnImport();
        EqualLists([], Private());
    }

    public void Another_import_sets_no_second_hook()
    {
        new ModuleImport().OnImport();
        EqualLists([], Private());
    }

    public void The_hook_answers_no_assembly_of_another_module()
    {
        ResolveEventArgs Ask(Assembly? asking) =>
            new("System.Memory, Version=4.0.2.0, Culture=neutral, PublicKeyToken=cc7b13ffcd2ddd51", asking);
        Equal(null, PrivateAssemblies.Find(Ask(typeof(Program).Assembly)));
        Equal(null, PrivateAssemblies.Find(Ask(typeof(Enumerable).Assembly)));
        Equal("System.Memory", PrivateAssemblies.Find(Ask(s_module))?.GetName().Name);
        Equal("System.Memory", PrivateAssemblies.Find(Ask(null))?.GetName().Name);
    }

    public void The_hook_answers_its_own_dependencies_whatever_version_they_ask_for()
    {
        Assembly memory = Private().Single();
        ResolveEventArgs asked = new(
            "System.Buffers, Version=4.0.3.0, Culture=neutral, PublicKeyToken=cc7b13ffcd2ddd51", memory);
        Equal("System.Buffers", PrivateAssemblies.Find(asked)?.GetName().Name);
    }

    private static IEnumerable<Assembly> Private() => AppDomain.CurrentDomain.GetAssemblies()
        .Where(
            assembly => !assembly.IsDynamic && assembly.Location.Contains(
                Path.DirectorySeparatorChar + "dependencies" + Path.DirectorySeparatorChar));
}
