using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;

namespace InventoryTools.Tests.Architecture;

public sealed class HouseTests
{
    // What ships to nobody: it is compiled in or compiled against.
    private static readonly string[] s_compileTime = ["PolySharp", "PowerShellStandard.Library"];

    private static readonly Dictionary<string, string[]> s_mayKnow = new()
    {
        ["InventoryTools.Core"] = [],
        ["InventoryTools.Sqlite"] = ["InventoryTools.Core"],
        ["InventoryTools.Aws"] = ["InventoryTools.Core"],
        ["InventoryTools.Endpoint"] = ["InventoryTools.Core"],
        ["InventoryTools.PowerShell"] =
            ["InventoryTools.Core", "InventoryTools.Sqlite", "InventoryTools.Aws", "InventoryTools.Endpoint"],
    };

    private static readonly EnumerationOptions s_projectFolders =
        new() { RecurseSubdirectories = true, MaxRecursionDepth = 1 };

    public static TheoryData<string> Projects =>
        [.. Directory.GetFiles(Repository.PathOf("src"), "*.csproj", SearchOption.AllDirectories)];

    // No deeper than the projects' own folders: below them is what builds and npm make, while tests run too.
    private static IEnumerable<string> BuildFiles => new[] { "src", "tests" }
        .SelectMany(folder => Directory.GetFiles(Repository.PathOf(folder), "*", s_projectFolders))
        .Where(file => Path.GetExtension(file) is ".csproj" or ".props" or ".targets");

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_knows_only_those_that_it_may(string project) => Assert.Empty(
        Includes(project, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')))
            .Except(s_mayKnow[Path.GetFileNameWithoutExtension(project)]));

    [Fact]
    public void The_core_ships_no_package_but_what_dotnet_itself_has() => Assert.Empty(
        XDocument.Load(Repository.PathOf("src", "InventoryTools.Core", "InventoryTools.Core.csproj"))
            .Descendants("PackageReference")
            .Where(reference => reference.Attribute("Condition")?.Value != "'$(TargetFramework)' == 'netstandard2.0'")
            .Select(reference => reference.Attribute("Include")!.Value)
            .Except(s_compileTime));

    [Fact]
    public void The_module_loads_its_private_projects_only_at_run_time()
    {
        string project = Repository.PathOf("src", "InventoryTools.PowerShell", "InventoryTools.PowerShell.csproj");
        IEnumerable<XElement> references = XDocument.Load(project).Descendants("ProjectReference")
            .Where(
                reference => !reference.Attribute("Include")!.Value.Contains(
                    "InventoryTools.Core", StringComparison.Ordinal));
        Assert.All(references, reference => Assert.Equal(
            ("false", "compile"),
            (reference.Attribute("Private")?.Value, reference.Attribute("IncludeAssets")?.Value)));
    }

    [Fact]
    public void The_core_is_built_against_nothing_but_the_framework() => Assert.All(
        typeof(InventoryItem).Assembly.GetReferencedAssemblies(),
        reference => Assert.True(
            reference.Name!.StartsWith("System.", StringComparison.Ordinal) && !reference.Name.StartsWith(
                "System.Management.Automation", StringComparison.Ordinal),
            reference.Name));

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_package_of_one_target_is_shipped_by_its_project_alone(string project)
    {
        string name = Path.GetFileNameWithoutExtension(project);
        IEnumerable<string> shipped = XDocument.Load(project).Descendants("PackageReference")
            .Where(reference => reference.Attribute("ExcludeAssets")?.Value != "all")
            .Select(reference => reference.Attribute("Include")!.Value);
        Assert.All(shipped, package =>
        {
            Assert.True(
                !package.Contains("Sqlite", StringComparison.OrdinalIgnoreCase) || name == "InventoryTools.Sqlite",
                package);
            Assert.True(
                !package.StartsWith("AWSSDK", StringComparison.OrdinalIgnoreCase) || name == "InventoryTools.Aws",
                package);
        });
    }

    [Fact]
    public void Package_versions_stand_in_one_place()
    {
        string versions = Repository.PathOf("src", "Directory.Packages.props");
        Assert.All(BuildFiles, file => Assert.All(
            XDocument.Load(file).Descendants().Where(
                element => element.Name.LocalName
                    is "PackageReference" or "GlobalPackageReference" or "PackageVersion"),
            reference =>
            {
                bool isVersion = reference.Name.LocalName == "PackageVersion";
                Assert.True(isVersion == (file == versions), $"{file}: {reference}");
                Assert.True(isVersion || HasNoVersion(reference), $"{file}: {reference}");
            }));
        Assert.Subset(
            Includes(versions, "PackageVersion").ToHashSet(),
            BuildFiles.SelectMany(file => Includes(file, "PackageReference")).ToHashSet());
    }

    [Fact]
    public void The_version_of_the_module_stands_in_the_manifest_alone()
    {
        string manifest = File.ReadAllText(Repository.PathOf("InventoryTools.psd1"));
        string version = Regex.Match(manifest, @"ModuleVersion\s*=\s*'([^']+)'").Groups[1].Value;
        Assert.Equal(version + ".0", typeof(InventoryItem).Assembly.GetName().Version!.ToString());
        Assert.All(BuildFiles, file => Assert.All(
            XDocument.Load(file).Descendants().Where(element => element.Name.LocalName
                is "Version" or "VersionPrefix" or "AssemblyVersion" or "FileVersion" or "PackageVersion"
                    or "InformationalVersion"),
            element => Assert.DoesNotMatch(@"^\s*[0-9]", element.Value)));
        Assert.DoesNotContain(
            $">{version}<", File.ReadAllText(Repository.PathOf("README.md")), StringComparison.Ordinal);
    }

    // The tracked files only: what is built, and what a user makes while trying the module, is not part of it.
    [SkippableFact]
    public void The_root_has_the_documented_names_only()
    {
        string[] documented =
        [
            "InventoryTools.psd1", "InventoryTools.sln", "build.ps1", "README.md", "LICENSE", "CHANGELOG.md",
            "src", "tests", "docs",
        ];
        IReadOnlyList<string>? tracked = Repository.TrackedFiles();
        Skip.If(tracked is null, "git, or its record of this checkout, was not found.");
        Assert.Empty(tracked
            .Select(path => path.Split('/')[0])
            .Distinct()
            .Where(name => !name.StartsWith('.'))
            .Except(documented));
    }

    private static bool HasNoVersion(XElement reference) =>
        reference.Attributes().Select(attribute => attribute.Name.LocalName)
        .Concat(reference.Elements().Select(element => element.Name.LocalName))
        .All(name => name is not ("Version" or "VersionOverride"));

    private static IEnumerable<string> Includes(string project, string element) =>
        XDocument.Load(project).Descendants(element).Select(reference => reference.Attribute("Include")!.Value);
}
