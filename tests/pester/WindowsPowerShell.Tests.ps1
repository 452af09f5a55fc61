# The build for Windows PowerShell, on .NET Framework where this is Windows, or on Mono: it has no PowerShell engine, so
# a program calls what the commands call. On Windows the engine itself is tested by running all files in it.
BeforeDiscovery {
    $program = (Import-PowerShellDataFile "$PSScriptRoot/bin/packages.psd1").WindowsPowerShell
    $arguments = @()
    $whyNot = if (-not (Test-Path $program)) { 'the build of the tests has left it out' }
    if ($env:OS -ne 'Windows_NT') {
        $arguments = @($program)
        $program = 'mono'
        if (-not (Get-Command mono -CommandType Application -ErrorAction Ignore)) { $whyNot = 'Mono is not on this machine' }
    }
    elseif (-not (Test-Path "$env:SystemRoot/Microsoft.NET/Framework64/v4.0.30319/mscorlib.dll")) {
        $whyNot = '.NET Framework is not on this machine'
    }

    $module = if ($env:INVENTORYTOOLS_MODULE) { Split-Path $env:INVENTORYTOOLS_MODULE } else { "$PSScriptRoot/../.." }
    $folder = [System.IO.Path]::GetFullPath("$module/bin/netstandard2.0")
    $checks = if ($whyNot) { 'The checks' } else { & $program @arguments list $folder }
    $data = @{ Program = $program; Arguments = $arguments; Folder = $folder; WhyNot = $whyNot }
}

Describe 'The build for Windows PowerShell' -Tag Platform, Slow -ForEach $data {
    BeforeAll {
        . "$PSScriptRoot/common.ps1"
        # The libraries that the module loads by their paths on Windows are found by their names elsewhere.
        $saved = $env:LD_LIBRARY_PATH, $env:DYLD_LIBRARY_PATH
        $system = if ($env:OS -eq 'Windows_NT') { 'win' } elseif ($IsMacOS) { 'osx' } else { 'linux' }
        $architecture = [System.Runtime.InteropServices.RuntimeInformation]::ProcessArchitecture.ToString().ToLowerInvariant()
        $env:LD_LIBRARY_PATH = $env:DYLD_LIBRARY_PATH = [System.IO.Path]::GetFullPath("$Folder/../runtimes/$system-$architecture/native")

        function Invoke-Program([string] $Mode) {
            & $Program @Arguments $Mode $Folder
        }
    }

    AfterAll {
        $env:LD_LIBRARY_PATH, $env:DYLD_LIBRARY_PATH = $saved
    }

    Context 'What its commands do' {
        BeforeAll {
            $results = @{}
            if (-not $WhyNot) {
                Invoke-Program run | ForEach-Object {
                    $name, $failure = $_ -split "`t", 2
                    $results[$name] = $failure
                }
            }
        }

        It '<_>' -ForEach $checks {
            if ($WhyNot) {
                Set-ItResult -Skipped -Because $WhyNot
            }

            $results.Keys | Should -Contain $_
            $results[$_] | Should -BeNullOrEmpty
        }
    }

    Context 'Without the hook' {
        It 'compiles all of the module but the types that use its dependencies' {
            if ($WhyNot) {
                Set-ItResult -Skipped -Because $WhyNot
            }

            $lines = @(Invoke-Program sweep)
            $failed = @($lines | Where-Object { $_ -match "`t" } | ForEach-Object { ($_ -split "`t")[0] } | Sort-Object -Unique)
            $doors = 'InventoryTools.Loading.AwsGateway', 'InventoryTools.Loading.EndpointGateway', 'InventoryTools.Loading.SqliteGateway'
            # What reads and writes JSON, and what calls it.
            $json = 'AgentExporter', 'AgentFileReader', 'AgentJson', 'DataSyncReader', 'FormatFinder', 'InventoryFileReader', 'ItemJson',
                'ItemParser', 'JsonRequestReader', 'JsonStructure`1', 'JsonTexts', 'JsonValues', 'PutInventoryReader', 'ValueReader', 'ValueShape' |
                ForEach-Object { "InventoryTools.Files.$_" }
            $json += 'InventoryTools.Model.EntryJson', 'InventoryTools.Submission.ItemPayload'
            $failed | Where-Object { $_ -notin $doors + $json } | Should -BeNullOrEmpty
            $doors | Where-Object { $_ -notin $failed } | Should -BeNullOrEmpty
            $lines[-1] | Should -Match '^\d{4,} compiled$'
        }
    }
}
