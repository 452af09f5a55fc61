BeforeAll {
    . "$PSScriptRoot/common.ps1"

    function New-Application([string] $Node, [string] $Version, [string[]] $Name) {
        $Name | ForEach-Object { [ordered]@{ Name = $_; Version = $Version } } | New-InventoryItem AWS:Application -InstanceId $Node
    }

    filter ConvertTo-Line {
        '{0} {1} {2} [{3}] {4}: {5} -> {6}' -f $_.InstanceId, $_.TypeName, $_.Change, $_.Key, $_.Attribute, $_.Reference, $_.Difference
    }

    $before = New-Application i-00000001 5.1 bash
    $after = [ordered]@{ Name = 'bash'; Version = '5.2' }, [ordered]@{ Name = 'zsh'; Version = '5.9' } |
        New-InventoryItem AWS:Application -InstanceId i-00000001
}

Describe 'Compare-Inventory' {
    Context 'of items' {
        It 'shows what differs as a table' {
            $text = Compare-Inventory $before $after | Get-Text
            $text | Should -Match 'Item: i-00000001 AWS:Application\s+Change +Key +Attribute +Reference -> Difference'
            $text | Should -Match 'Changed bash +Version +5\.1 -> 5\.2'
            $text | Should -Match 'Added +zsh +-> Name=zsh; Version=5\.9'
        }

        It 'shows long values whole in a window of 80 columns' {
            $type = 'Custom:' + 'ContosoRack' * 8
            $old, $new = 'old', 'new' | ForEach-Object {
                [pscustomobject]@{ Name = 'a rack with a name that is long'; Description = "$_ words, " * 20 } |
                    New-InventoryItem $type -InstanceId mi-0123456789abcdef0
            }
            $text = Compare-Inventory $old $new | Get-Text
            $text -replace '\s' | Should -Match "Item:mi-0123456789abcdef0$($type)Change"
            $text | Should -Match '(?m)^Changed a rack with a name'
            # Where the cells break depends on the culture.
            $cells = ($text -split '\r?\n' | Where-Object Length -GT 47 | ForEach-Object { $_.Substring(47) }) -join '' -replace '\s'
            $cells.Contains("$('oldwords,' * 20)->$('newwords,' * 20)") | Should -BeTrue -Because $text
        }

        It 'makes rows for Where-Object, Group-Object and Export-Csv' {
            (Compare-Inventory $before $after | Where-Object Change -eq Added).Key | Should -Be 'zsh'
            (Compare-Inventory $before $after | Group-Object Change -NoElement).Name | Should -Be 'Added', 'Changed'
            Compare-Inventory $before $after | Export-Csv TestDrive:/changes.csv
            (Import-Csv TestDrive:/changes.csv)[0].Difference | Should -Be '5.2'
        }

        It 'takes the items to compare from the pipeline, and objects that have the shape of an item' {
            $read = $after | ConvertTo-Json -Depth 5 | ConvertFrom-Json
            $read | Compare-Inventory $before | ConvertTo-Line | Should -Be @(
                'i-00000001 AWS:Application Changed [bash] Version: 5.1 -> 5.2'
                'i-00000001 AWS:Application Added [zsh] :  -> Name=zsh; Version=5.9'
            )
        }

        It 'compares two nodes with each other, whatever their IDs' {
            Compare-Inventory (New-Application i-00000001 1 a, b) (New-Application i-00000002 1 a) | ConvertTo-Line |
                Should -Be 'i-00000001 AWS:Application Removed [b] : Name=b; Version=1 -> '
        }

        It 'compares many nodes each with itself, in any order' {
            (New-Application i-00000003 1 a), (New-Application i-00000001 2 a) |
                Compare-Inventory ((New-Application i-00000002 1 a), (New-Application i-00000001 1 a)) | ConvertTo-Line | Should -Be @(
                    'i-00000001 AWS:Application Changed [a] Version: 1 -> 2'
                    'i-00000002 AWS:Application Removed [a] : Name=a; Version=1 -> '
                    'i-00000003 AWS:Application Added [a] :  -> Name=a; Version=1'
                )
        }

        It 'takes <Name> as a side without items' -ForEach @(
            @{ Name = '$null'; Nothing = $null }
            @{ Name = '@()'; Nothing = @() }
        ) {
            (Compare-Inventory $Nothing $before).Change | Should -Be Added
            (Compare-Inventory $before $Nothing).Change | Should -Be Removed
            Compare-Inventory $Nothing $Nothing | Should -BeNullOrEmpty
        }

        It 'returns nothing for items that are the same' {
            Compare-Inventory $before (New-Application i-00000001 5.1 bash) | Should -BeNullOrEmpty
        }

        It 'matches entries by -Key and compares the attributes of -Property, in any case and with wildcards' {
            $disks = [ordered]@{ Slot = 1; Serial = 'a' }, [ordered]@{ Slot = 2; Serial = 'b' } | New-InventoryItem Custom:Disk -InstanceId i-00000001
            $moved = [ordered]@{ Slot = 2; Serial = 'a' }, [ordered]@{ Slot = 3; Serial = 'b' } | New-InventoryItem Custom:Disk -InstanceId i-00000001
            Compare-Inventory $disks $moved -Key serial | ConvertTo-Line | Should -Be @(
                'i-00000001 Custom:Disk Changed [a] Slot: 1 -> 2'
                'i-00000001 Custom:Disk Changed [b] Slot: 2 -> 3'
            )
            Compare-Inventory $disks $moved -Key Serial -Property ser* | Should -BeNullOrEmpty
        }

        It 'reports what is not an item, says how to read a store, and compares the rest' {
            $differences = Compare-Inventory $before @(42, 'fleet.db', $after) -ErrorVariable failed -ErrorAction SilentlyContinue
            $differences | Should -HaveCount 2
            $failed.FullyQualifiedErrorId | Should -Be (@('NotAnInventoryItem,InventoryTools.Cmdlets.CompareInventoryCommand') * 2)
            $failed[0].CategoryInfo.Category | Should -Be InvalidArgument
            $failed[0].TargetObject | Should -Be 42
            "$($failed[1])" | Should -Match 'Get-Inventory -Path reads the items of a store, Import-Inventory those of files\.$'
        }
    }

    It 'stops when it is stopped, though nothing differs any more' {
        $session = New-Session
        $begun = [System.Threading.ManualResetEventSlim]::new()
        $shell = New-Pipeline $session @'
param($begun)
$before, $after = foreach ($side in 1, 2) {
    $content = (1..10000 | ForEach-Object { [pscustomobject]@{ Name = "n$_"; Value = 'v' } } | New-InventoryItem Custom:Y).Content
    , @(foreach ($node in 1..2000) {
            $item = [InventoryTools.InventoryItem]::new()
            $item.InstanceId, $item.TypeName, $item.Content = "i-$node", 'Custom:Y', $content
            $item
        })
}
# The first difference says that the comparison has begun. The rest takes much longer than the test waits.
Compare-Inventory $before ($after + (New-InventoryItem Custom:X -InstanceId a)) | ForEach-Object { $begun.Set() }
'@ $begun
        try {
            $null = $shell.BeginInvoke()
            $begun.Wait(60000) | Should -BeTrue
            $shell.BeginStop($null, $null).AsyncWaitHandle.WaitOne(10000) | Should -BeTrue
            $shell.InvocationStateInfo.State | Should -Be 'Stopped'
        }
        finally {
            $shell.Dispose()
            $session.Dispose()
            $begun.Dispose()
        }
    }

    Context 'of stores' {
        BeforeAll {
            Push-Location TestDrive:
            (New-Application i-00000001 1 a), (New-Application i-00000002 1 a), (New-Application i-00000003 1 a) | Write-Inventory -Path before.db
            (New-Application i-00000001 1 a), (New-Application i-00000002 2 a), (New-Application i-00000004 1 a) | Write-Inventory -Path after.db
            @{ A = 1 } | New-InventoryItem Custom:Only -InstanceId i-00000001 | Write-Inventory -Path after.db
            $apart = @(
                'i-00000001 Custom:Only Added [] :  -> A=1'
                'i-00000002 AWS:Application Changed [a] Version: 1 -> 2'
                'i-00000003 AWS:Application Removed [a] : Name=a; Version=1 -> '
                'i-00000004 AWS:Application Added [a] :  -> Name=a; Version=1'
            )
        }

        AfterAll {
            Pop-Location
        }

        It 'goes from node to node' {
            Compare-Inventory -ReferencePath before.db -DifferencePath TestDrive:/after.db | ConvertTo-Line | Should -Be $apart
        }

        It 'takes wildcards for types and nodes' {
            Compare-Inventory -ReferencePath before.db -DifferencePath after.db -TypeName aws:* -InstanceId *2, *3 | ConvertTo-Line |
                Should -Be $apart[1, 2]
        }

        It 'returns nothing for a store and itself' {
            Compare-Inventory -ReferencePath after.db -DifferencePath after.db | Should -BeNullOrEmpty
        }

        It 'ends with an error that can be caught: <Id>' -ForEach @(
            @{ Id = 'StoreNotFound'; Path = 'none.db'; Category = 'ObjectNotFound' }
            @{ Id = 'PathNotFileSystem'; Path = 'Variable:x'; Category = 'InvalidArgument' }
        ) {
            $thrown = { Compare-Inventory -ReferencePath before.db -DifferencePath $Path } |
                Should -Throw -ErrorId "$Id,InventoryTools.Cmdlets.CompareInventoryCommand" -PassThru
            $thrown.CategoryInfo.Category | Should -Be $Category
            Test-Path none.db | Should -BeFalse
        }

        It 'does not take items and stores together' {
            { Compare-Inventory -ReferenceObject $before -DifferencePath after.db } | Should -Throw -ErrorId 'AmbiguousParameterSet,InventoryTools.Cmdlets.CompareInventoryCommand'
        }
    }
}
