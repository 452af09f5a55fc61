# The items of single nodes: what a pipeline or -InstanceId names goes, and nothing else.
BeforeAll {
    . "$PSScriptRoot/common.ps1"
    $node, $other = 'i-00000000000000001', 'i-00000000000000002'
    $command = 'InventoryTools.Cmdlets.RemoveInventoryCommand'

    function Get-Left {
        Get-Inventory -Path fleet.db | ForEach-Object { "$($_.InstanceId.Substring(17)) $($_.TypeName)" }
    }
}

Describe 'Remove-Inventory' {
    BeforeEach {
        Push-Location (New-Item "TestDrive:/$([guid]::NewGuid())" -ItemType Directory)
        $racks = $node, $other | ForEach-Object { [pscustomobject]@{ Node = $_; Name = 'r1'; Slot = '1' }; [pscustomobject]@{ Node = $_; Name = 'r2'; Slot = '2' } } |
            New-InventoryItem Custom:RackInfo -Property Name, Slot -InstanceIdProperty Node
        $applications = @{ Name = 'bash'; Version = '5.2' } | New-InventoryItem AWS:Application
        $racks | Write-Inventory -Path fleet.db
        $applications | Write-Inventory -Path fleet.db -InstanceId $node, $other
        $all = @('01 AWS:Application', '01 Custom:RackInfo', '02 AWS:Application', '02 Custom:RackInfo')
    }

    AfterEach {
        Get-InventoryEndpoint | Stop-InventoryEndpoint
        Pop-Location
    }

    Context 'of the items of a node' {
        It 'removes what the pipeline or the parameters name, and keeps the data of other nodes: <Name>' -ForEach @(
            @{ Name = 'items'; Remove = { Get-Inventory Custom:RackInfo $node -Path fleet.db | Remove-Inventory -Path fleet.db -Confirm:$false } }
            @{ Name = 'items in memory'; Remove = { $racks[0] | Remove-Inventory -Path fleet.db -Confirm:$false } }
            @{ Name = '-InputObject'; Remove = { Remove-Inventory -InputObject $racks[0] -Path fleet.db -Confirm:$false } }
            @{ Name = 'items of a job'; Remove = { [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($racks[0], 3)) | Remove-Inventory -Path fleet.db -Confirm:$false } }
            @{ Name = 'items as JSON'; Remove = { $racks[0] | ConvertTo-Json -Depth 5 | ConvertFrom-Json | Remove-Inventory -Path fleet.db -Confirm:$false } }
            @{ Name = 'objects with both names'; Remove = { "InstanceId,TypeName`n$node,Custom:RackInfo" | ConvertFrom-Csv | Remove-Inventory -Path fleet.db -Confirm:$false } }
            @{ Name = 'names of rows'; Remove = { Get-InventoryEntry -Path fleet.db | Where-Object Slot | Select-Object InstanceId, TypeName -First 1 | Remove-Inventory -Path fleet.db -Confirm:$false } }
            @{ Name = 'parameters'; Remove = { Remove-Inventory -TypeName Custom:RackInfo -InstanceId $node -Path fleet.db -Confirm:$false } }
            @{ Name = 'positions'; Remove = { Remove-Inventory Custom:RackInfo $node -Path fleet.db -Confirm:$false } }
            @{ Name = 'nodes as text'; Remove = { $node | Remove-Inventory Custom:RackInfo -Path fleet.db -Confirm:$false } }
            @{ Name = 'types as text'; Remove = { 'Custom:RackInfo' | Remove-Inventory -InstanceId $node -Path fleet.db -Confirm:$false } }
            @{ Name = 'a schema'; Remove = { Get-InventorySchema Custom:RackInfo -Path fleet.db | Remove-Inventory -InstanceId $node -Path fleet.db -Confirm:$false } }
            @{ Name = 'objects with a node'; Remove = { [pscustomobject]@{ InstanceId = $node; Owner = 'Ann' } | Remove-Inventory Custom:RackInfo -Path fleet.db -Confirm:$false } }
            @{ Name = 'a script block'; Remove = { [pscustomobject]@{ Node = $node; Owner = 'Ann' } | Remove-Inventory Custom:RackInfo -InstanceId { $_.Node } -Path fleet.db -Confirm:$false } }
            @{ Name = 'the same twice'; Remove = { $racks[0], $racks[0] | Remove-Inventory -Path fleet.db -Confirm:$false } }
        ) {
            & $Remove | Should -BeNullOrEmpty
            Get-Left | Should -Be ($all -ne '01 Custom:RackInfo')
            (Get-Inventory Custom:RackInfo -Path fleet.db).Content.Count | Should -Be 2
            Get-InventoryDeletion -Path fleet.db | Should -BeNullOrEmpty
        }

        It 'removes items of AWS types too, of several types and nodes, while the store is read' {
            Get-Inventory -Path fleet.db | Where-Object InstanceId -EQ $node | Remove-Inventory -Path fleet.db -Confirm:$false
            Get-Left | Should -Be '02 AWS:Application', '02 Custom:RackInfo'
            Remove-Inventory AWS:Application, Custom:RackInfo $other -Path fleet.db -Confirm:$false
            Get-Left | Should -BeNullOrEmpty
            # As after the deletion of a type, the schema stays until it is deleted with the type.
            Get-InventorySchema Custom:RackInfo -Path fleet.db | Should -HaveCount 1
        }

        It 'removes one compliance type and keeps the others' {
            $compliance = foreach ($type in 'Association', 'Custom:Bb') {
                $item = @{ Id = '1'; Title = 'a'; Severity = 'LOW'; Status = 'COMPLIANT' } | New-InventoryItem AWS:ComplianceItem -InstanceId $node
                $item.Context = [System.Collections.Generic.Dictionary[string, string]]::new()
                $item.Context['ComplianceType'], $item.Context['ExecutionTime'] = $type, '2026-01-31T12:00:00Z'
                $item
            }
            $compliance | Write-Inventory -Path fleet.db
            $compliance[0] | Remove-Inventory -Path fleet.db -Confirm:$false
            (Get-Inventory AWS:ComplianceItem $node -Path fleet.db).Context.ComplianceType | Should -Be 'Custom:Bb'
            $compliance[1].Context = $null
            $compliance[1] | Remove-Inventory -Path fleet.db -Confirm:$false -ErrorVariable failed -ErrorAction SilentlyContinue
            $failed.FullyQualifiedErrorId | Should -Be "InventoryNotFound,$command"
            Remove-Inventory AWS:ComplianceItem $node -Path fleet.db -Confirm:$false
            Get-Left | Should -Be $all
        }

        It 'removes no other compliance type where the context of the object can''t be read, or what else it has: <Name>' -ForEach @(
            @{ Name = 'a text'; Left = 'Association', 'Custom:Bb'; Remove = { [pscustomobject]@{ InstanceId = $node; TypeName = 'AWS:ComplianceItem'; Context = 'System.Collections.Hashtable' } } }
            @{ Name = 'JSON that was cut'; Left = 'Association', 'Custom:Bb'; Remove = { $compliance[0] | ConvertTo-Json -Depth 0 -WarningAction Ignore | ConvertFrom-Json } }
            @{ Name = 'a getter that fails'; Left = 'Association', 'Custom:Bb'; Remove = { [pscustomobject]@{ InstanceId = $node; TypeName = 'AWS:ComplianceItem' } | Add-Member Context -MemberType ScriptProperty { throw 'gone' } -PassThru } }
            @{ Name = 'content'; Left = 'Custom:Bb'; Remove = { $compliance[0] | Select-Object InstanceId, TypeName, Context, @{ Name = 'Content'; Expression = { 'System.Object[]' } } } }
            @{ Name = 'a column of the user'; Left = 'Custom:Bb'; Remove = { $compliance[0] | Select-Object InstanceId, TypeName, Context, @{ Name = 'Owner'; Expression = { 'Ann' } } } }
            @{ Name = '-TypeName'; Left = 'Custom:Bb'; Named = @{ TypeName = 'AWS:ComplianceItem' }; Remove = { $compliance[0] | Select-Object InstanceId, Context } }
        ) {
            $compliance = foreach ($type in 'Association', 'Custom:Bb') {
                @{ Id = '1'; Title = 'a'; Severity = 'LOW'; Status = 'COMPLIANT' } |
                    New-InventoryItem AWS:ComplianceItem -InstanceId $node -Context @{ ComplianceType = $type; ExecutionTime = '2026-01-31T12:00:00Z' }
            }
            $compliance | Write-Inventory -Path fleet.db
            $named = if ($Named) { $Named } else { @{} }
            & $Remove | Remove-Inventory -Path fleet.db -Confirm:$false -ErrorVariable failed -ErrorAction SilentlyContinue @named
            (Get-Inventory AWS:ComplianceItem $node -Path fleet.db).Context.ComplianceType | Should -Be $Left
            $failed.FullyQualifiedErrorId | Should -Be $(if ($Left.Count -eq 2) { "InputNotRemovable,$command" })
        }

        It 'tells what goes with -WhatIf, and removes nothing' {
            $session = New-Session
            $shell = New-Pipeline $session @'
param($path, $node)
$inventory = Get-Inventory Custom:RackInfo $node -Path $path
$transcript = Join-Path (Split-Path $path) transcript.txt
$null = Start-Transcript $transcript
$inventory | Remove-Inventory -Path $path -WhatIf
Remove-Inventory Custom:RackInfo -Path $path -WhatIf
$null = Stop-Transcript
[System.IO.File]::ReadAllText($transcript)
'@ (Join-Path (Get-Location).ProviderPath fleet.db), $node
            try {
                $text = "$($shell.Invoke())"
            }
            finally {
                $shell.Dispose()
                $session.Dispose()
            }

            $text | Should -Match "`"Delete the item of this node alone \(2 entries of version 1\.0\)`" on target `"Custom:RackInfo of $node \(the store '.*fleet\.db'\)`""
            $text | Should -Match "`"Delete the items of all nodes, 2 items \(2 of version 1\.0\)`" on target `"Custom:RackInfo \(the store '.*fleet\.db'\)`""
            Get-Left | Should -Be $all
        }

        It 'reports what is not there, and proposes the nearest names: <TypeName> of <Id>' -ForEach @(
            @{ TypeName = 'Custom:RakInfo'; Id = 'i-00000000000000001'; Message = " of the type Custom:RakInfo. Did you mean 'Custom:RackInfo'?" }
            @{ TypeName = 'Custom:RackInfo'; Id = 'i-0000000000000OO2'; Message = " of the type Custom:RackInfo. Did you mean 'i-00000000000000002'?" }
            @{ TypeName = 'Custom:RackInfo'; Id = 'i-*'; Message = ' Wildcards are not expanded here: pipe the items of Get-Inventory to this command.' }
        ) {
            Remove-Inventory $TypeName $Id -Path fleet.db -Confirm:$false -ErrorVariable failed -ErrorAction SilentlyContinue
            $failed.FullyQualifiedErrorId | Should -Be "InventoryNotFound,$command"
            $failed.CategoryInfo.Category | Should -Be ObjectNotFound
            $failed.TargetObject | Should -Be $Id
            "$failed".EndsWith($Message) | Should -BeTrue -Because "$failed"
            Get-Left | Should -Be $all
        }

        It 'removes what was confirmed before an error that ends it' {
            { $racks[0], [pscustomobject]@{ TypeName = 'Custom:RackInfo'; InstanceId = '' }, $racks[1] | Remove-Inventory -Path fleet.db -Confirm:$false -ErrorAction Stop } |
                Should -Throw -ErrorId "InstanceIdMissing,$command"
            Get-Left | Should -Be ($all -ne '01 Custom:RackInfo')
        }

        It 'removes at once what a person confirms' -Tag Slow {
            $store = Join-Path (Get-Location).ProviderPath fleet.db
            $shell = Start-Shell -OwnConsole -Argument '-NoProfile' -Script "
                Import-Module '$ModulePath'
                try { & { Get-Inventory Custom:RackInfo $node -Path '$store'; throw 'gone' } | Remove-Inventory -Path '$store' }
                catch { `$_.Exception.Message }"
            $shell.StandardInput.WriteLine('y')
            $result = Wait-Shell $shell
            $result.Output | Should -Contain 'gone'
            Get-Left | Should -Be ($all -ne '01 Custom:RackInfo')
        }

        It 'does not let a hash bring an item back' {
            $hash = (Get-Inventory Custom:RackInfo $node -Path fleet.db).ContentHash
            $hash | Should -Not -BeNullOrEmpty
            Remove-Inventory Custom:RackInfo $node -Path fleet.db -Confirm:$false
            $racks[0].ContentHash, $racks[0].Content = $hash, $null
            $racks[0] | Write-Inventory -Path fleet.db -ErrorVariable failed -ErrorAction SilentlyContinue
            $failed.FullyQualifiedErrorId | Should -BeLike 'InvalidItemContentException,*'
            Get-Left | Should -Be ($all -ne '01 Custom:RackInfo')
        }

        It 'keeps what the ledger knows: what AWS has is not sent again' {
            $endpoint = Start-InventoryEndpoint -PassThru
            $null = Sync-Inventory fleet.db -EndpointUrl $endpoint.Url
            $item = Get-Inventory Custom:RackInfo $node -Path fleet.db
            $item | Remove-Inventory -Path fleet.db -Confirm:$false
            Sync-Inventory fleet.db -EndpointUrl $endpoint.Url -PassThru | Should -BeNullOrEmpty
            Get-Inventory Custom:RackInfo -EndpointUrl $endpoint.Url | Should -HaveCount 2
            $item | Write-Inventory -Path fleet.db
            Sync-Inventory fleet.db -EndpointUrl $endpoint.Url -PassThru | Should -BeNullOrEmpty
            Get-Left | Should -Be $all
        }

        It 'completes the types of the store or the node, and the nodes' {
            Get-Completion 'Remove-Inventory -Path fleet.db -TypeName ' | Should -Be 'AWS:Application', 'Custom:RackInfo'
            Get-Completion 'Remove-Inventory -Path fleet.db cust' | Should -Be 'Custom:RackInfo'
            Get-Completion 'Remove-Inventory Custom:RackInfo -Path fleet.db -InstanceId ' | Should -Be $node, $other
            Remove-Inventory AWS:Application $node -Path fleet.db -Confirm:$false
            Get-Completion "Remove-Inventory -Path fleet.db -InstanceId $node -TypeName " | Should -Be 'Custom:RackInfo'
        }
    }

    Context 'of what names no item of a node' {
        It 'removes nothing for <Name>' -ForEach @(
            @{ Name = 'a row'; Id = 'InputNotRemovable'; Remove = { Get-InventoryEntry -Path fleet.db -Filter 'Custom:RackInfo.Slot -eq 1' | Select-Object -First 1 | Remove-Inventory -Path fleet.db -Confirm:$false } }
            @{ Name = 'a row of a named type'; Id = 'InputNotRemovable'; Remove = { Get-InventoryEntry Custom:RackInfo $node -Path fleet.db | Select-Object -First 1 | Remove-Inventory Custom:RackInfo -Path fleet.db -Confirm:$false } }
            @{ Name = 'a difference'; Id = 'InputNotRemovable'; Remove = { Compare-Inventory $null $racks[0] | Select-Object -First 1 | Remove-Inventory -Path fleet.db -Confirm:$false } }
            @{ Name = 'a hashtable'; Id = 'InputNotRemovable'; Remove = { @{ TypeName = 'Custom:RackInfo'; InstanceId = $node } | Remove-Inventory -Path fleet.db -Confirm:$false } }
            @{ Name = 'a number'; Id = 'InputNotRemovable'; Remove = { 42 | Remove-Inventory -Path fleet.db -Confirm:$false } }
            @{ Name = 'null'; Id = 'InputNotRemovable'; Remove = { $null | Remove-Inventory Custom:RackInfo -Path fleet.db -Confirm:$false } }
            @{ Name = 'a type alone beside another'; Id = 'InstanceIdMissing'; Remove = { [pscustomobject]@{ TypeName = 'AWS:Application' } | Remove-Inventory Custom:RackInfo -Path fleet.db -Confirm:$false } }
            @{ Name = 'a number beside a type'; Id = 'InstanceIdMissing'; Remove = { 42 | Remove-Inventory Custom:RackInfo -Path fleet.db -Confirm:$false } }
            @{ Name = 'an item without a node'; Id = 'InstanceIdMissing'; Remove = { $racks[0].InstanceId = $null; $racks[0] | Remove-Inventory -Path fleet.db -Confirm:$false } }
            @{ Name = 'an item of a request'; Id = 'InstanceIdMissing'; Remove = { $racks[0] | Select-Object TypeName, SchemaVersion, CaptureTime, Content | Remove-Inventory -Path fleet.db -Confirm:$false } }
            @{ Name = 'the type of an item'; Id = 'InstanceIdMissing'; Remove = { Get-Inventory Custom:RackInfo $node -Path fleet.db | Select-Object TypeName | Remove-Inventory -Path fleet.db -Confirm:$false } }
            @{ Name = 'the type of an item of a job'; Id = 'InstanceIdMissing'; Remove = { [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize(($racks[0] | Select-Object TypeName))) | Remove-Inventory -Path fleet.db -Confirm:$false } }
            @{ Name = 'the type of a row'; Id = 'InstanceIdMissing'; Remove = { Get-InventoryEntry -Path fleet.db | Where-Object Slot | Select-Object TypeName -First 1 | Remove-Inventory -Path fleet.db -Confirm:$false } }
            @{ Name = 'a type of another computer'; Id = 'InstanceIdMissing'; Remove = { [pscustomobject]@{ TypeName = 'Custom:RackInfo'; PSComputerName = 'server'; RunspaceId = [guid]::NewGuid() } | Remove-Inventory -Path fleet.db -Confirm:$false } }
            @{ Name = 'a type as a column'; Id = 'InstanceIdMissing'; Remove = { "TypeName`nCustom:RackInfo" | ConvertFrom-Csv | Remove-Inventory -Path fleet.db -Confirm:$false } }
            @{ Name = 'a type as a hashtable'; Id = 'InstanceIdMissing'; Remove = { @{ TypeName = 'Custom:RackInfo' } | Remove-Inventory -Path fleet.db -Confirm:$false } }
            @{ Name = 'a schema with an empty node'; Id = 'InstanceIdMissing'; Remove = { Get-InventorySchema Custom:* -Path fleet.db | Select-Object TypeName, InstanceId | Remove-Inventory -Path fleet.db -Confirm:$false } }
            @{ Name = 'a column without values'; Id = 'InstanceIdMissing'; Remove = { "InstanceId,TypeName`n,Custom:RackInfo" | ConvertFrom-Csv | Remove-Inventory -Path fleet.db -Confirm:$false } }
            @{ Name = '-InstanceId $null'; Id = 'InstanceIdMissing'; Remove = { Remove-Inventory Custom:RackInfo -InstanceId $null -Path fleet.db -Confirm:$false } }
            @{ Name = '-InstanceId @()'; Id = 'InstanceIdMissing'; Remove = { Remove-Inventory Custom:RackInfo -InstanceId @() -Path fleet.db -Confirm:$false } }
            @{ Name = 'an empty -InstanceId'; Id = 'InstanceIdMissing'; Remove = { Remove-Inventory Custom:RackInfo -InstanceId '' -Path fleet.db -Confirm:$false } }
            @{ Name = 'text beside both names'; Id = 'InputNotRemovable'; Remove = { 'Custom:Other' | Remove-Inventory Custom:RackInfo $node -Path fleet.db -Confirm:$false } }
            @{ Name = 'an item of another type'; Id = 'InputNotRemovable'; Remove = { $racks[0] | Remove-Inventory AWS:Application -Path fleet.db -Confirm:$false } }
            @{ Name = 'an item of another node'; Id = 'InputNotRemovable'; Remove = { $racks[0] | Remove-Inventory -InstanceId $other -Path fleet.db -Confirm:$false } }
            @{ Name = 'nothing that is named'; Id = 'TypeNameMissing'; Remove = { Remove-Inventory -Path fleet.db -Confirm:$false } }
            @{ Name = 'a node without a type'; Id = 'TypeNameMissing'; Remove = { Remove-Inventory -InstanceId $node -Path fleet.db -Confirm:$false } }
            @{ Name = 'a schema option'; Id = 'InvalidSchemaDeleteOption'; Remove = { $racks[0] | Remove-Inventory -Path fleet.db -Confirm:$false -SchemaDeleteOption DeleteSchema } }
            @{ Name = 'a client token'; Id = 'InvalidClientToken'; Remove = { Remove-Inventory Custom:RackInfo $node -Path fleet.db -Confirm:$false -ClientToken ([guid]::NewGuid()) } }
        ) {
            $thrown = { $ErrorActionPreference = 'Stop'; & $Remove } | Should -Throw -PassThru
            $thrown.FullyQualifiedErrorId | Should -Be "$Id,$command"
            $thrown.CategoryInfo.Category | Should -Be InvalidArgument
            Get-Left | Should -Be $all
        }

        It 'says what names no node: <Name>' -ForEach @(
            @{ Name = 'columns of an item'; What = 'the object does not name its node'; Remove = { $racks | Select-Object TypeName -First 1 | Remove-Inventory -Path fleet.db } }
            @{ Name = '$null'; What = '-InstanceId is null.'; Remove = { Remove-Inventory Custom:RackInfo -InstanceId $null -Path fleet.db } }
            @{ Name = '@()'; What = '-InstanceId is an empty list.'; Remove = { Remove-Inventory Custom:RackInfo -InstanceId @() -Path fleet.db } }
            @{ Name = 'a list with null'; What = '-InstanceId has a name that is null or empty.'; Remove = { Remove-Inventory Custom:RackInfo -InstanceId $node, $null -Path fleet.db } }
            @{ Name = 'text beside $null'; What = '-InstanceId is null.'; Remove = { 'Custom:RackInfo' | Remove-Inventory -InstanceId $null -Path fleet.db } }
            @{ Name = 'an empty text'; What = '-InstanceId, or the text of the pipeline, has a name that is null or empty.'; Remove = { '' | Remove-Inventory Custom:RackInfo -Path fleet.db } }
        ) {
            $thrown = { $ErrorActionPreference = 'Stop'; & $Remove } | Should -Throw -ErrorId "InstanceIdMissing,$command" -PassThru
            "$thrown".StartsWith("Nothing was removed: $What") | Should -BeTrue -Because "$thrown"
            Get-Left | Should -Be $all
        }

        It 'removes nothing when nothing comes: <Name>' -ForEach @(
            @{ Name = 'an empty list'; Remove = { @() | Remove-Inventory Custom:RackInfo -Path fleet.db -Confirm:$false } }
            @{ Name = 'no items'; Remove = { Get-Inventory Custom:RackInfo mi-none -Path fleet.db -ErrorAction Ignore | Remove-Inventory Custom:RackInfo -Path fleet.db -Confirm:$false } }
        ) {
            & $Remove | Should -BeNullOrEmpty
            Get-Left | Should -Be $all
        }
    }

    Context 'of types' {
        It 'deletes the type of all nodes for <Name>, once' -ForEach @(
            @{ Name = 'text'; Remove = { 'Custom:RackInfo', 'Custom:RackInfo' | Remove-Inventory -Path fleet.db -Confirm:$false } }
            @{ Name = 'schemas'; Remove = { Get-InventorySchema Custom:* -Path fleet.db | Remove-Inventory -Path fleet.db -Confirm:$false } }
            @{ Name = 'schemas of a job'; Remove = { [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize((Get-InventorySchema Custom:* -Path fleet.db))) | Remove-Inventory -Path fleet.db -Confirm:$false } }
            @{ Name = 'columns of schemas'; Remove = { Get-InventorySchema Custom:* -Path fleet.db | Select-Object TypeName, Version | Remove-Inventory -Path fleet.db -Confirm:$false } }
            @{ Name = 'columns of schemas of a job'; Remove = { [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize((Get-InventorySchema Custom:* -Path fleet.db | Select-Object TypeName))) | Remove-Inventory -Path fleet.db -Confirm:$false } }
        ) {
            $racks[0].SchemaVersion = '2.0'
            $racks[0] | Write-Inventory -Path fleet.db
            $removed = & $Remove
            $removed | Should -HaveCount 1
            $removed.Summary.TotalCount | Should -Be 2
            Get-Left | Should -Be '01 AWS:Application', '02 AWS:Application'
        }
    }

    Context 'behind an endpoint' {
        It 'refuses the item of one node with the reason, and calls nothing: <Name>' -ForEach @(
            @{ Name = 'items'; Remove = { $racks | Remove-Inventory -EndpointUrl $endpoint.Url -Confirm:$false } }
            @{ Name = '-InstanceId'; Remove = { Remove-Inventory Custom:RackInfo $node -EndpointUrl $endpoint.Url -Confirm:$false } }
            @{ Name = 'an item without a node'; Remove = { $racks[0].InstanceId = $null; $racks[0] | Remove-Inventory -EndpointUrl $endpoint.Url -Confirm:$false } }
            @{ Name = 'the type of an item'; Remove = { $racks | Select-Object TypeName | Remove-Inventory -EndpointUrl $endpoint.Url -WhatIf } }
            @{ Name = 'nodes as text'; Remove = { $node | Remove-Inventory Custom:RackInfo -EndpointUrl $endpoint.Url -Confirm:$false } }
            @{ Name = '-WhatIf'; Remove = { $racks | Remove-Inventory -EndpointUrl $endpoint.Url -WhatIf } }
        ) {
            $endpoint = Start-InventoryEndpoint fleet.db -PassThru
            $thrown = $Remove | Should -Throw -ErrorId "NodeItemNotSupported,$command" -PassThru
            $thrown.CategoryInfo.Category | Should -Be NotImplemented
            "$thrown" | Should -Match 'AWS deletes a custom type of all nodes of the account'
            $endpoint.RequestCount | Should -Be 0
            Get-Left | Should -Be $all
        }
    }
}
