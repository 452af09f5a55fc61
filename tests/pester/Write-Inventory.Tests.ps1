BeforeAll {
    . "$PSScriptRoot/common.ps1"
}

Describe 'Write-Inventory' {
    BeforeEach {
        Push-Location TestDrive:
        Remove-Item *.db*
    }

    AfterEach {
        Pop-Location
    }

    It 'brings a CSV of 1,000 nodes there and back, byte for byte' {
        1..1000 | ForEach-Object {
            [pscustomobject]@{ InstanceId = 'i-{0:x17}' -f $_; Rack = "R$($_ % 7)"; Shelf = $_; Owner = "J$([char]0xf6)hn `"Q`", Ltd"; Note = "two`nlines"; Empty = '' }
        } | Export-Csv in.csv -NoTypeInformation -Encoding utf8
        Import-Csv in.csv -Encoding utf8 | New-InventoryItem Custom:RackInfo -InstanceIdProperty InstanceId | Write-Inventory -Path fleet.db
        Get-InventoryEntry -Path fleet.db -TypeName Custom:RackInfo | Export-Csv out.csv -NoTypeInformation -Encoding utf8
        (Get-FileHash out.csv).Hash | Should -Be (Get-FileHash in.csv).Hash
    }

    It 'reports Unchanged the second time' {
        $item = Get-Command -CommandType Cmdlet | New-InventoryItem Custom:Command -InstanceId i-01234567 -Property Name, Source, Version
        $item.Content.Count | Should -BeGreaterThan 100
        ($item | Write-Inventory -Path fleet.db -PassThru).Status | Should -Be Created
        ($item | Write-Inventory -Path fleet.db -PassThru).Status | Should -Be Unchanged
        ($item | Write-Inventory -Path fleet.db -PassThru | Get-Text) | Should -Match 'InstanceId\s+Status\s+Bytes\s+Attempts\s+TypeName \(ErrorCode\)'
    }

    It 'lets a refused item be repaired and piped again' {
        $bad = [pscustomobject]@{ Serial = 'x' * 5000 } | New-InventoryItem Custom:X -InstanceId i-01234567
        $good = [pscustomobject]@{ Serial = 'y' } | New-InventoryItem Custom:Y -InstanceId i-01234567
        $bad, $good | Write-Inventory -Path fleet.db -ErrorVariable refused -ErrorAction SilentlyContinue
        (Get-Inventory -Path fleet.db).TypeName | Should -Be Custom:Y
        $refused[0].FullyQualifiedErrorId | Should -Be 'ValidationException,InventoryTools.Cmdlets.WriteInventoryCommand'
        $refused[0].Exception.Findings[0].Path | Should -Be 'Content[0].Serial'
        $refused.TargetObject.Content[0].Serial = 'short'
        $refused.TargetObject | Write-Inventory -Path fleet.db
        (Get-InventoryEntry -Path fleet.db Custom:X).Serial | Should -Be short
    }

    It 'takes a hashtable, and an item that has been through JSON' {
        @{ InstanceId = 'i-01234567'; TypeName = 'Custom:X'; SchemaVersion = '1.0'; CaptureTime = '2026-01-31T12:00:00Z'; Content = @(@{ A = 1 }) } |
            Write-Inventory -Path fleet.db
        Get-Inventory -Path fleet.db | ConvertTo-Json -Depth 5 | ConvertFrom-Json | Write-Inventory -Path copy.db
        (Get-InventoryEntry -Path copy.db).A | Should -Be 1
    }

    It 'writes on when the next command has had enough' {
        $items = 1..5 | ForEach-Object { New-InventoryItem Custom:X -InstanceId "i-0000000$_" }
        ($items | Write-Inventory -Path fleet.db -PassThru | Select-Object -First 1).InstanceId | Should -Be i-00000001
        Get-Inventory -Path fleet.db | Should -HaveCount 5
    }

    It 'writes nothing with -WhatIf' {
        New-InventoryItem Custom:X -InstanceId i-01234567 | Write-Inventory -Path fleet.db -WhatIf
        Test-Path fleet.db | Should -BeFalse
    }

    It 'ends with an error that can be caught: <Id>' -ForEach @(
        @{ Id = 'StoreNotADatabase'; Path = 'text.txt' }
        @{ Id = 'StoreFolderNotFound'; Path = 'missing/fleet.db' }
        @{ Id = 'StoreIsFolder'; Path = '.' }
        @{ Id = 'PathNotFileSystem'; Path = 'Variable:x' }
    ) {
        'hello ' * 1000 | Set-Content text.txt
        { New-InventoryItem Custom:X -InstanceId i-01234567 | Write-Inventory -Path $Path } |
            Should -Throw -ErrorId "$Id,InventoryTools.Cmdlets.WriteInventoryCommand"
    }
}

# What can be seen of AWS without any service: nothing here talks to anything but a closed port of this machine.
Describe 'Write-Inventory to AWS' {
    BeforeAll {
        $saved = @{}
        Get-ChildItem Env: | Where-Object Name -Match '^(AWS_|HOME$|XDG_DATA_HOME$)' | ForEach-Object { $saved[$_.Name] = $_.Value }
        $saved.Keys | Where-Object { $_ -like 'AWS_*' } | ForEach-Object { Remove-Item "Env:$_" }
        $folder = New-Item TestDrive:/home/.aws -ItemType Directory
        "[second]`naws_access_key_id = AKIDEXAMPLE`naws_secret_access_key = secret" | Set-Content TestDrive:/home/.aws/credentials
        $env:HOME = $folder.Parent.FullName
        $env:XDG_DATA_HOME = Join-Path $folder.Parent.FullName data
        $env:AWS_EC2_METADATA_DISABLED = 'true'
        $item = [pscustomobject]@{ A = 1 } | New-InventoryItem Custom:X -InstanceId i-01234567
        $keys = @{ AccessKey = 'AKIDEXAMPLE'; SecretKey = 'secret' }
        $closed = @{ EndpointUrl = 'http://127.0.0.1:1'; RetryTimeoutSec = 0 }
    }

    AfterAll {
        Get-ChildItem Env: | Where-Object Name -Match '^AWS_' | ForEach-Object { Remove-Item "Env:$($_.Name)" }
        foreach ($name in 'HOME', 'XDG_DATA_HOME') { Remove-Item "Env:$name" -ErrorAction Ignore }
        foreach ($name in $saved.Keys) { Set-Item "Env:$name" $saved[$name] }
    }

    It 'ends with an error that can be caught: <Id>' -ForEach @(
        @{ Id = 'ProfileNotFound'; Arguments = @{ ProfileName = 'nope' } }
        @{ Id = 'ProfileNotFound'; Arguments = @{ ProfileLocation = 'TestDrive:/nope' } }
        @{ Id = 'CredentialsNotFound'; Arguments = @{ Region = 'eu-west-1' } }
        @{ Id = 'InvalidCredentials'; Arguments = @{ AccessKey = 'AKIDEXAMPLE' } }
        @{ Id = 'InvalidCredentials'; Arguments = @{ Credential = 'text' } }
        @{ Id = 'RegionNotFound'; Arguments = @{ AccessKey = 'AKIDEXAMPLE'; SecretKey = 'secret' } }
        @{ Id = 'InvalidRegion'; Arguments = @{ AccessKey = 'AKIDEXAMPLE'; SecretKey = 'secret'; Region = 'ireland' } }
        @{ Id = 'InvalidEndpointUrl'; Arguments = @{ EndpointUrl = 'ftp://127.0.0.1' } }
    ) {
        { $item | Write-Inventory @Arguments } | Should -Throw -ErrorId "$Id,InventoryTools.Cmdlets.WriteInventoryCommand"
    }

    It 'lists the profiles that are there, and no key, where one is not' {
        $thrown = { $item | Write-Inventory -ProfileName nope } | Should -Throw -PassThru
        $thrown.Exception | Should -BeOfType InventoryTools.InventoryCredentialException
        "$thrown" | Should -Match "'nope'.*second"
        "$thrown" | Should -Not -Match 'AKIDEXAMPLE|secret'
    }

    It 'tells of a closed port, and hands the item back' {
        $results = $item | Write-Inventory @closed -PassThru -ErrorAction SilentlyContinue -ErrorVariable failed
        $results.Status | Should -Be Failed
        $failed[0].FullyQualifiedErrorId | Should -Be 'ConnectionRefused,InventoryTools.Cmdlets.WriteInventoryCommand'
        $failed[0].Exception | Should -BeOfType InventoryTools.InventoryConnectionException
        $failed[0].TargetObject.TypeName | Should -Be Custom:X
    }

    It 'sends nothing more when nobody listens' {
        $items = 1..9 | ForEach-Object { [pscustomobject]@{ Node = "i-0000000$_"; A = 1 } } | New-InventoryItem Custom:X -InstanceIdProperty Node
        $results = $items | Write-Inventory @closed -ThrottleLimit 1 -PassThru -ErrorAction SilentlyContinue
        $results | Should -HaveCount 9
        ($results | Measure-Object Attempts -Sum).Sum | Should -Be 1
        ($items | Write-Inventory @closed -Summary -ErrorAction SilentlyContinue) | Should -Match '^9 items: 9 failed; .*; ConnectionRefused 9$'
    }

    It 'shows the calls with -WhatIf' {
        $text = & (Get-Process -Id $PID).Path -NoProfile -NonInteractive -Command "
            Import-Module '$([System.IO.Path]::GetFullPath("$PSScriptRoot/../../InventoryTools.psd1"))'
            1..31 | ForEach-Object { @{ A = 1 } | New-InventoryItem Custom:T`$_ -InstanceId i-01234567 } |
                Write-Inventory -Region eu-west-1 -AccessKey AKIDEXAMPLE -SecretKey secret -WhatIf"
        $text | Should -HaveCount 2
        $text[0] | Should -Match 'PutInventory with 30 items, .* KB \(Custom:T1, .*\)" on target "i-01234567 in eu-west-1"'
        $text[1] | Should -Match 'PutInventory with 1 item'
    }

    It 'completes <Typed>' -ForEach @(
        @{ Typed = 'Write-Inventory -Region eu-west-1'; Completed = 'eu-west-1' }
        @{ Typed = 'Write-Inventory -RegionToCall us-gov-w'; Completed = 'us-gov-west-1' }
        @{ Typed = 'Write-Inventory -ProfileName se'; Completed = 'second' }
    ) {
        (TabExpansion2 $Typed $Typed.Length).CompletionMatches.CompletionText | Should -Be $Completed
    }

    It 'takes no parameter of AWS beside -Path' {
        { $item | Write-Inventory -Path fleet.db -Region eu-west-1 } | Should -Throw -ErrorId 'AmbiguousParameterSet,*'
    }
}
