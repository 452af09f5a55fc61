BeforeAll {
    . "$PSScriptRoot/common.ps1"
}

Describe 'Write-Inventory that is stopped, and several at once' {
    BeforeEach {
        Push-Location TestDrive:
        Remove-Item *.db*
    }

    AfterEach {
        Pop-Location
    }

    Context 'several processes' -Tag Slow {
        It 'loses nothing when they write one store at once' {
            $store = Join-Path $TestDrive fleet.db
            $shells = foreach ($writer in 0..2) {
                Start-Shell -Script "
                    Import-Module '$ModulePath'
                    1..100 | ForEach-Object {
                        [pscustomobject]@{ A = `$_ } | New-InventoryItem Custom:X -InstanceId ('i-$writer{0:d7}' -f `$_) | Write-Inventory -Path '$store'
                    }"
            }
            $results = $shells | ForEach-Object { Wait-Shell $_ }
            $results.ExitCode | Should -Be 0, 0, 0
            $results.Errors -join '' | Should -BeNullOrEmpty
            $results.Output | Should -BeNullOrEmpty
            Get-InventoryEntry -Path $store | Should -HaveCount 300
        }
    }

    # Each of them stops a pipeline that has no end, after it has reported what it wrote.
    Context 'a write that is stopped' {
        BeforeAll {
            $endless = {
                & { for ($n = 0; $true; $n++) { [pscustomobject]@{ Node = 'i-{0:x17}' -f $n; N = $n; Text = 'x' * 300 } } } |
                    New-InventoryItem Custom:X -InstanceIdProperty Node | Write-Inventory -Path $store -PassThru
            }

            function Get-EndlessScript {
                # For a process that prints the node of each item that was written.
                "Import-Module '$ModulePath'; `$store = '$store'; $endless | ForEach-Object { [Console]::Out.WriteLine(`$_.InstanceId) }"
            }

            function Read-Node {
                # The first nodes that a process reports.
                param([System.Diagnostics.Process] $Process, [int] $Count)
                for ($n = 0; $n -lt $Count; $n++) {
                    $line = $Process.StandardOutput.ReadLine()
                    if ($null -eq $line) { throw "The process ended: $($Process.StandardError.ReadToEnd())" }
                    $line
                }
            }

            function Test-Store {
                # The store has what was reported, and nothing that is not whole or out of order.
                param([string[]] $Reported)
                $rows = @(Get-InventoryEntry -Path $store)
                $nodes = [System.Collections.Generic.HashSet[string]]::new([string[]]$rows.InstanceId)
                @($Reported | Where-Object { -not $nodes.Contains($_) }) | Should -BeNullOrEmpty
                -join $rows.N | Should -BeExactly (-join (0..($rows.Count - 1)))
                $rows | ForEach-Object { $_.Text.Length } | Select-Object -Unique | Should -Be 300
                (New-InventoryItem Custom:Y -InstanceId i-01234567 | Write-Inventory -Path $store -PassThru).Status | Should -Be 'Created'
            }
        }

        BeforeEach {
            $store = Join-Path $TestDrive fleet.db
        }

        It 'leaves a store with all that was reported when the pipeline is stopped' -Tag Slow {
            $shell = [powershell]::Create()
            try {
                $null = $shell.AddCommand('Import-Module').AddArgument($ModulePath).Invoke()
                $shell.Commands.Clear()
                $null = $shell.AddScript("param(`$store) $endless").AddArgument($store)
                $output = [System.Management.Automation.PSDataCollection[psobject]]::new()
                $output.BlockingEnumerator = $true
                $running = $shell.BeginInvoke([System.Management.Automation.PSDataCollection[psobject]]::new(), $output)
                $count = 0
                foreach ($result in $output) {
                    if (++$count -eq 2500) { break }
                }
                $count | Should -Be 2500
                $shell.Stop()
                $shell.InvocationStateInfo.State | Should -Be 'Stopped'
                { $shell.EndInvoke($running) } | Should -Throw -ExpectedMessage '*stopped*'
                $shell.Streams.Error | Should -BeNullOrEmpty
                $output.BlockingEnumerator = $false
                Test-Store @($output).InstanceId
            }
            finally {
                $shell.Dispose()
            }
        }

        It 'does not wait for another writer when the command before it fails' -Tag Slow -Skip:($PSEdition -eq 'Desktop') {
            New-InventoryItem Custom:X -InstanceId i-01234567 | Write-Inventory -Path $store
            $sqlite = [System.AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'Microsoft.Data.Sqlite' } | Select-Object -First 1
            $other = [System.Activator]::CreateInstance($sqlite.GetType('Microsoft.Data.Sqlite.SqliteConnection'), "Data Source=$store;Pooling=False")
            $session = New-Session
            $shell = New-Pipeline $session -Argument $store -Script 'param($store)
                & { 1..2001 | ForEach-Object { New-InventoryItem Custom:X -InstanceId ("i-{0:d8}" -f $_) }; throw "failed" } | Write-Inventory -Path $store'
            try {
                $other.Open()
                $command = $other.CreateCommand()
                $command.CommandText = 'BEGIN IMMEDIATE'
                $null = $command.ExecuteNonQuery()
                $running = $shell.BeginInvoke()
                $running.AsyncWaitHandle.WaitOne(20000) | Should -BeTrue -Because 'a writer has a patience of 30 seconds'
                { $shell.EndInvoke($running) } | Should -Throw -ExpectedMessage '*failed*'
            }
            finally {
                $other.Dispose()
                $shell.Dispose()
                $session.Dispose()
            }

            Get-Inventory -Path $store | Should -HaveCount 1
        }

        It 'leaves a store with all that was reported when Ctrl+C ends the process' -Tag Slow {
            Skip-WithoutScriptedEndpoint
            $process = Start-InterruptibleShell (Get-EndlessScript)
            try {
                $reported = @(Read-Node $process 1500)
                $rest = $process.StandardOutput.ReadToEndAsync()
                $errors = $process.StandardError.ReadToEndAsync()
                Send-CtrlC $process
                $process.WaitForExit(10000) | Should -BeTrue -Because 'Ctrl+C ends the process within a second'
                $process.ExitCode | Should -Not -Be 0
                $errors.GetAwaiter().GetResult() | Should -BeNullOrEmpty
                Test-Store ($reported + ($rest.GetAwaiter().GetResult() -split '\r?\n' | Where-Object { $_ -match '^i-[0-9a-f]{17}$' }))
            }
            finally {
                if (-not $process.HasExited) { $process.Kill() }
                $process.Dispose()
            }
        }

        It 'leaves a store with all that was reported when the process is killed' -Tag Slow {
            $process = Start-Shell (Get-EndlessScript)
            try {
                $reported = @(Read-Node $process 2500)
                $process.Kill()
                $process.WaitForExit()
                Test-Store $reported
            }
            finally {
                if (-not $process.HasExited) { $process.Kill() }
                $process.Dispose()
            }
        }
    }
}
