using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
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
        ["InventoryTools.PowerShell"] = ["InventoryTools.Core", "InventoryTools.Sqlite", "InventoryTools.Aws"],
    };

    public static TheoryData<string> Projects =>
        [.. Directory.GetFiles(Repository.PathOf("src"), "*.csproj", SearchOption.AllDirectories)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_knows_only_those_that_it_may(string project) => Assert.Empty(
        Includes(project, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')))
            .Except(s_mayKnow[Path.GetFileNameWithoutExtension(project)]));

    [Fact]
    public void The_core_ships_no_package() => Assert.Empty(
        Includes(Repository.PathOf("src", "InventoryTools.Core", "InventoryTools.Core.csproj"), "PackageReference")
            .Except(s_compileTime));

    [Fact]
    public void The_module_loads_its_private_projects_only_at_run_time()
    {
        string project = Repository.PathOf("src", "InventoryTools.PowerShell", "InventoryTools.PowerShell.csproj");
        IEnumerable<XElement> references = XDocument.Load(project).Descendants("ProjectReference")
            .Where(reference => !reference.Attribute("Include")!.Value.Contains("InventoryTools.Core", StringComparison.Ordinal));
        Assert.All(references, reference => Assert.Equal(
            ("false", "compile"),
            (reference.Attribute("Private")?.Value, reference.Attribute("IncludeAssets")?.Value)));
    }

    [Fact]
    public void Package_versions_stand_in_one_place()
    {
        IEnumerable<string> projects = new[] { "src", "tests" }.SelectMany(folder =>
            Directory.GetFiles(Repository.PathOf(folder), "*.csproj", SearchOption.AllDirectories));
        Assert.All(projects, project => Assert.All(
            XDocument.Load(project).Descendants("PackageReference"),
            reference => Assert.Null(reference.Attribute("Version"))));
    }

    [Fact]
    public void The_version_of_the_module_stands_in_the_manifest_alone()
    {
        string version = Regex.Match(File.ReadAllText(Repository.PathOf("InventoryTools.psd1")), "ModuleVersion\\s*=\\s*'([^']+)'").Groups[1].Value;
        Assert.Equal(version + ".0", typeof(InventoryItem).Assembly.GetName().Version!.ToString());
        IEnumerable<string> builds = Directory.GetFiles(Repository.PathOf("src"), "*.*proj", SearchOption.AllDirectories)
            .Concat(Directory.GetFiles(Repository.PathOf("src"), "*.props"))
            .Append(Repository.PathOf("README.md"));
        Assert.All(builds, file => Assert.DoesNotContain($">{version}<", File.ReadAllText(file), StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_stands_in_the_root_but_the_house()
    {
        string[] house =
        [
            "InventoryTools.psd1", "InventoryTools.sln", "build.ps1", "README.md", "LICENSE", "src", "tests", "docs",
            "bin", "en-US", "out", // ignored by git
        ];
        Assert.Empty(Directory.GetFileSystemEntries(Repository.Root)
            .Select(path => Path.GetFileName(path))
            .Where(name => !name.StartsWith('.'))
            .Except(house));
    }

    [Fact]
    public void The_core_reads_no_clock() => Assert.All(
        Directory.GetFiles(Repository.PathOf("src", "InventoryTools.Core"), "*.cs", SearchOption.AllDirectories),
        file => Assert.DoesNotMatch(@"DateTime(Offset)?\.(Utc)?Now", File.ReadAllText(file)));

    private static IEnumerable<string> Includes(string project, string element) =>
        XDocument.Load(project).Descendants(element).Select(reference => reference.Attribute("Include")!.Value);
}
