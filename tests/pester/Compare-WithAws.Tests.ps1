BeforeAll {
    . "$PSScriptRoot/common.ps1"
    $script = Join-Path $RepositoryRoot docs/examples/Compare-WithAws.ps1
    $node = 'mi-0aaaaaaaaaaaaaaa1'

    function Start-Account {
        # A store with one node, and the endpoint on it. What the endpoint adds to its parameters is about faults.
        param([hashtable] $Endpoint = @{})
        $path = Join-Path (Get-Item $TestDrive).FullName "account-$([guid]::NewGuid().ToString('n')).db"
        [pscustomobject] @{ InstanceId = $node; ComputerName = 'host.example'; IpAddress = '10.1.2.3'; InstanceStatus = 'Active' } |
            New-InventoryItem AWS:InstanceInformation -InstanceId $node | Write-Inventory -Path $path
        @{ Owner = 'someone' } | New-InventoryItem Custom:Theirs -InstanceId $node | Write-Inventory -Path $path
        Start-InventoryEndpoint $path -PassThru @Endpoint
    }

    function Get-CustomType($Endpoint) {
        @((Get-InventorySchema -Path $Endpoint.Path).TypeName -like 'Custom:*')
    }
}

Describe 'docs/examples/Compare-WithAws.ps1' {
    BeforeEach {
        $record = Join-Path (Get-Item $TestDrive).FullName "record-$([guid]::NewGuid().ToString('n')).json"
    }

    AfterEach {
        Get-InventoryEndpoint | Stop-InventoryEndpoint
    }

    It 'shows its plan with -WhatIf and sends nothing' {
        $endpoint = Start-Account
        & $script -InstanceId $node -EndpointUrl $endpoint.Url -Path $record -Suffix probe -WhatIf | Should -BeNullOrEmpty
        $endpoint.RequestCount | Should -Be 0
        $record | Should -Not -Exist
    }

    It 'writes every answer, leaves out what is private, and leaves nothing' {
        $endpoint = Start-Account
        $file = & $script -InstanceId $node -EndpointUrl $endpoint.Url -Path $record -Suffix probe -Confirm:$false
        $file.FullName | Should -Be $record
        $text = Get-Content $record -Raw
        $content = $text | ConvertFrom-Json
        $content.isComplete | Should -BeTrue
        $content.cases.Count | Should -Be (Get-Content (Join-Path $RepositoryRoot docs/examples/Compare-WithAws.json) -Raw | ConvertFrom-Json).Count
        @($content.cases | Where-Object { -not $_.answer.status }).Count | Should -Be 0
        $private = $node, 'host.example', '10.1.2.3', 'Theirs', 'someone', 'probe', [string] $endpoint.Port
        @($private | Where-Object { $text.Contains($_) }) | Should -BeNullOrEmpty
        Get-CustomType $endpoint | Should -Be Custom:Theirs
    }

    It 'signs its requests' {
        $credential = [pscredential]::new('AKIDEXAMPLE', (ConvertTo-SecureString 'secret/+key' -AsPlainText -Force))
        $endpoint = Start-Account @{ Credential = $credential; SessionToken = 'token/+=' }
        $null = & $script -InstanceId $node -EndpointUrl $endpoint.Url -Path $record -Credential $credential -SessionToken 'token/+=' -Confirm:$false
        (Get-Content $record -Raw | ConvertFrom-Json).isComplete | Should -BeTrue
        { & $script -InstanceId $node -EndpointUrl $endpoint.Url -Path "$record.2" -Credential $credential -Confirm:$false } |
            Should -Throw '*GetInventory was refused: UnrecognizedClientException*'
    }

    It 'refuses where its type exists' {
        $endpoint = Start-Account
        @{ Rack = 'A' } | New-InventoryItem Custom:CompareWithAwsprobe -InstanceId $node | Write-Inventory -Path $endpoint.Path
        { & $script -InstanceId $node -EndpointUrl $endpoint.Url -Path $record -Suffix probe -Confirm:$false } |
            Should -Throw 'The type Custom:CompareWithAwsprobe exists. Pass another -Suffix.'
        Get-CustomType $endpoint | Should -Contain Custom:CompareWithAwsprobe
        $endpoint.RequestCount | Should -Be 2
        $record | Should -Not -Exist
    }

    It 'refuses where 20 custom types exist' {
        $endpoint = Start-Account
        1..19 | ForEach-Object { @{ Rack = 'A' } | New-InventoryItem "Custom:Type$_" -InstanceId $node | Write-Inventory -Path $endpoint.Path }
        { & $script -InstanceId $node -EndpointUrl $endpoint.Url -Path $record -Confirm:$false } |
            Should -Throw 'There are 20 custom types. The limit is 20*'
        $endpoint.RequestCount | Should -Be 2
    }

    It 'refuses a node without inventory' {
        $endpoint = Start-Account
        { & $script -InstanceId mi-0aaaaaaaaaaaaaaa2 -EndpointUrl $endpoint.Url -Path $record -Confirm:$false } |
            Should -Throw 'The node mi-0aaaaaaaaaaaaaaa2 has no inventory*'
        $endpoint.RequestCount | Should -Be 1
    }

    It 'puts nothing that it may not delete' -ForEach DeleteInventory, DescribeInventoryDeletions {
        $endpoint = Start-Account @{ Fault = 'AccessDeniedException'; FaultOperation = $_ }
        { & $script -InstanceId $node -EndpointUrl $endpoint.Url -Path $record -Confirm:$false } |
            Should -Throw "$_ was refused: AccessDeniedException*"
        Get-CustomType $endpoint | Should -Be Custom:Theirs
        $record | Should -Not -Exist
    }

    It 'deletes its type and keeps the answers when <Fault> ends it in the middle' -ForEach @(
        @{ Fault = 'InternalServerError' }, @{ Fault = 'AccessDeniedException' }, @{ Fault = 'LostAnswer' }
    ) {
        # The type has been put when its entries are asked for.
        $endpoint = Start-Account @{ Fault = $Fault; FaultOperation = 'ListInventoryEntries' }
        { & $script -InstanceId $node -EndpointUrl $endpoint.Url -Path $record -Confirm:$false } | Should -Throw '*ListInventoryEntries*'
        Get-CustomType $endpoint | Should -Be Custom:Theirs
        $content = Get-Content $record -Raw | ConvertFrom-Json
        $content.isComplete | Should -BeFalse
        $content.cases.name | Should -Be 'The node', 'A custom type'
    }

    It 'deletes a type whose put was not answered' {
        $endpoint = Start-Account @{ Fault = 'LostAnswer'; FaultOperation = 'PutInventory' }
        { & $script -InstanceId $node -EndpointUrl $endpoint.Url -Path $record -Confirm:$false } | Should -Throw 'PutInventory failed 5 times*'
        (Get-InventoryDeletion -Path $endpoint.Path).TypeName | Should -BeLike Custom:CompareWithAws*
        Get-CustomType $endpoint | Should -Be Custom:Theirs
    }

    It 'says which type is left when it cannot be deleted' {
        $endpoint = Start-Account @{ Fault = 'InvalidInventoryRequestException'; FaultOperation = 'DeleteInventory' }
        { & $script -InstanceId $node -EndpointUrl $endpoint.Url -Path $record -Suffix probe -Confirm:$false -ErrorVariable script:failed 2> $null } |
            Should -Throw "No earlier answer had the value 'deletion'*"
        "$failed" | Should -BeLike '*The custom type Custom:CompareWithAwsprobe may still be there*Remove-Inventory Custom:CompareWithAwsprobe -SchemaDeleteOption DeleteSchema*'
        $record | Should -Exist
    }

    It 'deletes its type when it is stopped' {
        $endpoint = Start-Account @{ Fault = 'NoAnswer'; FaultOperation = 'ListInventoryEntries'; FaultCount = 1 }
        $shell = [powershell]::Create().AddCommand($script).AddParameters(@{
                InstanceId = $node; EndpointUrl = $endpoint.Url; Path = $record; Confirm = $false })
        try {
            $null = $shell.BeginInvoke()
            while ($endpoint.RequestCount -lt 6 -and $shell.InvocationStateInfo.State -eq 'Running') { [System.Threading.Thread]::Yield() }
            $shell.Stop()
        }
        finally {
            $shell.Dispose()
        }
        (Get-InventoryDeletion -Path $endpoint.Path).TypeName | Should -BeLike Custom:CompareWithAws*
        Get-CustomType $endpoint | Should -Be Custom:Theirs
    }
}
