BeforeAll {
    . "$PSScriptRoot/common.ps1"
}

Describe 'New-InventoryItem' {
    Context 'objects that can''t be recorded' {
        It 'leaves out only the object whose value is <Name>' -ForEach @(
            @{ Name = 'a secure string'; Id = 'PropertyIsSecret'; Bad = { [pscustomobject]@{ Pin = [securestring]::new() } } }
            @{ Name = 'a credential'; Id = 'PropertyIsSecret'; Bad = { [pscustomobject]@{ Pin = [pscredential]::new('u', [securestring]::new()) } } }
            @{ Name = 'a script block'; Id = 'PropertyIsCode'; Bad = { [pscustomobject]@{ Pin = { 1 } } } }
            @{ Name = 'an object that has only the name of its type'; Id = 'PropertyHasNoText'; Bad = { [pscustomobject]@{ Pin = [object]::new() } } }
            @{ Name = 'the object itself'; Id = 'PropertyHasCycle'; Bad = { $o = [pscustomobject]@{ Pin = $null }; $o.Pin = $o; $o } }
            @{ Name = 'nested 40 levels deep'; Id = 'PropertyTooDeep'
                Bad = { $h = @{}; $o = $h; foreach ($i in 1..40) { $o.x = @{}; $o = $o.x }; [pscustomobject]@{ Pin = $h } } }
        ) {
            $item = & { [pscustomobject]@{ A = 1 }; & $Bad; [pscustomobject]@{ A = 2 } } |
                New-InventoryItem Custom:X -ErrorVariable problem -ErrorAction SilentlyContinue
            $item | Get-EntryText | Should -Be 'A=1|A=2'
            $problem | Should -HaveCount 1
            $problem[0].FullyQualifiedErrorId | Should -Be "$Id,InventoryTools.Cmdlets.NewInventoryItemCommand"
            $problem[0].CategoryInfo.Category | Should -Be InvalidData
            $problem[0].TargetObject.PSObject.Properties.Name | Should -Contain Pin
            "$problem" | Should -Match "'Pin'"
        }

        It 'says which object of the input is left out: <Name>' -ForEach @(
            @{ Name = 'null and values'; Id = 'InputHasNoProperties'; Objects = { [pscustomobject]@{ A = 1 }; $null; 5 } }
            @{ Name = 'no node'; Id = 'InstanceIdMissing'; Arguments = @{ InstanceIdProperty = 'Node' }
                Objects = { 'Node,A', 'i-01234567,1', ',2', ',3' | ConvertFrom-Csv } }
            @{ Name = 'no property for the node'; Id = 'InstanceIdMissing'; Arguments = @{ InstanceIdProperty = 'Node' }
                Objects = { [pscustomobject]@{ Node = 'i-01234567' }; [pscustomobject]@{ A = 1 }; [pscustomobject]@{ A = 2 } } }
            @{ Name = 'a secret'; Id = 'PropertyIsSecret'
                Objects = { [pscustomobject]@{ A = 1 }; 1..2 | ForEach-Object { [pscustomobject]@{ A = [securestring]::new() } } } }
            @{ Name = 'a secret for the node'; Id = 'PropertyIsSecret'; Arguments = @{ InstanceIdProperty = 'Node' }
                Objects = { [pscustomobject]@{ Node = 'i-01234567' }; 1..2 | ForEach-Object { [pscustomobject]@{ Node = [securestring]::new() } } } }
        ) {
            if (-not $Arguments) { $Arguments = @{} }
            & $Objects | New-InventoryItem Custom:X @Arguments -ErrorVariable problems -ErrorAction SilentlyContinue | Should -HaveCount 1
            $problems.FullyQualifiedErrorId | Should -Be @(, "$Id,InventoryTools.Cmdlets.NewInventoryItemCommand" * 2)
            "$($problems[0])" | Should -Match '^Object 2 of the input was left out: '
            "$($problems[1])" | Should -Match '^Object 3 of the input was left out: '
        }

        It 'leaves out only the .NET object whose getter throws' {
            $item = [System.Diagnostics.Process]::new(), [pscustomobject]@{ Id = 1 } |
                New-InventoryItem Custom:X -Property Id -ErrorVariable problem -ErrorAction SilentlyContinue
            $item | Get-EntryText | Should -Be 'Id=1'
            $problem | Should -HaveCount 1
            $problem[0].FullyQualifiedErrorId | Should -Be 'PropertyGetterFailed,InventoryTools.Cmdlets.NewInventoryItemCommand'
            $problem[0].CategoryInfo.Category | Should -Be InvalidData
            "$problem" | Should -Match "'Id'.*No process is associated"
        }

        It 'keeps a secret out of its error, and makes no item of nothing else' {
            $secret = ConvertTo-SecureString hunter2 -AsPlainText -Force
            $item = [pscustomobject]@{ Pin = $secret } | New-InventoryItem Custom:X -ErrorVariable problem -ErrorAction SilentlyContinue
            $item | Should -BeNullOrEmpty
            $problem | Should -HaveCount 1
            "$problem" | Should -Not -Match hunter2
        }

        It 'leaves out the object for which an expression fails' {
            $item = 1, 0, 2 | New-InventoryItem Custom:X -ErrorVariable problem -ErrorAction SilentlyContinue -Property @{
                Name = 'V'; Expression = { if ($_) { $_ } else { throw 'zero' } }
            }
            $item | Get-EntryText | Should -Be 'V=1|V=2'
            $problem | Should -HaveCount 1
            $problem[0].FullyQualifiedErrorId | Should -Be 'CalculatedPropertyFailed,InventoryTools.Cmdlets.NewInventoryItemCommand'
            $problem[0].CategoryInfo.Category | Should -Be InvalidData
            "$problem" | Should -Match zero
            "$problem" | Should -Not -Match '-ExcludeProperty' -Because 'an expression is corrected, not excluded'
        }

        It 'leaves out the object for which an expression fails inside a try block too' {
            $item = try {
                0, 2 | New-InventoryItem Custom:X -ErrorVariable problem -ErrorAction SilentlyContinue -Property @{ Name = 'V'; Expression = { 4 / $_ } }
            }
            catch {
                'caught'
            }
            $item | Get-EntryText | Should -Be 'V=2'
            $problem[0].FullyQualifiedErrorId | Should -Be 'CalculatedPropertyFailed,InventoryTools.Cmdlets.NewInventoryItemCommand'
        }

        It 'leaves out only the dictionary with a key that is not a name' {
            $item = @{ A = 1 }, @{ [object]::new() = 1 }, @{ A = 2 } |
                New-InventoryItem Custom:X -ErrorVariable problem -ErrorAction SilentlyContinue
            $item | Get-EntryText | Should -Be 'A=1|A=2'
            $problem | Should -HaveCount 1
            $problem[0].FullyQualifiedErrorId | Should -Be 'InputHasNoProperties,InventoryTools.Cmdlets.NewInventoryItemCommand'
            $problem[0].CategoryInfo.Category | Should -Be InvalidArgument
        }

        It 'refuses bare values and null, and makes no empty item of them' {
            $item = 'a', 1, $null | New-InventoryItem Custom:X -ErrorVariable problems -ErrorAction SilentlyContinue
            $item | Should -BeNullOrEmpty
            $problems | Should -HaveCount 3
            $problems.FullyQualifiedErrorId | Select-Object -Unique | Should -Be 'InputHasNoProperties,InventoryTools.Cmdlets.NewInventoryItemCommand'
        }
    }
}
