# Names that are misspelt, and paths in the place of names: what each command says to them.
BeforeAll {
    . "$PSScriptRoot/common.ps1"
    . "$PSScriptRoot/fleet.ps1"
    Set-Location $TestDrive
    [pscustomobject]@{ Rack = 'A1'; Shelf = 1 } | New-InventoryItem Custom:RackInfo -InstanceId i-00000001 | Write-Inventory -Path fleet.db
    [pscustomobject]@{ Name = 'bash'; Version = '1.0' } | New-InventoryItem AWS:Application -InstanceId i-00000001 | Write-Inventory -Path fleet.db
    Copy-Item fleet.db other.db
    Copy-Item fleet.db plain
    $fleet = [pscustomobject]@{ Path = (Get-Item fleet.db).FullName; Endpoint = Start-InventoryEndpoint fleet.db -PassThru }
    $targets = @{ store = @{ Path = $fleet.Path }; service = @{ EndpointUrl = $fleet.Endpoint.Url } }

    function Get-Record {
        # The errors and warnings of a command.
        param([Parameter(Mandatory)] [string] $Command, [hashtable] $Target = @{})
        $ErrorActionPreference = 'Continue'
        try {
            @(& ([scriptblock]::Create("$Command @Target")) 2>&1 3>&1 | Where-Object {
                    $_ -is [System.Management.Automation.ErrorRecord] -or $_ -is [System.Management.Automation.WarningRecord] })
        }
        catch {
            $_
        }
    }
}

AfterAll {
    $fleet.Endpoint | Stop-InventoryEndpoint
    Set-Location $RepositoryRoot
}

Describe 'A misspelt name' {
    It 'of a type is told with the nearest one: <Command>, <Target>' -ForEach @(
        foreach ($target in 'store', 'service') {
            @{ Target = $target; Command = 'Get-Inventory Custom:RakInfo'; Name = 'Custom:RackInfo' }
            @{ Target = $target; Command = 'Get-Inventory AWS:Aplication'; Name = 'AWS:Application' }
            @{ Target = $target; Command = 'Get-InventoryEntry RackInfo'; Name = 'Custom:RackInfo' }
            @{ Target = $target; Command = 'Get-InventoryEntry Custom:RackInfos, Custom:RackInfo i-00000001'; Name = 'Custom:RackInfo' }
            @{ Target = $target; Command = 'Get-InventorySchema Custom:RakInfo'; Name = 'Custom:RackInfo' }
            @{ Target = $target; Command = 'Get-InventorySchema AWS:Aplication'; Name = 'AWS:Application' }
            @{ Target = $target; Command = 'Remove-Inventory Custom:RakInfo -WhatIf'; Name = 'Custom:RackInfo' }
            @{ Target = $target; Command = 'Get-Inventory -Filter "Custom:RakInfo.Rack -eq A1"'; Name = 'Custom:RackInfo' }
            @{ Target = $target; Command = 'Get-InventoryEntry -Filter "Custom:RakInfo.Rack -eq A1"'; Name = 'Custom:RackInfo' }
            @{ Target = $target; Command = 'Get-Inventory -Aggregator AWS:Application.Name -Filter "TypeName -eq Custom:RakInfo"'; Name = 'Custom:RackInfo' }
        }
        @{ Target = $null; Command = 'Sync-Inventory fleet.db Custom:RakInfo -EndpointUrl $fleet.Endpoint.Url'.Replace(' Custom', ' -TypeName Custom'); Name = 'Custom:RackInfo' }
    ) {
        $record = Get-Record $Command $(if ($Target) { $targets[$Target] } else { @{} })
        $record | Should -HaveCount 1
        $record | Should -BeOfType System.Management.Automation.ErrorRecord
        "$record" | Should -BeLike "*. Did you mean '$Name'?*"
    }

    It 'of a node is told with the nearest one: <Command>' -ForEach @(
        @{ Command = 'Get-Inventory -InstanceId i-00000O01 -Path fleet.db' }
        @{ Command = 'Get-InventoryEntry -InstanceId i-00000O01 -Path fleet.db' }
        @{ Command = 'Get-InventoryEntry Custom:RackInfo I-00000001 -Path fleet.db' }
        @{ Command = 'Get-Item fleet.db | Get-Inventory -InstanceId i-00000O01' }
        @{ Command = 'Sync-Inventory fleet.db -InstanceId i-00000O01 -EndpointUrl $fleet.Endpoint.Url' }
        @{ Command = 'Compare-Inventory fleet.db other.db -InstanceId i-00000O01' }
        @{ Command = 'Remove-Inventory Custom:RackInfo i-00000O01 -Path fleet.db -WhatIf' }
    ) {
        $record = Get-Record $Command
        $record | Should -HaveCount 1
        $record.FullyQualifiedErrorId | Should -BeLike 'InventoryNotFound,*'
        "$record" | Should -BeLike "*. Did you mean 'i-00000001'?"
    }

    It 'of a type to remove is told with the nearest one, and what can''t be a name with what a name is: <Name>, <Target>' -ForEach @(
        foreach ($target in 'store', 'service') {
            foreach ($name in 'custom:rackinfo', 'RackInfo', 'CUSTOM:RACKINFO') {
                @{ Target = $target; Name = $name }
            }
        }
    ) {
        $record = Get-Record "Remove-Inventory $Name" $targets[$Target]
        $record | Should -HaveCount 1
        $record.FullyQualifiedErrorId | Should -Be 'InvalidTypeNameException,InventoryTools.Cmdlets.RemoveInventoryCommand'
        $record.TargetObject | Should -Be $Name
        "$record" | Should -Be ("Nothing was removed: '$Name' is not the name of a custom type, which begins with 'Custom:'. Case matters. " +
            "Did you mean 'Custom:RackInfo'? Get-InventorySchema lists the types.")
    }

    It 'in a pattern that nothing matches is a warning with the nearest one: <Command>' -ForEach @(
        @{ Command = 'Sync-Inventory fleet.db -TypeName RackInf* -EndpointUrl $fleet.Endpoint.Url'; Message = "No item of the store '*fleet.db' is of a type that matches 'RackInf`*'. Did you mean 'Custom:RackInfo'?" }
        @{ Command = 'Sync-Inventory fleet.db -TypeName Zz*, Custom:* -EndpointUrl $fleet.Endpoint.Url -WhatIf'; Message = "No item of the store '*fleet.db' is of a type that matches 'Zz`*'." }
        @{ Command = 'Sync-Inventory fleet.db -TypeName AWS:Serv* -EndpointUrl $fleet.Endpoint.Url'; Message = "No item of the store '*fleet.db' is of a type that matches 'AWS:Serv`*'." }
        @{ Command = 'Sync-Inventory fleet.db -TypeName Zz* -InstanceId mi-* -EndpointUrl $fleet.Endpoint.Url'; Message = "No item of the store '*fleet.db' is of a node that matches 'mi-`*'." }
        @{ Command = 'Compare-Inventory fleet.db other.db -TypeName RackInf*'; Message = "Nothing that was compared is of the type 'RackInf`*': no name matches the pattern. Did you mean 'Custom:RackInfo'?" }
    ) {
        $record = Get-Record $Command
        $record | Should -HaveCount 1
        $record | Should -BeOfType System.Management.Automation.WarningRecord
        "$record" | Should -BeLike $Message
    }

    It 'in a pattern is no cause of a warning where what it matches was captured before -Since, or sent before' {
        Get-Record 'Sync-Inventory fleet.db -TypeName Custom:R* -Since 2100-01-01 -EndpointUrl $fleet.Endpoint.Url' | Should -BeNullOrEmpty
    }

    It 'of an attribute is told with the nearest one: <Command>, <Target>' -ForEach @(
        foreach ($target in 'store', 'service') {
            @{ Target = $target; Command = 'Get-Inventory -Filter "Custom:RackInfo.Rck -eq A1"'; Name = 'Rack' }
            @{ Target = $target; Command = 'Get-Inventory -Filter "AWS:Application.Nmae -eq bash"'; Name = 'Name' }
            @{ Target = $target; Command = 'Get-InventoryEntry -Filter "Custom:RackInfo.rack -eq A1"'; Name = 'Rack' }
            @{ Target = $target; Command = 'Get-InventoryEntry Custom:RackInfo -Filter "Shlef -eq 1"'; Name = 'Shelf' }
            @{ Target = $target; Command = 'Get-InventoryEntry Custom:RackInfo -NumberProperty Shlef'; Name = 'Shelf' }
            @{ Target = $target; Command = 'Get-Inventory -Aggregator AWS:InstanceInformation.PlatfromType'; Name = 'AWS:InstanceInformation.PlatformType' }
            @{ Target = $target; Command = 'Get-Inventory -Aggregator Custom:RackInfo.Rck'; Name = 'Custom:RackInfo.Rack' }
            @{ Target = $target; Command = 'Get-Inventory -Aggregator @{ Expression = "AWS:Application.Name"; Aggregators = "Custom:RackInfo.shelf" }'; Name = 'Custom:RackInfo.Shelf' }
            @{ Target = $target; Command = 'Get-Inventory -Aggregator Custom:RakInfo.Rack'; Name = 'Custom:RackInfo' }
            @{ Target = $target; Command = 'Get-InventoryEntry -Filter "Rack -eq A1"'; Name = 'Custom:RackInfo.Rack' }
            @{ Target = $target; Command = 'Get-InventoryEntry Custom:RackInfo, AWS:Tag -Filter "Shlef -eq 1"'; Name = 'Custom:RackInfo.Shelf' }
            @{ Target = $target; Command = 'Get-Inventory -Aggregator @{ Groups = @{ Name = "a"; Filters = "Custom:RackInfo.Rck -eq A1" } }'; Name = 'Rack' }
        }
    ) {
        $record = Get-Record $Command $targets[$Target]
        $record | Should -HaveCount 1
        "$record" | Should -BeLike "*. Did you mean '$Name'?*"
    }

    It 'is told once, and alike on both targets' {
        $command = "'i-00000001', 'i-00000001' | Get-InventoryEntry Custom:RackInfo -Filter 'Rck -eq A1', 'Rck -ne B1'"
        $direct = Get-Record $command $targets.store
        "$direct" | Should -Be ("The filter 'Custom:RackInfo.Rck' names no attribute of Custom:RackInfo that is known. Case matters. " +
            "Did you mean 'Rack'? Get-InventorySchema Custom:RackInfo lists them.")
        "$(Get-Record $command $targets.service)" | Should -Be "$direct"
    }

    It 'that is near to no other proposes none: <_>' -ForEach 'Get-Inventory Custom:Memory', 'Get-InventorySchema Custom:Memory' {
        "$(Get-Record $_ $targets.store)" | Should -Not -BeLike '*Did you mean*'
    }

    It 'is not told of where the schema can''t be asked for' {
        # Nothing says that the attribute is absent.
        $silent = Start-InventoryEndpoint fleet.db -Fault AccessDeniedException -FaultOperation GetInventorySchema -PassThru
        $rows = Get-InventoryEntry Custom:RackInfo -Filter 'Rack -eq A1', 'Rck -ne B1' -EndpointUrl $silent.Url -WarningVariable warnings -Verbose 4>&1
        $silent | Stop-InventoryEndpoint
        $warnings | Should -BeNullOrEmpty
        @($rows | ForEach-Object { "$_" }) -like 'The attributes of Custom:RackInfo could not be asked for. *' | Should -HaveCount 1
    }
}

Describe 'The path of a store in the place of a name' {
    It 'is told with -Path, and AWS is not asked: <_>' -ForEach @(
        'Get-Inventory fleet.db', 'Get-Inventory ./fleet', 'Get-Inventory plain', 'Get-Inventory missing.sqlite', 'Get-Inventory *.db'
        'Get-Inventory Custom:RackInfo fleet.db', '"fleet.db" | Get-Inventory', 'Get-Inventory -Aggregator AWS:Application.Name -TypeName fleet.db'
        'Get-InventoryEntry fleet.db', '"plain" | Get-InventoryEntry Custom:RackInfo'
        'Get-InventorySchema fleet.db', '"fleet.db" | Get-InventorySchema'
        'Get-InventoryDeletion fleet.db', '"./fleet.db" | Get-InventoryDeletion'
        'Remove-Inventory fleet.db', 'Get-Item fleet.db | Remove-Inventory', 'Get-Item fleet.db | Get-Inventory -Region eu-west-1'
    ) {
        $record = Get-Record $_
        $record | Should -HaveCount 1
        $record.FullyQualifiedErrorId | Should -BeLike 'PathNotExpected,InventoryTools.Cmdlets.*'
        $record.CategoryInfo.Category | Should -Be InvalidArgument
        "$record" | Should -Match "^'(\S+)' is a path, and not a name that -(TypeName|InstanceId|DeletionId|InputObject) takes\. .*: \S+ -Path \1$"
    }

    It 'is told once beside -Path, whose store is read alone: <Command>' -ForEach @(
        @{ Command = 'Get-Item text.txt | Get-Inventory Custom:* -Path fleet.db' }
        @{ Command = 'Get-ChildItem *.db | Get-Inventory -Path fleet.db' }
        @{ Command = 'Get-ChildItem *.db | Get-Inventory -Path fleet.db -Aggregator AWS:Application.Name' }
        @{ Command = 'Get-ChildItem *.db | Get-InventoryEntry -Path fleet.db' }
        @{ Command = 'Get-ChildItem *.db | Get-InventorySchema -Path fleet.db' }
        @{ Command = 'Get-ChildItem *.db | Get-InventoryDeletion -Path fleet.db' }
        @{ Command = 'Get-ChildItem *.db | Remove-Inventory -Path fleet.db'; Remedy = 'Leave the file out: pipe types or items.' }
        @{ Command = 'Get-ChildItem *.db | Compare-Inventory -Path fleet.db -ReferenceInstanceId i-00000001'; Remedy = 'Stores are compared by their paths: Compare-Inventory a.db b.db.' }
        @{ Command = 'Get-Inventory Custom:RackInfo (Get-Item fleet.db) -Path fleet.db'; Came = 'was given to -InstanceId' }
    ) {
        [System.IO.File]::WriteAllText((Join-Path $TestDrive text.txt), 'x')
        $record = Get-Record $Command
        $record | Should -HaveCount 1
        $record.FullyQualifiedErrorId | Should -BeLike 'PathNotExpected,InventoryTools.Cmdlets.*'
        $came = if ($Came) { $Came } else { 'came from the pipeline' }
        $remedy = if ($Remedy) { $Remedy } else { 'Leave one of the two out.' }
        "$record" | Should -BeLike "The file '*' $came, and -Path was given as well. $remedy"
    }

    It 'is no path: <_>' -ForEach 'Get-Inventory Custom:a/b.db -Path fleet.db', 'Get-InventorySchema Custom:plain -Path fleet.db', 'Get-Inventory -InstanceId mi-0123456789abcdef0 -Path fleet.db' {
        (Get-Record $_).FullyQualifiedErrorId | Should -Match '^(InventoryNotFound|SchemaNotFound),'
    }

    It 'is taken by Write-Inventory' {
        @{ A = 1 } | New-InventoryItem Custom:A -InstanceId i-00000002 | Write-Inventory positional.db
        @{ A = 1 } | New-InventoryItem Custom:A -InstanceId i-00000003 | Write-Inventory -Path (Get-Item positional.db)
        (Get-Inventory -Path positional.db).InstanceId | Should -Be i-00000002, i-00000003
    }

    It 'is not what items are: <Command>' -ForEach @(
        @{ Command = 'Write-Inventory (Get-Inventory -Path fleet.db)'; ErrorId = 'ParameterArgumentTransformationError'; Message = '*Items come through the pipeline, as in: $items | Write-Inventory -Path fleet.db.' }
        @{ Command = 'Get-Item fleet.db | Write-Inventory'; ErrorId = 'NotAnInventoryItem'; Message = '*Get-Inventory -Path reads the items of a store*' }
        @{ Command = 'Get-Item fleet.db | Test-InventoryItem -Detailed'; ErrorId = 'NotAnInventoryItem'; Message = '*Get-Inventory -Path reads the items of a store*' }
    ) {
        $record = Get-Record $Command
        $record.FullyQualifiedErrorId | Should -BeLike "$ErrorId,*"
        "$record" | Should -BeLike $Message
    }
}

Describe 'A node and a type' {
    It 'that are swapped are told so: <Command>' -ForEach @(
        foreach ($target in 'Path fleet.db', 'EndpointUrl $fleet.Endpoint.Url') {
            @{ Command = "Get-Inventory i-00000001 Custom:RackInfo -$target" }
            @{ Command = "Get-Inventory i-00000001 Custom:RackInfo -Filter 'Custom:RackInfo.Rack -eq A1' -$target" }
            @{ Command = "Get-InventoryEntry i-00000001 Custom:RackInfo -$target" }
        }
        @{ Command = "Get-InventoryEntry i-00000001 Custom:RackInfo -Filter 'Rack -eq A1' -Path fleet.db" }
        @{ Command = 'Get-Item fleet.db | Get-InventoryEntry i-00000001 Custom:RackInfo' }
        @{ Command = 'Remove-Inventory i-00000001 Custom:RackInfo -Path fleet.db -Confirm:$false' }
        @{ Command = 'Sync-Inventory fleet.db -TypeName i-00000001 -InstanceId Custom:RackInfo -EndpointUrl $fleet.Endpoint.Url' }
        @{ Command = 'Compare-Inventory fleet.db other.db -TypeName i-00000001 -InstanceId Custom:RackInfo' }
        @{ Command = 'Compare-Inventory -Path fleet.db -TypeName i-00000001 -ReferenceInstanceId Custom:RackInfo' }
    ) {
        $record = Get-Record $Command
        $record | Should -HaveCount 1
        $record.FullyQualifiedErrorId | Should -BeLike 'InventoryNotFound,*'
        "$record" | Should -BeLike "* 'Custom:RackInfo'*. The node and the type are swapped: 'Custom:RackInfo' is a type, and 'i-00000001' is a node."
        (Get-Inventory -Path fleet.db).Count | Should -Be 2
    }

    It 'is told where only one of them is in the place of the other: <Command>' -ForEach @(
        @{ Command = 'Get-Inventory i-00000001 -Path fleet.db'; Message = "* 'i-00000001' is the ID of a node, and not the name of a type. Give it to -InstanceId." }
        @{ Command = 'Get-Inventory Custom:RackInfo, i-00000001 i-00000001 -Path fleet.db'; Message = "* 'i-00000001' is the ID of a node, and not the name of a type. Give it to -InstanceId." }
        @{ Command = 'Get-InventoryEntry i-00000001 -EndpointUrl $fleet.Endpoint.Url'; Message = "* 'i-00000001' is the ID of a node, and not the name of a type. Give it to -InstanceId." }
        @{ Command = "'custom:rackinfo' | Get-Inventory -Path fleet.db"; Message = "* 'custom:rackinfo' is the name of a type, and not the ID of a node. Give it to -TypeName." }
        @{ Command = 'Get-InventorySchema i-00000001 -Path fleet.db'; Message = "* 'i-00000001' is the ID of a node, and not the name of a type. Get-InventorySchema lists all." }
        @{ Command = 'Sync-Inventory fleet.db -TypeName i-00000001 -EndpointUrl $fleet.Endpoint.Url'; Message = "* 'i-00000001' is the ID of a node, and not the name of a type. Give it to -InstanceId." }
        @{ Command = 'Compare-Inventory fleet.db other.db -TypeName i-00000001'; Message = "* 'i-00000001' is the ID of a node, and not the name of a type. Give it to -InstanceId." }
        @{ Command = "'i-00000001' | Remove-Inventory -Path fleet.db"; Message = "Nothing was removed: 'i-00000001' is the ID of a node, and not the name of a type. To remove the item of a node, name the node with -InstanceId, and the type with -TypeName." }
        @{ Command = 'Remove-Inventory i-00000001 -EndpointUrl $fleet.Endpoint.Url -WhatIf'; Message = "Nothing was removed: 'i-00000001' is the ID of a node, and not the name of a type. To remove *" }
    ) {
        $record = Get-Record $Command
        $record | Should -HaveCount 1
        $record.FullyQualifiedErrorId | Should -Match '^(InventoryNotFound|SchemaNotFound|InvalidTypeNameException),'
        "$record" | Should -BeLike $Message
    }

    It 'that a filter leaves out are not missing beside one in the place of the other' {
        $record = Get-Record "Get-Inventory -InstanceId i-00000001, Custom:RackInfo -Filter 'Custom:RackInfo.Rack -eq B7' -Path fleet.db"
        $record | Should -HaveCount 1
        $record.TargetObject | Should -Be 'Custom:RackInfo'
    }
}

Describe 'Null, or an object without a name, in the pipeline' {
    It 'is told with what to name, and the rest is read: <Command>' -ForEach @(
        @{ Command = '$null, "i-00000001" | Get-Inventory -Path fleet.db'; Thing = 'node'; Property = 'InstanceId'; Count = 2 }
        @{ Command = '(New-InventoryItem Custom:RackInfo), "i-00000001" | Get-Inventory -Path fleet.db'; Thing = 'node'; Property = 'InstanceId'; Count = 2 }
        @{ Command = '[pscustomobject]@{ TypeName = "Custom:RackInfo"; InstanceId = "" } | Get-Inventory -Path fleet.db'; Thing = 'node'; Property = 'InstanceId'; Count = 0 }
        @{ Command = '[pscustomobject]@{ TypeName = $null; InstanceId = "i-00000001" } | Get-Inventory -Path fleet.db'; Thing = 'type'; Property = 'TypeName'; Count = 0 }
        @{ Command = 'New-InventoryItem Custom:RackInfo | Get-InventoryEntry -Path fleet.db'; Thing = 'node'; Property = 'InstanceId'; Count = 0 }
        @{ Command = '$null, (Get-Inventory Custom:RackInfo -Path fleet.db) | Get-InventoryEntry'; Thing = 'node'; Property = 'InstanceId'; Count = 1 }
        @{ Command = '$null, "Custom:RackInfo" | Get-InventorySchema -Path fleet.db'; Thing = 'type'; Property = 'TypeName'; Count = 1 }
        @{ Command = '$null | Get-InventoryDeletion -Path fleet.db'; Thing = 'deletion'; Property = 'DeletionId'; Count = 0 }
        @{ Command = '$null | Compare-Inventory -Path fleet.db -ReferenceInstanceId i-00000001'; Thing = 'node'; Property = 'InstanceId'; Count = 0 }
    ) {
        $ErrorActionPreference = 'Continue'
        @(& ([scriptblock]::Create($Command)) 2> $null) | Should -HaveCount $Count
        $record = Get-Record $Command
        $record | Should -HaveCount 1
        $record.FullyQualifiedErrorId | Should -BeLike 'ParameterArgumentTransformationError,*'
        "$record" | Should -BeLike "*No $Thing is named: the value, or the $Property of the object, is null or empty. Give a name, such as *; to ask for all, leave out the parameter and the input."
    }

    It 'is told as what it is where items are taken: <_>' -ForEach 'Test-InventoryItem', 'Write-Inventory fleet.db', 'Export-Inventory x.jsonl JsonLines -WhatIf', 'Remove-Inventory -Path fleet.db', 'New-InventoryItem Custom:RackInfo' {
        $record = Get-Record "`$null | $_"
        $record | Should -HaveCount 1
        $record.FullyQualifiedErrorId | Should -Match '^(NotAnInventoryItem|InputNotRemovable|InputHasNoProperties),'
        "$record" | Should -BeLike '*: it is null. Check the variable or the command that gives it.'
    }

    It 'is nothing to compare with' {
        # As what a command returns that finds nothing.
        $item = Get-Inventory Custom:RackInfo -Path fleet.db
        ($null | Compare-Inventory $item).Change | Should -Be Removed
        ($item | Compare-Inventory $null).Change | Should -Be Added
    }

    It 'is an object without a name: <_>' -ForEach '@{ X = 1 } | Get-InventorySchema -Path fleet.db', '[pscustomobject]@{ X = 1 } | Get-InventorySchema -Path fleet.db', '[pscustomobject]@{ X = 1 } | Get-InventoryDeletion -Path fleet.db', '[pscustomobject]@{ X = 1 } | Compare-Inventory -Path fleet.db -ReferenceInstanceId i-00000001' {
        $record = Get-Record $_
        $record | Should -HaveCount 1
        $record.FullyQualifiedErrorId | Should -Not -Match '^\w+NotFound,'
    }
}

Describe 'The files of stores in the pipeline' {
    It 'are read, each in its turn: <Command>' -ForEach @(
        @{ Command = 'Get-Inventory'; Count = 4 }
        @{ Command = 'Get-Inventory Custom:RackInfo'; Count = 2 }
        @{ Command = 'Get-Inventory Custom:RackInfo i-00000001'; Count = 2 }
        @{ Command = 'Get-Inventory -Aggregator AWS:Application.Name'; Count = 2 }
        @{ Command = 'Get-InventoryEntry AWS:Application'; Count = 2 }
        @{ Command = 'Get-InventorySchema Custom:*'; Count = 2 }
        @{ Command = 'Get-InventorySchema'; Count = 32 }
        @{ Command = 'Get-InventoryDeletion'; Count = 0 }
    ) {
        @(& ([scriptblock]::Create("Get-ChildItem fleet.db, other.db | $Command"))) | Should -HaveCount $Count
        @(& ([scriptblock]::Create("`$file = Get-Item fleet.db; $Command -StoreFile `$file"))) | Should -HaveCount ($Count / 2)
    }

    It 'stand beside nodes of the pipeline' {
        $env:AWS_ENDPOINT_URL = $fleet.Endpoint.Url
        $env:AWS_REGION = 'eu-west-1'
        try {
            $found = 'i-00000001', (Get-Item other.db), 'i-00000001' | Get-Inventory Custom:RackInfo
        }
        finally {
            Remove-Item env:AWS_ENDPOINT_URL, env:AWS_REGION
        }
        # A service answers no hash.
        @($found | ForEach-Object { [bool] $_.ContentHash }) | Should -Be $false, $true, $false
    }

    It 'are named in what is not found' {
        $record = Get-Record 'Get-ChildItem fleet.db, other.db | Get-Inventory Custom:RakInfo'
        $record | Should -HaveCount 2
        "$($record[1])" | Should -Be "The store '$((Get-Item other.db).FullName)' has no item of the type 'Custom:RakInfo'. Did you mean 'Custom:RackInfo'?"
    }

    It 'are refused where they are none: <Name>' -ForEach @{ Name = '.'; ErrorId = 'StoreIsFolder' }, @{ Name = 'text.db'; ErrorId = 'StoreNotADatabase' } {
        [System.IO.File]::WriteAllText((Join-Path $TestDrive text.db), 'x' * 5000)
        { Get-Item $Name | Get-Inventory } | Should -Throw -ErrorId "$ErrorId,InventoryTools.Cmdlets.GetInventoryCommand"
        { Get-Item $Name | Get-InventoryEntry } | Should -Throw -ErrorId "$ErrorId,InventoryTools.Cmdlets.GetInventoryEntryCommand"
    }

    It 'are said not to be stores' {
        [System.IO.File]::WriteAllText((Join-Path $TestDrive hosts), "127.0.0.1 localhost`n" * 300)
        "$(Get-Record 'Get-Item hosts | Get-Inventory')" | Should -Be ("The file '$((Get-Item hosts).FullName)' is not an inventory store, " +
            'because it is not an SQLite database. Name a store, or, to write one, a file that does not exist yet.')
    }

    It 'are not deleted from' {
        { Get-Item fleet.db | Remove-Inventory Custom:RackInfo -Confirm:$false } |
            Should -Throw -ErrorId 'PathNotExpected,InventoryTools.Cmdlets.RemoveInventoryCommand'
    }

    It 'are served and sent' {
        Copy-Item fleet.db mine.db
        Remove-Inventory Custom:RackInfo -Path mine.db -Confirm:$false
        $endpoints = @(Get-Item mine.db, other.db | Start-InventoryEndpoint -PassThru)
        $endpoints | Should -HaveCount 2
        @(Get-Item fleet.db, other.db | Sync-Inventory -EndpointUrl $endpoints[0].Url) | Should -HaveCount 2
        (Get-Inventory -EndpointUrl $endpoints[0].Url Custom:RackInfo).InstanceId | Should -Be i-00000001
        $endpoints | Stop-InventoryEndpoint
    }
}
