# Objects that crossed a job, another session or a file: the same text as here, and nothing of the transport.
BeforeAll {
    . "$PSScriptRoot/common.ps1"

    # All that PowerShell does to an object on its way from another computer.
    function Receive-Object {
        param([Parameter(ValueFromPipeline)] $InputObject)
        process {
            $received = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($InputObject, 1))
            $received | Add-Member -NotePropertyMembers ([ordered]@{
                PSComputerName = 'web-1'; RunspaceId = [guid]::NewGuid(); PSShowComputerName = $true; PSSourceJobInstanceId = [guid]::NewGuid()
            }) -PassThru -Force
        }
    }

    $rows = {
        [pscustomobject]@{
            Text = 'x'; Number = 1.5; Day = [System.DayOfWeek]::Friday; Flags = [System.IO.FileAttributes]'ReadOnly, Hidden'
            Version = [version]'1.2.3'; Span = [timespan]'01:02:03'; Address = [ipaddress]'10.0.0.1'; Link = [uri]'http://x/a%20b'
            Id = [guid]::Empty; Moment = [datetime]::new(2026, 1, 31, 12, 0, 0, [System.DateTimeKind]::Utc); Exact = [decimal]'1.20'
            Offset = [datetimeoffset]::new(2026, 1, 31, 13, 0, 0, [timespan]::FromHours(1)); Truth = $true; Nothing = $null; Big = [bigint]5
            List = 1, 'a', [System.DayOfWeek]::Monday; Nested = [pscustomobject]@{ B = [System.DayOfWeek]::Sunday; A = @(1, @{ Z = 1; Y = 2; X = 3 }) }
            Map = @{ Zeta = 1; Alpha = @{ y = [version]'2.0'; x = $null }; Mid = 2 }; Type = [string]; Queue = [System.Collections.Queue]@(1, 2)
            Pair = [System.Collections.Generic.KeyValuePair[string, int]]::new('k', 1); Words = [System.Collections.Generic.List[string]]@('p', 'q')
        }
    }
}

Describe 'Objects of jobs, other sessions and files' {
    It 'gives rows the same text and the same content hash as here: <Name>' -ForEach @(
        @{ Name = 'Start-Job'; Carry = { Start-Job $rows | Receive-Job -Wait -AutoRemoveJob } }
        @{ Name = 'Start-ThreadJob'; Carry = { Start-ThreadJob $rows | Receive-Job -Wait -AutoRemoveJob }; NotIn = 'Desktop' }
        @{ Name = 'ForEach-Object -Parallel'; Carry = { 1 | ForEach-Object -Parallel ([scriptblock]::Create("$rows")) }; NotIn = 'Desktop' }
        @{ Name = 'Export-Clixml'; Carry = { & $rows | Export-Clixml TestDrive:/rows.xml; Import-Clixml TestDrive:/rows.xml } }
        @{ Name = 'as remoting serializes'; Carry = { & $rows | Receive-Object } }
        @{ Name = 'twice'; Carry = { & $rows | Receive-Object | Receive-Object } }
    ) {
        if ($NotIn -eq $PSEdition) { Set-ItResult -Skipped -Because "$PSEdition lacks it" }
        $here = & $rows | New-InventoryItem Custom:X
        $there = & $Carry | New-InventoryItem Custom:X -ErrorAction Stop
        $there | Get-EntryText | Should -BeExactly ($here | Get-EntryText)
        $here.Content[0].Map | Should -BeExactly '{"Alpha":{"x":null,"y":"2.0"},"Mid":2,"Zeta":1}'
        $here.Content[0].Day, $here.Content[0].List | Should -Be 'Friday', '1,a,Monday'
    }

    It 'leaves out what PowerShell adds, unless it is asked for by name: <Name>' -ForEach @(
        @{ Name = 'no -Property'; Arguments = @{}; Entries = 'A=1' }
        @{ Name = 'wildcards'; Arguments = @{ Property = '*', 'PS*', 'R*' }; Entries = 'A=1' }
        @{ Name = 'a name'; Arguments = @{ Property = 'A', 'PSComputerName' }; Entries = 'A=1 PSComputerName=web-1' }
    ) {
        [pscustomobject]@{ A = 1 } | Receive-Object | New-InventoryItem Custom:X @Arguments -WarningAction SilentlyContinue | Get-EntryText | Should -Be $Entries
    }

    It 'knows what PowerShell adds after <Name>' -ForEach @(
        @{ Name = 'Select-Object'; Script = { [pscustomobject]@{ A = 1 } | Receive-Object | Select-Object * -ExcludeProperty RunspaceId } }
        @{ Name = 'Export-Csv'; Script = { [pscustomobject]@{ A = 1 } | Receive-Object | ConvertTo-Csv | ConvertFrom-Csv } }
        @{ Name = 'ConvertTo-Json'; Script = { [pscustomobject]@{ A = 1 } | Receive-Object | ConvertTo-Json | ConvertFrom-Json } }
        @{ Name = 'Export-Clixml'; Script = { [pscustomobject]@{ A = 1 } | Receive-Object | Export-Clixml TestDrive:/a.xml; Import-Clixml TestDrive:/a.xml } }
        @{ Name = 'removal of all but one'
            Script = { $o = [pscustomobject]@{ A = 1 } | Receive-Object; 'RunspaceId', 'PSShowComputerName', 'PSSourceJobInstanceId' | ForEach-Object { $o.PSObject.Properties.Remove($_) }; $o } }
        @{ Name = 'nesting'; Script = { @{ A = [pscustomobject]@{ B = 2 } | Receive-Object } }; Entries = 'A={"B":2}' }
    ) {
        & $Script | New-InventoryItem Custom:X | Get-EntryText | Should -Be $(if ($Entries) { $Entries } else { 'A=1' })
    }

    It 'leaves out what PowerShell hides of files and shows after <Name>' -ForEach @(
        @{ Name = 'a job'; Script = { $files | Receive-Object } }
        @{ Name = 'a job and Select-Object'; Script = { $files | Receive-Object | Select-Object * } }
        @{ Name = 'Export-Clixml'; Script = { $files | Export-Clixml TestDrive:/files.xml; Import-Clixml TestDrive:/files.xml } }
    ) {
        $files = (Get-Item $PSCommandPath), (Get-Item $PSScriptRoot)
        $names = { param($file) ($file | New-InventoryItem Custom:File -ExcludeProperty VersionInfo, Directory, Parent, Root, PSDrive, PSProvider, UnixStat -WarningAction Ignore).Content[0].Keys | Sort-Object }
        $received = @(& $Script)
        foreach ($at in 0, 1) {
            $expected = @(& $names $files[$at])
            $expected | Should -Contain FullName
            @(& $names $received[$at]) -join ' ' | Should -Be ($expected -join ' ')
        }
        if ($PSEdition -eq 'Core') {
            $received[0].PSObject.Properties.Name | Should -Contain NameString -Because 'else the test shows nothing'
            ($received[0] | New-InventoryItem Custom:File NameString).Content[0].Keys | Should -Be NameString
        }
    }

    It 'takes a property of such a name that is a person''s own: <Name>' -ForEach @(
        @{ Name = 'for the screen'; Row = { [pscustomobject]@{ NameString = 'x'; LengthString = '5' } }; Entries = 'NameString=x LengthString=5' }
        @{ Name = 'a computer''s name'; Row = { [pscustomobject]@{ A = 1; PSComputerName = 'web-1' } }; Entries = 'A=1 PSComputerName=web-1' }
        @{ Name = 'a runspace'; Row = { [pscustomobject]@{ RunspaceId = [guid]::Empty } }; Entries = "RunspaceId=$([guid]::Empty)" }
        @{ Name = 'chosen before'; Row = { [pscustomobject]@{ A = 1 } | Receive-Object | Select-Object PSComputerName, A }; Entries = 'PSComputerName=web-1 A=1' }
        @{ Name = 'a number'; Row = { [pscustomobject]@{ PSComputerName = 'w'; RunspaceId = 3 } }; Entries = 'PSComputerName=w RunspaceId=3' }
        @{ Name = 'in a map'; Row = { [ordered]@{ PSComputerName = 'w'; RunspaceId = [guid]::Empty } }; Entries = "PSComputerName=w RunspaceId=$([guid]::Empty)" }
    ) {
        & $Row | New-InventoryItem Custom:X | Get-EntryText | Should -Be $Entries
    }

    It 'leaves out what CIM adds' {
        if (-not ('Microsoft.Management.Infrastructure.Sample.CimInstance' -as [type])) {
            Add-Type -TypeDefinition 'namespace Microsoft.Management.Infrastructure.Sample { public class CimInstance { public string Name = "n"; } }'
        }

        $instance = [pscustomobject]@{ Name = 'n'; CimClass = 'c'; CimInstanceProperties = 1, 2; CimSystemProperties = 's'; PSComputerName = 'w' }
        $instance.PSObject.TypeNames.Insert(0, 'Deserialized.Microsoft.Management.Infrastructure.CimInstance#root/cimv2/Win32_BIOS')
        $instance | New-InventoryItem Custom:X | Get-EntryText | Should -Be 'Name=n'
        $instance | New-InventoryItem Custom:X -Property Name, CimSystemProperties | Get-EntryText | Should -Be 'Name=n CimSystemProperties=s'
    }

    It 'names the nodes by the computer that rows come from' {
        ([pscustomobject]@{ A = 1 } | Receive-Object | New-InventoryItem Custom:X -InstanceIdProperty PSComputerName).InstanceId | Should -Be web-1
    }

    It 'refuses a value that was cut to the name of its type' {
        Add-Type -TypeDefinition @'
            namespace InventoryToolsTests {
                public class Inner { public int Size { get { return 1; } } }
                public class Middle { public Inner Inner { get { return new Inner(); } } }
                public class Outer {
                    public string Name { get { return "System.Text"; } }
                    public Inner Inner { get { return new Inner(); } }
                    public Inner[] Inners { get { return new[] { new Inner() }; } }
                    public System.DayOfWeek Day { get { return System.DayOfWeek.Friday; } }
                }
            }
'@
        $here = [InventoryToolsTests.Outer]::new()
        $here | New-InventoryItem Custom:X -Property Name, Inner, Day | Get-EntryText | Should -Be 'Name=System.Text Inner={"Size":1} Day=Friday'
        $there = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($here, 1))
        $there | New-InventoryItem Custom:X -Property Name, Day | Get-EntryText | Should -Be 'Name=System.Text Day=Friday'
        foreach ($property in 'Inner', 'Inners') {
            $there | New-InventoryItem Custom:X -Property $property -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
            $problem[0].FullyQualifiedErrorId | Should -Be 'PropertyWasCutOff,InventoryTools.Cmdlets.NewInventoryItemCommand'
            "$problem" | Should -Match "'$property'.*was cut off.*only 'InventoryToolsTests.Inner' is left"
        }

        $deep = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize([pscustomobject]@{ M = [InventoryToolsTests.Middle]::new() }, 1))
        $deep | New-InventoryItem Custom:X -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -Be 'PropertyWasCutOff,InventoryTools.Cmdlets.NewInventoryItemCommand'
        "$problem" | Should -Match "'M'.*at '.Inner' was cut off"
    }

    It 'takes the text of a file and the like as it was there' {
        $file = Get-Item $PSCommandPath
        $there = [pscustomobject]@{ File = $file } | Receive-Object
        $there | New-InventoryItem Custom:X | Get-EntryText | Should -Be "File=$file"
        @{ Files = @($there.File, $there.File) } | New-InventoryItem Custom:X | Get-EntryText | Should -Be "Files=$file,$file"
    }

    It 'records nothing for <Name>' -ForEach @(
        @{ Name = 'the null of a database'; Value = { ([System.DBNull]::Value) } }
        @{ Name = 'a command that returns nothing'; Value = { (& { }) } }
        @{ Name = 'a condition without a result'; Value = { $(if ($false) { 1 }) } }
    ) {
        $row = [scriptblock]::Create("[pscustomobject][ordered]@{ A = 1; N = $Value; M = @{ N = $Value } }")
        & $row | New-InventoryItem Custom:X | Get-EntryText | Should -BeExactly 'A=1 N= M={"N":null}'
        & $row | Receive-Object | New-InventoryItem Custom:X | Get-EntryText | Should -BeExactly 'A=1 N= M={"N":null}'
    }

    It 'takes a row of a database with its nulls' {
        $table = [System.Data.DataTable]::new('t')
        'C', 'D' | ForEach-Object { $null = $table.Columns.Add($_) }
        $null = $table.Rows.Add('c', [System.DBNull]::Value)
        $table.Rows | Receive-Object | New-InventoryItem Custom:X | Get-EntryText | Should -BeExactly 'C=c D='
    }

    It 'takes a map that became a list of pairs as a map' {
        $map = [System.Dynamic.ExpandoObject]::new()
        $map.Y = @{ b = 1; a = $null }
        $map.X = 1
        $expected = 'M={"Y":{"a":null,"b":1},"X":1}'
        $there = [pscustomobject]@{ M = $map } | Receive-Object
        [pscustomobject]@{ M = $map }, $there | ForEach-Object { $_ | New-InventoryItem Custom:X | Get-EntryText } | Should -BeExactly $expected, $expected
        New-InventoryItem Custom:X -InputObject $there.M | Get-EntryText | Should -BeExactly 'Y={"a":null,"b":1} X=1'
        $item = @{ TypeName = 'Custom:X'; InstanceId = 'i-01234567'; Content = $there.M; SchemaVersion = '1.0'; CaptureTime = '2026-01-31T12:00:00Z' }
        ($item | Get-InventoryEntry).X | Should -Be 1
    }

    It 'warns of the pairs of a map that the pipeline took apart there' {
        $map = [System.Dynamic.ExpandoObject]::new()
        $map.X = 1
        $map | Receive-Object | New-InventoryItem Custom:X -WarningVariable warned -WarningAction SilentlyContinue | Get-EntryText | Should -Be 'Key=X Value=1'
        "$warned" | Should -Match 'Key'
    }

    It 'refuses a map of which only a part is left: <Name>' -ForEach @(
        @{ Name = 'JsonObject'; NotIn = 'Desktop'; Make = { , [System.Text.Json.Nodes.JsonNode]::Parse('{"a":{"b":[1]},"c":5}') } }
        @{ Name = 'JsonArray'; NotIn = 'Desktop'; Make = { , [System.Text.Json.Nodes.JsonNode]::Parse('[true,1.50]') } }
        @{ Name = 'JsonElement'; NotIn = 'Desktop'; Make = { [System.Text.Json.JsonDocument]::Parse('{"a":5}').RootElement } }
        @{ Name = 'JObject'; NotIn = 'Desktop'; Make = { , [Newtonsoft.Json.Linq.JObject]::Parse('{"a":5,"n":null}') } }
        @{ Name = 'JArray'; NotIn = 'Desktop'; Make = { , [Newtonsoft.Json.Linq.JArray]::Parse('[5,"x"]') } }
        @{ Name = 'JValue'; NotIn = 'Desktop'; Make = { , [Newtonsoft.Json.Linq.JValue]::new('x') } }
        @{ Name = 'NameValueCollection'; Make = { $m = [System.Collections.Specialized.NameValueCollection]::new(); $m.Add('k', 'v'); , $m } }
        @{ Name = 'StringDictionary'; Make = { $m = [System.Collections.Specialized.StringDictionary]::new(); $m.Add('k', 'v'); , $m } }
        @{ Name = 'GroupCollection'; Make = { , [regex]::Match('ab', '(?<q>a)').Groups }; NotIn = 'Desktop' }
        @{ Name = '(Lookup|Grouping)'; Make = { , [System.Linq.Enumerable]::ToLookup([int[]](1, 2), [System.Func[int, int]] { param($n) $n % 2 }) } }
    ) {
        if ($NotIn -eq $PSEdition) { Set-ItResult -Skipped -Because "$PSEdition lacks it" }
        $there = [pscustomobject]@{ Deep = @{ M = & $Make }; M = & $Make } | Receive-Object
        foreach ($property in 'M', 'Deep') {
            $there | New-InventoryItem Custom:X -Property $property -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
            $problem[0].FullyQualifiedErrorId | Should -Be 'PropertyWasCutOff,InventoryTools.Cmdlets.NewInventoryItemCommand'
            "$problem" | Should -Match "'$property'.* was a $Name.*, of which a job, another session or a file leaves a part only: send it as a hashtable or as its JSON text"
        }

        New-InventoryItem Custom:X -InputObject $there.M -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -BeIn ('InputHasNoProperties', 'PropertyWasCutOff' | ForEach-Object { "$_,InventoryTools.Cmdlets.NewInventoryItemCommand" })
        @{ TypeName = 'Custom:X'; Content = , $there.M } | Test-InventoryItem -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        "$problem" | Should -Match "was a $Name|is not a map of names"
    }

    It 'still refuses secrets' {
        [pscustomobject]@{ Pin = [pscredential]::new('u', (ConvertTo-SecureString x -AsPlainText -Force)) } | Receive-Object |
            New-InventoryItem Custom:X -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -Be 'PropertyIsSecret,InventoryTools.Cmdlets.NewInventoryItemCommand'
    }

    It 'records equal maps equally in every process' {
        $script = "Import-Module '$ModulePath'; (@{ Map = @{ a = 1; bb = 2; ccc = 3; d4 = 4; e = 5 } } | New-InventoryItem Custom:X).Content[0].Map"
        1..2 | ForEach-Object { (Invoke-Shell $script).Output } | Should -Be (@('{"a":1,"bb":2,"ccc":3,"d4":4,"e":5}') * 2)
    }
}

Describe 'Items of jobs, other sessions and files' {
    BeforeAll {
        $make = {
            param($module)
            Import-Module $module
            [ordered]@{ Rack = 'A1'; Shelf = 12 }, [ordered]@{ Rack = 'B2' } |
                New-InventoryItem Custom:RackInfo -InstanceId i-01234567 -CaptureTime '2026-01-31T12:00:00Z'
        }
        $item = & $make $ModulePath
    }

    It 'is taken as its own by Write-, Test-, Compare- and Export-Inventory: <Name>' -ForEach @(
        @{ Name = 'Start-Job'; Carry = { Start-Job $make -ArgumentList $ModulePath | Receive-Job -Wait -AutoRemoveJob } }
        @{ Name = 'Start-ThreadJob'; Carry = { Start-ThreadJob $make -ArgumentList $ModulePath | Receive-Job -Wait -AutoRemoveJob }; NotIn = 'Desktop' }
        @{ Name = 'ForEach-Object -Parallel'; Carry = { $ModulePath | ForEach-Object -Parallel ([scriptblock]::Create("& { $make } `$_")) }; NotIn = 'Desktop' }
        @{ Name = 'Export-Clixml'; Carry = { $item | Export-Clixml TestDrive:/item.xml; Import-Clixml TestDrive:/item.xml } }
        @{ Name = 'as remoting serializes'; Carry = { $item | Receive-Object } }
    ) {
        if ($NotIn -eq $PSEdition) { Set-ItResult -Skipped -Because "$PSEdition lacks it" }
        $path = Join-Path $TestDrive "$([guid]::NewGuid()).db"
        $there = & $Carry
        $there | Test-InventoryItem | Should -BeTrue
        $item | Write-Inventory -Path $path
        ($there | Write-Inventory -Path $path -PassThru).Status | Should -Be Unchanged
        Compare-Inventory $item $there | Should -BeNullOrEmpty
        $lines = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"
        $there | Export-Inventory $lines JsonLines
        $read = Import-Inventory $lines
        $read.InstanceId, $read.CaptureTime, $read.Content[0].Rack, $read.Content[0].Shelf, $read.Content[1].Rack |
            Should -Be 'i-01234567', '2026-01-31T12:00:00Z', 'A1', '12', 'B2'
    }

    It 'keeps a context, no entries, and a hash alone' {
        $compliance = New-InventoryItem AWS:ComplianceItem -InstanceId i-01234567 -Context @{ ComplianceType = 'Custom:Cis'; ExecutionTime = '2026-01-31T12:00:00Z' }
        $hash = New-InventoryItem Custom:X -InstanceId i-01234567
        $hash.Content = $null
        $hash.ContentHash = 'abc'
        $path = Join-Path $TestDrive context.jsonl
        $compliance, $hash | Receive-Object | Export-Inventory $path JsonLines
        $read = Import-Inventory $path
        $read[0].Context['ComplianceType'], $read[0].Content.Count | Should -Be 'Custom:Cis', 0
        $read[1].ContentHash | Should -Be abc
        $null -eq $read[1].Content | Should -BeTrue
    }
}
