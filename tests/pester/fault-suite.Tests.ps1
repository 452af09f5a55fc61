# The short form of the fault suite: tests/reliability/Invoke-FaultSuite.ps1.
BeforeAll {
    . $PSScriptRoot/common.ps1
}

Describe 'The fault suite' -Tag Slow {
    It 'loses nothing that was acknowledged, and each command afterwards works' -Skip:($PSEdition -eq 'Desktop') {
        # In a process of its own, which loads the module and nothing of these tests.
        $suite = Wait-Shell (Start-Shell "& '$RepositoryRoot/tests/reliability/Invoke-FaultSuite.ps1' -Short | ConvertTo-Json -Compress")
        $results = $suite.Output | ConvertFrom-Json
        $results.Count | Should -BeGreaterThan 10 -Because $suite.Errors
        $results | Where-Object { $_.Outcome -ne 'ok' -and $_.Outcome -notlike 'skipped:*' } | Should -BeNullOrEmpty
    }
}
