BeforeAll {
    . "$PSScriptRoot/common.ps1"
}

Describe 'docs/examples/quickstart.ps1' -Tag Slow {
    It 'describes this machine, and shows every error that it means to show and no other' {
        $store = Join-Path $TestDrive quickstart.db
        $result = Invoke-Shell "& '$RepositoryRoot/docs/examples/quickstart.ps1' -Path '$store'"
        $result.ExitCode | Should -Be 0 -Because $result.Errors
        $result.Errors | Should -BeNullOrEmpty
        $text = $result.Output -join "`n"
        $text | Should -Not -MatchExactly 'NOT valid'
        ([regex]'(?m)^   valid ').Matches($text).Count | Should -Be 4
        ([regex]'(?m)^mi-\S+ Created ').Matches($text).Count | Should -BeGreaterOrEqual 4
        ([regex]'(?m)^mi-\S+ Unchanged ').Matches($text).Count | Should -BeGreaterOrEqual 3
        $text | Should -Match 'Error    AttributeValueLength     Content\[1\]\.Serial  5003 characters'
        (Get-InventoryEntry -Path $store Custom:RackInfo).Serial | Should -Be 'SN-1001', 'SN-1002'
        Get-ChildItem $TestDrive -Exclude quickstart.db* | Should -BeNullOrEmpty
    }
}
