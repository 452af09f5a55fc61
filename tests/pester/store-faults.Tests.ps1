# An empty file, a store that is moved away while it is used, and damage: what each command says of them.
BeforeAll {
    . "$PSScriptRoot/common.ps1"
    $isOnWindows = $env:OS -eq 'Windows_NT'
}

Describe 'the faults of a store' -Tag Platform {
    BeforeEach {
        Push-Location (New-Item "TestDrive:/$([guid]::NewGuid())" -ItemType Directory)
    }

    AfterEach {
        Get-InventoryEndpoint | Stop-InventoryEndpoint
        Pop-Location
    }

    It 'an empty file is a store without items: <Command>' -ForEach @(
        @{ Command = 'Get-Inventory -Path empty.db'; Count = 0; Fault = "" }
        @{ Command = "Get-Inventory -Path empty.db -Filter 'Custom:A.X -eq 1' -WarningAction Ignore"; Fault = 'InvalidFilter' }
        @{ Command = 'Get-Inventory -Path empty.db -Aggregator AWS:InstanceInformation.PlatformType'; Count = 0; Fault = "" }
        @{ Command = 'Get-InventoryEntry -Path empty.db'; Count = 0; Fault = "" }
        @{ Command = 'Get-InventorySchema AWS:Application -Path empty.db'; Count = 1; Fault = "" }
        @{ Command = 'Get-InventoryDeletion -Path empty.db'; Count = 0; Fault = "" }
        @{ Command = 'Compare-Inventory -ReferencePath empty.db -DifferencePath empty.db'; Count = 0; Fault = "" }
        @{ Command = 'Sync-Inventory empty.db -EndpointUrl (Start-InventoryEndpoint -PassThru).Url -PassThru'; Count = 0; Fault = "" }
        @{ Command = 'Remove-Inventory Custom:A -Path empty.db -Confirm:$false -ErrorAction Stop'; Fault = 'InvalidTypeNameException' }
        @{ Command = 'New-InventoryItem Custom:A -InstanceId i-01234567 | Write-Inventory -Path empty.db -PassThru -ErrorAction Stop'; Count = 1; Fault = "" }
        @{ Command = '(Start-InventoryEndpoint empty.db -PassThru).RequestCount'; Count = 1; Fault = "" }
    ) {
        $null = New-Item empty.db -ItemType File
        $script = [scriptblock]::Create($Command)
        if ($Fault) {
            ($script | Should -Throw -PassThru).FullyQualifiedErrorId | Should -BeLike "$Fault,*"
        }
        else {
            @(& $script) | Should -HaveCount $Count
        }
    }

    It 'a store that is moved away is not written any more, and its items come back' {
        if ($isOnWindows) {
            Set-ItResult -Skipped -Because 'Windows does not let an open file be moved'
            return
        }

        $reported = [System.Collections.Generic.List[string]]::new()
        $thrown = {
            & {
                for ($n = 0; $n -lt 100000; $n++) {
                    if ($reported.Count -gt 0 -and (Test-Path fleet.db)) { Move-Item fleet.db moved.db }
                    [pscustomobject]@{ Node = 'i-{0:x17}' -f $n; A = 'x' }
                }
            } | New-InventoryItem Custom:X -InstanceIdProperty Node | Write-Inventory -Path fleet.db -PassThru |
                ForEach-Object { $reported.Add($_.InstanceId) }
        } | Should -Throw -PassThru -ErrorId 'StoreReplaced,InventoryTools.Cmdlets.WriteInventoryCommand'
        "$thrown" | Should -Match 'deleted, renamed, replaced or cut short'
        $thrown.CategoryInfo.Category | Should -Be ResourceUnavailable
        $thrown.TargetObject[0].TypeName | Should -Be 'Custom:X'

        # Everything that was taken is either reported or comes back. A batch that was written while its file was moved
        # comes back too.
        $returned = $thrown.TargetObject.InstanceId
        $all = foreach ($n in 0..($reported.Count + $returned.Count - 1)) { 'i-{0:x17}' -f $n }
        @($reported) + $returned | Should -Be $all
        Move-Item moved.db fleet.db
        $written = (Get-Inventory -Path fleet.db).InstanceId
        $written[0..($reported.Count - 1)] | Should -Be $reported
        $written | Should -Be $all[0..($written.Count - 1)]
    }

    It 'an endpoint whose store is deleted answers errors, and makes no other store' {
        if ($isOnWindows) {
            Set-ItResult -Skipped -Because 'Windows does not let an open file be deleted'
            return
        }

        $endpoint = Start-InventoryEndpoint fleet.db -PassThru
        Remove-Item fleet.db
        New-InventoryItem Custom:X -InstanceId i-01234567 |
            Write-Inventory -EndpointUrl $endpoint.Url -RetryTimeoutSec 0 -ErrorVariable problem -ErrorAction SilentlyContinue
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'InternalServerError,*'
        "$($endpoint.LastError)" | Should -Match 'deleted, renamed, replaced or cut short'
        Test-Path fleet.db | Should -BeFalse
    }
}
