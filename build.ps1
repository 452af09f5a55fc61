<#
.SYNOPSIS
Builds, tries, tests and packs the module, and makes its help.
.DESCRIPTION
Build       builds the solution. After it, the checkout is an importable module.
Quickstart  builds the module and runs docs/examples/quickstart.ps1.
Test        builds the solution and runs all tests: xunit and Pester. The last line counts them.
Help        writes the help that is shipped from docs/en-US. It needs the module Microsoft.PowerShell.PlatyPS.
Package     makes out/InventoryTools, the folder that is published, and out/InventoryTools.VERSION.nupkg of it, which
            Install-PSResource installs. It needs the module Microsoft.PowerShell.PSResourceGet 1.1 or later, which
            PowerShell 7.5 and later have. The checkout's own bin/ and en-US/ stay as they are.
.EXAMPLE
dotnet tool exec powershell --yes -- build.ps1 -Task Test

Runs all tests on a machine with the .NET SDK alone.
#>
[CmdletBinding()]
param(
    [ValidateSet('Build', 'Quickstart', 'Test', 'Help', 'Package')]
    [string] $Task = 'Build',

    # Package always takes Release.
    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Debug',

    # The folder that Package writes to.
    [string] $OutputPath = (Join-Path $PSScriptRoot 'out')
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$Solution = Join-Path $PSScriptRoot 'InventoryTools.sln'

function Invoke-DotNet([string] $Command, [string] $With) {
    & dotnet $Command $Solution --configuration $With
    if ($LASTEXITCODE -ne 0) {
        throw "dotnet $Command failed with exit code $LASTEXITCODE."
    }
}

function Invoke-Test {
    # xunit in a process of its own, beside Pester in another: each of them waits more than it computes.
    $log = New-TemporaryFile
    $unit = Start-Process dotnet -ArgumentList 'test', "`"$(Join-Path $PSScriptRoot tests/unit)`"", '--no-build', '--configuration', $Configuration -RedirectStandardOutput $log -NoNewWindow -PassThru
    try {
        $null = $unit.Handle
        $pester = Join-Path $PSScriptRoot tests/pester/Invoke-Tests.ps1
        $lines = [System.Collections.Generic.List[string]]::new()
        Invoke-Shell -File $pester | ForEach-Object { $_; $lines.Add($_) }
        $unit.WaitForExit()
        Get-Content $log | ForEach-Object { $_; $lines.Add($_) }
    }
    finally {
        if (-not $unit.HasExited) {
            $unit.Kill()
        }

        Remove-Item $log
    }

    $counts = @($lines | ForEach-Object {
        if ($_ -match 'Failed: +(?<failed>\d+), Passed: +(?<passed>\d+), Skipped: +(?<skipped>\d+)' -or
            $_ -match '^Pester: (?<passed>\d+) passed, (?<failed>\d+) failed, (?<skipped>\d+) skipped') {
            [pscustomobject] $Matches
        }
    })
    $passed, $failed, $skipped = 'passed', 'failed', 'skipped' | ForEach-Object { ($counts | Measure-Object $_ -Sum).Sum }
    "$passed passed, $failed failed, $skipped skipped"
    if ($counts.Count -ne 2 -or $failed -gt 0 -or $unit.ExitCode -ne 0) {
        exit 1
    }
}

function Invoke-Shell {
    # Runs another process of this PowerShell. The .NET tool has no program of its own: it is pwsh.dll, run by dotnet.
    $name = if ($PSEdition -eq 'Desktop') { 'powershell.exe' } elseif ($env:OS -eq 'Windows_NT') { 'pwsh.exe' } else { 'pwsh' }
    $program = Join-Path $PSHOME $name
    if (Test-Path $program) {
        & $program -NoProfile -NonInteractive @args
    }
    else {
        & ([System.Environment]::ProcessPath) (Join-Path $PSHOME pwsh.dll) -NoProfile -NonInteractive @args
    }
}

function Export-Package {
    if (-not (Get-Command Compress-PSResource -ErrorAction Ignore)) {
        throw 'Package needs Compress-PSResource. Install the module Microsoft.PowerShell.PSResourceGet 1.1 or later.'
    }

    # What earlier builds have left is not packed.
    $output = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($OutputPath)
    $package = Join-Path $output InventoryTools
    $package, (Join-Path $output InventoryTools.*.nupkg) | Where-Object { Test-Path $_ } | Remove-Item -Recurse -Force
    $null = New-Item $package -ItemType Directory -Force

    $project = Join-Path $PSScriptRoot src/InventoryTools.PowerShell
    & dotnet build $project --configuration Release "-p:StagingRoot=$package"
    if ($LASTEXITCODE -ne 0) {
        throw "dotnet build failed with exit code $LASTEXITCODE."
    }

    'InventoryTools.psd1', 'README.md', 'LICENSE', 'CHANGELOG.md' | ForEach-Object { Join-Path $PSScriptRoot $_ } |
        Copy-Item -Destination $package

    $manifest = Join-Path $package InventoryTools.psd1
    $import = "`$ErrorActionPreference = 'Stop'; Import-Module '$($manifest.Replace("'", "''"))'; Get-Command -Module InventoryTools | Format-Table Name, Version -AutoSize"
    $encoded = [System.Convert]::ToBase64String([System.Text.Encoding]::Unicode.GetBytes($import))
    Invoke-Shell -EncodedCommand $encoded -OutputFormat Text
    if ($LASTEXITCODE -ne 0) {
        throw "The package $package can't be imported."
    }

    # From the folder alone: no repository is registered for it, and nothing is asked of the network.
    (Compress-PSResource -Path $package -DestinationPath $output -PassThru).FullName
}

switch ($Task) {
    'Build' { Invoke-DotNet -Command build -With $Configuration }
    'Quickstart' {
        Invoke-DotNet -Command build -With $Configuration
        Invoke-Shell -File (Join-Path $PSScriptRoot docs/examples/quickstart.ps1)
    }
    'Test' {
        Invoke-DotNet -Command build -With $Configuration
        Invoke-Test
    }
    'Help' { & (Join-Path $PSScriptRoot 'src/InventoryTools.PowerShell/BuildHelp.ps1') }
    'Package' { Export-Package }
}
