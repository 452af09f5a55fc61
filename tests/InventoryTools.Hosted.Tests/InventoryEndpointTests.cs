using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Net.Http;
using System.Threading.Tasks;
using Xunit;

namespace InventoryTools.Hosted.Tests;

public sealed class InventoryEndpointTests : IDisposable
{
    private const string Put = "@{ Rack = 'A1' } | New-InventoryItem Custom:RackInfo -InstanceId i-0123456789abcdef0 | Write-Inventory -EndpointUrl $args[0] -PassThru";

    private readonly Engine _engine = new();

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void What_is_written_to_an_endpoint_is_in_its_file()
    {
        object url = Start("store.db");
        Result written = _engine.Run(Put, url);
        written.AssertNoErrors();
        Assert.Equal("Accepted", Assert.Single(written.All("Status")));
        Result stored = _engine.Run("Get-InventoryEntry -Path store.db");
        Assert.Equal(["A1"], stored.All("Rack"));
        Result endpoint = _engine.Run("Get-InventoryEndpoint");
        Assert.Equal((_engine.Store, "1", "0", "False"), (endpoint.Only("Path"), endpoint.Only("RequestCount"), endpoint.Only("FaultCount"), endpoint.Only("ChecksSignatures")));
    }

    [Fact]
    public void The_same_broken_item_has_the_same_fault_everywhere()
    {
        object url = Start("endpoint.db");
        string[] broken =
        [
            "$item.TypeName = 'AWS:Nothing'", "$item.TypeName = 'Custom:small'.ToLowerInvariant().Replace('custom', 'Custom')", "$item.SchemaVersion = '1'",
            "$item.CaptureTime = 'today'", "$item.Content[0].Add('rack', 'x')", "$item.Content = $null",
            "$item.Context = [System.Collections.Generic.Dictionary[string, string]]::new(); $item.Context['A'] = '1'",
            "$item.Content[0]['Long'] = 'x' * 5000", "$item.ContentHash = 'x' * 300",
        ];
        foreach (string change in broken)
        {
            string make = $"$item = @{{ Rack = 'A1' }} | New-InventoryItem Custom:RackInfo -InstanceId i-0123456789abcdef0; {change};";
            string tested = _engine.Run(make + "($item | Test-InventoryItem -Detailed | Where-Object Severity -eq Error).FaultCode | ForEach-Object { $_ }").Output[0].ToString();
            Result direct = _engine.Run(make + "$item | Write-Inventory -Path store.db");
            string fault = Assert.Single(direct.Errors).FullyQualifiedErrorId.Split(',')[0];
            Assert.Equal(tested, fault);
            Assert.Equal(fault, Assert.Single(Call(url, "PutInventory", Request(_engine.Run(make + "$item").Output.Single()))));
        }
    }

    [Fact]
    public void Account_rules_hold_for_writes_to_a_file_as_they_do_for_a_service()
    {
        Result many = _engine.Run("1..21 | ForEach-Object { @{ X = 1 } | New-InventoryItem \"Custom:T$_\" -InstanceId i-0123456789abcdef0 } | Write-Inventory -Path store.db -PassThru");
        Assert.Equal("CustomSchemaCountLimitExceededException,InventoryTools.Cmdlets.WriteInventoryCommand", Assert.Single(many.Errors).FullyQualifiedErrorId);
        Assert.Equal(["Created", "Rejected"], many.All("Status").Distinct());
        Result spelling = _engine.Run("@{ x = 1 } | New-InventoryItem Custom:T1 -InstanceId i-00000001 | Write-Inventory -Path store.db");
        Assert.Equal("InvalidItemContentException,InventoryTools.Cmdlets.WriteInventoryCommand", Assert.Single(spelling.Errors).FullyQualifiedErrorId);

        // A schema that is disabled ignores what comes, on a file and behind an endpoint.
        object url = Start("store.db");
        Assert.Empty(Call(url, "DeleteInventory", """{"TypeName":"Custom:T1","SchemaDeleteOption":"DisableSchema"}"""));
        string item = "@{ X = 1 } | New-InventoryItem Custom:T1 -InstanceId i-00000001 | Write-Inventory -PassThru";
        Result ignored = _engine.Run(item + " -Path store.db");
        ignored.AssertNoErrors();
        Assert.Equal("Ignored", ignored.Only("Status"));
        Assert.StartsWith("The inventory item with type name Custom:T1 was sent with a disabled schema version 1.0.", Assert.Single(ignored.Warnings), StringComparison.Ordinal);
        Result sent = _engine.Run(item + " -EndpointUrl $args[0]", url);
        Assert.Contains("disabled schema version 1.0", Assert.Single(sent.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Several_endpoints_run_at_once_and_are_stopped_one_by_one_or_together()
    {
        Result started = _engine.Run("Start-InventoryEndpoint; Start-InventoryEndpoint; Start-InventoryEndpoint store.db; Get-InventoryEndpoint");
        started.AssertNoErrors();
        string?[] ports = [.. started.All("Port")];
        Assert.Equal(3, ports.Distinct().Count());
        Assert.All(started.All("Url"), url => Assert.True(Answers(url!)));
        _engine.Run($"Stop-InventoryEndpoint {ports[0]}").AssertNoErrors();
        Assert.Equal(ports.Skip(1), _engine.Run("Get-InventoryEndpoint").All("Port"));
        Assert.Equal([ports[2]], _engine.Run($"Get-InventoryEndpoint {ports[2]}").All("Port"));
        _engine.Run("Get-InventoryEndpoint | Stop-InventoryEndpoint").AssertNoErrors();
        Assert.Empty(_engine.Run("Get-InventoryEndpoint").Output);
        Assert.All(started.All("Url"), url => Assert.False(Answers(url!)));
        Assert.Equal(
            ["EndpointNotFound,InventoryTools.Cmdlets.GetInventoryEndpointCommand", "EndpointNotFound,InventoryTools.Cmdlets.StopInventoryEndpointCommand"],
            _engine.Run($"Get-InventoryEndpoint {ports[0]}; Stop-InventoryEndpoint {ports[0]}").Errors.Select(error => error.FullyQualifiedErrorId));
    }

    [Fact]
    public void An_endpoint_starts_again_on_its_port_and_its_file()
    {
        object url = Start("store.db");
        _engine.Run(Put, url).AssertNoErrors();
        Result again = _engine.Run("$port = (Get-InventoryEndpoint).Port; Stop-InventoryEndpoint $port; Start-InventoryEndpoint store.db -Port $port -PassThru");
        again.AssertNoErrors();
        Assert.Equal(url.ToString(), again.Only("Url"));
        Assert.Equal("Unchanged", _engine.Run(Put, url).Only("Status"));
    }

    [Fact]
    public void A_port_that_is_taken_ends_the_command_with_a_word_on_what_to_do()
    {
        _engine.Run("Start-InventoryEndpoint").AssertNoErrors();
        ErrorRecord error = Assert.Single(_engine.Run("Start-InventoryEndpoint -Port (Get-InventoryEndpoint).Port").Errors);
        Assert.Equal("PortInUse,InventoryTools.Cmdlets.StartInventoryEndpointCommand", error.FullyQualifiedErrorId);
        Assert.Contains("leave it out to get one that is free", error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_wrong_with_the_file_is_told_at_once()
    {
        File.WriteAllText(_engine.Store, new string('x', 1000));
        Assert.Equal("StoreNotADatabase,InventoryTools.Cmdlets.StartInventoryEndpointCommand", Assert.Single(_engine.Run("Start-InventoryEndpoint store.db").Errors).FullyQualifiedErrorId);
        Assert.Equal("StoreFolderNotFound,InventoryTools.Cmdlets.StartInventoryEndpointCommand", Assert.Single(_engine.Run("Start-InventoryEndpoint no/store.db").Errors).FullyQualifiedErrorId);
        Assert.Empty(_engine.Run("Get-InventoryEndpoint").Output);
    }

    [Fact]
    public void WhatIf_starts_and_stops_nothing()
    {
        Assert.Empty(_engine.Run("Start-InventoryEndpoint store.db -PassThru -WhatIf; Get-InventoryEndpoint").Output);
        Assert.False(File.Exists(_engine.Store));
        object url = Start(null);
        _engine.Run("Get-InventoryEndpoint | Stop-InventoryEndpoint -WhatIf").AssertNoErrors();
        Assert.True(Answers(url.ToString()!));
    }

    [Fact]
    public void Endpoints_end_with_the_module_and_with_the_session()
    {
        object url = Start(null);
        _engine.Run("Remove-Module InventoryTools").AssertNoErrors();
        Assert.False(Answers(url.ToString()!));
        string other;
        using (Engine session = new())
        {
            other = session.Run("Start-InventoryEndpoint -PassThru").Only("Url")!;
            Assert.True(Answers(other));
        }

        Assert.False(Answers(other));
    }

    [Fact]
    public void A_session_sees_its_own_endpoints_alone()
    {
        Start(null);
        using Engine other = new();
        Assert.Empty(other.Run("Get-InventoryEndpoint").Output);
    }

    [Fact]
    public void Calls_must_be_signed_with_the_key_that_was_given()
    {
        const string Key = "$key = [pscredential]::new('AKIDEXAMPLE', $(ConvertTo-SecureText 'secret'));";
        string script = Secure + Key + "Start-InventoryEndpoint -Credential $key -SessionToken 'token/+=' -PassThru";
        object url = Assert.Single(_engine.Run(script).Output).Properties["Url"].Value;
        string write = Put.Replace("-PassThru", "-AccessKey AKIDEXAMPLE -SecretKey $args[1] -SessionToken $args[2] -PassThru", StringComparison.Ordinal);
        Result right = _engine.Run(write, url, "secret", "token/+=");
        right.AssertNoErrors();
        Assert.Equal("Accepted", right.Only("Status"));
        Assert.StartsWith("InvalidSignatureException,", Assert.Single(_engine.Run(write, url, "wrong", "token/+=").Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("UnrecognizedClientException,", Assert.Single(_engine.Run(write, url, "secret", "other").Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("InvalidSessionToken,", Assert.Single(_engine.Run("Start-InventoryEndpoint -SessionToken x").Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Faults_are_rehearsed_and_retried()
    {
        Result started = _engine.Run("Start-InventoryEndpoint -Fault ThrottlingException, InternalServerError, LostAnswer, ConnectionClosed -FaultCount 4 -Seed 3 -FaultOperation PutInventory -Latency 5ms -PassThru");
        started.AssertNoErrors();
        Result written = _engine.Run(Put, started.Output[0].Properties["Url"].Value);
        written.AssertNoErrors();
        Assert.Equal(("Accepted", "5"), (written.Only("Status"), written.Only("Attempts")));
        Result endpoint = _engine.Run("Get-InventoryEndpoint");
        Assert.StartsWith("ThrottlingException, InternalServerError, LostAnswer, ConnectionClosed 100 %, 5 ms", endpoint.Only("Faults"), StringComparison.Ordinal);
        Assert.Equal(("5", "4"), (endpoint.Only("RequestCount"), endpoint.Only("FaultCount")));
    }

    [Theory]
    [InlineData("-Fault Trottling", "InvalidFault,InventoryTools.Cmdlets.StartInventoryEndpointCommand")]
    [InlineData("-Latency 200", "ParameterArgumentTransformationError,InventoryTools.Cmdlets.StartInventoryEndpointCommand")]
    [InlineData("-Latency soon", "ParameterArgumentTransformationError,InventoryTools.Cmdlets.StartInventoryEndpointCommand")]
    [InlineData("-Rate 2", "ParameterArgumentValidationError,InventoryTools.Cmdlets.StartInventoryEndpointCommand")]
    [InlineData("-Rate 0.5", "InvalidRate,InventoryTools.Cmdlets.StartInventoryEndpointCommand")]
    [InlineData("-Seed 1 -Latency 1ms", "InvalidSeed,InventoryTools.Cmdlets.StartInventoryEndpointCommand")]
    [InlineData("-Fault NoAnswer -FaultOperation PutParameter", "ParameterArgumentValidationError,InventoryTools.Cmdlets.StartInventoryEndpointCommand")]
    [InlineData("-Port 70000", "ParameterArgumentValidationError,InventoryTools.Cmdlets.StartInventoryEndpointCommand")]
    public void Arguments_that_mean_nothing_are_refused(string arguments, string id) =>
        Assert.Equal(id, Assert.Single(_engine.Run($"Start-InventoryEndpoint {arguments}").Errors).FullyQualifiedErrorId);

    [Theory]
    [InlineData("200ms", 200)]
    [InlineData("1.5s", 1500)]
    [InlineData("'2 m'", 120000)]
    [InlineData("'00:00:03'", 3000)]
    [InlineData("([timespan]::FromMilliseconds(7))", 7)]
    [InlineData("0", 0)]
    public void A_latency_is_written_as_people_write_it(string text, int milliseconds)
    {
        Result started = _engine.Run($"Start-InventoryEndpoint -Latency {text} -PassThru");
        started.AssertNoErrors();
        Assert.Equal(milliseconds == 0 ? "" : $"{milliseconds} ms", $"{started.Output[0].Properties["Faults"].Value}");
    }

    [Fact]
    public void Faults_and_operations_complete()
    {
        Assert.Contains("ThrottlingException", Completions("Start-InventoryEndpoint -Fault Thr"));
        Assert.Equal(["GetInventory", "GetInventorySchema"], Completions("Start-InventoryEndpoint -FaultOperation Get"));
    }

    private const string Secure = "function ConvertTo-SecureText([string] $Text) { $secure = [securestring]::new(); $Text.ToCharArray() | ForEach-Object { $secure.AppendChar($_) }; , $secure };";

    private IEnumerable<string> Completions(string command) => _engine
        .Run("(TabExpansion2 $args[0]).CompletionMatches | ForEach-Object CompletionText", command).Output.Select(text => text.ToString());

    private object Start(string? path)
    {
        Result started = _engine.Run($"Start-InventoryEndpoint {path} -PassThru");
        started.AssertNoErrors();
        return started.Output.Single().Properties["Url"].Value;
    }

    private static bool Answers(string url)
    {
        try
        {
            return Call(new Uri(url), "GetInventory", "{}").Length == 0;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    // The code of the fault that is answered; nothing for a result.
    private static string[] Call(object url, string operation, string body)
    {
        using HttpClient client = new();
        using HttpRequestMessage request = new(HttpMethod.Post, (Uri)url)
        {
            Content = new StringContent(body, System.Net.Http.Headers.MediaTypeHeaderValue.Parse("application/x-amz-json-1.1")),
            Headers = { { "X-Amz-Target", "AmazonSSM." + operation } },
        };
        using HttpResponseMessage response = Task.Run(() => client.SendAsync(request)).GetAwaiter().GetResult();
        string text = Task.Run(() => response.Content.ReadAsStringAsync()).GetAwaiter().GetResult();
        return response.IsSuccessStatusCode ? [] : [System.Text.Json.JsonElement.Parse(text).GetProperty("__type").GetString()!];
    }

    private static string Request(PSObject item)
    {
        Dictionary<string, object?> members = [];
        foreach (string name in new[] { "TypeName", "SchemaVersion", "CaptureTime", "ContentHash", "Content", "Context" })
        {
            if (item.Properties[name].Value is object value)
            {
                members[name] = value is System.Collections.IEnumerable list and not string
                    ? list is System.Collections.IDictionary or IDictionary<string, string>
                        ? value
                        : list.Cast<IDictionary<string, string>>().Select(entry => entry.ToDictionary(pair => pair.Key, pair => pair.Value))
                    : value;
            }
        }

        return System.Text.Json.JsonSerializer.Serialize(new { InstanceId = "i-0123456789abcdef0", Items = new[] { members } });
    }
}
