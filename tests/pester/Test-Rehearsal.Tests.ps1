BeforeAll {
    . "$PSScriptRoot/common.ps1"
}

Describe 'docs/examples/Test-Rehearsal.ps1' {
    It 'finds that the script for Run Command does what it should' -Tag Slow {
        $program, $arguments = @(Get-ShellCommand) + '-NoProfile', '-NonInteractive', '-File'
        $output = & $program @arguments (Join-Path $RepositoryRoot docs/examples/Test-Rehearsal.ps1) -Module $ModulePath
        $LASTEXITCODE | Should -Be 0 -Because ($output -join "`n")
        @($output -match '^ok: ').Count | Should -Be 5
    }
}
