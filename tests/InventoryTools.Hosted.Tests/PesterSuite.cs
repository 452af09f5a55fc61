using System;
using System.ComponentModel;
using System.IO;
using System.Linq;
using Xunit;

namespace InventoryTools.Hosted.Tests;

/// <summary>The Pester files, where PowerShell with Pester 5 is on the machine.</summary>
public sealed class PesterSuite
{
    private static readonly Lazy<bool> s_isThere = new(() =>
    {
        try
        {
            return Child.Run(Child.Start(
                "pwsh", "-NoProfile", "-Command", "exit [int](-not (Get-Module Pester -ListAvailable | Where-Object Version -ge '5.0'))")).ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    });

    public static TheoryData<string> Files => [.. Directory
        .GetFiles(Repository.PathOf("tests", "pester"), "*.Tests.ps1").Select(file => Path.GetFileName(file)).Order()];

    [SkippableTheory]
    [MemberData(nameof(Files))]
    public void Passes_where_pwsh_with_Pester_5_is_on_the_machine(string file)
    {
        Skip.IfNot(s_isThere.Value, "pwsh with Pester 5 was not found on this machine; tests/pester was not run.");
        (int exitCode, string output, string errors) = Child.Run(Child.Start(
            "pwsh",
            "-NoProfile",
            "-Command",
            $"$PSStyle.OutputRendering = 'PlainText'; Import-Module Pester -MinimumVersion 5.0; $r = Invoke-Pester -Path '{Repository.PathOf("tests", "pester", file)}' -PassThru; exit [int]($r.Result -ne 'Passed' -or $r.PassedCount -eq 0)"));
        Assert.True(exitCode == 0, output + errors);
    }
}
