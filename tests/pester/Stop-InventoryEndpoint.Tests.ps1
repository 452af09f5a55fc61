BeforeAll {
    . "$PSScriptRoot/common.ps1"
    . "$PSScriptRoot/fleet.ps1"
}

Describe 'Stop-InventoryEndpoint' {
    BeforeEach {
        $endpoints = 1..3 | ForEach-Object { Start-InventoryEndpoint -PassThru }
    }

    AfterEach {
        Get-InventoryEndpoint | Stop-InventoryEndpoint
    }

    It 'stops one endpoint of several, which answers no longer' {
        @($endpoints.Port | Select-Object -Unique) | Should -HaveCount 3
        $endpoints | ForEach-Object { Test-Answering $_.Url | Should -BeTrue }
        Stop-InventoryEndpoint $endpoints[0].Port
        $endpoints[0].IsRunning | Should -BeFalse
        Test-Answering $endpoints[0].Url | Should -BeFalse
        Test-Answering $endpoints[1].Url | Should -BeTrue
        (Get-InventoryEndpoint).Port | Should -Be $endpoints[1].Port, $endpoints[2].Port
    }

    It 'takes <Title>' -ForEach @(
        @{ Title = 'ports by position'; Stop = { Stop-InventoryEndpoint $endpoints.Port } }
        @{ Title = 'ports by name'; Stop = { Stop-InventoryEndpoint -Port $endpoints.Port } }
        @{ Title = 'endpoints from the pipeline'; Stop = { $endpoints | Stop-InventoryEndpoint } }
        @{ Title = 'endpoints by name'; Stop = { Stop-InventoryEndpoint -InputObject $endpoints } }
        @{ Title = 'all that Get-InventoryEndpoint gives'; Stop = { Get-InventoryEndpoint | Stop-InventoryEndpoint } }
    ) {
        & $Stop | Should -BeNullOrEmpty
        $endpoints.IsRunning | Should -Be $false, $false, $false
        Get-InventoryEndpoint | Should -BeNullOrEmpty
    }

    It 'stops an endpoint that is stopped without an error' {
        $endpoints[0], $endpoints[0] | Stop-InventoryEndpoint
        (Get-InventoryEndpoint).Port | Should -Be $endpoints[1].Port, $endpoints[2].Port
    }

    It 'stops nothing with -WhatIf' {
        Get-InventoryEndpoint | Stop-InventoryEndpoint -WhatIf
        $endpoints.IsRunning | Should -Be $true, $true, $true
        Test-Answering $endpoints[0].Url | Should -BeTrue
    }

    It 'names the port that no endpoint of the session has, and stops the others' {
        $endpoints[0] | Stop-InventoryEndpoint
        Stop-InventoryEndpoint $endpoints[0].Port, $endpoints[1].Port -ErrorVariable failures -ErrorAction SilentlyContinue
        $failures | Should -HaveCount 1
        $failures[0].FullyQualifiedErrorId | Should -Be 'EndpointNotFound,InventoryTools.Cmdlets.StopInventoryEndpointCommand'
        $failures[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
        $failures[0].TargetObject | Should -Be $endpoints[0].Port
        $endpoints.IsRunning | Should -Be $false, $false, $true
    }

    It 'refuses <Title>' -ForEach @(
        @{ Title = 'the port 0'; ErrorId = 'ParameterArgumentValidationError'; Stop = { Stop-InventoryEndpoint 0 } }
        @{ Title = 'no endpoint at all'; ErrorId = 'ParameterArgumentValidationError'; Stop = { Stop-InventoryEndpoint -InputObject $null } }
        @{ Title = 'a port and an endpoint'; ErrorId = 'AmbiguousParameterSet'; Stop = { Stop-InventoryEndpoint -Port 1 -InputObject $endpoints } }
        @{ Title = 'a port from the pipeline'; ErrorId = 'InputObjectNotBound'; Stop = { 1 | Stop-InventoryEndpoint -ErrorAction Stop } }
    ) {
        $Stop | Should -Throw -ErrorId "$ErrorId,InventoryTools.Cmdlets.StopInventoryEndpointCommand"
        $endpoints.IsRunning | Should -Be $true, $true, $true
    }

    It 'cuts a call that has no answer' {
        $silent = Start-InventoryEndpoint -Fault NoAnswer -PassThru
        $client = [System.Net.Sockets.TcpClient]::new('127.0.0.1', $silent.Port)
        try {
            Wait-Connection $silent
            $silent | Stop-InventoryEndpoint
            $client.GetStream().ReadByte() | Should -Be -1
            $silent.ConnectionCount | Should -Be 0
        }
        finally {
            $client.Dispose()
        }
    }
}
