BeforeAll {
    . "$PSScriptRoot/common.ps1"
    . "$PSScriptRoot/fleet.ps1"
}

Describe 'Get-InventoryEndpoint' {
    BeforeEach {
        $path = Join-Path (Get-Item $TestDrive).FullName store.db
        $first = Start-InventoryEndpoint -PassThru
        $second = Start-InventoryEndpoint $path -PassThru
    }

    AfterEach {
        Get-InventoryEndpoint | Stop-InventoryEndpoint
    }

    It 'gives the endpoints of the session in the order in which they were started' {
        $found = Get-InventoryEndpoint
        $found.Port | Should -Be $first.Port, $second.Port
        $found[0] | Should -BeOfType InventoryTools.InventoryEndpoint
        [object]::ReferenceEquals($found[0], $first) | Should -BeTrue
    }

    It 'gives the endpoints with the ports that are named, by position and by name' {
        (Get-InventoryEndpoint $second.Port).Port | Should -Be $second.Port
        (Get-InventoryEndpoint -Port $second.Port, $first.Port).Port | Should -Be $first.Port, $second.Port
    }

    It 'shows what an endpoint has answered' {
        Invoke-Operation $second.Url GetInventory | Should -BeNullOrEmpty
        Invoke-Operation $second.Url GetParameter | Should -Be 'UnknownOperationException'
        $found = Get-InventoryEndpoint $second.Port
        $found.Path | Should -Be $path
        $found.RequestCount | Should -Be 2
        $found.FaultCount | Should -Be 1
        $found.ChecksSignatures | Should -BeFalse
        $found.IsRunning | Should -BeTrue
        $first.Path | Should -BeNullOrEmpty
        $first.RequestCount | Should -Be 0
    }

    It 'names the port that no endpoint of the session has, and gives the others' {
        $first | Stop-InventoryEndpoint
        $found = Get-InventoryEndpoint $first.Port, $second.Port -ErrorVariable failures -ErrorAction SilentlyContinue
        $found.Port | Should -Be $second.Port
        $failures | Should -HaveCount 1
        $failures[0].FullyQualifiedErrorId | Should -Be 'EndpointNotFound,InventoryTools.Cmdlets.GetInventoryEndpointCommand'
        $failures[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
        $failures[0].TargetObject | Should -Be $first.Port
    }

    It 'refuses the port <Port>' -ForEach @{ Port = 0 }, @{ Port = 65536 } {
        { Get-InventoryEndpoint $Port } |
            Should -Throw -ErrorId 'ParameterArgumentValidationError,InventoryTools.Cmdlets.GetInventoryEndpointCommand'
    }

    It 'does not give the endpoints of another session' {
        $other = [powershell]::Create()
        try {
            $null = $other.AddScript('Import-Module $args[0]; Get-InventoryEndpoint; (Start-InventoryEndpoint -PassThru).Port').AddArgument($ModulePath)
            $ports = $other.Invoke()
            $other.Streams.Error | Should -BeNullOrEmpty
            $ports | Should -HaveCount 1
            (Get-InventoryEndpoint).Port | Should -Be $first.Port, $second.Port
        }
        finally {
            $other.Dispose()
        }
    }

    It 'does not give an endpoint that its own method has stopped' {
        $first.Stop()
        (Get-InventoryEndpoint).Port | Should -Be $second.Port
    }
}
