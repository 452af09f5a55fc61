BeforeAll {
    . "$PSScriptRoot/common.ps1"
}

Describe 'Test-InventoryItem' {
    It 'says yes or no' {
        New-InventoryItem Custom:X | Test-InventoryItem | Should -BeTrue
        New-InventoryItem custom:X | Test-InventoryItem | Should -BeFalse
    }

    It 'takes an item that has been through JSON' {
        $item = [pscustomobject]@{ A = 1 } | New-InventoryItem Custom:X -InstanceId i-01234567
        $item | ConvertTo-Json -Depth 5 | ConvertFrom-Json | Test-InventoryItem | Should -BeTrue
    }

    It 'shows everything that is wrong as a table' {
        $text = [pscustomobject]@{ Serial = 'x' * 5000 } | New-InventoryItem custom:X -CaptureTime now | Test-InventoryItem -Detailed | Get-Text
        $text | Should -Match 'Severity\s+RuleId\s+Path\s+Actual, Limit'
        $text | Should -Match 'Error\s+TypeNamePattern\s+TypeName'
        $text | Should -Match 'Error\s+CaptureTimePattern'
        $text | Should -Match 'Error\s+AttributeValueLength\s+Content\[0\]\.Serial\s+5000 characters, allowed:\s+at most 4096'
    }
}
