using System.Diagnostics;
using System.Text.Json;
using System.Xml.Linq;
using Xunit;

namespace InventoryTools.Tests.Architecture;

/// <summary>The packages of NuGet that the projects use.</summary>
public sealed class SupplyChainTests
{
    private static readonly string[] s_findings = ["NU1901", "NU1902", "NU1903", "NU1904"];
    private static readonly string[] s_failures = ["NU1900", "NU1905"];

    public static TheoryData<string> Projects =>
    [
        .. new[] { "src", "tests" }
            .SelectMany(folder => Directory.EnumerateFiles(
                Repository.PathOf(folder), "*.csproj", SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(Repository.Root, path)),
    ];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_lock_file_names_each_package_in_its_central_version_and_with_its_hash(string project)
    {
        string folder = Path.GetDirectoryName(Repository.PathOf(project))!;
        Dictionary<string, string> versions = XDocument.Load(Repository.PathOf("src", "Directory.Packages.props"))
            .Descendants("PackageVersion")
            .ToDictionary(
                package => package.Attribute("Include")!.Value, package => package.Attribute("Version")!.Value);
        using JsonDocument file = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "packages.lock.json")));
        JsonProperty[] packages =
        [
            .. file.RootElement.GetProperty("dependencies").EnumerateObject()
                .SelectMany(framework => framework.Value.EnumerateObject())
                .Where(package => package.Value.GetProperty("type").GetString() != "Project"),
        ];
        Assert.All(packages, package =>
        {
            Assert.Equal(64, Convert.FromBase64String(package.Value.GetProperty("contentHash").GetString()!).Length);
            if (versions.TryGetValue(package.Name, out string? version))
            {
                Assert.Equal(version, package.Value.GetProperty("resolved").GetString());
            }
        });
        IEnumerable<string> referenced = XDocument.Load(Repository.PathOf(project)).Descendants("PackageReference")
            .Select(reference => reference.Attribute("Include")!.Value);
        Assert.Empty(referenced.Except(packages.Select(package => package.Name)));
    }

    [Theory]
    [InlineData("", true, true)]
    [InlineData("findings", false, true)]
    [InlineData("all", false, false)]
    public void An_audit_stops_a_package_and_no_build(
        string required, bool areFindingsWarnings, bool areFailuresWarnings)
    {
        ProcessStartInfo start = new("dotnet")
        {
            ArgumentList =
            {
                "msbuild", Repository.PathOf("src", "InventoryTools.Core"), "-getProperty:WarningsNotAsErrors",
                "-getProperty:TreatWarningsAsErrors", "-getProperty:NuGetAudit", $"-property:AuditRequired={required}",
            },
            RedirectStandardOutput = true,
        };
        using Process msbuild = Process.Start(start)!;
        string output = msbuild.StandardOutput.ReadToEnd();
        msbuild.WaitForExit();
        JsonElement properties = JsonElement.Parse(output).GetProperty("Properties");
        string[] warnings = properties.GetProperty("WarningsNotAsErrors").GetString()!.Split(';');
        Assert.All(s_findings, code => Assert.Equal(areFindingsWarnings, warnings.Contains(code)));
        Assert.All(s_failures, code => Assert.Equal(areFailuresWarnings, warnings.Contains(code)));
        Assert.Equal("true", properties.GetProperty("TreatWarningsAsErrors").GetString());
        Assert.NotEqual("false", properties.GetProperty("NuGetAudit").GetString());
    }
}
