<#
.SYNOPSIS
Builds, tries, tests and packs the module, and makes its help.
.DESCRIPTION
Build       builds the solution. After it, the checkout is an importable module.
Quickstart  builds the module and runs docs/examples/quickstart.ps1.
Test        builds the solution, runs all tests, xunit and Pester, and shows what they cover. The last line counts them.
Help        writes the help that is shipped from docs/en-US. For commands it needs the module Microsoft.PowerShell.PlatyPS.
Package     makes out/InventoryTools, the folder that is published, and out/InventoryTools.VERSION.nupkg of it, which
            Install-PSResource installs. It needs the module Microsoft.PowerShell.PSResourceGet 1.1 or later, which
            PowerShell 7.5 and later have. The checkout's own bin/ and en-US/ stay as they are. Both have a bill of
            materials and the licences of all that ships. A package that is known to be vulnerable is an error, and so
            is one whose content is not that of the lock files. With the environment variable AuditRequired=all, it is
            an error too that the source of packages knows no vulnerabilities.
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
    [string] $Configuration = 'Release',

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
    # Both suites run copies of the assemblies, which record what is executed: see tests/Coverage.targets.
    Invoke-Coverage Prepare
    $folder = Join-Path $PSScriptRoot out/tests
    $shared = (New-Item (Join-Path $folder pester) -ItemType Directory).FullName
    $shell = Get-Shell
    $pester = $shell.Arguments + @(
        '-File', (Join-Path $PSScriptRoot tests/pester/Invoke-Tests.ps1)
        '-Module', (Join-Path $folder InventoryTools/InventoryTools.psd1), '-ClaimPath', $shared, '-CountsPath')
    # Three processes, since the tests wait more than they compute; two of them share the Pester files.
    $processes = @()
    try {
        $processes += Start-UnitTest $folder
        $processes += Start-Program $shell.Program ($pester + (Join-Path $shared second.json)) (Join-Path $shared second.log)
        & $shell.Program @pester (Join-Path $shared first.json)
        $exitCodes = @($LASTEXITCODE)
        $exitCodes += $processes | ForEach-Object { $_.WaitForExit(); $_.ExitCode }
    }
    finally {
        $running = $processes | Where-Object { -not $_.HasExited }
        if ($running) {
            # Ctrl+C: a run that was stopped is not a success.
            $running | ForEach-Object { Stop-Tree $_ }
            $Host.SetShouldExit(1)
        }
    }

    ''
    Get-Content (Join-Path $shared second.log)
    ''
    Get-Content (Join-Path $folder unit.log) | Where-Object { $_ -notmatch '\[SKIP\]$|^  Skipped ' }
    $counts = @(
        Get-UnitCount (Join-Path $folder unit.trx)
        Get-PesterCount (Join-Path $shared first.json)
        Get-PesterCount (Join-Path $shared second.json))
    Invoke-Coverage Report
    $isPassed = -not ($exitCodes | Where-Object { $_ -ne 0 })
    if ($counts.Passed -contains 0) {
        'A process of the tests passed none.'
        $isPassed = $false
    }

    Select-String 'Conformance: \d+ of [^<]+' (Join-Path $folder unit.trx) -ErrorAction Ignore | ForEach-Object { $_.Matches[0].Value }
    # Once more at the end, since a log that is cut has its end.
    $counts | ForEach-Object { $_.Failures }
    $passed, $failed, $skipped = 'Passed', 'Failed', 'Skipped' | ForEach-Object { ($counts | Measure-Object $_ -Sum).Sum }
    "$passed passed, $failed failed, $skipped skipped"
    exit [int] (-not $isPassed)
}

function Invoke-Coverage([string] $Step) {
    # What the tests execute is recorded in the temporary folder of the process that prepares it.
    $folder = Join-Path $PSScriptRoot out/tests
    $temporary = Join-Path $folder recorded
    if ($Step -eq 'Prepare') {
        if (Test-Path $folder) {
            Remove-Item $folder -Recurse -Force
        }

        $null = New-Item $temporary -ItemType Directory -Force
    }

    Use-Environment @{ TMPDIR = $temporary; TEMP = $temporary; TMP = $temporary } {
        & dotnet msbuild (Join-Path $PSScriptRoot tests/pester) "-target:${Step}Coverage" "-property:Configuration=$Configuration" -nologo -verbosity:quiet -warnAsError
    }
    if ($Step -eq 'Prepare' -and $LASTEXITCODE -ne 0) {
        throw "The coverage can't be measured: dotnet msbuild failed with exit code $LASTEXITCODE."
    }
}

function Start-UnitTest([string] $Folder) {
    # By default the process with the tests has 0.1 seconds to end, and would be killed while it writes what it has
    # recorded.
    Use-Environment @{ VSTEST_TESTHOST_SHUTDOWN_TIMEOUT = '60000' } {
        Start-Program dotnet -Log (Join-Path $Folder unit.log) -Arguments @(
            'test', (Join-Path $Folder unit/InventoryTools.Tests.dll)
            '--logger', "trx;LogFileName=$(Join-Path $Folder unit.trx)")
    }
}

function Start-Program([string] $Program, [string[]] $Arguments, [string] $Log) {
    $quoted = $Arguments | ForEach-Object { "`"$_`"" }
    $process = Start-Process $Program -NoNewWindow -PassThru -RedirectStandardOutput $Log -ArgumentList $quoted
    # Without its handle, Windows PowerShell does not know the exit code.
    $null = $process.Handle
    $process
}

function Get-UnitCount([string] $Path) {
    # Of the result file, since the text depends on the language.
    if (-not (Test-Path $Path)) {
        return [pscustomobject] @{ Passed = 0; Failed = 0; Skipped = 0; Failures = @() }
    }

    $namespace = @{ t = 'http://microsoft.com/schemas/VisualStudio/TeamTest/2010' }
    $skipped = @(Select-Xml '//t:UnitTestResult[@outcome="NotExecuted"]' -Path $Path -Namespace $namespace | ForEach-Object Node)
    $skipped | ForEach-Object { "Skipped: $($_.testName -replace '^InventoryTools\.Tests\.'): $($_.InnerText.Trim())" } | Out-Host
    $counters = (Select-Xml '//t:Counters' -Path $Path -Namespace $namespace).Node
    [pscustomobject] @{
        Passed = [int] $counters.passed
        Failed = [int] $counters.executed - [int] $counters.passed
        Skipped = $skipped.Count
        Failures = @(Select-Xml '//t:UnitTestResult[@outcome="Failed"]' -Path $Path -Namespace $namespace | ForEach-Object {
            "Failed: $($_.Node.testName): $($_.Node.Output.ErrorInfo.Message)"
        })
    }
}

function Get-PesterCount([string] $Path) {
    if (Test-Path $Path) {
        Get-Content $Path -Raw | ConvertFrom-Json
    }
    else {
        [pscustomobject] @{ Passed = 0; Failed = 0; Skipped = 0; Failures = @() }
    }
}

function Stop-Tree([System.Diagnostics.Process] $Process) {
    if ($PSEdition -eq 'Desktop') {
        & taskkill.exe /PID $Process.Id /T /F
    }
    else {
        $Process.Kill($true)
    }
}

function Use-Environment([hashtable] $Variables, [scriptblock] $Script) {
    # Runs the script with these environment variables, which are as before afterwards.
    $before = @{}
    foreach ($name in $Variables.Keys) {
        $before[$name] = [System.Environment]::GetEnvironmentVariable($name)
        Set-Item "env:$name" $Variables[$name]
    }

    try {
        & $Script
    }
    finally {
        foreach ($name in $before.Keys) {
            Set-Item "env:$name" $before[$name]
        }
    }
}

function Get-Shell {
    # This PowerShell, for another process. The .NET tool has no program of its own: it is pwsh.dll, run by dotnet.
    $name = if ($PSEdition -eq 'Desktop') { 'powershell.exe' } elseif ($env:OS -eq 'Windows_NT') { 'pwsh.exe' } else { 'pwsh' }
    $program = Join-Path $PSHOME $name
    $dll = @()
    if (-not (Test-Path $program)) {
        $program = [System.Environment]::ProcessPath
        $dll = @(Join-Path $PSHOME pwsh.dll)
    }

    [pscustomobject] @{ Program = $program; Arguments = $dll + @('-NoProfile', '-NonInteractive') }
}

function Invoke-Shell {
    $shell = Get-Shell
    $arguments = $shell.Arguments
    & $shell.Program @arguments @args
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
    # Not from other packages than the lock files say, and from none that is known to be vulnerable.
    $audit = if ($env:AuditRequired) { $env:AuditRequired } else { 'findings' }
    & dotnet build $project --configuration Release "-p:StagingRoot=$package" -p:RestoreLockedMode=true "-p:AuditRequired=$audit"
    if ($LASTEXITCODE -ne 0) {
        throw "dotnet build failed with exit code $LASTEXITCODE."
    }

    'InventoryTools.psd1', 'README.md', 'LICENSE', 'CHANGELOG.md' | ForEach-Object { Join-Path $PSScriptRoot $_ } |
        Copy-Item -Destination $package

    $manifest = Join-Path $package InventoryTools.psd1
    $version = [regex]::Match((Get-Content $manifest -Raw), "ModuleVersion\s*=\s*'([^']+)'").Groups[1].Value
    & (Join-Path $project PackageDocuments.ps1) -Path $package -Version $version
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
        # Nearly all processes of a run are short: measuring what they do, to compile it better, does not pay.
        Use-Environment @{ DOTNET_TieredPGO = '0' } {
            Invoke-DotNet -Command build -With $Configuration
            Invoke-Test
        }
    }
    'Help' { & (Join-Path $PSScriptRoot 'src/InventoryTools.PowerShell/BuildHelp.ps1') }
    'Package' { Export-Package }
}
