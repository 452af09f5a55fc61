# Every map is a map: those of the JSON libraries, of .NET and of databases.
BeforeDiscovery {
    # Neither library is part of Windows PowerShell.
    $json = '{"z":1,"a":"x","n":{"p":[1,2],"q":null,"d":1.50,"t":true},"l":["a","b"],"b":false,"e":{},"g":null,"s":[{"k":"v"}],"f":1e400}'
    $newtonsoft = $json -replace '1e400', '1' -replace '1\.50', '1.5'
    $kinds = @(
        if ($PSEdition -eq 'Core') {
            @{ Name = 'JsonElement'; Make = { , [System.Text.Json.JsonDocument]::Parse($args[0]).RootElement }; Json = $json }
            @{ Name = 'JsonDocument'; Make = { [System.Text.Json.JsonDocument]::Parse($args[0]) }; Json = $json }
            @{ Name = 'JsonObject'; Make = { , [System.Text.Json.Nodes.JsonNode]::Parse($args[0]) }; Json = $json }
            @{ Name = 'JObject'; Make = { , [Newtonsoft.Json.Linq.JObject]::Parse($args[0]) }; Json = $newtonsoft }
        }
    )
    $maps = @(
        @{ Name = 'NameValueCollection'; Make = { $m = [System.Collections.Specialized.NameValueCollection]::new(); $m.Add('z', '1'); $m.Add('a', '2'); $m.Add('a', '3'); , $m }
            Entries = 'z=1 a=2,3'; Text = '{"z":"1","a":["2","3"]}' }
        @{ Name = 'StringDictionary'; Make = { $m = [System.Collections.Specialized.StringDictionary]::new(); $m.Add('z', '1'); $m.Add('a', '2'); , $m }
            Entries = 'a=2 z=1'; Text = '{"a":"2","z":"1"}' }
        @{ Name = 'ExpandoObject'; Make = { $m = [System.Dynamic.ExpandoObject]::new(); ([System.Collections.Generic.IDictionary[string, object]]$m).Add('z', 1); ([System.Collections.Generic.IDictionary[string, object]]$m).Add('a', [dayofweek]::Friday); , $m }
            Entries = 'z=1 a=Friday'; Text = '{"z":1,"a":"Friday"}' }
        @{ Name = 'IReadOnlyDictionary'; Make = { , [InventoryToolsTests.ReadOnlyMap]::new() }; Entries = 'z=1 a=2'; Text = '{"z":1,"a":2}' }
        @{ Name = 'IDictionary<,> alone'; Make = { , [InventoryToolsTests.GenericMap]::new() }; Entries = '7=x'; Text = '{"7":"x"}' }
        @{ Name = 'SortedDictionary'; Make = { $m = [System.Collections.Generic.SortedDictionary[string, int]]::new(); $m.Add('b', 1); $m.Add('a', 2); , $m }; Entries = 'a=2 b=1'; Text = '{"a":2,"b":1}' }
        @{ Name = 'Hashtable'; Make = { @{ z = 1; a = 2; m = 3 } }; Entries = 'a=2 m=3 z=1'; Text = '{"a":2,"m":3,"z":1}' }
        @{ Name = 'ordered dictionary'; Make = { [ordered]@{ z = 1; a = 2 } }; Entries = 'z=1 a=2'; Text = '{"z":1,"a":2}' }
        @{ Name = 'entry'; Make = { , ([pscustomobject]@{ z = 1; a = 2 } | New-InventoryItem Custom:X).Content[0] }; Entries = 'z=1 a=2'; Text = '{"z":"1","a":"2"}' }
        @{ Name = 'lookup'; Make = { , [InventoryToolsTests.Maps]::Lookup() }; Entries = 'x=1,2 y=3'; Text = '{"x":[1,2],"y":[3]}' }
        @{ Name = 'row of a table'; Make = { , [InventoryToolsTests.Maps]::Table().Rows[1] }; Entries = 'Name= Count=2'; Text = '{"Name":null,"Count":2}' }
        @{ Name = 'row of a view'; Make = { , [InventoryToolsTests.Maps]::Table().DefaultView[0] }; Entries = 'Name=x Count=1'; Text = '{"Name":"x","Count":1}' }
        @{ Name = 'record of a reader'; Make = { , [InventoryToolsTests.Maps]::Record() }; Entries = 'Name=x Count=1'; Text = '{"Name":"x","Count":1}' }
        @{ Name = 'table'; Make = { , [InventoryToolsTests.Maps]::Table() }; Entries = 'Name=x Count=1|Name= Count=2'; Text = '[{"Name":"x","Count":1},{"Name":null,"Count":2}]' }
        @{ Name = 'view of a table'; Make = { , [InventoryToolsTests.Maps]::Table().DefaultView }; Entries = 'Name=x Count=1|Name= Count=2'; Text = '[{"Name":"x","Count":1},{"Name":null,"Count":2}]' }
    )
}

BeforeAll {
    . "$PSScriptRoot/common.ps1"

    $references = if ($PSEdition -eq 'Core') { 'System.Collections', 'System.Collections.Specialized', 'System.Data.Common', 'System.Linq', 'System.Runtime', 'System.ComponentModel.TypeConverter', 'System.Xml.ReaderWriter', 'System.ComponentModel.Primitives' } else { 'System', 'System.Data', 'System.Core', 'System.Xml' }
    Add-Type -ReferencedAssemblies $references -TypeDefinition @'
        using System.Collections; using System.Collections.Generic; using System.Data; using System.Linq;
        namespace InventoryToolsTests {
            public class ReadOnlyMap : IReadOnlyDictionary<string, int> {
                private readonly KeyValuePair<string, int>[] _pairs = { new KeyValuePair<string, int>("z", 1), new KeyValuePair<string, int>("a", 2) };
                public int Count { get { return 2; } }
                public IEnumerable<string> Keys { get { return _pairs.Select(p => p.Key); } }
                public IEnumerable<int> Values { get { return _pairs.Select(p => p.Value); } }
                public int this[string key] { get { return _pairs.First(p => p.Key == key).Value; } }
                public bool ContainsKey(string key) { return _pairs.Any(p => p.Key == key); }
                public bool TryGetValue(string key, out int value) { value = 0; return false; }
                public IEnumerator<KeyValuePair<string, int>> GetEnumerator() { return ((IEnumerable<KeyValuePair<string, int>>)_pairs).GetEnumerator(); }
                IEnumerator IEnumerable.GetEnumerator() { return GetEnumerator(); }
            }
            public class GenericMap : IDictionary<int, string> {
                private readonly IDictionary<int, string> _map = new Dictionary<int, string> { { 7, "x" } };
                public string this[int key] { get { return _map[key]; } set { _map[key] = value; } }
                public ICollection<int> Keys { get { return _map.Keys; } }
                public ICollection<string> Values { get { return _map.Values; } }
                public int Count { get { return 1; } }
                public bool IsReadOnly { get { return false; } }
                public void Add(int key, string value) { _map.Add(key, value); }
                public void Add(KeyValuePair<int, string> item) { _map.Add(item); }
                public void Clear() { _map.Clear(); }
                public bool Contains(KeyValuePair<int, string> item) { return _map.Contains(item); }
                public bool ContainsKey(int key) { return _map.ContainsKey(key); }
                public void CopyTo(KeyValuePair<int, string>[] array, int at) { _map.CopyTo(array, at); }
                public bool Remove(int key) { return _map.Remove(key); }
                public bool Remove(KeyValuePair<int, string> item) { return _map.Remove(item); }
                public bool TryGetValue(int key, out string value) { return _map.TryGetValue(key, out value); }
                public IEnumerator<KeyValuePair<int, string>> GetEnumerator() { return _map.GetEnumerator(); }
                IEnumerator IEnumerable.GetEnumerator() { return GetEnumerator(); }
            }
            public static class Maps {
                public static object Lookup() { return new[] { "x1", "x2", "y3" }.ToLookup(t => t.Substring(0, 1), t => int.Parse(t.Substring(1))); }
                public static DataTable Table() {
                    DataTable table = new DataTable("T");
                    table.Columns.Add("Name", typeof(string)); table.Columns.Add("Count", typeof(int));
                    table.Rows.Add("x", 1); table.Rows.Add(System.DBNull.Value, 2);
                    return table;
                }
                public static object Record() {
                    DataTableReader reader = Table().CreateDataReader();
                    foreach (object record in reader) { return record; }
                    return null;
                }
                public static object Duplicate() {
                    System.Collections.Specialized.NameValueCollection map = new System.Collections.Specialized.NameValueCollection();
                    map.Add(null, "x");
                    return map;
                }
            }
        }
'@
}

Describe 'Maps of the JSON libraries' -Skip:($PSEdition -ne 'Core') {
    It 'is a map as -InputObject, in a list, and inside: <Name>' -ForEach $kinds {
        $number = if ($Name -eq 'JObject') { '1' } else { '1e400' }
        $exact = if ($Name -eq 'JObject') { '1.5' } else { '1.50' }
        $map = & $Make $Json
        $entries = "z=1 a=x n={`"p`":[1,2],`"q`":null,`"d`":$exact,`"t`":true} l=a,b b=False e={} g= s=[{`"k`":`"v`"}] f=$number"
        New-InventoryItem Custom:X -InputObject $map | Get-EntryText | Should -BeExactly $entries
        , $map | New-InventoryItem Custom:X | Get-EntryText | Should -BeExactly $entries
        New-InventoryItem Custom:X -InputObject $map -Property A, f, missing -WarningAction SilentlyContinue | Get-EntryText | Should -BeExactly "A=x f=$number missing="
        New-InventoryItem Custom:X -InputObject $map -ExcludeProperty n, s, f, g, e -InstanceIdProperty a | ForEach-Object { $_.InstanceId; $_ | Get-EntryText } |
            Should -Be 'x', 'z=1 l=a,b b=False'
        [pscustomobject]@{ M = $map } | New-InventoryItem Custom:X | Get-EntryText |
            Should -BeExactly "M={`"z`":1,`"a`":`"x`",`"n`":{`"p`":[1,2],`"q`":null,`"d`":$exact,`"t`":true},`"l`":[`"a`",`"b`"],`"b`":false,`"e`":{},`"g`":null,`"s`":[{`"k`":`"v`"}],`"f`":$number}"
    }

    It 'is a list of rows: <Name>' -ForEach @(
        @{ Name = 'JsonElement'; Make = { [System.Text.Json.JsonDocument]::Parse($args[0]).RootElement } }
        @{ Name = 'JsonDocument'; Make = { [System.Text.Json.JsonDocument]::Parse($args[0]) } }
        @{ Name = 'JsonArray'; Make = { [System.Text.Json.Nodes.JsonNode]::Parse($args[0]) } }
        @{ Name = 'JArray'; Make = { [Newtonsoft.Json.Linq.JArray]::Parse($args[0]) } }
    ) {
        & $Make '[{"A":1,"B":[true,null]},{"A":"2"}]' | New-InventoryItem Custom:X | Get-EntryText | Should -Be 'A=1 B=True,|A=2'
        [pscustomobject]@{ L = & $Make '[{"A":1},[2]]' } | New-InventoryItem Custom:X | Get-EntryText | Should -Be 'L=[{"A":1},[2]]'
    }

    It 'is one value of an attribute: <Name>' -ForEach @(
        @{ Name = 'JsonElement'; Make = { [System.Text.Json.JsonDocument]::Parse($args[0]).RootElement } }
        @{ Name = 'JsonValue'; Make = { [System.Text.Json.Nodes.JsonNode]::Parse($args[0]) } }
        @{ Name = 'JValue'; Make = { , [Newtonsoft.Json.Linq.JToken]::Parse($args[0]) } }
    ) {
        [pscustomobject]@{ S = & $Make '"a\"b"'; N = & $Make '-1.5'; T = & $Make 'true'; L = (& $Make '1'), (& $Make '"x"') } | New-InventoryItem Custom:X |
            Get-EntryText | Should -BeExactly 'S=a"b N=-1.5 T=True L=1,x'
    }

    It 'has the date of a JValue as any other date' {
        [pscustomobject]@{ D = [Newtonsoft.Json.Linq.JToken]::Parse('"2026-01-31T12:00:00Z"') } | New-InventoryItem Custom:X | Get-EntryText | Should -Be 'D=2026-01-31T12:00:00Z'
    }

    It 'refuses the pieces of a map that the pipeline took apart: <Name>' -ForEach @(
        @{ Name = 'JsonObject'; Make = { [System.Text.Json.Nodes.JsonNode]::Parse($args[0]) } }
        @{ Name = 'JObject'; Make = { [Newtonsoft.Json.Linq.JObject]::Parse($args[0]) } }
    ) {
        & $Make '{"A":1,"B":{"C":2}}' | New-InventoryItem Custom:X -WarningAction SilentlyContinue -ErrorVariable problems -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        & $Make '{"A":1}' | New-InventoryItem Custom:X A -ErrorVariable +problems -ErrorAction SilentlyContinue -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        $problems.FullyQualifiedErrorId | Select-Object -Unique | Should -Be 'InputHasNoProperties,InventoryTools.Cmdlets.NewInventoryItemCommand'
        # One cause is told once for each command, and no warning tells it again.
        $problems | Should -HaveCount 2
        "$($problems[0])" | Should -Be ('Object 1 of the input was left out: it is one member of a map, which the pipeline took apart. ' +
            'The other members are left out, too. Pass the map as one object: , $map | ..., or -InputObject $map.')
        & $Make '{"A":1,"B":{"C":2}}' | New-InventoryItem Custom:X -WarningVariable warnings -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $warnings | Should -BeNullOrEmpty
    }

    It 'tells once of an item that the pipeline took apart: <Name>, <Command>' -ForEach @(
        foreach ($command in 'Test-InventoryItem', 'Write-Inventory x.db', 'Export-Inventory x.jsonl JsonLines -WhatIf', 'Get-InventoryEntry') {
            @{ Command = $command; Name = 'JsonObject'; Make = { [System.Text.Json.Nodes.JsonNode]::Parse($args[0]) } }
            @{ Command = $command; Name = 'JObject'; Make = { [Newtonsoft.Json.Linq.JObject]::Parse($args[0]) } }
        }
    ) {
        $take = [scriptblock]::Create("`$input | $Command -ErrorVariable problems -ErrorAction SilentlyContinue; `$problems")
        $problems = @(& $Make '{"TypeName":"Custom:X","SchemaVersion":"1.0","CaptureTime":"2026-01-31T12:00:00Z","Content":[]}' | & $take)
        $problems | Should -HaveCount 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'NotAnInventoryItem,*'
        "$($problems[0])" | Should -BeLike 'Object 1 of the input is not an inventory item: it is one member of a map, *-InputObject $map.'
    }

    It 'reports what can''t be read: <Name>' -ForEach @(
        @{ Name = 'a disposed document'; Make = { $d = [System.Text.Json.JsonDocument]::Parse('{"a":1}'); $e = $d.RootElement; $d.Dispose(); , $e } }
        @{ Name = 'a name that is there twice'; Make = { , [System.Text.Json.JsonDocument]::Parse('{"a":1,"a":2}').RootElement } }
        @{ Name = 'a scalar'; Make = { , [System.Text.Json.JsonDocument]::Parse('1').RootElement } }
        @{ Name = 'a key that is null'; Make = { , [InventoryToolsTests.Maps]::Duplicate() } }
    ) {
        New-InventoryItem Custom:X -InputObject (& $Make) -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -Be 'InputHasNoProperties,InventoryTools.Cmdlets.NewInventoryItemCommand'
    }

    It 'is an item: <Name>' -ForEach $kinds {
        $text = '{"InstanceId":"i-01234567","TypeName":"AWS:ComplianceItem","SchemaVersion":"1.0","CaptureTime":"2026-01-31T12:00:00Z",
            "Context":{"ComplianceType":"Custom:Cis","ExecutionTime":"2026-01-31T12:00:00Z"},
            "Content":[{"Id":"1","Title":"t","Status":"COMPLIANT","Severity":"LOW"},{"Id":"2","Title":"t","Status":"COMPLIANT","Severity":"LOW"}]}'
        , (& $Make $text) | Test-InventoryItem | Should -BeTrue
        $path = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"
        , (& $Make $text) | Export-Inventory $path JsonLines
        $read = Import-Inventory $path
        $read.Content[1].Id, $read.Context['ComplianceType'] | Should -Be '2', 'Custom:Cis'
        $misspelt = & $Make ($text -replace 'SchemaVersion', 'SchemaVersoin')
        Test-InventoryItem $misspelt -ErrorVariable problem -ErrorAction SilentlyContinue
        "$problem" | Should -Match "'SchemaVersoin' is not a member of an item"
    }
}

Describe 'Other maps and tables' {
    It 'is a map as -InputObject and inside: <Name>' -ForEach $maps {
        New-InventoryItem Custom:X -InputObject (& $Make) | Get-EntryText | Should -BeExactly $Entries
        , (& $Make) | New-InventoryItem Custom:X | Get-EntryText | Should -BeExactly $Entries
        [pscustomobject]@{ M = & $Make } | New-InventoryItem Custom:X | Get-EntryText | Should -BeExactly "M=$Text"
        @{ M = @{ N = & $Make } } | New-InventoryItem Custom:X | Get-EntryText | Should -BeExactly "M={`"N`":$Text}"
    }

    It 'warns of pairs, which a map becomes in a pipeline' {
        $map = [System.Dynamic.ExpandoObject]::new()
        ([System.Collections.Generic.IDictionary[string, object]]$map).Add('A', 1)
        $map | New-InventoryItem Custom:X -WarningVariable warnings -WarningAction SilentlyContinue | Get-EntryText | Should -Be 'Key=A Value=1'
        "$warnings" | Should -Match '-InputObject \$map'
        $map | New-InventoryItem Custom:X -Property Key, Value -WarningVariable warnings -WarningAction SilentlyContinue | Get-EntryText | Should -Be 'Key=A Value=1'
        $warnings | Should -BeNullOrEmpty
    }

    It 'refuses a cycle through a map' {
        $map = [System.Dynamic.ExpandoObject]::new()
        ([System.Collections.Generic.IDictionary[string, object]]$map).Add('A', $map)
        New-InventoryItem Custom:X -InputObject $map -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -Be 'PropertyHasCycle,InventoryTools.Cmdlets.NewInventoryItemCommand'
    }
}
