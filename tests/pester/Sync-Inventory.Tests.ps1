BeforeAll {
    . "$PSScriptRoot/common.ps1"
    $command = 'InventoryTools.Cmdlets.SyncInventoryCommand'

    function Write-Rack([int] $Count) {
        1..$Count | ForEach-Object { [pscustomobject]@{ Node = 'i-{0:d17}' -f $_; Rack = "R$($_ % 7)"; Shelf = $_ } } |
            New-InventoryItem Custom:Rack -Property Rack, Shelf -InstanceIdProperty Node | Write-Inventory -Path outbox.db
    }

    function Compare-Target {
        Compare-Inventory -ReferencePath outbox.db -DifferencePath target.db
    }
}

Describe 'Sync-Inventory' {
    BeforeEach {
        $folder = New-Item "TestDrive:/$([guid]::NewGuid())" -ItemType Directory
        Push-Location $folder
    }

    AfterEach {
        Get-InventoryEndpoint | Stop-InventoryEndpoint
        Pop-Location
    }

    Context 'what it sends' {
        It 'sends what has come in while there was no way, and nothing twice' {
            Write-Rack 6
            Sync-Inventory outbox.db -EndpointUrl http://127.0.0.1:1 -RetryTimeoutSec 0 -ErrorAction SilentlyContinue -ErrorVariable failed |
                Should -Match '^6 items: 6 failed; .*; ConnectionRefused 6$'
            $failed.FullyQualifiedErrorId | Should -Be (@("ConnectionRefused,$command") * 6)
            $endpoint = Start-InventoryEndpoint target.db -PassThru
            Sync-Inventory outbox.db -EndpointUrl $endpoint.Url | Should -Match '^6 items: 6 accepted; 6 calls, 0 repeated, '
            Compare-Target | Should -BeNullOrEmpty
            Sync-Inventory outbox.db -EndpointUrl $endpoint.Url | Should -Match '^0 items; 6 accepted before; '
            $endpoint.RequestCount | Should -Be 6
        }

        It 'sends an item whose content has changed' {
            Write-Rack 3
            $endpoint = Start-InventoryEndpoint target.db -PassThru
            [void] (Sync-Inventory outbox.db -EndpointUrl $endpoint.Url)
            $item = Get-Inventory Custom:Rack i-00000000000000003 -Path outbox.db
            $item.Content[0].Shelf = 'new'
            $item | Write-Inventory -Path outbox.db
            $result = Sync-Inventory outbox.db -EndpointUrl $endpoint.Url -PassThru
            $result | Should -BeOfType InventoryTools.InventoryWriteResult
            $result.InstanceId | Should -Be i-00000000000000003
            $result.Status | Should -Be Accepted
            $endpoint.RequestCount | Should -Be 4
        }

        It 'sends the hash of an item whose capture time alone was renewed, once' {
            Write-Rack 3
            $endpoint = Start-InventoryEndpoint target.db -PassThru
            [void] (Sync-Inventory outbox.db -EndpointUrl $endpoint.Url)
            Get-Inventory -Path outbox.db | ForEach-Object { $_.CaptureTime = '2026-12-01T12:00:00Z'; $_ } | Write-Inventory -Path outbox.db
            (Sync-Inventory outbox.db -EndpointUrl $endpoint.Url -PassThru).Status | Should -Be 'Unchanged', 'Unchanged', 'Unchanged'
            (Get-Inventory -Path target.db).CaptureTime | Select-Object -Unique | Should -Be '2026-12-01T12:00:00Z'
            Sync-Inventory outbox.db -EndpointUrl $endpoint.Url | Should -Match '^0 items; 3 accepted before; '
        }

        It 'sends the nodes, types and times that are chosen, and all with -Force' {
            Write-Rack 20
            @{ A = 1 } | New-InventoryItem Custom:Other -InstanceId i-00000000000000001 -CaptureTime 2026-01-31T12:00:00Z | Write-Inventory -Path outbox.db
            $target = @{ Path = 'outbox.db'; EndpointUrl = (Start-InventoryEndpoint target.db -PassThru).Url }
            Sync-Inventory @target -InstanceId *7 -TypeName Custom:R* | Should -Match '^2 items: 2 accepted; '
            Sync-Inventory @target -Since 2026-02-01 | Should -Match '^18 items: 18 accepted; 2 accepted before; '
            Sync-Inventory @target -TypeName custom:other | Should -Match '^1 item: 1 accepted; '
            Sync-Inventory @target -Force | Should -Match '^21 items: 21 accepted; '
            Compare-Target | Should -BeNullOrEmpty
        }

        It 'remembers each target by itself' {
            Write-Rack 2
            foreach ($name in 'first.db', 'second.db') {
                Sync-Inventory outbox.db -EndpointUrl (Start-InventoryEndpoint $name -PassThru).Url | Should -Match '^2 items: 2 accepted; '
            }
        }

        It 'tries again the next time what was refused' {
            Write-Rack 3
            $endpoint = Start-InventoryEndpoint target.db -Fault InvalidInstanceId -FaultCount 1 -PassThru
            Sync-Inventory outbox.db -EndpointUrl $endpoint.Url -ThrottleLimit 1 -ErrorVariable failed -ErrorAction SilentlyContinue |
                Should -Match '^3 items: 1 rejected, 2 accepted; '
            $failed | Should -HaveCount 1
            $failed[0].FullyQualifiedErrorId | Should -Be "InvalidInstanceId,$command"
            $failed[0].TargetObject | Should -BeOfType InventoryTools.InventoryItem
            Sync-Inventory outbox.db -EndpointUrl $endpoint.Url | Should -Match '^1 item: 1 accepted; 2 accepted before; '
        }

        It 'sends nothing with -WhatIf, and says what it would send' -Tag Slow {
            Write-Rack 2
            $endpoint = Start-InventoryEndpoint target.db -PassThru
            $said = Invoke-Shell "
                Import-Module '$ModulePath'
                Set-Location '$($folder.FullName)'
                Sync-Inventory outbox.db -EndpointUrl $($endpoint.Url) -WhatIf
                `$WhatIfPreference = `$true
                Sync-Inventory outbox.db -EndpointUrl $($endpoint.Url)"
            $said.Output | Should -HaveCount 4
            $said.Output[0] | Should -Match '^What if: .*PutInventory with 1 item, .*\(Custom:Rack\)" on target "i-00000000000000001 '
            $endpoint.RequestCount | Should -Be 0
        }
    }

    Context 'errors and completion' {
        It 'ends with an error that can be caught: <Id>' -ForEach @(
            @{ Id = 'StoreNotFound'; Arguments = @{ Path = 'none.db'; EndpointUrl = 'http://127.0.0.1:1' }; Category = 'ObjectNotFound' }
            @{ Id = 'PathNotFileSystem'; Arguments = @{ Path = 'Variable:x'; EndpointUrl = 'http://127.0.0.1:1' }; Category = 'InvalidArgument' }
            @{ Id = 'ParameterArgumentValidationError'; Arguments = @{ Path = 'none.db'; ThrottleLimit = 257 }; Category = 'InvalidData' }
        ) {
            $thrown = { Sync-Inventory @Arguments } | Should -Throw -ErrorId "$Id,$command" -PassThru
            $thrown.CategoryInfo.Category | Should -Be $Category
            Get-ChildItem | Should -BeNullOrEmpty
        }

        It 'completes the types of the store' {
            Write-Rack 1
            Get-Completion 'Sync-Inventory outbox.db -TypeName Custom:' | Should -Be Custom:Rack
        }
    }

    Context 'of several processes' -Tag Slow {
        It 'does no harm when two of them send one store at once' {
            Write-Rack 100
            $endpoint = Start-InventoryEndpoint target.db -Latency 5ms -PassThru
            $syncs = 1..2 | ForEach-Object {
                Start-Shell "
                    Import-Module '$ModulePath'
                    Set-Location '$($folder.FullName)'
                    [System.Console]::Out.WriteLine('ready')
                    [void] [System.Console]::In.ReadLine()
                    Sync-Inventory outbox.db -EndpointUrl $($endpoint.Url) -ThrottleLimit 2 -PassThru | ForEach-Object { `"`$(`$_.Status)`" }"
            }
            try {
                $syncs | ForEach-Object { $_.StandardOutput.ReadLine() } | Should -Be ready, ready
                $syncs | ForEach-Object { $_.StandardInput.WriteLine() }
                $ended = $syncs | ForEach-Object { Wait-Shell $_ }
            }
            finally {
                # Wait-Shell disposes of what it has waited for.
                foreach ($process in $syncs) {
                    try { $process.Kill() } catch [System.InvalidOperationException] { Write-Debug 'It has ended.' }
                    $process.Dispose()
                }
            }
            $ended.ExitCode | Should -Be 0, 0
            -join $ended.Errors | Should -BeNullOrEmpty
            $ended.Output.Count | Should -BeIn (100..200)
            $ended.Output | Select-Object -Unique | Should -BeIn 'Accepted', 'Unchanged'
            Compare-Target | Should -BeNullOrEmpty
            Sync-Inventory outbox.db -EndpointUrl $endpoint.Url | Should -Match '^0 items; 100 accepted before; '
        }

        It 'gives all items to an endpoint whose process is killed three times on the way' {
            Write-Rack 300
            # Three processes kill themselves in the middle, and the endpoint goes on at the same port. Some of the calls
            # fail, in three ways.
            $killed = 1..3 | ForEach-Object {
                Start-Shell "
                    Import-Module '$ModulePath'
                    Set-Location '$($folder.FullName)'
                    `$port = [int] [System.Console]::In.ReadLine()
                    `$endpoint = Start-InventoryEndpoint target.db -Port `$port -Fault LostAnswer, ConnectionReset, InternalServerError -Rate 0.02 -PassThru
                    [System.Console]::Out.WriteLine(`$endpoint.Port)
                    while (`$endpoint.RequestCount -lt 60) { Start-Sleep -Milliseconds 1 }
                    [System.Diagnostics.Process]::GetCurrentProcess().Kill()"
            }
            $sync = [powershell]::Create()
            try {
                $killed[0].StandardInput.WriteLine('0')
                $port = $killed[0].StandardOutput.ReadLine()
                $target = @{ Path = Join-Path $folder.FullName outbox.db; EndpointUrl = "http://127.0.0.1:$port" }
                [void] $sync.AddCommand('Import-Module').AddParameter('Name', $ModulePath).AddStatement().AddCommand('Sync-Inventory').AddParameters($target)
                $running = $sync.BeginInvoke()
                foreach ($at in 0..2) {
                    $killed[$at].WaitForExit(60000) | Should -BeTrue
                    $running.IsCompleted | Should -BeFalse
                    if ($at -lt 2) {
                        $killed[$at + 1].StandardInput.WriteLine($port)
                        $killed[$at + 1].StandardOutput.ReadLine() | Should -Be $port
                    }
                }
                Start-InventoryEndpoint target.db -Port $port
                $sync.EndInvoke($running) | Should -Match '^300 items: 300 accepted; '
                "$($sync.Streams.Error)" | Should -BeNullOrEmpty
                Compare-Target | Should -BeNullOrEmpty
                Sync-Inventory @target | Should -Match '^0 items; 300 accepted before; '
            }
            finally {
                $sync.Dispose()
                foreach ($process in $killed) {
                    if (-not $process.HasExited) { $process.Kill() }
                    $process.Dispose()
                }
            }
        }

        It 'goes on where it was when it was killed' {
            Write-Rack 1300
            $endpoint = Start-InventoryEndpoint target.db -Latency 5ms -PassThru
            $killed = Start-Shell "
                Import-Module '$ModulePath'
                Sync-Inventory '$($folder.FullName)/outbox.db' -EndpointUrl $($endpoint.Url) -PassThru | ForEach-Object { [System.Console]::Out.WriteLine(`$_.InstanceId) }"
            try {
                1..1100 | ForEach-Object { $killed.StandardOutput.ReadLine() } | Should -HaveCount 1100
            }
            finally {
                $killed.Kill()
                $killed.WaitForExit()
                $killed.Dispose()
            }
            # The ledger is written every 500 items, so at least those are not sent again.
            $summary = Sync-Inventory outbox.db -EndpointUrl $endpoint.Url
            $summary | Should -Match '^[0-9,]+ items?(;|:)'
            [int] (($summary -split ' ')[0] -replace ',') | Should -BeLessOrEqual 800
            Compare-Target | Should -BeNullOrEmpty
        }
    }
}
