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

        It 'compares each item as it was when it came, also when one object stands for all' {
            $item = New-Application i-00000001 5.1 bash
            $rows = & { foreach ($n in 1..3) { $item.InstanceId = "i-0000000$n"; $item.Content[0].Version = "5.$n"; $item } } |
                Compare-Inventory $before
            $rows | ConvertTo-Line | Should -Be @(
                'i-00000002 AWS:Application Changed [bash] Version: 5.1 -> 5.2'
                'i-00000003 AWS:Application Changed [bash] Version: 5.1 -> 5.3')
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
                Should -Be 'i-00000002 AWS:Application Removed [b] : Name=b; Version=1 -> '
        }

        It 'compares one node with each of others, and names both on every row' {
            $differences = (New-Application i-00000003 1 b, a), (New-Application i-00000002 2 a) |
                Compare-Inventory (New-Application i-00000001 1 a)
            $differences | ConvertTo-Line | Should -Be @(
                'i-00000002 AWS:Application Changed [a] Version: 1 -> 2'
                'i-00000003 AWS:Application Added [b] :  -> Name=b; Version=1'
            )
            $differences.ReferenceInstanceId | Should -Be 'i-00000001', 'i-00000001'
            $differences | Get-Text | Should -Match 'Item: i-00000001 -> i-00000003 AWS:Application\s+Change '
        }

        It 'takes the reference from the pipeline with -ReferenceInstanceId' {
            $fleet = 3, 1, 2 | ForEach-Object { New-Application "i-0000000$_" $_ a }
            $differences = $fleet | Compare-Inventory -ReferenceInstanceId i-00000002
            $differences.InstanceId | Should -Be 'i-00000001', 'i-00000003'
            $differences.ReferenceInstanceId | Should -Be 'i-00000002', 'i-00000002'
        }

        It 'compares nothing when the reference is not in the pipeline, and proposes the nearest nodes' {
            $fleet = 1, 2 | ForEach-Object { New-Application "i-0000000$_" $_ a }
            $differences = $fleet | Compare-Inventory -ReferenceInstanceId i-00000O01 -ErrorVariable failed -ErrorAction SilentlyContinue
            $differences | Should -BeNullOrEmpty
            $failed.FullyQualifiedErrorId | Should -Be 'InventoryNotFound,InventoryTools.Cmdlets.CompareInventoryCommand'
            "$failed" | Should -Match "Did you mean 'i-00000001'\?"
            $fleet | Compare-Inventory -ReferenceInstanceId i-00000O01 -Quiet -ErrorAction SilentlyContinue | Should -BeFalse
        }

        It 'compares items that come out of a job as those they were' {
            $job = Start-Job { Import-Module $using:ModulePath; @{ Name = 'a'; Version = '1' } | New-InventoryItem AWS:Application -InstanceId i-00000001 }
            $fromJob = $job | Receive-Job -Wait -AutoRemoveJob
            Compare-Inventory (New-Application i-00000001 1 a) $fromJob | Should -BeNullOrEmpty
            $fromJob | Compare-Inventory (New-Application i-00000001 2 a) | ConvertTo-Line | Should -Be 'i-00000001 AWS:Application Changed [a] Version: 2 -> 1'
        }

        It 'reports what no entry of either side has: <Argument>' -ForEach @(
            @{ Argument = @{ Key = 'Nmae' }; Message = "No entry of either side has the attribute 'Nmae' of -Key. Did you mean 'Name'?" }
            @{ Argument = @{ Property = 'Verison' }; Message = "No entry of either side has the attribute 'Verison' of -Property. Did you mean 'Version'?" }
            @{ Argument = @{ Property = 'Version', 'Xyz' }; Message = "No entry of either side has the attribute 'Xyz' of -Property." }
        ) {
            $null = Compare-Inventory $before $after @Argument -ErrorVariable failed -ErrorAction SilentlyContinue
            $failed.FullyQualifiedErrorId | Should -Be 'AttributeNotFound,InventoryTools.Cmdlets.CompareInventoryCommand'
            $failed.CategoryInfo.Category | Should -Be ObjectNotFound
            "$failed" | Should -Be $Message
            Compare-Inventory $before $before @Argument -Quiet -ErrorAction SilentlyContinue | Should -BeFalse
        }

        It 'takes a documented attribute that no entry has, and warns of a pattern that matches none' {
            Compare-Inventory $before $before -Property PackageId | Should -BeNullOrEmpty
            $null = Compare-Inventory $before $after -Property Zz* -WarningVariable warned -WarningAction SilentlyContinue
            "$warned" | Should -Be "No entry of either side has an attribute that matches 'Zz*' of -Property."
            Compare-Inventory $null $null -Key Nmae | Should -BeNullOrEmpty
        }

        It 'counts with -Summary, also what is the same' {
            $rows = $after, (New-Application i-00000002 5.1 bash) | Compare-Inventory $before -Summary
            $rows | ForEach-Object { "$($_.ReferenceInstanceId) $($_.InstanceId) $($_.TypeName) [$($_.Change)] $($_.Added) $($_.Removed) $($_.Changed) $($_.Unchanged)" } | Should -Be @(
                'i-00000001 i-00000001 AWS:Application [Changed] 1 0 1 0'
                'i-00000001 i-00000002 AWS:Application [] 0 0 0 1'
            )
            ($rows | Where-Object IsEqual).InstanceId | Should -Be i-00000002
        }

        It 'shows the counts as a table of 80 columns' {
            $text = 'mi-0123456789abcdef0', 'mi-0123456789abcdef1' | ForEach-Object { New-Application $_ 2 a } |
                Compare-Inventory (New-Application mi-0123456789abcdeff 1 a, b) -Summary | Get-Text
            $text | Should -Match 'Reference: mi-0123456789abcdeff\s+InstanceId +TypeName +Change +Added +Removed +Changed +Unchanged'
            $text | Should -Match 'mi-0123456789abcdef1 AWS:Application +Changed +0 +1 +1 +0'
        }

        It 'makes one Boolean with -Quiet' {
            Compare-Inventory $before $after -Quiet | Should -BeFalse
            Compare-Inventory $before $before -Quiet | Should -BeTrue
            Compare-Inventory $null $null -Quiet | Should -BeTrue
            Compare-Inventory $before (42, $before) -Quiet -ErrorAction SilentlyContinue | Should -BeFalse
            Compare-Inventory $before $after -Quiet -Property Publisher | Should -BeFalse
            { Compare-Inventory $before $after -Quiet -Summary } | Should -Throw -ErrorId 'InvalidQuiet,InventoryTools.Cmdlets.CompareInventoryCommand'
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

        It 'takes two stores by position: <Name>' -ForEach @(
            @{ Name = 'text'; Command = { Compare-Inventory before.db after.db } }
            @{ Name = 'variables'; Command = { $one, $two = 'before.db', 'after.db' | Write-Output; Compare-Inventory $one $two } }
            @{ Name = 'files'; Command = { Compare-Inventory (Get-Item before.db) (Get-Item after.db) } }
            @{ Name = 'a file from the pipeline'; Command = { Get-ChildItem after.db | Compare-Inventory before.db } }
        ) {
            & $Command | ConvertTo-Line | Should -Be $apart
            Compare-Inventory before.db after.db -TypeName AWS:Application -InstanceId i-00000002 | ConvertTo-Line | Should -Be $apart[1]
        }

        It 'takes one store from the pipeline, not several' {
            { Get-ChildItem *.db | Compare-Inventory before.db } |
                Should -Throw -ErrorId 'InvalidDifferencePath,InventoryTools.Cmdlets.CompareInventoryCommand'
        }

        It 'reports a type or node that is on neither side: <Argument>' -ForEach @(
            @{ Argument = @{ TypeName = 'AWS:Aplication' }; Message = "of the type 'AWS:Aplication'\. Did you mean 'AWS:Application'\?$" }
            @{ Argument = @{ TypeName = 'AWS:File' }; Message = "^Neither the store '.*before\.db' nor the store '.*after\.db' has an item of the type 'AWS:File'\." }
            @{ Argument = @{ TypeName = 'Custom:Onyl' }; Message = "Did you mean 'Custom:Only'\?$" }
            @{ Argument = @{ InstanceId = 'i-00000OO1' }; Message = "for the node 'i-00000OO1'\. Did you mean 'i-00000001'\?$" }
            @{ Argument = @{ TypeName = 'AWS:Application'; InstanceId = 'i-00000001', 'mi-x' }; Message = "for the node 'mi-x'\.$" }
        ) {
            $null = Compare-Inventory before.db after.db @Argument -ErrorVariable failed -ErrorAction SilentlyContinue
            $failed.FullyQualifiedErrorId | Should -Be 'InventoryNotFound,InventoryTools.Cmdlets.CompareInventoryCommand'
            $failed.CategoryInfo.Category | Should -Be ObjectNotFound
            "$failed" | Should -Match $Message
            Compare-Inventory before.db before.db @Argument -Quiet -ErrorAction SilentlyContinue | Should -BeFalse
        }

        It 'does not miss what one side has, and warns of a pattern that matches nothing' {
            Compare-Inventory before.db after.db -TypeName Custom:Only -InstanceId i-00000001 | ConvertTo-Line | Should -Be $apart[0]
            $null = Compare-Inventory before.db after.db -TypeName Aws:F* -WarningVariable warned -WarningAction SilentlyContinue
            "$warned" | Should -Be "Nothing that was compared is of the type 'Aws:F*': no name matches the pattern."
        }

        It 'compares one node of a store with others: <Name>' -ForEach @(
            @{ Name = 'named'; Command = { Compare-Inventory -Path after.db -ReferenceInstanceId i-00000001 -DifferenceInstanceId i-00000002, i-00000004 -TypeName AWS:Application } }
            @{ Name = 'all'; Command = { Compare-Inventory -Path after.db -ReferenceInstanceId i-00000001 -TypeName AWS:Application } }
            @{ Name = 'IDs from the pipeline'; Command = { 'i-00000002', 'i-00000004' | Compare-Inventory -Path after.db -ReferenceInstanceId i-00000001 -TypeName AWS:Application } }
            @{ Name = 'objects from the pipeline'; Command = { [pscustomobject]@{ InstanceId = 'i-00000002' } | Compare-Inventory -Path after.db -ReferenceInstanceId i-00000001 -TypeName AWS:Application } }
            @{ Name = 'two stores'; Command = { Compare-Inventory after.db after.db -ReferenceInstanceId i-00000001 -InstanceId i-00000002 -TypeName AWS:Application } }
            @{ Name = 'items from the pipeline'; Command = { Get-Inventory AWS:Application -Path after.db | Compare-Inventory -ReferenceInstanceId i-00000001 } }
        ) {
            $differences = & $Command
            $differences | ConvertTo-Line | Should -Be 'i-00000002 AWS:Application Changed [a] Version: 1 -> 2'
            $differences.ReferenceInstanceId | Should -Be i-00000001
        }

        It 'tells what a node lacks that the store knows, and misses one that it does not know' {
            Compare-Inventory -Path after.db -ReferenceInstanceId i-00000001 -InstanceId i-00000002 -TypeName Custom:Only | ConvertTo-Line |
                Should -Be 'i-00000002 Custom:Only Removed [] : A=1 -> '
            foreach ($argument in @{ InstanceId = 'i-00000003' }, @{ ReferenceInstanceId = 'i-00000003' }) {
                $all = @{ Path = 'after.db'; ReferenceInstanceId = 'i-00000001'; TypeName = 'Custom:Only' }
                $argument.GetEnumerator() | ForEach-Object { $all[$_.Key] = $_.Value }
                Compare-Inventory @all -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
                $failed.FullyQualifiedErrorId | Should -Be 'InventoryNotFound,InventoryTools.Cmdlets.CompareInventoryCommand'
                "$failed" | Should -Match "^The store '.*after\.db' has no item for the node 'i-00000003'\."
            }
        }

        It 'counts and compares quietly' {
            (Compare-Inventory before.db after.db -Summary | Where-Object IsEqual).InstanceId | Should -Be i-00000001
            Compare-Inventory before.db after.db -Summary | Get-Text | Should -Match 'Reference: the same node\s+InstanceId'
            Compare-Inventory before.db after.db -Quiet | Should -BeFalse
            Compare-Inventory before.db after.db -InstanceId i-00000001 -TypeName AWS:Application -Quiet | Should -BeTrue
        }

        It 'completes types, nodes and attributes of the stores' {
            Get-Completion 'Compare-Inventory before.db after.db -TypeName Cust' | Should -Be 'Custom:Only'
            Get-Completion 'Compare-Inventory before.db after.db -InstanceId i-' | Should -Be 'i-00000001', 'i-00000002', 'i-00000003', 'i-00000004'
            Get-Completion 'Compare-Inventory -Path after.db -ReferenceInstanceId i-' | Should -Be 'i-00000001', 'i-00000002', 'i-00000004'
            Get-Completion 'Compare-Inventory before.db after.db -TypeName Custom:Only -Key ' | Should -Be 'A'
            Get-Completion 'Compare-Inventory before.db after.db -Property PackageI' | Should -Be 'PackageId'
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

        It 'says how a store and items are compared: <Name>' -ForEach @(
            @{ Name = 'text and items'; Command = { Compare-Inventory before.db $before }; Id = 'ParameterArgumentTransformationError' }
            @{ Name = 'text and many items'; Command = { Compare-Inventory before.db @($before, $before) }; Id = 'ParameterArgumentTransformationError' }
            @{ Name = 'items and text'; Command = { Compare-Inventory $before before.db }; Id = 'InvalidDifferenceObject' }
            @{ Name = 'a file and items'; Command = { Compare-Inventory (Get-Item before.db) $before }; Id = 'InvalidReferenceObject' }
            @{ Name = 'items and a file'; Command = { Compare-Inventory $before (Get-Item before.db) }; Id = 'InvalidDifferenceObject' }
            @{ Name = 'items from the pipeline'; Command = { $before | Compare-Inventory before.db -ErrorAction SilentlyContinue }; Id = 'InvalidReferenceObject' }
            @{ Name = 'items of a job from the pipeline'; Command = { [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($before)) | Compare-Inventory before.db -ErrorAction SilentlyContinue }; Id = 'InvalidReferenceObject' }
            @{ Name = 'text from the pipeline'; Command = { 'after.db' | Compare-Inventory before.db -ErrorAction SilentlyContinue }; Id = 'InvalidReferenceObject' }
        ) {
            $thrown = { & $Command } | Should -Throw -ErrorId "$Id,InventoryTools.Cmdlets.CompareInventoryCommand" -PassThru
            "$thrown" | Should -Match 'Items are compared with items; Get-Inventory -Path reads those of a store: '
        }

        It 'does not take items and stores together' {
            { Compare-Inventory -ReferenceObject $before -DifferencePath after.db } | Should -Throw -ErrorId 'AmbiguousParameterSet,InventoryTools.Cmdlets.CompareInventoryCommand'
        }
    }
}
