using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Threading.Tasks;
using InventoryTools.Tests.Aws;
using Xunit;

namespace InventoryTools.Hosted.Tests;

public sealed class LoadingTests
{
    private const string Item =
        "@{ InstanceId = 'i-01234567'; TypeName = 'Custom:X'; SchemaVersion = '1.0'; CaptureTime = '2026-01-31T12:00:00Z'; Content = @{ A = '1' } }";

    private static readonly string[] s_commands =
    [
        "Compare-Inventory", "Export-Inventory", "Get-Inventory", "Get-InventoryDeletion", "Get-InventoryEndpoint", "Get-InventoryEntry", "Get-InventoryRule",
        "Get-InventorySchema", "Import-Inventory", "New-InventoryItem", "Remove-Inventory", "Start-InventoryEndpoint", "Stop-InventoryEndpoint", "Sync-Inventory", "Test-InventoryItem", "Write-Inventory",
    ];

    [Fact]
    public void Importing_brings_the_commands_and_nothing_else()
    {
        using Engine engine = new();
        Assert.Equal(s_commands, engine.Run("Get-Command -Module InventoryTools | ForEach-Object Name").Output.Select(name => name.ToString()).Order());
        PSModuleInfo manifest = (PSModuleInfo)engine.Run("Test-ModuleManifest $args[0]", Repository.Manifest).Output.Single().BaseObject;
        Assert.Equal(s_commands, manifest.ExportedCommands.Keys.Order());
    }

    [Fact]
    public void Types_that_users_hold_are_known_right_after_the_import()
    {
        using Engine engine = new();
        Result result = engine.Run("[InventoryTools.InventoryItem]@{ TypeName = 'Custom:X' }");
        Assert.Equal("Custom:X", Assert.Single(result.All("TypeName")));
    }

    [Fact]
    public void Importing_loads_no_store_and_the_first_write_loads_it_apart()
    {
        (int exitCode, string output, string errors) = Child.Run(Child.StartHost("-Command", $$"""
            $ErrorActionPreference = 'Stop'
            Import-Module '{{Repository.Manifest}}'
            function Show { foreach ($a in [AppDomain]::CurrentDomain.GetAssemblies()) { if ($a.GetName().Name -match 'Sqlite|SQLitePCL') {
                '{0} in {1}' -f $a.GetName().Name, [System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext($a).Name } } }
            'imported'
            Show
            $path = [System.IO.Path]::GetTempFileName()
            {{Item}} | Write-Inventory -Path $path
            'written'
            Show
            [System.IO.File]::Delete($path)
            """));
        Assert.True(exitCode == 0, errors);
        string[] lines = Child.Lines(output);
        Assert.Equal(["imported", "written"], lines.Take(2));
        Assert.Contains("InventoryTools.Sqlite in InventoryTools", lines);
        Assert.All(lines.Skip(2), line => Assert.EndsWith(" in InventoryTools", line, StringComparison.Ordinal));
    }

    [Fact]
    public void Force_and_removing_and_importing_again_leave_a_module_that_works()
    {
        using Engine engine = new();
        string write = $"{Item} | Write-Inventory -Path store.db -PassThru";
        Assert.Equal(["Created"], engine.Run(write).All("Status"));
        engine.Run("Import-Module $args[0] -Force", Repository.Manifest).AssertNoErrors();
        Assert.Equal(["Unchanged"], engine.Run(write).All("Status"));
        engine.Run("Remove-Module InventoryTools").AssertNoErrors();
        Assert.Empty(engine.Run("Get-Command -Module InventoryTools").Output);
        engine.Run("Import-Module $args[0]", Repository.Manifest).AssertNoErrors();
        Assert.Equal(["Unchanged"], engine.Run(write).All("Status"));
    }

    [Fact]
    public void Two_sessions_at_once_import_and_write_one_store()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".db");
        try
        {
            Parallel.For(0, 4, session =>
            {
                using Engine engine = new();
                engine.Run($$"""
                    1..50 | ForEach-Object { [pscustomobject]@{ Node = 'i-{0}{1:d7}' -f $args[1], $_; A = $_ } } |
                        New-InventoryItem Custom:X -InstanceIdProperty Node | Write-Inventory -Path $args[0]
                    """.Replace("$args[1]", session.ToString(System.Globalization.CultureInfo.InvariantCulture)), path).AssertNoErrors();
            });
            using Engine reader = new();
            Assert.Equal(200, reader.Run("Get-InventoryEntry -Path $args[0]", path).Output.Count);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Another_version_of_the_same_package_in_the_session_does_no_harm()
    {
        string other = typeof(LoadingTests).Assembly.GetCustomAttributesData()
            .Where(data => data.AttributeType == typeof(System.Reflection.AssemblyMetadataAttribute))
            .Single(data => (string?)data.ConstructorArguments[0].Value == "OtherSqlite").ConstructorArguments[1].Value!.ToString()!;
        (int exitCode, string output, string errors) = Child.Run(Child.StartHost("-Command", $$"""
            $ErrorActionPreference = 'Stop'
            [System.Reflection.Assembly]::LoadFrom('{{other}}').GetName().Version.ToString()
            Import-Module '{{Repository.Manifest}}'
            $path = [System.IO.Path]::GetTempFileName()
            {{Item}} | Write-Inventory -Path $path -PassThru | ForEach-Object { "$($_.Status)" }
            foreach ($a in [AppDomain]::CurrentDomain.GetAssemblies()) { if ($a.GetName().Name -eq 'Microsoft.Data.Sqlite') { $a.GetName().Version.ToString() } }
            [System.IO.File]::Delete($path)
            """));
        Assert.True(exitCode == 0, errors);
        string[] lines = Child.Lines(output);
        Assert.Equal("Created", lines[1]);
        Assert.Equal(2, lines.Skip(2).Distinct().Count());
        Assert.StartsWith("8.", lines[0], StringComparison.Ordinal);
        Assert.Contains(lines[0], lines.Skip(2));
    }

    [Fact]
    public void SQLite_is_there_for_the_supported_platforms_and_no_others() => Assert.Equal(
        ["linux-arm64", "linux-musl-x64", "linux-x64", "osx-arm64", "osx-x64", "win-arm64", "win-x64"],
        Directory.GetFiles(Repository.PathOf("bin", "runtimes"), "*e_sqlite3.*", SearchOption.AllDirectories)
            .Select(file => Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(file)))).Order());

    [Theory]
    [InlineData("net8.0")]
    [InlineData("netstandard2.0")]
    public void Nothing_with_a_package_behind_it_stands_beside_the_module(string framework) => Assert.Equal(
        ["InventoryTools.Core.dll", "InventoryTools.dll"],
        Directory.GetFiles(Repository.PathOf("bin", framework)).Select(Path.GetFileName).Order());

    [Fact]
    public void The_build_for_Windows_PowerShell_brings_all_that_it_asks_for()
    {
        string folder = Repository.PathOf("bin", "netstandard2.0");
        string[] assemblies = Directory.GetFiles(folder, "*.dll", SearchOption.AllDirectories);
        HashSet<string> there = [.. assemblies.Select(file => Path.GetFileNameWithoutExtension(file)!)];

        // What .NET Framework 4.7.2 and Windows PowerShell 5.1 have themselves.
        there.UnionWith(["netstandard", "mscorlib", "System", "System.Core", "System.Data", "System.Numerics", "System.Management.Automation"]);
        foreach (string file in assemblies)
        {
            using PEReader image = new(File.OpenRead(file));
            MetadataReader metadata = image.GetMetadataReader();
            Assert.Empty(metadata.AssemblyReferences
                .Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))
                .Except(there));
        }
    }

    [SkippableFact]
    public void The_build_for_Windows_PowerShell_does_the_whole_job_in_this_engine()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "On Linux SQLite is found by the name it was loaded under; elsewhere the engine would have to be 5.1.");
        using LoopbackService service = new();
        string architecture = System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
        (int exitCode, string output, string errors) = Child.Run(Child.StartHost("-Command", $$"""
            $ErrorActionPreference = 'Stop'
            $null = [System.Runtime.InteropServices.NativeLibrary]::Load('{{Repository.PathOf("bin", "runtimes", $"linux-{architecture}", "native", "libe_sqlite3.so")}}')
            Import-Module '{{Repository.PathOf("bin", "netstandard2.0", "InventoryTools.dll")}}'
            $path = [System.IO.Path]::GetTempFileName()
            1..3 | ForEach-Object { [pscustomobject]@{ A = $_; B = 1.5; C = [pscustomobject]@{ D = 'x' } } } |
                New-InventoryItem Custom:X -InstanceId i-01234567 | Write-Inventory -Path $path -PassThru | ForEach-Object { "$($_.Status)" }
            Get-InventoryEntry -Path $path | ForEach-Object { "$($_.A) $($_.B) $($_.C)" }
            $endpoint = Start-InventoryEndpoint -PassThru
            "$(Sync-Inventory $path -EndpointUrl $endpoint.Url)".Split(';')[0]
            Get-Inventory -EndpointUrl $endpoint.Url | Export-Inventory "$path.jsonl" JsonLines
            "differences: $(@(Import-Inventory "$path.jsonl" | Compare-Inventory (Get-Inventory -Path $path)).Count)"
            Get-Inventory -EndpointUrl $endpoint.Url -Aggregator Custom:X.A | ForEach-Object { "$($_.A) x $($_.Count)" }
            [System.IO.File]::Delete($path)
            [System.IO.File]::Delete("$path.jsonl")
            1..2 | ForEach-Object { @{ A = 1 } | New-InventoryItem Custom:X -InstanceId i-01234567 |
                Write-Inventory -EndpointUrl {{service.Url}} -AccessKey AKIDEXAMPLE -SecretKey secret -PassThru | ForEach-Object { "$($_.Status)" } }
            @{ A = 1 } | New-InventoryItem Custom:X | Write-Inventory -EndpointUrl {{service.Url}} -ErrorAction SilentlyContinue -ErrorVariable e
            "$($e.Count) $($e[0].FullyQualifiedErrorId)"
            """));
        Assert.True(exitCode == 0, errors);
        Assert.Equal(
            [
                "Created", "1 1.5 {\"D\":\"x\"}", "2 1.5 {\"D\":\"x\"}", "3 1.5 {\"D\":\"x\"}",
                "1 item: 1 accepted", "differences: 0", "1 x 1", "2 x 1", "3 x 1", "Accepted", "Unchanged",
                "1 ValidationException,InventoryTools.Cmdlets.WriteInventoryCommand",
            ],
            Child.Lines(output));
    }

    [Fact]
    public void No_parameter_has_the_name_of_a_common_parameters_alias()
    {
        string[] common = ["vb", "db", "ea", "wa", "infa", "proga", "ev", "wv", "iv", "ov", "ob", "pv", "wi", "cf"];
        using Engine engine = new();
        IEnumerable<CommandInfo> commands = engine.Run("Get-Command -Module InventoryTools").Output.Select(command => (CommandInfo)command.BaseObject);
        Assert.All(commands, command => Assert.DoesNotContain(
            command.Parameters.Values.Where(parameter => !Cmdlet.CommonParameters.Contains(parameter.Name) && !Cmdlet.OptionalCommonParameters.Contains(parameter.Name)),
            parameter => common.Contains(parameter.Name.ToLowerInvariant())));
    }

    [Theory]
    [InlineData("New-InventoryItem AWS:App", "AWS:Application")]
    [InlineData("New-InventoryItem -TypeName 'aws:net", "'AWS:Network'")]
    [InlineData("Get-InventoryRule captureTimeP", "CaptureTimePattern")]
    public void Names_are_completed(string typed, string completed)
    {
        using Engine engine = new();
        Result result = engine.Run("TabExpansion2 -inputScript $args[0] -cursorColumn $args[0].Length", typed);
        CommandCompletion completion = (CommandCompletion)result.Output.Single().BaseObject;
        Assert.Equal(completed, Assert.Single(completion.CompletionMatches).CompletionText);
    }
}
