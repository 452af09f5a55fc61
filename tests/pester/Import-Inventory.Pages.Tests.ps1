# Pages of one answer of ListInventoryEntries, in one file or in several.
BeforeAll {
    . "$PSScriptRoot/common.ps1"
    $command = 'InventoryTools.Cmdlets.ImportInventoryCommand'

    # "a+" is a page with the entry a that tells a further one; "node:a" is one of that node, "a@13" one of that hour.
    function Get-Page([string] $Page) {
        $null = $Page -match '^(?:(?<Node>[^:]+):)?(?<Name>\w+)(?:@(?<Hour>\d+))?(?<More>\+?)$'
        $node = if ($Matches.Node) { $Matches.Node } else { 'i-0123456789abcdef0' }
        $hour = if ($Matches.Hour) { $Matches.Hour } else { '12' }
        $token = if ($Matches.More) { ',"NextToken":"t1"' }
        "{`"TypeName`":`"AWS:Application`",`"InstanceId`":`"$node`",`"SchemaVersion`":`"1.1`",`"CaptureTime`":`"2026-01-01T${hour}:00:00Z`",`"Entries`":[{`"Name`":`"$($Matches.Name)`"}]$token}"
    }

    function Write-Page([string] $Path, [string] $Pages) {
        [System.IO.File]::WriteAllText((Join-Path $folder.FullName $Path), (($Pages -split ' ' | ForEach-Object { Get-Page $_ }) -join "`n"))
    }

    function Get-ItemName($Items) {
        @($Items | ForEach-Object { $_.Content.Name -join '|' }) -join ', '
    }
}

Describe 'Import-Inventory: pages in files' {
    BeforeEach {
        $folder = New-Item "TestDrive:/$([guid]::NewGuid())" -ItemType Directory
        Push-Location $folder
    }

    AfterEach {
        Pop-Location
    }

    It 'joins <Name>' -ForEach @(
        @{ Name = 'pages in files of their own'; Files = [ordered]@{ 'page1.json' = 'a+'; 'page2.json' = 'c' }; Import = { Import-Inventory page1.json, page2.json }; Expected = 'a|c' }
        @{ Name = 'files from the pipeline'; Files = [ordered]@{ 'page1.json' = 'a+'; 'page2.json' = 'c' }; Import = { Get-ChildItem page*.json | Sort-Object Name | Import-Inventory }; Expected = 'a|c' }
        @{ Name = 'files of a folder'; Files = [ordered]@{ 'page1.json' = 'a+'; 'page2.json' = 'b+'; 'page10.json' = 'c' }; Import = { Import-Inventory . }; Expected = 'a|b|c' }
        @{ Name = 'files of a wildcard, the second before the tenth'; Files = [ordered]@{ 'page1.json' = 'a+'; 'page2.json' = 'b+'; 'page10.json' = 'c' }; Import = { Import-Inventory page*.json }; Expected = 'a|b|c' }
        @{ Name = 'pages with one of another node between them'; Files = [ordered]@{ 'pages.json' = 'a+ i-00000002:x b' }; Import = { Import-Inventory pages.json }; Expected = 'a|b, x' }
        @{ Name = 'pages of two nodes by turns'; Files = [ordered]@{ 'page1.json' = 'a+ i-00000002:x+'; 'page2.json' = 'b i-00000002:y' }; Import = { Import-Inventory page1.json, page2.json }; Expected = 'a|b, x|y' }
        @{ Name = 'no answers that are whole'; Files = [ordered]@{ 'one.json' = 'a'; 'two.json' = 'b@13' }; Import = { Import-Inventory one.json, two.json }; Expected = 'a, b' }
    ) {
        foreach ($file in $Files.Keys) { Write-Page $file $Files[$file] }
        Get-ItemName (& $Import) | Should -Be $Expected
    }

    It 'refuses all pages with one error: <Name>' -ForEach @(
        @{ Name = 'the last is missing'; Files = [ordered]@{ 'page1.json' = 'a+'; 'page2.json' = 'b+' }; At = 'page2.json' }
        @{ Name = 'the last comes first'; Files = [ordered]@{ 'page2.json' = 'b'; 'page1.json' = 'a+' }; At = 'page1.json' }
        @{ Name = 'the last is before others'; Files = [ordered]@{ 'page1.json' = 'a+'; 'page10.json' = 'c'; 'page2.json' = 'b+' }; At = 'page2.json' }
        @{ Name = 'the node has sent inventory between them'; Files = [ordered]@{ 'page1.json' = 'a+'; 'page2.json' = 'b@13' }; At = 'page1.json'; Why = 'capture times 2026-01-01T12:00:00Z, 2026-01-01T13:00:00Z: list all of them anew' }
    ) {
        foreach ($file in $Files.Keys) { Write-Page $file $Files[$file] }
        Write-Page other.json i-00000002:x
        $done = Import-Inventory (@($Files.Keys) + 'other.json') -ErrorVariable failed -ErrorAction SilentlyContinue | Write-Inventory -Path p.db -PassThru
        $done.InstanceId | Should -Be i-00000002
        $failed | Should -HaveCount 1
        $failed[0].FullyQualifiedErrorId | Should -Be "PageMissing,$command"
        $failed[0].TargetObject | Should -Be (Join-Path $folder.FullName $At)
        "$failed" | Should -Match 'tells a further page \(NextToken\), and AWS:Application of i-0123456789abcdef0 would be incomplete without it'
        "$failed" | Should -Match $Why
    }

    It 'refuses the other pages of one that is broken, and tells it of both' {
        Write-Page page1.json a+
        Write-Page page2.json b
        [System.IO.File]::WriteAllText((Join-Path $folder.FullName page1.json), ((Get-Page a+) -replace '"a"', '1'))
        Import-Inventory page1.json, page2.json -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $failed.FullyQualifiedErrorId | Should -Be "InvalidFile,$command", "PageMissing,$command"
        "$($failed[1])" | Should -Match "page1\.json.*what can't be read may be a page of AWS:Application of i-0123456789abcdef0, which would be incomplete"
    }

    It 'refuses the pages around <Name>, which may be one' -ForEach @(
        @{ Name = 'a file that is cut'; Text = '{"TypeName":"AWS:App'; Id = 'InvalidFile' }
        @{ Name = 'a page of a proxy'; Text = '<!DOCTYPE html><html><body>Sign in</body></html>'; Id = 'InvalidFile' }
        @{ Name = 'an error of the service'; Text = '{"__type":"ThrottlingException"}'; Id = 'InvalidFile' }
        @{ Name = 'an empty file'; Text = ''; Id = 'InvalidFile' }
        @{ Name = 'a file that is not there'; Id = 'PathNotFound' }
    ) {
        Write-Page page1.json 'i-00000002:x a+'
        Write-Page page3.json 'c i-00000003:y'
        if ($null -ne $Text) { [System.IO.File]::WriteAllText((Join-Path $folder.FullName page2.json), $Text) }
        Get-ItemName (Import-Inventory page1.json, page2.json, page3.json -ErrorVariable failed -ErrorAction SilentlyContinue) | Should -Be 'x, y'
        $failed.FullyQualifiedErrorId | Should -Be "$Id,$command", "PageMissing,$command"
        "$($failed[1])" | Should -Match "page2\.json': what can't be read may be a page of AWS:Application of i-0123456789abcdef0"
        Get-ItemName (Import-Inventory page1.json, page2.json, page3.json -Force -ErrorAction SilentlyContinue -WarningAction SilentlyContinue) | Should -Be 'x, a|c, y'
    }

    It 'joins pages around a line that is none, and is read' {
        Write-Page pages.json 'a+ b'
        $lines = Get-Content pages.json
        [System.IO.File]::WriteAllText((Join-Path $folder.FullName pages.json), "$($lines[0])`n{`"TypeName`":`"Custom:X`",`"SchemaVersion`":`"1.0`",`"Content`":[{`"Name`":`"x`"}]}`n$($lines[1])")
        Get-ItemName (Import-Inventory pages.json) | Should -Be 'x, a|b'
    }

    It 'reads what is there with -Force, as one item' {
        Write-Page page2.json b
        Write-Page page1.json a+
        Get-ItemName (Import-Inventory page2.json, page1.json -Force -WarningVariable told -WarningAction SilentlyContinue) | Should -Be 'b|a'
        $told | Should -HaveCount 1
    }

    It 'keeps each file of which a page was refused' {
        Write-Page page1.json a+
        Write-Page page2.json b+
        [System.IO.File]::WriteAllText((Join-Path $folder.FullName other.json), '{"TypeName":"Custom:X","SchemaVersion":"1.0","Content":[]}')
        $before = Get-Content -Raw page1.json
        Import-Inventory page1.json, page2.json, other.json -ErrorAction SilentlyContinue | Export-Inventory page1.json JsonLines -ErrorVariable failed -ErrorAction SilentlyContinue
        $failed.FullyQualifiedErrorId | Should -Be 'PartlyRead,InventoryTools.Cmdlets.ExportInventoryCommand'
        Get-Content -Raw page1.json | Should -BeExactly $before
    }

    It 'warns of a missing page of GetInventory only where no file has it' {
        $page = '{"Entities":[{"Id":"i-0000000#","Data":{"AWS:Tag":{"TypeName":"AWS:Tag","SchemaVersion":"1.0","CaptureTime":"2026-01-01T12:00:00Z","Content":[]}}}],"NextToken":"TOKEN"}'
        [System.IO.File]::WriteAllText((Join-Path $folder.FullName nodes1.json), ($page -replace '#', '1'))
        [System.IO.File]::WriteAllText((Join-Path $folder.FullName nodes2.json), ($page -replace '#', '2' -replace 'TOKEN'))
        (Import-Inventory nodes1.json, nodes2.json -WarningVariable told).InstanceId | Should -Be i-00000001, i-00000002
        $told | Should -BeNullOrEmpty
        (Import-Inventory nodes1.json -WarningVariable told -WarningAction SilentlyContinue).InstanceId | Should -Be i-00000001
        "$told" | Should -Match 'nodes are missing'
    }
}
