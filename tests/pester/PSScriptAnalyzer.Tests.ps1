# Applies the rules of PSScriptAnalyzerSettings.psd1 to the scripts of the repository.
BeforeAll {
    . "$PSScriptRoot/common.ps1"
}

Describe 'Invoke-ScriptAnalyzer' {
    It 'finds nothing in the scripts of the repository' {
        if (-not (Get-Module -ListAvailable PSScriptAnalyzer)) {
            Set-ItResult -Skipped -Because 'the module PSScriptAnalyzer is not installed'
            return
        }

        $settings = Join-Path $PSScriptRoot PSScriptAnalyzerSettings.psd1
        $scripts = @(
            Get-ChildItem $RepositoryRoot -File
            'src', 'tests', 'docs', '.github' | ForEach-Object { Get-ChildItem (Join-Path $RepositoryRoot $_) -File -Recurse }
        ) | Where-Object { $_.Extension -in '.ps1', '.psm1', '.psd1' -and $_.FullName -notmatch '[\\/](bin|obj)[\\/]' }
        $scripts.Count | Should -BeGreaterThan 50
        $scripts | ForEach-Object { Invoke-ScriptAnalyzer -Path $_.FullName -Settings $settings } |
            ForEach-Object { "$($_.ScriptPath), line $($_.Line): $($_.RuleName): $($_.Message)" } | Should -BeNullOrEmpty
    }
}
