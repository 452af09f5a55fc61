using System.Reflection;
using Mono.Cecil;
using Xunit;

namespace InventoryTools.Tests.Architecture;

/// <summary>The built assemblies load in Windows PowerShell 5.1 on .NET Framework 4.7.2.</summary>
public sealed class WindowsPowerShellTests
{
    /// <summary>
    /// The types that use an assembly which .NET Framework lacks. They load it when one of their methods is compiled,
    /// and no command runs them before the import has set the hook that finds it.
    /// </summary>
    private static readonly Dictionary<string, string[]> s_doors = new()
    {
        ["InventoryTools.Loading.AwsGateway"] = ["InventoryTools.Aws"],
        ["InventoryTools.Loading.EndpointGateway"] = ["InventoryTools.Endpoint"],
        ["InventoryTools.Loading.SqliteGateway"] = ["InventoryTools.Sqlite"],
        ["InventoryTools.Model.EntryJson"] = ["System.Text.Encodings.Web", "System.Text.Json"],
        ["InventoryTools.Files.AgentFileReader"] = ["System.Text.Json"],
        ["InventoryTools.Files.AgentJson"] = ["System.Memory", "System.Text.Json"],
        ["InventoryTools.Files.DataSyncReader"] = ["System.Text.Json"],
        ["InventoryTools.Files.ItemJson"] = ["System.Text.Json"],
        ["InventoryTools.Files.ItemParser"] = ["System.Text.Json"],
        ["InventoryTools.Files.JsonRequestReader"] = ["System.Memory", "System.Text.Json"],
        ["InventoryTools.Files.JsonTexts"] = ["System.Text.Json"],
        ["InventoryTools.Files.JsonValues"] = ["System.Memory", "System.Text.Json"],
        ["InventoryTools.Files.ValueReader"] = ["System.Text.Json"],
        ["InventoryTools.Files.ValueShape"] = ["System.Text.Json"],
    };

    private static readonly string s_module = Repository.PathOf("bin", "netstandard2.0");

    [Fact]
    public void The_module_needs_what_the_framework_lacks_in_its_doors_alone()
    {
        using References references = new(s_module);
        IEnumerable<string> needs = Directory.GetFiles(s_module, "*.dll")
            .SelectMany(path => references.Read(path).GetTypes())
            .SelectMany(type => TypeReferences.Of(type).Select(needed => (
                Type: TypeReferences.Outermost(type).FullName, Assembly: needed.Scope as AssemblyNameReference)))
            .Where(need => need.Assembly is not null && !references.IsThere(need.Assembly))
            .Select(need => $"{need.Type} needs {need.Assembly!.Name}");
        Assert.Equal(
            s_doors.SelectMany(door => door.Value.Select(needed => $"{door.Key} needs {needed}"))
                .Order(StringComparer.Ordinal),
            needs.Distinct().Order(StringComparer.Ordinal));
    }

    // Otherwise importing the module, which asks for all types, or a call of one method, would load it.
    [Fact]
    public void A_door_to_a_project_shows_none_of_its_types() => Assert.All(
        new[] { "AwsGateway", "EndpointGateway", "SqliteGateway" },
        door =>
        {
            using References references = new(s_module);
            TypeDefinition type = references.Read(Path.Combine(s_module, "InventoryTools.dll"))
                .GetType($"InventoryTools.Loading.{door}");
            bool IsThere(TypeReference part) => references.IsThere(part.Scope as AssemblyNameReference);
            Assert.All(
                type.Fields, field => Assert.True(TypeReferences.Parts(field.FieldType).All(IsThere), field.FullName));
            Assert.All(type.Methods, method => Assert.True(
                TypeReferences.OfSignature(method).SelectMany(TypeReferences.Parts).All(IsThere), method.FullName));
            Assert.All(
                type.Methods.Where(method => method.IsPublic),
                method => Assert.True(method.NoInlining, method.FullName));
        });

    [Fact]
    public void Every_type_and_member_that_is_asked_for_is_there()
    {
        using References references = new(s_module);
        List<string> missing = [];
        int count = 0;
        foreach (string path in Directory.GetFiles(s_module, "*.dll", SearchOption.AllDirectories))
        {
            ModuleDefinition module = references.Read(path);
            foreach (MemberReference member in module.GetTypeReferences().Concat(module.GetMemberReferences()))
            {
                count++;
                if (!References.IsResolved(member))
                {
                    missing.Add($"{module.Name}: {member.FullName}");
                }
            }
        }

        Assert.Empty(missing);
        Assert.InRange(count, 15_000, int.MaxValue); // 17,536 when this was written.
    }

    /// <summary>Finds assemblies as .NET Framework 4.7.2 does with the hook of the module.</summary>
    private sealed class References : IAssemblyResolver
    {
        private static readonly string s_framework = PathNamed("NetFramework");

        private readonly Dictionary<string, AssemblyDefinition> _read = new(StringComparer.Ordinal);
        private readonly string[] _own;
        private readonly string[] _beside;

        public References(string module)
        {
            _own = [s_framework, Path.Combine(s_framework, "Facades"), PathNamed("PowerShellStandard"), module];
            _beside = [Path.Combine(module, "dependencies")];
        }

        /// <summary>True when an assembly is part of the framework or of PowerShell, or is in the module.</summary>
        public bool IsThere(AssemblyNameReference? name) => name is null || Find(name, _own) is not null;

        public ModuleDefinition Read(string path)
        {
            if (!_read.TryGetValue(path, out AssemblyDefinition? assembly))
            {
                assembly = AssemblyDefinition.ReadAssembly(
                    path, new ReaderParameters { AssemblyResolver = this, InMemory = true });
                _read.Add(path, assembly);
            }

            return assembly.MainModule;
        }

        public AssemblyDefinition Resolve(AssemblyNameReference name) =>
            Find(name, _own) ?? Find(name, _beside) ?? throw new AssemblyResolutionException(name);

        public AssemblyDefinition Resolve(AssemblyNameReference name, ReaderParameters parameters) => Resolve(name);

        public void Dispose()
        {
            foreach (AssemblyDefinition assembly in _read.Values)
            {
                assembly.Dispose();
            }
        }

        public static bool IsResolved(MemberReference member)
        {
            try
            {
                // An array's methods are the runtime's own.
                return member.DeclaringType is ArrayType || (
                    member is TypeReference type ? type.Resolve() is not null : member.Resolve() is not null);
            }
            catch (AssemblyResolutionException)
            {
                return false;
            }
        }

        // The framework answers for a lower version of its own assemblies, and the hook for any.
        private AssemblyDefinition? Find(AssemblyNameReference name, string[] folders)
        {
            foreach (string folder in folders)
            {
                string path = Path.Combine(folder, name.Name + ".dll");
                if (File.Exists(path)
                    && Read(path).Assembly is AssemblyDefinition found
                    && (folders == _beside || found.Name.Version >= name.Version))
                {
                    return found;
                }
            }

            return null;
        }

        private static string PathNamed(string key) => typeof(References).Assembly
            .GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(attribute => attribute.Key == key)
            .Value!;
    }
}
