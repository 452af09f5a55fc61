BeforeAll {
    . "$PSScriptRoot/common.ps1"
}

Describe 'Get-InventoryRule' {
    It 'lists the rules as a table' {
        Get-InventoryRule Attribute* | Get-Text | Should -Match 'AttributeValueLength\s+Content\s+Error\s+at most 4096 characters'
    }

    It 'lists all rules' {
        Get-InventoryRule | Should -HaveCount 37
    }

    It 'takes names <Name>' -ForEach @(
        @{ Name = 'by position, in any case'; Script = { Get-InventoryRule capturetimepattern }; Id = 'CaptureTimePattern' }
        @{ Name = 'with wildcards'; Script = { Get-InventoryRule -Id Call* }; Id = 'CallItemCount', 'CallSize' }
        @{ Name = 'by the alias -RuleId'; Script = { Get-InventoryRule -RuleId CallSize }; Id = 'CallSize' }
        @{ Name = 'from the pipeline, by value'; Script = { 'CallSize', 'CallItemCount' | Get-InventoryRule }; Id = 'CallSize', 'CallItemCount' }
        @{ Name = 'from rules'; Script = { Get-InventoryRule CallSize | Get-InventoryRule }; Id = 'CallSize' }
        @{ Name = 'from findings, by property name'; Id = 'InstanceIdPattern'
            Script = { New-InventoryItem Custom:X -InstanceId web-1 | Test-InventoryItem -Detailed | Get-InventoryRule } }
    ) {
        (& $Script).Id | Should -BeExactly $Id
    }

    It 'reports a name that is not a rule, and nothing for a wildcard' {
        $rules = Get-InventoryRule NoSuchRule, No*Such*, CallSize -ErrorVariable problem -ErrorAction SilentlyContinue
        $rules.Id | Should -Be 'CallSize'
        $problem | Should -HaveCount 1
        $problem[0].FullyQualifiedErrorId | Should -Be 'RuleNotFound,InventoryTools.Cmdlets.GetInventoryRuleCommand'
        $problem[0].CategoryInfo.Category | Should -Be ObjectNotFound
        $problem[0].TargetObject | Should -Be 'NoSuchRule'
    }

    It 'completes names' {
        Get-Completion 'Get-InventoryRule CallS' | Should -Be 'CallSize'
    }

    It 'shows every limit whole in a window of 80 columns' {
        $text = Get-InventoryRule | Get-Text
        # The cells of the last column, one under the other. Where they break depends on the culture.
        $cells = ($text -split '\r?\n' | Where-Object Length -GT 42 | ForEach-Object { $_.Substring(42) }) -join '' -replace '\s'
        foreach ($rule in Get-InventoryRule) {
            $text | Should -Match "(?m)^$($rule.Id) +$($rule.Scope) +$($rule.Severity) "
            $cells.Contains($rule.Limit -replace '\s') | Should -BeTrue -Because $rule.Id
        }
    }
}
