# Why a path can't be a store, or a file of items: each cause has its own sentence, in every command, also with -WhatIf.
BeforeAll {
    . "$PSScriptRoot/common.ps1"
    $isOnWindows = $env:OS -eq 'Windows_NT'
    $isRoot = -not $isOnWindows -and [System.Environment]::UserName -eq 'root'
    if ($isRoot) { Add-Type -Path $Packages.ScriptedEndpoint }

    function Invoke-Unprivileged([scriptblock] $Script) {
        # Root passes all checks of rights, unless a thread gives that up.
        if ($isOnWindows) {
            Set-ItResult -Skipped -Because 'the rights of files are those of Unix'
            return
        }

        if ($isRoot -and -not $IsLinux) {
            Set-ItResult -Skipped -Because 'root gives up its rights on Linux only'
            return
        }

        if ($isRoot) { [InventoryTools.Tests.Sqlite.RootRights]::TryDrop() | Should -BeTrue }
        try {
            & $Script
        }
        finally {
            if ($isRoot) { $null = [InventoryTools.Tests.Sqlite.RootRights]::TryTake() }
        }
    }

    # The first of the errors of a command; the rest of its output goes nowhere.
    function Get-Problem([scriptblock] $Command) {
        try {
            $null = & $Command
        }
        catch {
            return [pscustomobject]@{ Id = $_.FullyQualifiedErrorId -replace ',.*'; Category = "$($_.CategoryInfo.Category)"; Text = "$_" }
        }
    }

    $item = @{ A = 1 } | New-InventoryItem Custom:X -InstanceId i-01234567
    $commands = [ordered]@{
        'Get-Inventory'            = { Get-Inventory -Path $path }
        'Get-InventoryEntry'       = { Get-InventoryEntry -Path $path }
        'Get-InventorySchema'      = { Get-InventorySchema -Path $path }
        'Get-InventoryDeletion'    = { Get-InventoryDeletion -Path $path }
        'Compare-Inventory'        = { Compare-Inventory $path $path }
        'Sync-Inventory'           = { Sync-Inventory $path -EndpointUrl http://127.0.0.1:9 }
        'Sync -WhatIf'             = { Sync-Inventory $path -EndpointUrl http://127.0.0.1:9 -WhatIf }
        'Remove-Inventory'         = { Remove-Inventory Custom:X -Path $path -Confirm:$false }
        'Remove -WhatIf'           = { Remove-Inventory Custom:X -Path $path -WhatIf }
        'Remove -InstanceId'       = { Remove-Inventory Custom:X i-01234567 -Path $path -Confirm:$false }
        'Write-Inventory'          = { $item | Write-Inventory -Path $path }
        'Write -WhatIf'            = { $item | Write-Inventory -Path $path -WhatIf }
        'Start-InventoryEndpoint'  = { Start-InventoryEndpoint $path }
        'Start -WhatIf'            = { Start-InventoryEndpoint $path -WhatIf }
    }
}

Describe 'the path of a store' -Tag Platform {
    BeforeAll {
        Push-Location (New-Item "TestDrive:/$([guid]::NewGuid())" -ItemType Directory)
        $folder = (Get-Location).ProviderPath
        $null = New-Item folder -ItemType Directory
        [System.IO.File]::WriteAllText("$folder/file.txt", 'not a database')
        if (-not $isOnWindows) {
            ln -s nowhere.db dangling.db
            ln -s nowhere dangling
            ln -s back.db loop.db
            ln -s loop.db back.db
            mkfifo pipe.db
        }
    }

    AfterAll {
        Pop-Location
    }

    AfterEach {
        Get-InventoryEndpoint | Stop-InventoryEndpoint
    }

    It 'is refused by every command, with the cause: <Id> for <Path>' -ForEach @(
        @{ Path = 'folder'; Id = 'StoreIsFolder'; Category = 'InvalidArgument'; Text = "is a folder. Name the store's file" }
        @{ Path = 'file.txt'; Id = 'StoreNotADatabase'; Category = 'InvalidData'; Text = 'is not an inventory store, because it is not an SQLite database' }
        @{ Path = 'file.txt/x.db'; Id = 'StoreNotAFolder'; Category = 'InvalidArgument'; Text = 'is a file, so nothing can be in it. Correct the path.' }
        @{ Path = 'file.txt/'; Id = 'StoreNotAFolder'; Category = 'InvalidArgument'; Text = 'Leave the separator at the end out.' }
        @{ Path = 'dangling.db'; Id = 'StoreBrokenLink'; Category = 'ObjectNotFound'; Text = "is a link to 'nowhere.db', which does not exist. Make what it leads to, or remove the link." }
        @{ Path = 'dangling/x.db'; Id = 'StoreBrokenLink'; Category = 'ObjectNotFound'; Text = "is a link to 'nowhere', which does not exist." }
        @{ Path = 'loop.db'; Id = 'StoreLinkLoop'; Category = 'InvalidArgument'; Text = 'leads back to itself. Remove the link, or make it lead to the store.' }
        @{ Path = 'pipe.db'; Id = 'StoreNotAFile'; Category = 'InvalidArgument'; Text = 'is a pipe, and a store is a file.' }
        @{ Path = '/dev/null'; Id = 'StoreNotAFile'; Category = 'InvalidArgument'; Text = 'is a device, and a store is a file.' }
        @{ Path = "a`0b.db"; Id = 'StoreInvalidPath'; Category = 'InvalidArgument'; Text = 'has the character NUL (U+0000)' }
        @{ Path = '\\server\share\fleet.db'; Id = 'StoreUncPath'; Category = 'InvalidArgument'; Text = 'is a UNC path, which only Windows can open. Mount the share' }
        @{ Path = ('n' * 300) + '.db'; Id = 'StoreNameTooLong'; Category = 'InvalidArgument'; Text = 'has 303 bytes, and a file system takes 255 at most.' }
    ) {
        if ($isOnWindows -and $Id -notin 'StoreIsFolder', 'StoreNotADatabase') {
            Set-ItResult -Skipped -Because 'the path is one of Unix'
            return
        }

        foreach ($name in $commands.Keys) {
            $problem = Get-Problem $commands[$name]
            $problem.Id | Should -Be $Id -Because "$name says $($problem.Text)"
            $problem.Category | Should -Be $Category
            $problem.Text.Contains($Text) | Should -BeTrue -Because $problem.Text
        }

        Test-Path nowhere.db | Should -BeFalse
    }

    It 'says which folder is missing' {
        $path = 'none/more/x.db'
        foreach ($name in $commands.Keys) {
            $problem = Get-Problem $commands[$name]
            $problem.Id | Should -BeIn 'StoreNotFound', 'StoreFolderNotFound'
            $problem.Text.Contains("its folder '$(Join-Path $folder none)' does not exist") | Should -BeTrue -Because $problem.Text
        }
    }

    It 'is refused where this account may not enter a folder or read the file' {
        $null = New-Item closed/inner -ItemType Directory -Force
        'closed/inner/fleet.db', 'closed/fleet.db', 'unreadable.db' | ForEach-Object { $item | Write-Inventory -Path $_ }
        if (-not $isOnWindows) {
            chmod 600 closed
            chmod 000 unreadable.db
        }

        Invoke-Unprivileged {
            foreach ($name in $commands.Keys) {
                foreach ($path in "$folder/closed/inner/fleet.db", "$folder/closed/fleet.db", "$folder/closed/new.db") {
                    $problem = Get-Problem $commands[$name]
                    $problem.Id | Should -Be StoreAccessDenied -Because $problem.Text
                    $problem.Category | Should -Be PermissionDenied
                    $problem.Text.Contains("this account may not enter the folder '$folder/closed'") | Should -BeTrue -Because $problem.Text
                }

                $path = "$folder/unreadable.db"
                $problem = Get-Problem $commands[$name]
                $problem.Id | Should -Be StoreAccessDenied -Because $problem.Text
                $problem.Text.Contains("this account may not read the file '$path'") | Should -BeTrue -Because $problem.Text
            }
        }

        if (-not $isOnWindows) { chmod 755 closed }
    }
}

Describe 'the path of a file' -Tag Platform {
    BeforeAll {
        Push-Location (New-Item "TestDrive:/$([guid]::NewGuid())" -ItemType Directory)
        [System.IO.File]::WriteAllText((Join-Path (Get-Location).ProviderPath file.txt), 'x')
        if (-not $isOnWindows) {
            ln -s nowhere.json dangling.json
            ln -s back.json loop.json
            ln -s loop.json back.json
        }

        $fileCommands = [ordered]@{
            'Import-Inventory'              = { Import-Inventory $path -ErrorAction Stop }
            'Import-Inventory -LiteralPath' = { Import-Inventory -LiteralPath $path -ErrorAction Stop }
            'Export-Inventory'              = { $item | Export-Inventory $path JsonLines -ErrorAction Stop }
        }
    }

    AfterAll {
        Pop-Location
    }

    It 'is refused with the cause: <Path>' -ForEach @(
        @{ Path = 'file.txt/x.json'; Text = 'is a file, so nothing can be in it. Correct the path.' }
        @{ Path = 'dangling.json'; Text = "is a link to 'nowhere.json', which does not exist. Make what it leads to, or remove the link." }
        @{ Path = 'loop.json'; Text = 'leads back to itself. Remove the link, or make it lead to the file.' }
        @{ Path = "a`0b.json"; Text = 'has the character NUL (U+0000)' }
        @{ Path = '\\server\share\x.json'; Text = 'is a UNC path, which only Windows can open. Mount the share' }
        @{ Path = ('n' * 300); Text = 'has 300 bytes, and a file system takes 255 at most.' }
    ) {
        if ($isOnWindows) {
            Set-ItResult -Skipped -Because 'the path is one of Unix'
            return
        }

        foreach ($name in $fileCommands.Keys) {
            $problem = Get-Problem $fileCommands[$name]
            $problem.Id | Should -Be FileFailed -Because "$name says $($problem.Text)"
            $problem.Text.Contains($Text) | Should -BeTrue -Because $problem.Text
        }

        Test-Path nowhere.json | Should -BeFalse
    }

    It 'is not called missing where this account may not look' {
        $null = New-Item closed -ItemType Directory
        Set-Content closed/x.json '{}'
        if (-not $isOnWindows) {
            chmod 600 closed
        }

        Invoke-Unprivileged {
            $path = 'closed/x.json'
            foreach ($name in $fileCommands.Keys) {
                $problem = Get-Problem $fileCommands[$name]
                $problem.Id | Should -Be FileFailed -Because "$name says $($problem.Text)"
                $problem.Text | Should -BeLike "*can't be reached: this account may not enter the folder '*closed'*"
            }
        }
    }

    It 'is refused where this account may not read the file or make one' {
        Set-Content unreadable.json '{}'
        $null = New-Item others -ItemType Directory
        if (-not $isOnWindows) {
            chmod 555 others
            chmod 000 unreadable.json
        }

        Invoke-Unprivileged {
            $read = Get-Problem { Import-Inventory unreadable.json }
            $read.Id | Should -Be FileFailed
            $read.Text | Should -BeLike "This account may not read '*unreadable.json'. Use an account that may*"
            $made = Get-Problem { $item | Export-Inventory others -Format CliInput }
            $made.Id | Should -Be FileFailed
            $made.Text | Should -BeLike "*can't be written: this account may not make files in '*others'. No file was changed. Check*"
        }
    }
}

Describe 'a store that can only be read' -Tag Platform {
    BeforeAll {
        # What writes finds it; what reads reads.
        $writing = 'Remove-Inventory', 'Remove -WhatIf', 'Remove -InstanceId', 'Write-Inventory', 'Write -WhatIf'
        $reading = 'Get-Inventory', 'Get-InventoryEntry', 'Get-InventorySchema', 'Get-InventoryDeletion', 'Compare-Inventory'

        function Assert-ReadOnly([string] $Path, [string] $Text) {
            foreach ($name in $writing) {
                $problem = Get-Problem $commands[$name]
                $problem.Id | Should -Be StoreReadOnly -Because "$name says $($problem.Text)"
                $problem.Category | Should -Be PermissionDenied
                $problem.Text.Contains($Text) | Should -BeTrue -Because $problem.Text
            }

            foreach ($name in $reading) {
                Get-Problem $commands[$name] | Should -BeNullOrEmpty -Because $name
            }

            # An endpoint says so at its start, and answers reads.
            $endpoint = Start-InventoryEndpoint $Path -PassThru -WarningVariable warned -WarningAction SilentlyContinue
            try {
                "$warned".Contains($Text) | Should -BeTrue -Because "$warned"
                "$warned" | Should -Match 'The endpoint answers what the store has; PutInventory and DeleteInventory fail with InternalServerError\.$'
                Get-Inventory Custom:X -EndpointUrl $endpoint.Url | Should -HaveCount 1
                $item | Write-Inventory -EndpointUrl $endpoint.Url -RetryTimeoutSec 0 -ErrorVariable failed -ErrorAction SilentlyContinue
                $failed.FullyQualifiedErrorId | Should -BeLike 'InternalServerError,*'
                "$($endpoint.LastError)" | Should -Match "can't be written to"
            }
            finally {
                $endpoint | Stop-InventoryEndpoint
            }

            $null = Start-InventoryEndpoint $Path -WhatIf -WarningVariable warned -WarningAction SilentlyContinue
            "$warned".Contains($Text) | Should -BeTrue -Because "$warned"
        }
    }

    BeforeEach {
        Push-Location (New-Item "TestDrive:/$([guid]::NewGuid())" -ItemType Directory)
        $folder = (Get-Location).ProviderPath
        $item | Write-Inventory -Path fleet.db
        $path = "$folder/fleet.db"
    }

    AfterEach {
        Get-InventoryEndpoint | Stop-InventoryEndpoint
        if (-not $isOnWindows) { chmod 755 $folder }
        Pop-Location
    }

    It 'because the file is read-only' {
        if ($isOnWindows) {
            Set-ItemProperty fleet.db IsReadOnly $true
            Get-Problem $commands['Write -WhatIf'] | ForEach-Object Id | Should -Be StoreReadOnly
            Set-ItemProperty fleet.db IsReadOnly $false
            return
        }

        chmod 444 fleet.db
        # The endpoint looks for the files on threads of its own, which are those of root.
        Invoke-Unprivileged {
            foreach ($name in $writing) {
                $problem = Get-Problem $commands[$name]
                $problem.Id | Should -Be StoreReadOnly -Because "$name says $($problem.Text)"
                # A service is called on a thread that may look for files as root again.
                $expected = if ($name -in 'Remove-Inventory', 'Remove -WhatIf') { 'read-only for this account' } else { "the file '$path' is read-only for this account" }
                $problem.Text.Contains($expected) | Should -BeTrue -Because $problem.Text
            }

            foreach ($name in $reading) {
                Get-Problem $commands[$name] | Should -BeNullOrEmpty -Because $name
            }

            $null = Start-InventoryEndpoint $path -WhatIf -WarningVariable warned -WarningAction SilentlyContinue
            "$warned" | Should -Match 'is read-only for this account.*The endpoint answers what the store has'
        }
    }

    It 'because its folder is read-only' {
        if (-not $isOnWindows) {
            chmod 644 fleet.db
            chmod 555 $folder
        }

        Invoke-Unprivileged {
            foreach ($name in $writing) {
                $problem = Get-Problem $commands[$name]
                $problem.Id | Should -Be StoreReadOnly -Because "$name says $($problem.Text)"
                $problem.Text.Contains("this account may not make files in its folder '$folder'") | Should -BeTrue -Because $problem.Text
            }

            foreach ($name in $reading) {
                Get-Problem $commands[$name] | Should -BeNullOrEmpty -Because $name
            }

            $path = "$folder/new.db"
            foreach ($name in 'Write-Inventory', 'Write -WhatIf', 'Start-InventoryEndpoint', 'Start -WhatIf') {
                (Get-Problem $commands[$name]).Id | Should -Be StoreReadOnly -Because $name
            }
        }

        Test-Path new.db | Should -BeFalse
    }

    It 'because its disk is mounted read-only' {
        $disk = "$folder/disk"
        $null = New-Item $disk -ItemType Directory
        if ($isRoot -and $IsLinux) { mount -t tmpfs -o size=4m none $disk 2>$null }
        if (-not ($isRoot -and $IsLinux -and $LASTEXITCODE -eq 0)) {
            Set-ItResult -Skipped -Because 'a disk needs Linux and the right to mount'
            return
        }

        try {
            Move-Item fleet.db "$disk/fleet.db"
            mount -o remount,ro $disk
            Assert-ReadOnly "$disk/fleet.db" 'its file system is mounted read-only. Mount it for writing, or use a copy on another disk.'
            $path = "$disk/new.db"
            foreach ($name in 'Write-Inventory', 'Write -WhatIf', 'Start-InventoryEndpoint', 'Start -WhatIf') {
                (Get-Problem $commands[$name]).Text | Should -Match 'mounted read-only' -Because $name
            }

            { $item | Export-Inventory "$disk/x.jsonl" JsonLines -WhatIf } | Should -Throw -ErrorId 'FileFailed,InventoryTools.Cmdlets.ExportInventoryCommand'
        }
        finally {
            umount $disk
        }
    }
}

Describe '-WhatIf on a store' -Tag Platform {
    BeforeEach {
        Push-Location (New-Item "TestDrive:/$([guid]::NewGuid())" -ItemType Directory)
        $item | Write-Inventory -Path fleet.db
        $path = (Resolve-Path fleet.db).ProviderPath
    }

    AfterEach {
        Get-InventoryEndpoint | Stop-InventoryEndpoint
        Pop-Location
    }

    It 'makes nothing and changes nothing' {
        $before = [System.BitConverter]::ToString([System.IO.File]::ReadAllBytes($path))
        $item | Write-Inventory -Path $path -WhatIf
        $item | Write-Inventory -Path new.db -WhatIf
        $item | Remove-Inventory -Path $path -WhatIf
        $null = Start-InventoryEndpoint new.db -WhatIf
        $item | Export-Inventory out/x.jsonl JsonLines -WhatIf
        [System.BitConverter]::ToString([System.IO.File]::ReadAllBytes($path)) | Should -Be $before
        (Get-ChildItem).Name | Should -Be 'fleet.db'
    }

    It 'finds a store that is replaced meanwhile' {
        if ($isOnWindows) {
            Set-ItResult -Skipped -Because 'Windows does not let an open file be moved'
            return
        }

        Copy-Item fleet.db other.db
        { $item, $item | ForEach-Object { $_; if (Test-Path other.db) { Move-Item other.db fleet.db -Force } } | Write-Inventory -Path $path -WhatIf } |
            Should -Throw -ErrorId 'StoreReplaced,InventoryTools.Cmdlets.WriteInventoryCommand'
    }

    It 'finds a store of a newer version' {
        $stream = [System.IO.File]::Open($path, 'Open', 'ReadWrite')
        $stream.Position = 63
        $stream.WriteByte(99)
        $stream.Dispose()
        foreach ($name in $commands.Keys) {
            (Get-Problem $commands[$name]).Id | Should -Be StoreNewerSchema -Because $name
        }
    }

    It 'finds what an export would find: <Name>' -ForEach @(
        @{ Name = 'a folder'; To = '.'; Format = 'JsonLines'; Id = 'FileFailed'; Text = 'It is a folder' }
        @{ Name = 'a store'; To = 'fleet.db'; Format = 'JsonLines'; Id = 'FileFailed'; Text = 'is a database, such as a store' }
        @{ Name = 'a file in place of a folder'; To = 'fleet.db/x.jsonl'; Format = 'JsonLines'; Id = 'FileFailed'; Text = 'is a file, so nothing can be in it' }
        @{ Name = 'a file in place of the folder of requests'; To = 'fleet.db'; Format = 'CliInputJson'; Id = 'FileFailed'; Text = 'is a file, so nothing can be in it' }
        @{ Name = 'an item that is not for the agent'; To = 'custom'; Format = 'Agent'; Id = 'NotForAgent'; Text = 'has a context' }
    ) {
        if ($Format -eq 'Agent') { $item.Context = [System.Collections.Generic.Dictionary[string, string]]::new(); $item.Context['a'] = 'b' }
        $script = { $item | Export-Inventory $To $Format -WhatIf -ErrorAction Stop }
        $thrown = $script | Should -Throw -ErrorId "$Id,InventoryTools.Cmdlets.ExportInventoryCommand" -PassThru
        "$thrown" | Should -Match $Text
        (Get-ChildItem).Name | Should -Be 'fleet.db'
    }
}
