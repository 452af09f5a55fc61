using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text;
using System.Text.Json;
using Xunit;

namespace InventoryTools.Hosted.Tests;

/// <summary>Files that other tools know: written by Export-Inventory, read by Import-Inventory.</summary>
public sealed class InventoryFileTests : IDisposable
{
    private const string Node = "i-0123456789abcdef0";
    private const string Racks = "$racks = [ordered]@{ Rack = 'A1'; Text = 'Zürich \"<&>\" 😀' }, [ordered]@{ Rack = 'B7' } | New-InventoryItem Custom:RackInfo -InstanceId " + Node + " -CaptureTime 2026-01-31T12:00:00Z;";

    private readonly Engine _engine = new();

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void An_agent_file_has_no_mark_one_type_and_text_only()
    {
        Result written = Run(Racks + "$racks | Export-Inventory out Agent -PassThru");
        written.AssertNoErrors();
        Assert.Equal(PathOf("out", "RackInfo.json"), written.Only("FullName"));
        Assert.EndsWith(PathOf("out"), written.Only("PSParentPath"), StringComparison.Ordinal);
        byte[] bytes = File.ReadAllBytes(PathOf("out", "RackInfo.json"));
        Assert.Equal((byte)'{', bytes[0]);
        JsonElement file = JsonElement.Parse(bytes);
        Assert.Equal(["SchemaVersion", "TypeName", "Content"], file.EnumerateObject().Select(member => member.Name));
        Assert.Equal("Zürich \"<&>\" 😀", file.GetProperty("Content")[0].GetProperty("Text").GetString());
        Assert.Single(Directory.GetFileSystemEntries(PathOf("out")));
    }

    [Fact]
    public void A_type_stands_in_one_file_whatever_that_is_called()
    {
        Write("in/old name.json", """{ "SchemaVersion": "1.0", "TypeName": "Custom:RackInfo", "Content": [] }""");
        Result written = Run(Racks + "$racks | Export-Inventory in Agent -PassThru; @{ A = 1 } | New-InventoryItem 'Custom:Rack:Info/2' | ForEach-Object { $_.InstanceId = '" + Node + "'; $_ } | Export-Inventory in Agent -PassThru");
        written.AssertNoErrors();
        Assert.Equal(["old name.json", "Rack_Info_2.json"], written.All("Name"));
    }

    [Theory]
    [InlineData("@{ A = 1 } | New-InventoryItem AWS:File", "does not begin with Custom:")]
    [InlineData("@{ A = 1 } | New-InventoryItem Custom:X -SchemaVersion 1", "is not two numbers with a dot")]
    [InlineData("@{ A = 'ü' * 3000 } | New-InventoryItem Custom:X", "A has 6000 bytes, and 4096 are allowed")]
    [InlineData("@{ ('ü' * 40) = 'x' } | New-InventoryItem Custom:X", "has 80 bytes, and 1 to 64 are allowed")]
    [InlineData("@{ A = 1 } | New-InventoryItem Custom:X | ForEach-Object { $_.Content = $null; $_ }", "it has no content")]
    public void What_the_agent_would_drop_is_not_written(string item, string why)
    {
        Result refused = Run($"{item} | Export-Inventory out Agent -PassThru");
        ErrorRecord error = refused.AssertError("NotForAgent,InventoryTools.Cmdlets.ExportInventoryCommand", ErrorCategory.InvalidArgument);
        Assert.Contains(why, error.ToString(), StringComparison.Ordinal);
        Assert.Empty(refused.Output);
    }

    [Fact]
    public void A_twenty_first_file_and_a_second_node_are_refused()
    {
        Result many = Run("1..21 | ForEach-Object { @{ A = 1 } | New-InventoryItem \"Custom:T$_\" -InstanceId " + Node + " } | Export-Inventory out Agent -PassThru");
        Assert.Equal(20, many.Output.Count);
        Assert.Contains("with more than 20 the agent sends no inventory at all", many.AssertError("NotForAgent,InventoryTools.Cmdlets.ExportInventoryCommand", ErrorCategory.InvalidArgument).ToString(), StringComparison.Ordinal);
        Result other = Run("'i-00000001', 'i-00000002' | ForEach-Object { @{ A = 1 } | New-InventoryItem Custom:X -InstanceId $_ } | Export-Inventory second Agent");
        Assert.Contains("Export each node to its own folder", other.AssertError("NotForAgent,InventoryTools.Cmdlets.ExportInventoryCommand", ErrorCategory.InvalidArgument).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Agent", "out")]
    [InlineData("CliInputJson", "out")]
    [InlineData("JsonLines", "out.jsonl")]
    [InlineData("ResourceDataSync", "out")]
    public void What_was_exported_is_imported_again(string format, string path)
    {
        Result back = Run(Racks + $"$racks | Export-Inventory {path} {format}; Import-Inventory {path} -InstanceId {Node} | Compare-Inventory $racks; (Import-Inventory {path}).TypeName");
        back.AssertNoErrors();
        Assert.Equal("Custom:RackInfo", Assert.Single(back.Output).ToString());
    }

    [Fact]
    public void A_request_for_the_CLI_is_what_put_inventory_takes()
    {
        Result written = Run("""
            1..31 | ForEach-Object { @{ A = 1 } | New-InventoryItem "Custom:T$_" -InstanceId i-00000001 } | Export-Inventory out CliInputJson -PassThru
            @{ A = 1 } | New-InventoryItem Custom:X -InstanceId i-00000002 | Export-Inventory out CliInputJson -PassThru
            """);
        written.AssertNoErrors();
        Assert.Equal(["i-00000001.json", "i-00000001-2.json", "i-00000002.json"], written.All("Name"));
        JsonElement request = JsonElement.Parse(File.ReadAllBytes(PathOf("out", "i-00000001.json")));
        Assert.Equal(("i-00000001", 30), (request.GetProperty("InstanceId").GetString(), request.GetProperty("Items").GetArrayLength()));
        Assert.Equal(32, Run("Import-Inventory out").Output.Count);
    }

    [Fact]
    public void The_layout_of_a_data_sync_is_the_buckets()
    {
        string script = "$compliance = 'Custom:A', 'Custom:B' | ForEach-Object { @{ Id = 'x' } | New-InventoryItem AWS:ComplianceItem -InstanceId " + Node + " -Context @{ ComplianceType = $_; ExecutionTime = '2026-01-31T12:00:00Z' } };";
        Result written = Run(Racks + script + "$racks, $compliance | Export-Inventory out ResourceDataSync -AccountId 123456789012 -Region eu-west-1 -PassThru");
        written.AssertNoErrors();
        string tail = Path.Combine("accountid=123456789012", "region=eu-west-1", "resourcetype=ManagedInstanceInventory", Node + ".json");
        Assert.Equal([PathOf("out", "Custom:RackInfo", tail), PathOf("out", "AWS:ComplianceItem", tail)], written.All("FullName"));
        string[] rows = File.ReadAllLines(PathOf("out", "Custom:RackInfo", tail));
        Assert.Equal("""{"Rack":"B7","resourceId":"i-0123456789abcdef0","captureTime":"2026-01-31T12:00:00Z","schemaVersion":"1.0"}""", rows[1]);
        Assert.Equal(["Custom:A", "Custom:B"], File.ReadAllLines(PathOf("out", "AWS:ComplianceItem", tail)).Select(row => JsonElement.Parse(row).GetProperty("ComplianceType").GetString()));
    }

    [Theory]
    [InlineData("InstanceId", "../../i-00000001", "Agent -WhatIf:$false", "is no instance ID")]
    [InlineData("InstanceId", "../../i-00000001", "CliInputJson", "is no instance ID")]
    [InlineData("InstanceId", "../../i-00000001", "ResourceDataSync", "is no instance ID")]
    [InlineData("TypeName", "..", "ResourceDataSync", "is no inventory type")]
    public void No_name_leads_out_of_the_folder(string member, string name, string format, string why)
    {
        string path = format.StartsWith("Agent", StringComparison.Ordinal) ? "-Format" : "deep/out";
        Result refused = Run(Racks + $"$racks.{member} = '{name}'; $racks | Export-Inventory {path} {format}");
        Assert.Contains(why, refused.AssertError("InvalidItem,InventoryTools.Cmdlets.ExportInventoryCommand", ErrorCategory.InvalidArgument).ToString(), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_engine.Folder));
    }

    [Fact]
    public void A_type_whose_name_is_a_path_is_one_folder()
    {
        Result written = Run(Racks + @"$racks.TypeName = 'Custom:../..\x'; $racks | Export-Inventory out ResourceDataSync -PassThru");
        written.AssertNoErrors();
        Assert.StartsWith(PathOf("out", "Custom:..%2F..%5Cx"), written.Only("FullName"), StringComparison.Ordinal);
        Assert.Equal(@"Custom:../..\x", Run("Import-Inventory out").Only("TypeName"));
    }

    [Fact]
    public void Types_whose_names_look_alike_in_a_path_stay_apart()
    {
        Run(Racks + "'Custom:a/b', 'Custom:a%2Fb', 'Custom:a%252Fb', 'Custom:50%' | ForEach-Object { $racks.TypeName = $_; $racks | Export-Inventory out ResourceDataSync }").AssertNoErrors();
        Assert.Equal(["Custom:50%", "Custom:a%252Fb", "Custom:a%2Fb", "Custom:a/b"], Run("Import-Inventory out").All("TypeName").Order(StringComparer.Ordinal));
        Directory.Move(PathOf("out", "Custom:50%25"), PathOf("out", "Custom%3A50%25%2A"));
        Assert.Contains("Custom:50%*", Run("Import-Inventory out").All("TypeName"));
    }

    [Fact]
    public void A_context_without_a_value_is_written_as_an_empty_one()
    {
        Run("""
            $item = @{ A = 1 } | New-InventoryItem AWS:ComplianceItem -InstanceId i-00000001
            $item.Context = [System.Collections.Generic.Dictionary[string, string]]::new()
            $item.Context.Add('ComplianceType', [NullString]::Value)
            $item | Export-Inventory out.jsonl JsonLines
            $item | Export-Inventory out CliInputJson
            $item | Export-Inventory out ResourceDataSync
            """).AssertNoErrors();
        Assert.Equal("", Run("(Import-Inventory out.jsonl).Context['ComplianceType']").Output.Single().ToString());
    }

    [Fact]
    public void A_file_that_was_not_finished_is_not_there()
    {
        Result broken = Run("& { @{ A = 1 } | New-InventoryItem Custom:X; throw 'upstream' } | Export-Inventory out.jsonl JsonLines");
        Assert.Single(broken.Errors);
        Assert.Empty(Directory.GetFileSystemEntries(_engine.Folder));
    }

    [Theory]
    [InlineData("""{"schemaversion":"1.0","TYPENAME":"Custom:X","content":{"A":"1"},"Unknown":1,"TypeName":"Custom:Last"}""", "Custom:Last A=1", null)]
    [InlineData("""{"SchemaVersion":"1.0","TypeName":"Custom:X","Content":[]}""", "Custom:X ", null)]
    [InlineData("""{"SchemaVersion":"1.0","TypeName":"Custom:X","Content":[{"A":"1","A":"2"}]}""", "Custom:X A=2", null)]
    [InlineData("""{"SchemaVersion":"1.0","TypeName":"Custom:X","Content":{"A":"\ud800 \udc00x \ud83d\ude00 \\ud800"}}""", "Custom:X A=\ufffd \ufffdx \ud83d\ude00 \\ud800", null)]
    [InlineData("""{"SchemaVersion":"1.0","TypeName":"Custom:X","Content":[{"A":1},{"A":"2"}]}""", "Custom:X A=2", "leaves Content[0] out without a word: the value of A is no text but 1")]
    [InlineData("""{"SchemaVersion":"1.0","TypeName":"Custom:X","Content":[{"A":"1"},{"A":null}]}""", null, "its last entry, Content[1], is not valid: the value of A is no text but null")]
    [InlineData("""{"SchemaVersion":"1.0","TypeName":"Custom:X","Content":[{"A":"1"},"B"]}""", null, "it is no object")]
    [InlineData("""{"SchemaVersion":"1.0","TypeName":"Custom:X"}""", null, "it has no Content")]
    [InlineData("""{"SchemaVersion":"1.0","TypeName":"Custom:X","Content":"A"}""", null, "it has no Content that is an object")]
    [InlineData("""{"SchemaVersion":"1","TypeName":"AWS:File","Content":[]}""", null, "its TypeName 'AWS:File' does not begin with Custom:; its SchemaVersion '1' is not two numbers")]
    [InlineData("""{"SchemaVersion":1.0,"TypeName":"Custom:X","Content":[]}""", null, "SchemaVersion is no text but 1.0")]
    [InlineData("""{"SchemaVersion":"1.0","Content":[]}""", null, "it has no TypeName")]
    [InlineData("""{"SchemaVersion":"1.0","TypeName":"Custom:X","Content":[],}""", null, "it is no JSON that the agent reads: line 1, byte ")]
    [InlineData("[]", null, "it is no JSON object")]
    [InlineData(" ", null, "it is empty")]
    public void An_agent_file_is_read_as_the_agent_reads_it(string json, string? expected, string? told)
    {
        Write("in/x.json", json);
        Result read = Run("Import-Inventory in/x.json | ForEach-Object { \"$($_.TypeName) $($_.Content)\" }");
        Assert.Equal(expected is null ? [] : [expected], read.Output.Select(text => text.ToString()));
        string[] messages = [.. read.Errors.Select(error => error.ToString()), .. read.Warnings];
        Assert.Equal(told is null ? 0 : 1, messages.Length);
        Assert.All(messages, message => Assert.Contains(told!, message, StringComparison.Ordinal));
        Assert.All(read.Errors, error => Assert.Equal("AgentFileDropped,InventoryTools.Cmdlets.ImportInventoryCommand", error.FullyQualifiedErrorId));
    }

    [Theory]
    [InlineData("utf-8", "UTF-8")]
    [InlineData("utf-16", "UTF-16")]
    [InlineData("utf-16BE", "UTF-16")]
    public void A_byte_order_mark_is_told_and_overcome_by_force(string encoding, string name)
    {
        Directory.CreateDirectory(PathOf("in"));
        File.WriteAllText(PathOf("in", "x.json"), """{"SchemaVersion":"1.0","TypeName":"Custom:X","Content":{"A":"ü"}}""", Encoding.GetEncoding(encoding));
        Result dropped = Run("Import-Inventory in");
        Assert.Contains($"a byte order mark of {name}, which the agent does not read", dropped.AssertError("AgentFileDropped,InventoryTools.Cmdlets.ImportInventoryCommand", ErrorCategory.InvalidData).ToString(), StringComparison.Ordinal);
        Assert.Empty(dropped.Output);
        Result forced = Run("Import-Inventory in -Force | ForEach-Object { $_.Content[0].A }");
        Assert.Equal("ü", Assert.Single(forced.Output).ToString());
        Assert.Single(forced.Warnings);
    }

    [Fact]
    public void A_folder_is_read_as_the_agent_reads_it()
    {
        const string Folder = $"ssm/{Node}/inventory/custom";
        Write($"{Folder}/b.json", """{"SchemaVersion":"1.0","TypeName":"Custom:X","Content":{"A":"second"}}""");
        Write($"{Folder}/a.json", """{"SchemaVersion":"1.0","TypeName":"Custom:X","Content":{"A":"first"}}""");
        Write($"{Folder}/c.JSON", """{"SchemaVersion":"1.0","TypeName":"Custom:Y","Content":{"A":"1"}}""");
        Write($"{Folder}/notes.txt", "no inventory");
        Result read = Run($"Import-Inventory {Folder}");
        Assert.Equal((Node, "Custom:X"), (read.Only("InstanceId"), read.Only("TypeName")));
        Assert.Equal(["it reads files that end in .json", "'a.json' has the same type Custom:X"], read.Errors.Select(error => error.ToString()).Select(text =>
            new[] { "it reads files that end in .json", "'a.json' has the same type Custom:X" }.Single(part => text.Contains(part, StringComparison.Ordinal))));
    }

    [Fact]
    public void Twenty_one_files_are_no_inventory_at_all()
    {
        for (int number = 0; number < 21; number++)
        {
            Write($"in/{number}.json", $$"""{"SchemaVersion":"1.0","TypeName":"Custom:T{{number}}","Content":[{"A":"1"} ]}""");
        }

        Result refused = Run("Import-Inventory in");
        Assert.Contains("there are 21 files in it, and 20 are allowed", refused.AssertError("AgentFolderRefused,InventoryTools.Cmdlets.ImportInventoryCommand", ErrorCategory.InvalidData).ToString(), StringComparison.Ordinal);
        Assert.Empty(refused.Output);
        Assert.Equal(21, Run("Import-Inventory in -Force").Output.Count);
    }

    [Fact]
    public void A_broken_line_costs_no_other()
    {
        Write("x.jsonl", """
            {"InstanceId":"i-00000001","TypeName":"Custom:X","SchemaVersion":"1.0","CaptureTime":"2026-01-31T12:00:00Z","Content":[{"A":"1"}]}
            {"TypeName":"Custom:X","Content":[{"A":1}]}

            {"InstanceId":"i-00000002","TypeName":"Custom:X","SchemaVersion":"1.0","CaptureTime":"2026-01-31T12:00:00Z","Content":[{"A":"1"}]}
            """);
        Result read = Run("Import-Inventory *.jsonl");
        Assert.Equal(["i-00000001", "i-00000002"], read.All("InstanceId"));
        ErrorRecord error = read.AssertError("InvalidFile,InventoryTools.Cmdlets.ImportInventoryCommand", ErrorCategory.InvalidData);
        Assert.Contains("x.jsonl', line 2: ", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_there_is_told()
    {
        Assert.Equal("PathNotFound,InventoryTools.Cmdlets.ImportInventoryCommand", Assert.Single(Run("Import-Inventory none.json").Errors).FullyQualifiedErrorId);
        Assert.Equal("PathNotFound,InventoryTools.Cmdlets.ImportInventoryCommand", Assert.Single(Run("Import-Inventory -LiteralPath '*.json'").Errors).FullyQualifiedErrorId);
        Assert.Equal("InvalidPath,InventoryTools.Cmdlets.ExportInventoryCommand", Assert.Single(Run(Racks + "$racks | Export-Inventory -Format JsonLines").Errors).FullyQualifiedErrorId);
        Write("file", "");
        Assert.Equal("FileFailed,InventoryTools.Cmdlets.ExportInventoryCommand", Assert.Single(Run(Racks + "$racks | Export-Inventory file/x.jsonl JsonLines").Errors).FullyQualifiedErrorId);
    }

    [Fact]
    public void A_store_is_not_written_over()
    {
        Result refused = Run(Racks + "$racks | Write-Inventory -Path fleet.db; $racks | Export-Inventory fleet.db JsonLines");
        ErrorRecord error = refused.AssertError("FileFailed,InventoryTools.Cmdlets.ExportInventoryCommand", ErrorCategory.WriteError);
        Assert.Contains("is a database, such as a store", error.ToString(), StringComparison.Ordinal);
        Assert.Single(Run("Get-Inventory -Path fleet.db").Output);
    }

    [Fact]
    public void What_was_declined_or_refused_leaves_the_file_as_it_was()
    {
        Run(Racks + "$racks | Export-Inventory x.jsonl JsonLines").AssertNoErrors();
        byte[] before = File.ReadAllBytes(PathOf("x.jsonl"));
        Run(Racks + "$WhatIfPreference = $true; $racks | Export-Inventory x.jsonl JsonLines; @() | Export-Inventory x.jsonl JsonLines; $WhatIfPreference = $false").AssertNoErrors();
        Assert.Single(Run("'no item' | Export-Inventory x.jsonl JsonLines").Errors);
        Assert.Equal(before, File.ReadAllBytes(PathOf("x.jsonl")));
        Run("@() | Export-Inventory x.jsonl JsonLines").AssertNoErrors();
        Assert.Empty(File.ReadAllBytes(PathOf("x.jsonl")));
    }

    [Fact]
    public void Items_share_a_file_of_the_data_sync_whole_or_not_at_all()
    {
        Result written = Run("""
            function New-Compliance($type) { @{ Id = $type } | New-InventoryItem AWS:ComplianceItem -InstanceId i-00000001 -Context @{ ComplianceType = $type } }
            $old = @{ A = 'old' } | New-InventoryItem Custom:X -InstanceId i-00000001
            $new = @{ A = 'new' } | New-InventoryItem Custom:X -InstanceId i-00000001
            $hash = @{ A = 'hash' } | New-InventoryItem Custom:X -InstanceId i-00000001; $hash.Content = $null; $hash.ContentHash = 'x'
            $named = @{ CaptureTime = 'x' } | New-InventoryItem Custom:Y -InstanceId i-00000001
            (New-Compliance Custom:A), $old, $new, $hash, $named, (New-Compliance Custom:B) | Export-Inventory out ResourceDataSync
            """);
        Assert.Equal(
            ["it has no content.", "it has an attribute 'CaptureTime', and the layout adds one", "was written before with other items of that node and type."],
            written.Errors.Select(error => new[] { "it has no content.", "it has an attribute 'CaptureTime', and the layout adds one", "was written before with other items of that node and type." }
                .Single(part => error.ToString().Contains(part, StringComparison.Ordinal))));
        Assert.All(written.Errors, error => Assert.Equal("InvalidItem,InventoryTools.Cmdlets.ExportInventoryCommand", error.FullyQualifiedErrorId));
        Assert.Equal(["AWS:ComplianceItem Custom:A", "Custom:X new"], Run("Import-Inventory out | ForEach-Object { \"$($_.TypeName) $($_.Content[0].Id)$($_.Content[0].A)\" }").Output.Select(text => text.ToString()));
    }

    [Fact]
    public void Half_of_a_character_is_told_and_not_replaced()
    {
        foreach (string export in new[] { "out Agent", "out CliInputJson", "out.jsonl JsonLines", "out ResourceDataSync" })
        {
            Result refused = Run("@{ A = \"x$([char]0xD83D)\" } | New-InventoryItem Custom:X -InstanceId i-00000001 | Export-Inventory " + export);
            Assert.Contains("half of a surrogate pair (U+D83D)", refused.AssertError("InvalidItem,InventoryTools.Cmdlets.ExportInventoryCommand", ErrorCategory.InvalidArgument).ToString(), StringComparison.Ordinal);
        }

        Assert.Empty(Directory.GetFileSystemEntries(_engine.Folder));
    }

    [Fact]
    public void Bytes_that_are_no_UTF_8_are_told_by_their_line_and_a_mark_is_read()
    {
        const string Line = """{"InstanceId":"i-00000001","TypeName":"Custom:X","SchemaVersion":"1.0","CaptureTime":"2026-01-31T12:00:00Z","Content":[{"A":"Müller"}]}""";
        File.WriteAllBytes(PathOf("x.jsonl"), [.. Encoding.UTF8.GetBytes(Line), (byte)'\n', .. Encoding.Latin1.GetBytes(Line)]);
        Result read = Run("Import-Inventory x.jsonl");
        Assert.Contains("x.jsonl', line 2: ", read.AssertError("InvalidFile,InventoryTools.Cmdlets.ImportInventoryCommand", ErrorCategory.InvalidData).ToString(), StringComparison.Ordinal);
        Assert.Single(read.Output);
        foreach (Encoding marked in new[] { Encoding.UTF8, Encoding.Unicode })
        {
            File.WriteAllText(PathOf("marked.jsonl"), Line, marked);
            Assert.Equal("Müller", Run("(Import-Inventory marked.jsonl).Content[0].A").Output.Single().ToString());
        }
    }

    [Fact]
    public void A_file_that_cannot_be_read_costs_no_other()
    {
        const string Item = """{"InstanceId":"i-00000001","Items":[{"TypeName":"Custom:X","SchemaVersion":"1.0","CaptureTime":"2026-01-31T12:00:00Z","Content":[]}]}""";
        Write("in/0.json", Item);
        Write("in/2.json", Item.Replace("Custom:X", "Custom:Y", StringComparison.Ordinal));
        Write("in/3.json", """{"InstanceId":"i-00000001","Items":[null]}""");
        File.CreateSymbolicLink(PathOf("in", "1.json"), PathOf("nowhere"));
        Result read = Run("Import-Inventory in");
        Assert.Equal(["Custom:X", "Custom:Y"], read.All("TypeName"));
        Assert.Equal(["FileFailed", "InvalidFile"], read.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]));
        Assert.Contains("one of its Items is null", read.Errors[1].ToString(), StringComparison.Ordinal);
        Assert.Equal(2, Run("Import-Inventory in Agent").Errors.Count(error => error.ToString().Contains("1.json", StringComparison.Ordinal) || error.ToString().Contains("0.json", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_folder_without_inventory_is_told()
    {
        Write("notes/read.me", "no inventory");
        Result read = Run("Import-Inventory notes");
        Assert.Contains("no file in this folder is one of inventory", read.AssertError("InvalidFile,InventoryTools.Cmdlets.ImportInventoryCommand", ErrorCategory.InvalidData).ToString(), StringComparison.Ordinal);
        Run("Import-Inventory notes Agent").AssertNoErrors();
    }

    [Fact]
    public void A_store_is_no_file_to_import_and_what_reads_it_is_told()
    {
        Result read = Run(Racks + "$racks | Write-Inventory -Path fleet.db; Import-Inventory fleet.db");
        Assert.Contains("Get-Inventory -Path reads the items of a store", read.AssertError("InvalidFile,InventoryTools.Cmdlets.ImportInventoryCommand", ErrorCategory.InvalidData).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Half_of_a_data_sync_file_is_no_item()
    {
        Run(Racks + "$racks | Export-Inventory out ResourceDataSync").AssertNoErrors();
        string file = Directory.GetFiles(_engine.Folder, "*.json", SearchOption.AllDirectories).Single();
        File.AppendAllText(file, "{\"Rack\":\"C");
        Result read = Run("Import-Inventory out");
        Assert.Contains("line 3: ", read.AssertError("InvalidFile,InventoryTools.Cmdlets.ImportInventoryCommand", ErrorCategory.InvalidData).ToString(), StringComparison.Ordinal);
        Assert.Empty(read.Output);
        Assert.Equal("2", Run("(Import-Inventory out -Force -ErrorAction SilentlyContinue).Content.Count").Output.Single().ToString());
        Assert.Equal("2", Run($"(Import-Inventory '{PathOf("out", "Custom:RackInfo")}' -Force -ErrorAction SilentlyContinue).Content.Count").Output.Single().ToString());
    }

    [Fact]
    public void The_files_of_a_node_are_read_in_their_order_and_old_ones_go()
    {
        Run("1..12 | ForEach-Object { @{ A = $_ } | New-InventoryItem Custom:X -InstanceId i-00000001 } | Export-Inventory out CliInputJson").AssertNoErrors();
        Assert.Equal(Enumerable.Range(1, 12).Select(number => $"{number}"), Run("Import-Inventory out | ForEach-Object { $_.Content[0].A }").Output.Select(text => text.ToString()));
        Run("@{ A = 1 } | New-InventoryItem Custom:X -InstanceId i-00000001 | Export-Inventory out CliInputJson").AssertNoErrors();
        Assert.Equal(PathOf("out", "i-00000001.json"), Assert.Single(Directory.GetFiles(PathOf("out"))));
    }

    [Fact]
    public void A_refused_item_does_not_decide_whose_folder_it_is()
    {
        Result written = Run("(@{ A = 1 } | New-InventoryItem AWS:File -InstanceId i-00000001), (@{ A = 1 } | New-InventoryItem Custom:X -InstanceId i-00000002) | Export-Inventory out Agent -PassThru");
        Assert.Single(written.Errors);
        Assert.Equal("X.json", written.Only("Name"));
    }

    [Fact]
    public void A_file_keeps_its_mode_a_link_its_target_and_a_device_its_place()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        Write("private.jsonl", "");
        File.SetUnixFileMode(PathOf("private.jsonl"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.CreateSymbolicLink(PathOf("link.jsonl"), PathOf("private.jsonl"));
        Run(Racks + "$racks | Export-Inventory link.jsonl JsonLines; $racks | Export-Inventory /dev/null JsonLines").AssertNoErrors();
        Assert.NotNull(new FileInfo(PathOf("link.jsonl")).LinkTarget);
        Assert.NotEmpty(File.ReadAllBytes(PathOf("private.jsonl")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(PathOf("private.jsonl")));
        Assert.Equal(0, new FileInfo("/dev/null").Length);
        Result folder = Run(Racks + "$racks | Export-Inventory / JsonLines");
        Assert.Contains("It is a folder", folder.AssertError("FileFailed,InventoryTools.Cmdlets.ExportInventoryCommand", ErrorCategory.WriteError).ToString(), StringComparison.Ordinal);
    }

    private string PathOf(params string[] parts) => Path.Combine([_engine.Folder, .. parts]);

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(path))!);
        File.WriteAllText(PathOf(path), text, new UTF8Encoding(false));
    }

    private Result Run(string script) => _engine.Run(script);
}
