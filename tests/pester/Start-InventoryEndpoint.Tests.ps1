BeforeAll {
    . "$PSScriptRoot/common.ps1"
    $racks = [pscustomobject]@{ Node = 'mi-0123456789abcdef0'; Rack = 'A1' }, [pscustomobject]@{ Node = 'mi-0fedcba9876543210'; Rack = 'B7' } |
        New-InventoryItem Custom:RackInfo -Property Rack -InstanceIdProperty Node
}

AfterAll {
    Get-InventoryEndpoint | Stop-InventoryEndpoint
}

Describe 'Start-InventoryEndpoint' {
    It 'answers Write-Inventory, and what it takes is in its file' {
        $endpoint = Start-InventoryEndpoint TestDrive:/fleet.db -PassThru
        ($racks | Write-Inventory -EndpointUrl $endpoint.Url -PassThru).Status | Should -Be 'Accepted', 'Accepted'
        (Get-InventoryEntry -Path TestDrive:/fleet.db).Rack | Should -Be 'A1', 'B7'
        $endpoint | Stop-InventoryEndpoint
        $endpoint.IsRunning | Should -BeFalse
    }

    It 'answers PowerShell''s own web commands, and no browser' {
        $endpoint = Start-InventoryEndpoint -PassThru
        $call = @{
            Uri = $endpoint.Url
            Method = 'Post'
            ContentType = 'application/x-amz-json-1.1'
            Headers = @{ 'X-Amz-Target' = 'AmazonSSM.GetInventorySchema' }
            Body = '{"TypeName":"AWS:Application"}'
        }
        (Invoke-RestMethod @call).Schemas[0].Attributes.Name | Should -Contain 'Publisher'
        $call.Headers['Origin'] = 'http://example.com'
        { Invoke-RestMethod @call } | Should -Throw '*403*'
    }

    It 'shows what it has answered as a table' {
        $endpoint = Start-InventoryEndpoint -Fault ThrottlingException -FaultCount 1 -PassThru
        $racks | Write-Inventory -EndpointUrl $endpoint.Url -ThrottleLimit 1
        # The cell of the store is within the text of the long cell, where that breaks: this depends on the culture.
        $text = (Get-InventoryEndpoint $endpoint.Port | Get-Text) -replace '\s'
        $text | Should -Match '\(memory\)'
        $text -replace '\(memory\)' | Should -Match "http://127.0.0.1:$($endpoint.Port)/31ThrottlingException100%$"
    }

    It 'shows what it rehearses and the path of its store whole in a window of 80 columns' {
        $path = Join-Path $TestDrive "$('a-long-name-' * 8).db"
        $endpoint = Start-InventoryEndpoint $path -Fault ThrottlingException, LostAnswer -Rate 0.3 -PassThru
        $lines = ($endpoint | Get-Text) -split '\r?\n' | Where-Object Length -GT 40
        -join ($lines | ForEach-Object { $_.PadRight(62).Substring(40, 21) }) -replace '\s' | Should -Match 'ThrottlingException,LostAnswer30%'
        (-join ($lines | Where-Object Length -GT 62 | ForEach-Object { $_.Substring(62).Trim() })).Contains($path) | Should -BeTrue
        $endpoint | Stop-InventoryEndpoint
    }

    It 'ends with its module' {
        $url = (Start-InventoryEndpoint -PassThru).Url
        Remove-Module InventoryTools
        { Invoke-RestMethod $url -Method Post } | Should -Throw '*refused*'
        . "$PSScriptRoot/common.ps1"
        Get-InventoryEndpoint | Should -BeNullOrEmpty
    }

    Context 'its store and its port' {
        BeforeAll {
            . "$PSScriptRoot/fleet.ps1"
        }

        BeforeEach {
            $path = Join-Path (Get-Item $TestDrive).FullName "$([guid]::NewGuid().ToString('n')).db"
        }

        AfterEach {
            Get-InventoryEndpoint | Stop-InventoryEndpoint
        }

        It 'gives nothing without -PassThru' {
            Start-InventoryEndpoint $path | Should -BeNullOrEmpty
            (Get-InventoryEndpoint).Path | Should -Be $path
        }

        It 'takes a path that is relative to the location, and shows it in full' {
            Push-Location (Split-Path $path)
            try {
                (Start-InventoryEndpoint "./$(Split-Path $path -Leaf)" -PassThru).Path | Should -BeExactly $path
            }
            finally {
                Pop-Location
            }
        }

        It 'starts again on its port and its file' {
            $endpoint = Start-InventoryEndpoint -Path $path -PassThru
            ($racks[0] | Write-Inventory -EndpointUrl $endpoint.Url -PassThru).Status | Should -Be 'Accepted'
            $endpoint | Stop-InventoryEndpoint
            $again = Start-InventoryEndpoint $path -Port $endpoint.Port -PassThru
            $again.Url | Should -Be $endpoint.Url
            ($racks[0] | Write-Inventory -EndpointUrl $again.Url -PassThru).Status | Should -Be 'Unchanged'
        }

        It 'serves one file from two endpoints' {
            $first, $second = 1, 2 | ForEach-Object { Start-InventoryEndpoint $path -PassThru }
            $racks[0] | Write-Inventory -EndpointUrl $first.Url
            (Get-InventoryEntry Custom:RackInfo -EndpointUrl $second.Url).Rack | Should -Be 'A1'
        }

        It 'says what to do about a port that is in use' {
            $endpoint = Start-InventoryEndpoint -PassThru
            $failure = { Start-InventoryEndpoint -Port $endpoint.Port } | Should -Throw '*leave it out to get one that is free*' -PassThru
            $failure.FullyQualifiedErrorId | Should -Be 'PortInUse,InventoryTools.Cmdlets.StartInventoryEndpointCommand'
            $failure.CategoryInfo.Category | Should -Be 'ResourceExists'
            $failure.TargetObject | Should -Be $endpoint.Port
        }

        It 'says at once that a file is not a store' {
            [System.IO.File]::WriteAllText($path, 'x' * 1000)
            { Start-InventoryEndpoint $path } |
                Should -Throw -ErrorId 'StoreNotADatabase,InventoryTools.Cmdlets.StartInventoryEndpointCommand'
            Get-InventoryEndpoint | Should -BeNullOrEmpty
        }

        It 'says at once that a folder is not there' {
            { Start-InventoryEndpoint (Join-Path $path store.db) } |
                Should -Throw -ErrorId 'StoreFolderNotFound,InventoryTools.Cmdlets.StartInventoryEndpointCommand'
            Get-InventoryEndpoint | Should -BeNullOrEmpty
        }

        It 'starts nothing with -WhatIf' {
            Start-InventoryEndpoint $path -PassThru -WhatIf | Should -BeNullOrEmpty
            Get-InventoryEndpoint | Should -BeNullOrEmpty
            $path | Should -Not -Exist
        }
    }

    Context 'its arguments' {
        AfterEach {
            Get-InventoryEndpoint | Stop-InventoryEndpoint
        }

        It 'refuses <Argument>' -ForEach @(
            @{ ErrorId = 'InvalidFault'; Argument = { -Fault Trottling } }
            @{ ErrorId = 'ParameterArgumentTransformationError'; Argument = { -DeletionTime 5 } }
            @{ ErrorId = 'ParameterArgumentTransformationError'; Argument = { -Latency 200 } }
            @{ ErrorId = 'ParameterArgumentTransformationError'; Argument = { -Latency soon } }
            @{ ErrorId = 'ParameterArgumentValidationError'; Argument = { -Rate 2 } }
            @{ ErrorId = 'InvalidRate'; Argument = { -Rate 0.5 } }
            @{ ErrorId = 'InvalidRate'; Argument = { -FaultRate 0.5 } }
            @{ ErrorId = 'InvalidSeed'; Argument = { -Seed 1 -Latency 1ms } }
            @{ ErrorId = 'InvalidFaultCount'; Argument = { -FaultCount 1 } }
            @{ ErrorId = 'InvalidFaultOperation'; Argument = { -FaultOperation PutInventory } }
            @{ ErrorId = 'ParameterArgumentValidationError'; Argument = { -Fault NoAnswer -FaultOperation PutParameter } }
            @{ ErrorId = 'ParameterArgumentValidationError'; Argument = { -Fault NoAnswer -FaultCount 0 } }
            @{ ErrorId = 'ParameterArgumentValidationError'; Argument = { -Port 70000 } }
            @{ ErrorId = 'ParameterArgumentValidationError'; Argument = { -Path '' } }
            @{ ErrorId = 'InvalidSessionToken'; Argument = { -SessionToken x } }
        ) {
            { & ([scriptblock]::Create("Start-InventoryEndpoint $Argument")) } |
                Should -Throw -ErrorId "$ErrorId,InventoryTools.Cmdlets.StartInventoryEndpointCommand"
            Get-InventoryEndpoint | Should -BeNullOrEmpty
        }

        It 'reads the latency <Latency> as <Milliseconds> ms' -ForEach @(
            @{ Latency = '200ms'; Milliseconds = 200 }
            @{ Latency = '1.5s'; Milliseconds = 1500 }
            @{ Latency = '2 m'; Milliseconds = 120000 }
            @{ Latency = '00:00:03'; Milliseconds = 3000 }
            @{ Latency = [timespan]::FromMilliseconds(7); Milliseconds = 7 }
        ) {
            "$((Start-InventoryEndpoint -Latency $Latency -PassThru).Faults)" | Should -Be "$Milliseconds ms"
        }

        It 'reads the latency 0 as none' {
            (Start-InventoryEndpoint -Latency 0 -PassThru).Faults | Should -BeNullOrEmpty
        }

        It 'completes faults and operations' {
            Get-Completion 'Start-InventoryEndpoint -Fault Thr' | Should -Contain 'ThrottlingException'
            Get-Completion 'Start-InventoryEndpoint -FaultOperation Get' | Should -Be 'GetInventory', 'GetInventorySchema'
        }
    }

    Context 'its end' {
        BeforeAll {
            . "$PSScriptRoot/fleet.ps1"
        }

        It 'comes with the end of another session' {
            $session = [powershell]::Create()
            try {
                $null = $session.AddScript('Import-Module $args[0]; (Start-InventoryEndpoint -PassThru).Url').AddArgument($ModulePath)
                $url = $session.Invoke()[0]
                Test-Answering $url | Should -BeTrue
            }
            finally {
                $session.Dispose()
            }
            Test-Answering $url | Should -BeFalse
        }

        It 'comes with the removal of the module in another session, and leaves the endpoints of this one' {
            $own = Start-InventoryEndpoint -PassThru
            $session = [powershell]::Create()
            try {
                $script = 'Import-Module $args[0]; (Start-InventoryEndpoint -PassThru).Url; Remove-Module InventoryTools'
                $url = $session.AddScript($script).AddArgument($ModulePath).Invoke()[0]
                $session.Streams.Error | Should -BeNullOrEmpty
                Test-Answering $url | Should -BeFalse
                Test-Answering $own.Url | Should -BeTrue
            }
            finally {
                $session.Dispose()
                $own | Stop-InventoryEndpoint
            }
        }

        It 'comes with the end of a thread job' {
            if (-not (Get-Command Start-ThreadJob -ErrorAction Ignore)) {
                Set-ItResult -Skipped -Because 'this PowerShell has no Start-ThreadJob'
            }
            $job = Start-ThreadJob -ScriptBlock {
                Import-Module $using:ModulePath
                . "$using:PSScriptRoot/fleet.ps1"
                $endpoint = Start-InventoryEndpoint -PassThru
                $endpoint.Url
                Test-Answering $endpoint.Url
            }
            try {
                $url, $answered = $job | Receive-Job -Wait
                $answered | Should -BeTrue
            }
            finally {
                $job | Remove-Job -Force
            }
            Test-Answering $url | Should -BeFalse
        }

        It 'comes with the end of its process' {
            $child = Start-Shell "Import-Module '$ModulePath'; [Console]::Out.WriteLine((Start-InventoryEndpoint -PassThru).Url); [void] [Console]::In.ReadLine()"
            try {
                $url = $child.StandardOutput.ReadLine()
                Test-Answering $url | Should -BeTrue
                $result = Wait-Shell $child
                $result.ExitCode | Should -Be 0
                $result.Errors | Should -BeNullOrEmpty
            }
            finally {
                $child.Dispose()
            }
            Test-Answering $url | Should -BeFalse
        }
    }
}
