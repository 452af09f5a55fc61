# Applies the rules of PSScriptAnalyzerSettings.psd1 to the scripts of the repository.

BeforeDiscovery {
    $root = [System.IO.Path]::GetFullPath("$PSScriptRoot/../..")
    $scripts = @(
        Get-ChildItem $root -File
        'src', 'tests', 'docs', '.github' | ForEach-Object { Get-ChildItem (Join-Path $root $_) -File -Recurse }
    ) | Where-Object { $_.Extension -in '.ps1', '.psm1', '.psd1' -and $_.FullName -notmatch '[\\/](bin|obj)[\\/]' } |
        ForEach-Object { @{ Path = $_.FullName; Name = $_.FullName.Substring($root.Length + 1) } }
}

Describe 'Invoke-ScriptAnalyzer' {
    BeforeAll {
        . "$PSScriptRoot/common.ps1"
        $isInstalled = [bool] (Get-Module -ListAvailable PSScriptAnalyzer)
        $settings = Join-Path $PSScriptRoot PSScriptAnalyzerSettings.psd1
    }

    It 'has nothing against <Name>' -ForEach $scripts {
        if (-not $isInstalled) {
            Set-ItResult -Skipped -Because 'the module PSScriptAnalyzer is not installed'
            return
        }

        Invoke-ScriptAnalyzer -Path $Path -Settings $settings |
            ForEach-Object { "line $($_.Line): $($_.RuleName): $($_.Message)" } | Should -BeNullOrEmpty
    }
}
