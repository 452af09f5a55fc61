BeforeAll {
    . "$PSScriptRoot/common.ps1"
    $bin = Join-Path (Split-Path $ModulePath) bin
    $write = "@{ A = 1 } | New-InventoryItem Custom:X -InstanceId i-01234567 | Write-Inventory -Path fleet.db -PassThru"

    # Lines such as "AWSSDK.Core 4.0.1.0 InventoryTools" about assemblies that are loaded, with their load context.
    $showAssemblies = @'
function Show-Assembly([string] $Pattern) {
    foreach ($assembly in [System.AppDomain]::CurrentDomain.GetAssemblies()) {
        $name = $assembly.GetName()
        if ($name.Name -match $Pattern) {
            '{0} {1} {2}' -f $name.Name, $name.Version, [System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext($assembly).Name
        }
    }
}

'@
}

Describe 'Import-Module InventoryTools' {
    BeforeEach {
        Push-Location $TestDrive
    }

    AfterEach {
        Pop-Location
        Remove-Item (Join-Path $TestDrive *.db*)
    }

    Context 'assemblies' {
        BeforeEach {
            if ($PSEdition -ne 'Core') {
                Set-ItResult -Skipped -Because 'Windows PowerShell has one load context'
            }
        }

        It 'has the types that users hold at once, and loads no SDK and no SQLite before the first command needs it' -Tag Slow {
            # PowerShell lets the runtime compile, in the background, what earlier sessions needed when they started. After
            # sessions that wrote to AWS, that can load InventoryTools.Aws at any moment. With fewer cores than this, it is off.
            $noProfile = @{ DOTNET_MultiCoreJitMinNumCpus = '3E8' }
            $shown = Invoke-Shell -Environment $noProfile -Script "$showAssemblies
Import-Module '$ModulePath'
([InventoryTools.InventoryItem]@{ TypeName = 'Custom:X' }).TypeName
Show-Assembly 'AWS|\.Aws|Sqlite|SQLitePCL'
($write).Status
Show-Assembly 'AWS|\.Aws|Sqlite|SQLitePCL'"
            $shown.Errors | Should -BeNullOrEmpty
            $shown.Output[0..1] | Should -Be Custom:X, Created -Because "the shell has written:`n$($shown.Output -join "`n")"
            $loaded = $shown.Output | Select-Object -Skip 2
            # A local store needs no SDK.
            $loaded -match 'AWS|\.Aws' | Should -BeNullOrEmpty
            $loaded -match '^InventoryTools\.Sqlite ' | Should -Not -BeNullOrEmpty
            $loaded -notmatch ' InventoryTools$' | Should -BeNullOrEmpty
        }

        It 'works beside another SDK and another SQLite that the session has loaded before' -Tag Slow {
            Add-Type -Path $Packages.ScriptedEndpoint
            $service = [InventoryTools.Tests.Endpoint.ScriptedEndpoint]::new()
            try {
                $shown = Invoke-Shell "$showAssemblies
'$($Packages.OtherAwsSdk)', '$($Packages.OtherSqlite)' | ForEach-Object { [System.Reflection.Assembly]::LoadFrom(`$_).GetName().Version.ToString() }
Import-Module '$ModulePath'
`$StoredAWSCredentials = [Amazon.Runtime.SessionAWSCredentials]::new('AKIDSTORED', 's', 't')
`$StoredAWSRegion = 'eu-south-2'
`$item = @{ A = 1 } | New-InventoryItem Custom:X -InstanceId i-00000001
(`$item | Write-Inventory -EndpointUrl $($service.Url) -PassThru).Status
(`$item | Write-Inventory -EndpointUrl $($service.Url) -Credential ([Amazon.Runtime.BasicAWSCredentials]::new('AKIDGIVEN', 's')) -PassThru).Status
(`$item | Write-Inventory -Path fleet.db -PassThru).Status
Show-Assembly '^(AWSSDK\.Core|Microsoft\.Data\.Sqlite)$'"
                $shown.Errors | Should -BeNullOrEmpty
                $sdk, $sqlite = $shown.Output[0..1]
                $sdk | Should -BeLike '3.*'
                $sqlite | Should -BeLike '8.*'
                $shown.Output[2, 4] | Should -Be Accepted, Created
                $shown.Output[3] | Should -BeIn Accepted, Unchanged
                $loaded = $shown.Output | Select-Object -Skip 5
                $loaded | Should -HaveCount 4
                $loaded | Should -Contain "AWSSDK.Core $sdk Default"
                $loaded | Should -Contain "Microsoft.Data.Sqlite $sqlite Default"
                $loaded -match '^AWSSDK\.Core 4\.\S+ InventoryTools$' | Should -HaveCount 1
                $loaded -match '^Microsoft\.Data\.Sqlite (?!8\.)\S+ InventoryTools$' | Should -HaveCount 1
                $service.Calls | ForEach-Object { $_.Headers['Authorization'] -replace '^.*Credential=([^/]+)/[0-9]+/([^/]+)/ssm/aws4_request.*$', '$1 $2' } |
                    Should -Be 'AKIDSTORED eu-south-2', 'AKIDGIVEN eu-south-2'
            }
            finally {
                $service.Dispose()
            }
        }
    }

    Context 'sessions' {
        It 'works in four sessions of a new process at once' -Tag Slow {
            $shown = Invoke-Shell @"
`$shells = 1..4 | ForEach-Object {
    [powershell]::Create().AddScript('
        param(`$Session, `$Folder)
        Import-Module ''$ModulePath''
        Set-Location -LiteralPath `$Folder
        1..50 | ForEach-Object { [pscustomobject]@{ Node = "i-{0}{1:d7}" -f `$Session, `$_; A = `$_ } } | New-InventoryItem Custom:X -InstanceIdProperty Node | Write-Inventory -Path fleet.db
        ').AddArgument(`$_).AddArgument('$TestDrive')
}
`$running = `$shells | ForEach-Object { `$_.BeginInvoke() }
0..3 | ForEach-Object { `$null = `$shells[`$_].EndInvoke(`$running[`$_]); `$shells[`$_].Streams.Error }
"@
            $shown.Errors | Should -BeNullOrEmpty
            $shown.Output | Should -BeNullOrEmpty
            Get-InventoryEntry -Path fleet.db | Should -HaveCount 200
        }

        It 'works again after -Force, and after Remove-Module' {
            $session = New-Session
            try {
                $statuses = 'Import-Module $args[0] -Force', 'Remove-Module InventoryTools; Import-Module $args[0]', 'Remove-Module InventoryTools' | ForEach-Object {
                    $shell = New-Pipeline $session "($write).Status; $_; Get-Command -Module InventoryTools | Measure-Object | ForEach-Object Count" $ModulePath
                    try {
                        $shell.Invoke()
                        $shell.Streams.Error | Should -BeNullOrEmpty
                    }
                    finally {
                        $shell.Dispose()
                    }
                }
            }
            finally {
                $session.Dispose()
            }

            $statuses | Should -Be Created, 16, Unchanged, 16, Unchanged, 0
        }

        It 'is imported again with -Force, from a second copy, and after Remove-Module, without an error' {
            $null = New-Item -ItemType Directory copy
            Copy-Item $ModulePath copy
            Copy-Item (Join-Path (Split-Path $ModulePath) bin) copy -Recurse
            $shell = Invoke-Shell @"
Import-Module '$ModulePath'
Import-Module '$ModulePath' -Force
Import-Module '$(Join-Path $TestDrive copy/InventoryTools.psd1)'
Remove-Module InventoryTools
Import-Module '$ModulePath'
`$item = @{ Rack = 'R1' } | New-InventoryItem Custom:X
`$item.Content.Add([pscustomobject] @{ Rack = 'R2' })
(`$item.Content | Select-Object Rack).Rack -join ','
"@
            $shell.Errors | Should -BeNullOrEmpty
            $shell.Output | Should -Be 'R1,R2'
        }

        It 'reports a file that is missing, and the shell goes on' -Tag Slow {
            $null = New-Item damaged -ItemType Directory
            Copy-Item $ModulePath damaged
            Copy-Item (Join-Path (Split-Path $ModulePath) bin) damaged -Recurse
            Get-ChildItem damaged/bin -Recurse -Include InventoryTools.Sqlite.dll, InventoryTools.Aws.dll | Remove-Item
            $result = Invoke-Shell @"
Import-Module '$((Get-Item damaged).FullName)/InventoryTools.psd1'
'Get-Inventory -Path fleet.db', 'Get-Inventory -Region eu-west-1' | ForEach-Object { try { Invoke-Expression `$_ } catch { "`$_" } }
"@
            $result.Output | Should -HaveCount 2
            $result.Output | Should -Match 'InventoryTools\.(Sqlite|Aws)'
            $result.ExitCode | Should -Be 0
            Remove-Item damaged -Recurse
        }

        It 'works in <Name>' -Tag Slow -ForEach @(
            @{ Name = 'a background job'; Command = 'Start-Job'; Start = { param($Block, $Arguments) Start-Job $Block -ArgumentList $Arguments } }
            @{ Name = 'a thread job'; Command = 'Start-ThreadJob'; Start = { param($Block, $Arguments) Start-ThreadJob $Block -ArgumentList $Arguments } }
        ) {
            if (-not (Get-Command $Command -ErrorAction Ignore)) {
                Set-ItResult -Skipped -Because "this PowerShell has no $Command"
            }

            $item = @{ A = 1 } | New-InventoryItem Custom:X -InstanceId i-01234567
            $job = & $Start {
                param($Module, $Folder, $Item)
                Import-Module $Module
                Set-Location -LiteralPath $Folder
                $Item | Write-Inventory -Path fleet.db
                Get-Inventory -Path fleet.db
            } $ModulePath, "$TestDrive", $item
            try {
                $read = $job | Receive-Job -Wait
            }
            finally {
                $job | Remove-Job -Force
            }

            # Items go into the job and come out of it: a background job makes them plain objects.
            $read.TypeName | Should -Be Custom:X
            ($read | Write-Inventory -Path fleet.db -PassThru).Status | Should -Be Unchanged
        }

        It 'works in ForEach-Object -Parallel' {
            if ($PSEdition -ne 'Core') {
                Set-ItResult -Skipped -Because 'Windows PowerShell has no -Parallel'
            }

            # A text, because -Parallel is no parameter of Windows PowerShell.
            $statuses = & ([scriptblock]::Create('
                param($Module, $Path)
                1..4 | ForEach-Object -Parallel {
                    Import-Module $using:Module
                    @{ A = $_ } | New-InventoryItem Custom:X -InstanceId "i-0000000$_" | Write-Inventory -Path $using:Path -PassThru
                }')) $ModulePath (Join-Path $TestDrive fleet.db)
            $statuses.Status | Should -Be (@('Created') * 4)
            (Get-InventoryEntry -Path fleet.db).A | Should -Be 1, 2, 3, 4
        }
    }

    Context 'files' {
        It 'has SQLite for the supported platforms, and for no others' {
            Get-ChildItem (Join-Path $bin runtimes) -Recurse -File | Where-Object Name -Like '*e_sqlite3.*' | ForEach-Object { $_.Directory.Parent.Name } | Sort-Object |
                Should -Be linux-arm64, linux-musl-x64, linux-x64, osx-arm64, osx-x64, win-arm64, win-x64
        }

        It 'has two assemblies beside the module, and no package, for <_>' -ForEach 'net8.0', 'netstandard2.0' {
            (Get-ChildItem (Join-Path $bin $_) -File).Name | Where-Object { $_ -notlike '*.pdb' } | Sort-Object |
                Should -Be InventoryTools.Core.dll, InventoryTools.dll
        }
    }

    Context 'the build for Windows PowerShell' {
        It 'does the whole job in this shell' -Tag Platform, Slow {
            if ($IsMacOS) {
                Set-ItResult -Skipped -Because 'on macOS SQLite is not found by the name that it was loaded under'
            }

            if ([System.Environment]::Version.Major -lt 10) {
                Set-ItResult -Skipped -Because 'this PowerShell has an older System.Text.Json than the build for Windows PowerShell brings, and loads no other'
            }

            # On Windows the build loads it by its path itself.
            $architecture = [System.Runtime.InteropServices.RuntimeInformation]::ProcessArchitecture.ToString().ToLowerInvariant()
            $load = if ($IsLinux) {
                "`$null = [System.Runtime.InteropServices.NativeLibrary]::Load('$bin/runtimes/linux-$architecture/native/libe_sqlite3.so')"
            }

            Add-Type -Path $Packages.ScriptedEndpoint
            $service = [InventoryTools.Tests.Endpoint.ScriptedEndpoint]::new()
            try {
                $shown = Invoke-Shell @"
$load
Import-Module '$bin/netstandard2.0/InventoryTools.dll'
1..3 | ForEach-Object { [pscustomobject]@{ A = `$_; B = 1.5; C = [pscustomobject]@{ D = 'x' } } } |
    New-InventoryItem Custom:X -InstanceId i-01234567 | Write-Inventory -Path fleet.db -PassThru | ForEach-Object { "`$(`$_.Status)" }
Get-InventoryEntry -Path fleet.db | ForEach-Object { "`$(`$_.A) `$(`$_.B) `$(`$_.C)" }
`$endpoint = Start-InventoryEndpoint -PassThru
"`$(Sync-Inventory fleet.db -EndpointUrl `$endpoint.Url)".Split(';')[0]
Get-Inventory -EndpointUrl `$endpoint.Url | Export-Inventory fleet.jsonl JsonLines
"differences: `$(@(Import-Inventory fleet.jsonl | Compare-Inventory (Get-Inventory -Path fleet.db)).Count)"
1..2 | ForEach-Object { @{ Name = 'x' } | New-InventoryItem AWS:Application -InstanceId "i-0000000`$_" | Write-Inventory -EndpointUrl `$endpoint.Url }
Get-Inventory -EndpointUrl `$endpoint.Url -Aggregator AWS:Application.Name | ForEach-Object { "`$(`$_.Name) `$(`$_.Count)" }
1..2 | ForEach-Object { @{ A = 1 } | New-InventoryItem Custom:X -InstanceId i-01234567 |
    Write-Inventory -EndpointUrl $($service.Url) -AccessKey AKIDEXAMPLE -SecretKey secret -PassThru | ForEach-Object { "`$(`$_.Status)" } }
@{ A = 1 } | New-InventoryItem Custom:X | Write-Inventory -EndpointUrl $($service.Url) -ErrorAction SilentlyContinue -ErrorVariable failed
"`$(`$failed.Count) `$(`$failed[0].FullyQualifiedErrorId)"
"@
                $shown.Errors | Should -BeNullOrEmpty
                $shown.Output | Should -Be @(
                    'Created', '1 1.5 {"D":"x"}', '2 1.5 {"D":"x"}', '3 1.5 {"D":"x"}',
                    '1 item: 1 accepted', 'differences: 0', 'x 2', 'Accepted', 'Unchanged',
                    '1 ValidationException,InventoryTools.Cmdlets.WriteInventoryCommand')
            }
            finally {
                $service.Dispose()
            }
        }
    }
}
