BeforeAll {
    . "$PSScriptRoot/common.ps1"
    $item = @{ Rack = 'A1' } | New-InventoryItem Custom:RackInfo -InstanceId i-00000001 -CaptureTime '2026-01-31T12:00:00Z'
}

Describe 'Export-Inventory and Import-Inventory: files' {
    Context 'names with wildcard characters' {
        It 'takes <Name> literally' -ForEach @(
            @{ Name = 'a[1].jsonl' }
            @{ Name = '[ab].jsonl' }
            @{ Name = 'a`b.jsonl' }
            @{ Name = 'a`[1`].jsonl' }
        ) {
            $folder = New-Item "TestDrive:/$([guid]::NewGuid())" -ItemType Directory
            $path = Join-Path $folder.FullName $Name
            foreach ($parameter in 'Path', 'LiteralPath', 'PSPath', 'LP') {
                $export = @{ $parameter = $path }
                $item | Export-Inventory @export -Format JsonLines
                @([System.IO.Directory]::GetFiles($folder.FullName)) | Should -Be $path
                [System.IO.File]::Exists($path) | Should -BeTrue
            }

            foreach ($parameter in 'LiteralPath', 'PSPath', 'LP', 'FullName') {
                $import = @{ $parameter = $path }
                (Import-Inventory @import).TypeName | Should -Be 'Custom:RackInfo'
            }

            (Get-ChildItem -LiteralPath $folder.FullName | Import-Inventory).TypeName | Should -Be 'Custom:RackInfo'
            (Import-Inventory ([WildcardPattern]::Escape($folder.FullName) + '/*.jsonl')).TypeName | Should -Be 'Custom:RackInfo'
        }

        It 'takes * and ? literally' -Skip:($PSEdition -eq 'Desktop' -or $IsWindows) {
            foreach ($name in 'a*.jsonl', 'a?.jsonl') {
                $path = Join-Path (Get-Item TestDrive:/).FullName $name
                $item | Export-Inventory -LiteralPath $path -Format JsonLines
                [System.IO.File]::Exists($path) | Should -BeTrue
                (Import-Inventory -LiteralPath $path).TypeName | Should -Be 'Custom:RackInfo'
            }
        }

        It 'needs one of the paths' {
            { $item | Export-Inventory -LiteralPath x -Path y -Format JsonLines } | Should -Throw -ErrorId 'AmbiguousParameterSet,*'
            { $item | Export-Inventory -Format JsonLines } | Should -Throw -ErrorId 'InvalidPath,*'
        }
    }

    Context 'types with wildcard characters' {
        BeforeAll {
            $store = "TestDrive:/wild$([guid]::NewGuid()).db"
            'Custom:A[bc]', 'Custom:Ab', 'Custom:A*', 'Custom:A`b' | ForEach-Object {
                @{ A = 1 } | New-InventoryItem $_ -InstanceId i-00000001
            } | Write-Inventory -Path $store
        }

        It 'finds <Named>' -ForEach @(
            @{ Named = 'Custom:A`[bc`]'; Types = 'Custom:A[bc]' }
            @{ Named = 'Custom:A[bc]'; Types = 'Custom:A[bc]', 'Custom:Ab' }
            @{ Named = 'Custom:A`*'; Types = 'Custom:A*' }
            @{ Named = 'Custom:A*'; Types = 'Custom:A*', 'Custom:A[bc]', 'Custom:A`b', 'Custom:Ab' }
            @{ Named = 'Custom:A`b'; Types = 'Custom:A`b' }
        ) {
            @((Get-Inventory $Named -Path $store).TypeName | Sort-Object -CaseSensitive) | Should -Be @($Types | Sort-Object -CaseSensitive)
        }
    }

    Context 'permissions' -Skip:($PSEdition -eq 'Desktop' -or $IsWindows) {
        It 'makes files and folders that their owner can use and nobody else can write, under any umask' {
            # The umask belongs to a process, so another one changes its own.
            $shell = Start-Shell @"
                Import-Module '$ModulePath'
                Add-Type -Namespace Native -Name Umask -MemberDefinition '[System.Runtime.InteropServices.DllImport("libc")] public static extern int umask(int mask);'
                `$item = @{ Rack = 'A1' } | New-InventoryItem Custom:RackInfo -InstanceId i-00000001
                foreach (`$mask in '000', '022', '077', '277') {
                    `$null = [Native.Umask]::umask([Convert]::ToInt32(`$mask, 8))
                    `$item | Export-Inventory "`$mask/deep" Agent
                    `$item | Export-Inventory "`$mask/deep/c" CliInputJson
                    `$item | Export-Inventory "`$mask/x.jsonl" JsonLines
                    `$item | Export-Inventory "`$mask/x.jsonl" JsonLines
                    `$item | Export-Inventory "`$mask/sync" ResourceDataSync
                    Get-ChildItem . -Filter `$mask | ForEach-Object { `$_; Get-ChildItem `$_ -Recurse } | ForEach-Object {
                        "`$mask `$(if (`$_.PSIsContainer) { 'd' } else { 'f' }) `$([Convert]::ToString([int]`$_.UnixFileMode, 8))"
                    }
                }
"@
            try {
                $lines = $shell.StandardOutput.ReadToEnd() -split '\r?\n' | Where-Object { $_ } | Group-Object | Sort-Object Name
                $shell.StandardError.ReadToEnd() | Should -BeNullOrEmpty
            }
            finally {
                $shell.Dispose()
            }

            $lines.Name | Should -Be '000 d 755', '000 f 644', '022 d 755', '022 f 644', '077 d 700', '077 f 600', '277 d 700', '277 f 600'
            @($lines | Where-Object Name -Like '* f *').ForEach{ $_.Count } | Should -Be 4, 4, 4, 4
        }

        It 'keeps the permissions of a file that it replaces' {
            $path = Join-Path (Get-Item TestDrive:/).FullName private.jsonl
            $item | Export-Inventory $path JsonLines
            [System.IO.File]::SetUnixFileMode($path, 'UserRead, UserWrite, GroupRead, GroupWrite')
            $item | Export-Inventory $path JsonLines
            [int](Get-Item $path).UnixFileMode | Should -Be ([Convert]::ToInt32('660', 8))
        }
    }

    Context 'input without an end' -Skip:($PSEdition -eq 'Desktop' -or $IsWindows) {
        It 'refuses a pipe and goes on with the other files' {
            $folder = (New-Item TestDrive:/pipes -ItemType Directory).FullName
            mkfifo "$folder/a.jsonl"
            $item | Export-Inventory "$folder/b.jsonl" JsonLines
            (Import-Inventory $folder -ErrorVariable failed -ErrorAction SilentlyContinue).TypeName | Should -Be 'Custom:RackInfo'
            $failed.FullyQualifiedErrorId | Should -Be 'FileFailed,InventoryTools.Cmdlets.ImportInventoryCommand'
            "$failed" | Should -Match "'.*a\.jsonl' can't be used: It is a pipe or a terminal"
        }

        It 'reads a device to the limit' {
            $null = Import-Inventory /dev/zero -Format JsonLines -ErrorVariable failed -ErrorAction SilentlyContinue
            $failed.FullyQualifiedErrorId | Should -Be 'InvalidFile,InventoryTools.Cmdlets.ImportInventoryCommand'
            "$failed" | Should -Be "'/dev/zero' is too large: line 1 has more than 16,777,216 bytes, and nothing after it is read."
        }
    }
}
