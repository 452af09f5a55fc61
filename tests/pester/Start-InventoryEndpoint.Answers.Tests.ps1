BeforeAll {
    . "$PSScriptRoot/common.ps1"
    $racks = [pscustomobject]@{ Node = 'mi-0123456789abcdef0'; Rack = 'A1' }, [pscustomobject]@{ Node = 'mi-0fedcba9876543210'; Rack = 'B7' } |
        New-InventoryItem Custom:RackInfo -Property Rack -InstanceIdProperty Node
}

AfterAll {
    Get-InventoryEndpoint | Stop-InventoryEndpoint
}

Describe 'Start-InventoryEndpoint' {
    Context 'what it answers' {
        BeforeAll {
            . "$PSScriptRoot/fleet.ps1"
        }

        BeforeEach {
            $path = Join-Path (Get-Item $TestDrive).FullName "$([guid]::NewGuid().ToString('n')).db"
        }

        AfterEach {
            Get-InventoryEndpoint | Stop-InventoryEndpoint
        }

        It 'is the fault of Test-InventoryItem and of Write-Inventory for <Title>' -ForEach @(
            @{ Title = 'a type that AWS does not have'; Break = { $item.TypeName = 'AWS:Nothing' } }
            @{ Title = 'a type in lower case'; Break = { $item.TypeName = 'Custom:small' } }
            @{ Title = 'a schema version without a dot'; Break = { $item.SchemaVersion = '1' } }
            @{ Title = 'a capture time that is not one'; Break = { $item.CaptureTime = 'today' } }
            @{ Title = 'attributes that differ in case'; Break = { $item.Content[0].Add('rack', 'x') } }
            @{ Title = 'no content'; Break = { $item.Content = $null } }
            @{ Title = 'a context'; Break = {
                $item.Context = [System.Collections.Generic.Dictionary[string, string]]::new()
                $item.Context['A'] = '1'
            } }
            @{ Title = 'a value that is too long'; Break = { $item.Content[0]['Long'] = 'x' * 5000 } }
            @{ Title = 'a hash that is too long'; Break = { $item.ContentHash = 'x' * 300 } }
        ) {
            $item = @{ Rack = 'A1' } | New-InventoryItem Custom:RackInfo -InstanceId i-0123456789abcdef0
            & $Break
            $expected = @($item | Test-InventoryItem -Detailed | Where-Object Severity -EQ Error)[0].FaultCode
            $expected | Should -Not -BeNullOrEmpty
            $item | Write-Inventory -Path $path -ErrorVariable failures -ErrorAction SilentlyContinue
            $failures | Should -HaveCount 1
            $failures[0].FullyQualifiedErrorId | Should -Be "$expected,InventoryTools.Cmdlets.WriteInventoryCommand"

            $members = [ordered]@{}
            foreach ($name in 'TypeName', 'SchemaVersion', 'CaptureTime', 'ContentHash') {
                if ($null -ne $item.$name) { $members[$name] = $item.$name }
            }
            if ($null -ne $item.Context) { $members['Context'] = @{ A = $item.Context['A'] } }
            if ($null -ne $item.Content) {
                $entry = [System.Collections.Specialized.OrderedDictionary]::new([System.StringComparer]::Ordinal)
                foreach ($pair in $item.Content[0].GetEnumerator()) { $entry.Add($pair.Key, $pair.Value) }
                $members['Content'] = @($entry)
            }
            $request = @{ InstanceId = 'i-0123456789abcdef0'; Items = @($members) } | ConvertTo-Json -Depth 10
            Invoke-Operation (Start-InventoryEndpoint -PassThru).Url PutInventory $request | Should -Be $expected
        }

        It 'counts the types of the account for a file as a service does' {
            $items = 1..21 | ForEach-Object { @{ X = 1 } | New-InventoryItem "Custom:T$_" -InstanceId i-0123456789abcdef0 }
            $written = $items | Write-Inventory -Path $path -PassThru -ErrorVariable failures -ErrorAction SilentlyContinue
            ($written | Group-Object Status | Sort-Object Name).Name | Should -Be 'Created', 'Rejected'
            $failures | Should -HaveCount 1
            $failures[0].FullyQualifiedErrorId |
                Should -Be 'CustomSchemaCountLimitExceededException,InventoryTools.Cmdlets.WriteInventoryCommand'

            { @{ x = 1 } | New-InventoryItem Custom:T1 -InstanceId i-00000001 | Write-Inventory -Path $path -ErrorAction Stop } |
                Should -Throw -ErrorId 'InvalidItemContentException,InventoryTools.Cmdlets.WriteInventoryCommand'
        }

        It 'ignores what is sent for a disabled schema, and so does the file' {
            $item = @{ X = 1 } | New-InventoryItem Custom:T1 -InstanceId i-00000001
            $item | Write-Inventory -Path $path
            $endpoint = Start-InventoryEndpoint $path -PassThru
            Invoke-Operation $endpoint.Url DeleteInventory '{"TypeName":"Custom:T1","SchemaDeleteOption":"DisableSchema"}' | Should -BeNullOrEmpty
            ($item | Write-Inventory -Path $path -PassThru -WarningVariable warnings -WarningAction SilentlyContinue).Status | Should -Be 'Ignored'
            $warnings | Should -HaveCount 1
            $warnings[0].Message |
                Should -BeLike 'The inventory item with type name Custom:T1 was sent with a disabled schema version 1.0.*'
            $item | Write-Inventory -EndpointUrl $endpoint.Url -WarningVariable warnings -WarningAction SilentlyContinue
            $warnings | Should -HaveCount 1
            $warnings[0].Message | Should -BeLike '*disabled schema version 1.0*'
        }

        It 'is a result only where the call is signed with the key that was given' {
            $secret = ConvertTo-SecureString secret -AsPlainText -Force
            $key = [System.Management.Automation.PSCredential]::new('AKIDEXAMPLE', $secret)
            $endpoint = Start-InventoryEndpoint -Credential $key -SessionToken 'token/+=' -PassThru
            $endpoint.ChecksSignatures | Should -BeTrue
            $to = @{ EndpointUrl = $endpoint.Url; AccessKey = 'AKIDEXAMPLE' }
            ($racks[0] | Write-Inventory @to -SecretKey secret -SessionToken 'token/+=' -PassThru).Status | Should -Be 'Accepted'
            { $racks[0] | Write-Inventory @to -SecretKey wrong -SessionToken 'token/+=' -ErrorAction Stop } |
                Should -Throw -ErrorId 'InvalidSignatureException,InventoryTools.Cmdlets.WriteInventoryCommand'
            { $racks[0] | Write-Inventory @to -SecretKey secret -SessionToken other -ErrorAction Stop } |
                Should -Throw -ErrorId 'UnrecognizedClientException,InventoryTools.Cmdlets.WriteInventoryCommand'
        }

        It 'fails as is rehearsed, and a client tries again' {
            $endpoint = Start-InventoryEndpoint -PassThru -FaultCount 4 -Seed 3 -FaultOperation PutInventory -Latency 5ms -Fault ThrottlingException,
                InternalServerError, LostAnswer, ConnectionClosed
            $written = $racks[0] | Write-Inventory -EndpointUrl $endpoint.Url -PassThru
            $written.Status | Should -Be 'Accepted'
            $written.Attempts | Should -Be 5
            "$($endpoint.Faults)" |
                Should -BeLike 'ThrottlingException, InternalServerError, LostAnswer, ConnectionClosed 100 %, 5 ms*'
            $endpoint.RequestCount | Should -Be 5
            $endpoint.FaultCount | Should -Be 4
        }
    }

    Context 'beside another process that writes its file' {
        It 'loses nothing, tears nothing and reads what it has acknowledged' -Tag Slow {
            $path = Join-Path (Get-Item $TestDrive).FullName load.db
            $endpoint = Start-InventoryEndpoint $path -PassThru
            $rows = { param($Prefix, $Nodes, $Round)
                foreach ($node in 1..$Nodes) {
                    foreach ($entry in 1..10) { [pscustomobject]@{ Node = "i-$Prefix{0:d16}" -f $node; N = $Round; Entry = $entry } }
                }
            }
            $rounds = { param($Item) $Item.Content | ForEach-Object { $_['N'] } | Group-Object | ForEach-Object { "$($_.Count) of $($_.Name)" } }
            $child = Start-Shell @"
                Import-Module '$ModulePath'
                `$rows = { $rows }
                `$round = 0
                do {
                    `$round++
                    & `$rows 9 40 `$round | New-InventoryItem Custom:Writer -Property N, Entry -InstanceIdProperty Node | Write-Inventory -Path '$path'
                    [Console]::Out.WriteLine(`$round)
                } until ([System.IO.File]::Exists('$path.stop'))
"@
            try {
                $child.StandardOutput.ReadLine() | Should -Be '1'
                $last = 1
                foreach ($round in 1..3) {
                    $written = & $rows 0 32 $round | New-InventoryItem Custom:Load -Property N, Entry -InstanceIdProperty Node |
                        Write-Inventory -EndpointUrl $endpoint.Url -ThrottleLimit 16 -PassThru
                    @($written | Where-Object Status -EQ Accepted) | Should -HaveCount 32
                    $load = Get-Inventory Custom:Load -EndpointUrl $endpoint.Url
                    $load | Should -HaveCount 32
                    $load | ForEach-Object { & $rounds $_ } | Select-Object -Unique | Should -Be "10 of $round"

                    # The writer is in its next round: each of its items is of one round, which is not older than before.
                    $others = Get-Inventory Custom:Writer -EndpointUrl $endpoint.Url
                    $others | Should -HaveCount 40
                    $others | ForEach-Object { & $rounds $_ } | Should -Match '^10 of \d+$'
                    $oldest = ($others | ForEach-Object { [int] $_.Content[0]['N'] } | Measure-Object -Minimum).Minimum
                    $oldest | Should -BeGreaterOrEqual $last
                    $last = $oldest
                }
                [System.IO.File]::WriteAllText("$path.stop", '')
                $result = Wait-Shell $child
                $result.Errors | Should -BeNullOrEmpty
                $result.ExitCode | Should -Be 0
            }
            finally {
                [System.IO.File]::WriteAllText("$path.stop", '')
                $child.Dispose()
                $endpoint | Stop-InventoryEndpoint
            }
            $endpoint.LastError | Should -BeNullOrEmpty
            (Get-InventoryEntry Custom:Writer -Path $path).N | Select-Object -Unique | Should -Be $result.Output[-1]
            (Get-InventoryEntry Custom:Load -Path $path) | Should -HaveCount 320
        }
    }
}
