BeforeAll {
    . "$PSScriptRoot/common.ps1"
    $saved = $env:XDG_DATA_HOME
    $env:XDG_DATA_HOME = (Get-Item TestDrive:/).FullName
    $racks = [pscustomobject]@{ Node = 'mi-0123456789abcdef0'; Rack = 'A1' }, [pscustomobject]@{ Node = 'mi-0fedcba9876543210'; Rack = 'B7' } |
        New-InventoryItem Custom:RackInfo -Property Rack -InstanceIdProperty Node
}

AfterAll {
    Get-InventoryEndpoint | Stop-InventoryEndpoint
    $env:XDG_DATA_HOME = $saved
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
        Get-InventoryEndpoint $endpoint.Port | Get-Text |
            Should -Match "http://127.0.0.1:$($endpoint.Port)/ +3 +1 ThrottlingException +\(memory\)\s+100 %"
    }

    It 'shows what it rehearses and the path of its store whole in a window of 80 columns' {
        $path = Join-Path $TestDrive "$('a-long-name-' * 8).db"
        $endpoint = Start-InventoryEndpoint $path -Fault ThrottlingException, LostAnswer -Rate 0.3 -PassThru
        $lines = ($endpoint | Get-Text) -split '\r?\n' | Where-Object Length -GT 40
        -join ($lines | ForEach-Object { $_.PadRight(62).Substring(40, 21).Trim() + ' ' }) | Should -Match 'ThrottlingException, LostAnswer 30 %'
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
}

Describe 'docs/examples/Test-Rehearsal.ps1' {
    It 'finds that the script for Run Command does what it should' {
        $shell = (Get-Process -Id $PID).Path
        $root = [System.IO.Path]::GetFullPath("$PSScriptRoot/../..")
        $output = & $shell -NoProfile -NonInteractive -File "$root/docs/examples/Test-Rehearsal.ps1" -Module "$root/InventoryTools.psd1"
        $LASTEXITCODE | Should -Be 0 -Because ($output -join "`n")
        @($output -match '^ok: ').Count | Should -Be 5
    }
}
