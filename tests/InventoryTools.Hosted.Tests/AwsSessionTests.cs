using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
using System.Text.RegularExpressions;
using InventoryTools.Tests.Aws;
using Xunit;

namespace InventoryTools.Hosted.Tests;

/// <summary>Whose credentials and region a session's calls are signed with, read from what arrives.</summary>
public sealed class AwsSessionTests : IDisposable
{
    private const string Item = "@{ A = 1 } | New-InventoryItem Custom:X -InstanceId i-00000001";

    private readonly LoopbackService _service = new();
    private readonly Engine _engine = new();

    private static string OtherSdk => typeof(AwsSessionTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(data => data.Key == "OtherAwsSdk").Value!;

    public void Dispose()
    {
        _engine.Dispose();
        _service.Dispose();
    }

    [Fact]
    public void Keys_and_region_of_the_command_sign_the_call()
    {
        Run("-AccessKey AKIDPARAMETER -SecretKey s -SessionToken token -Region eu-south-1").AssertNoErrors();
        AssertSigned("AKIDPARAMETER", "eu-south-1");
        Assert.Equal("token", _service.Calls.Single().Headers["X-Amz-Security-Token"]);
    }

    [Fact]
    public void Aliases_of_AWS_Tools_are_known()
    {
        Run("-AK AKIDALIAS -SK s -ST token -RegionToCall eu-south-1").AssertNoErrors();
        AssertSigned("AKIDALIAS", "eu-south-1");
    }

    [Fact]
    public void A_PSCredential_holds_the_two_keys()
    {
        Run("""
            -Region eu-west-1 -Credential $([pscredential]::new('AKIDPSCREDENTIAL', $(
                $s = [securestring]::new(); 'secret'.ToCharArray() | ForEach-Object { $s.AppendChar($_) }; $s)))
            """.ReplaceLineEndings(" ")).AssertNoErrors();
        AssertSigned("AKIDPSCREDENTIAL", "eu-west-1");
    }

    [Theory]
    [InlineData("[plain]\naws_access_key_id = AKIDPROFILE\naws_secret_access_key = s\nregion = eu-north-1\n", "plain", "AKIDPROFILE", "eu-north-1")]
    [InlineData("[token]\naws_access_key_id=AKIDPROFILE\naws_secret_access_key=s\naws_session_token=t\n", "token", "AKIDPROFILE", "us-east-1")]
    [InlineData("[process]\ncredential_process = {process}\n", "process", "AKIDPROCESS", "us-east-1")]
    public void A_profile_of_a_file_signs_the_call(string text, string name, string key, string region)
    {
        string file = Path.Combine(_engine.Folder, "my credentials");
        string answer = Path.Combine(_engine.Folder, "process.json");
        File.WriteAllText(answer, """{"Version":1,"AccessKeyId":"AKIDPROCESS","SecretAccessKey":"s"}""");
        string process = OperatingSystem.IsWindows() ? $"cmd /c type {answer}" : $"cat {answer}";
        File.WriteAllText(file, text.Replace("{process}", process, StringComparison.Ordinal));
        Run($"-ProfileName {name} -ProfileLocation './my credentials'").AssertNoErrors();
        AssertSigned(key, region);
    }

    [Fact]
    public void A_profile_that_is_not_there_ends_the_command_whatever_else_there_is()
    {
        Result result = _engine.Run(
            $"$StoredAWSCredentials = 'something'; {Item} | Write-Inventory -EndpointUrl $args[0] -ProfileName nope", _service.Url);
        result.AssertError("ProfileNotFound,InventoryTools.Cmdlets.WriteInventoryCommand", ErrorCategory.ObjectNotFound);
        Assert.Equal(0, _service.CallCount);
    }

    [Fact]
    public void A_profile_that_is_named_comes_before_any_credential()
    {
        Result result = _engine.Run(
            $"{Item} | Write-Inventory -EndpointUrl $args[0] -ProfileName nope -Credential ([pscredential]::new('AKIDX', [securestring]::new()))",
            _service.Url);
        result.AssertError("ProfileNotFound,InventoryTools.Cmdlets.WriteInventoryCommand", ErrorCategory.ObjectNotFound);
    }

    [Fact]
    public void What_AWS_Tools_keep_in_the_session_is_used_beside_another_version_of_the_SDK()
    {
        (int exitCode, string output, string errors) = Child.Run(Child.StartHost("-Command", $$"""
            $ErrorActionPreference = 'Stop'
            [System.Reflection.Assembly]::LoadFrom('{{OtherSdk}}').GetName().Version.ToString()
            Import-Module '{{Repository.Manifest}}'
            $StoredAWSCredentials = [Amazon.Runtime.SessionAWSCredentials]::new('AKIDSTORED', 's', 't')
            $StoredAWSRegion = 'eu-south-2'
            {{Item}} | Write-Inventory -EndpointUrl {{_service.Url}} -PassThru | ForEach-Object { "$($_.Status)" }
            {{Item}} | Write-Inventory -EndpointUrl {{_service.Url}} -Credential ([Amazon.Runtime.BasicAWSCredentials]::new('AKIDGIVEN', 's'))
            foreach ($a in [AppDomain]::CurrentDomain.GetAssemblies()) { if ($a.GetName().Name -eq 'AWSSDK.Core') {
                '{0} {1}' -f $a.GetName().Version, [System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext($a).Name } }
            """));
        Assert.True(exitCode == 0, errors);
        string[] lines = Child.Lines(output);
        Assert.StartsWith("3.", lines[0], StringComparison.Ordinal);
        Assert.Equal("Accepted", lines[1]);
        Assert.Contains(lines.Skip(2), line => Regex.IsMatch(line, @"\A4\..* InventoryTools\z"));
        Assert.Equal(
            [("AKIDSTORED", "eu-south-2"), ("AKIDGIVEN", "eu-south-2")],
            _service.Calls.Select(Signature));
    }

    [Fact]
    public void Importing_loads_no_SDK_and_neither_does_a_local_store()
    {
        (int exitCode, string output, string errors) = Child.Run(Child.StartHost("-Command", $$"""
            Import-Module '{{Repository.Manifest}}'
            {{Item}} | Write-Inventory -Path '{{_engine.Store}}'
            foreach ($a in [AppDomain]::CurrentDomain.GetAssemblies()) { if ($a.GetName().Name -match 'AWS|\.Aws') { $a.GetName().Name } }
            """));
        Assert.Equal((0, "", ""), (exitCode, output, errors));
    }

    [Fact]
    public void The_environment_signs_the_call_and_names_its_address_and_the_node()
    {
        ProcessStartInfo info = Child.Describe("dotnet", Repository.Host, "-Command", $$"""
            Import-Module '{{Repository.Manifest}}'
            @{ A = 1 } | New-InventoryItem Custom:X | Write-Inventory -PassThru | ForEach-Object { $_.InstanceId }
            """);
        info.Environment["AWS_ACCESS_KEY_ID"] = "AKIDENVIRONMENT";
        info.Environment["AWS_SECRET_ACCESS_KEY"] = "s";
        info.Environment["AWS_REGION"] = "eu-central-1";
        info.Environment["AWS_ENDPOINT_URL"] = _service.Url.ToString();
        info.Environment["AWS_SSM_INSTANCE_ID"] = "mi-0123456789abcdef0";
        (int exitCode, string output, string errors) = Child.Run(Process.Start(info)!);
        Assert.Equal((0, ""), (exitCode, errors));
        Assert.Equal(["mi-0123456789abcdef0"], Child.Lines(output));
        AssertSigned("AKIDENVIRONMENT", "eu-central-1");
    }

    [Fact]
    public void AWS_PROFILE_names_a_profile_of_the_usual_file()
    {
        string file = Path.Combine(_engine.Folder, "credentials");
        File.WriteAllText(file, "[default]\naws_access_key_id=AKIDDEFAULT\naws_secret_access_key=s\n[other]\naws_access_key_id=AKIDOTHER\naws_secret_access_key=s\n");
        ProcessStartInfo info = Child.Describe("dotnet", Repository.Host, "-Command", $$"""
            Import-Module '{{Repository.Manifest}}'
            {{Item}} | Write-Inventory -EndpointUrl {{_service.Url}}
            """);
        info.Environment["AWS_SHARED_CREDENTIALS_FILE"] = file;
        info.Environment["AWS_PROFILE"] = "other";
        Assert.Equal((0, "", ""), Child.Run(Process.Start(info)!));
        AssertSigned("AKIDOTHER", "us-east-1");
    }

    [Fact]
    public void Without_an_ID_a_machine_that_is_no_node_says_what_was_tried()
    {
        Result result = _engine.Run("@{ A = 1 } | New-InventoryItem Custom:X | Write-Inventory -EndpointUrl $args[0]", _service.Url);
        ErrorRecord error = result.AssertError(
            "ValidationException,InventoryTools.Cmdlets.WriteInventoryCommand", ErrorCategory.InvalidData);
        Assert.All(
            ["AWS_SSM_INSTANCE_ID", "registration", "ssm-cli", "metadata"],
            tried => Assert.Contains(tried, error.ToString(), StringComparison.Ordinal));
        Assert.Equal(0, _service.CallCount);
    }

    [Theory]
    [InlineData("Write-Inventory -Region eu-west-1", "eu-west-1")]
    [InlineData("Write-Inventory -Region 'us-gov-w", "'us-gov-west-1'")]
    [InlineData("Write-Inventory -ProfileLocation ./profiles -ProfileName se", "second")]
    public void Regions_and_profiles_are_completed(string typed, string completed)
    {
        File.WriteAllText(
            Path.Combine(_engine.Folder, "profiles"),
            "[first]\naws_access_key_id=a\naws_secret_access_key=s\n[second]\naws_access_key_id=a\naws_secret_access_key=s\n");
        string line = typed.Replace("./profiles", Path.Combine(_engine.Folder, "profiles"), StringComparison.Ordinal);
        Result result = _engine.Run("TabExpansion2 -inputScript $args[0] -cursorColumn $args[0].Length", line);
        CommandCompletion completion = (CommandCompletion)result.Output.Single().BaseObject;
        Assert.Equal(completed, Assert.Single(completion.CompletionMatches).CompletionText);
    }

    // Each way to give a secret, against each way to fail.
    [Theory]
    [InlineData("-AccessKey AKIDX -SecretKey {secret} -SessionToken {secret}")]
    [InlineData("-AccessKey AKIDX -SecretKey {secret} -ProfileName nope -Region x")]
    [InlineData("-SecretKey {secret}")]
    [InlineData("-ProfileLocation ./secrets")]
    [InlineData("-ProfileLocation ./secrets -ProfileName broken")]
    [InlineData("-ProfileLocation ./secrets -ProfileName process")]
    [InlineData("-ProfileLocation ./secrets -ProfileName half")]
    [InlineData("-ProfileLocation ./secrets -ProfileName role -Region eu-west-1")]
    [InlineData("-Credential {secret}")]
    public void No_secret_comes_out_of_any_stream_whatever_happens(string parameters)
    {
        const string Secret = "wJalrXUtnFEMISECRETbPxRfiCYKEY";
        File.WriteAllText(Path.Combine(_engine.Folder, "secrets"), $$"""
            [default]
            aws_access_key_id = AKIDX
            aws_secret_access_key = {{Secret}}
            aws_session_token = {{Secret}}
            [broken]
            aws_secret_access_key {{Secret}}
            [half]
            aws_secret_access_key = {{Secret}}
            [process]
            credential_process = /nowhere/{{Secret}}
            [role]
            role_arn = arn:aws:iam::123456789012:role/x
            source_profile = nope
            aws_secret_access_key = {{Secret}}
            """);
        string[] answers = ["ok", "InvalidSignatureException", "AccessDeniedException", "reset", "garbage"];
        foreach (string answer in answers)
        {
            _service.Intercept = _ => answer switch
            {
                "ok" => null,
                "reset" => LoopbackAnswer.Reset(1),
                "garbage" => LoopbackAnswer.Status(200, "not JSON"),
                "InvalidSignatureException" => LoopbackAnswer.Fault(
                    answer, 403, $"The canonical string was\n'POST\n/\n\nhost:x\nx-amz-security-token:{Secret}\n\nhost'"),
                _ => LoopbackAnswer.Fault(answer, 400, "no"),
            };
            using PowerShell shell = _engine.Prepare($$"""
                $VerbosePreference = $DebugPreference = 'Continue'
                {{Item}} | Write-Inventory -EndpointUrl $args[0] {{parameters.Replace("{secret}", Secret, StringComparison.Ordinal)}} `
                    -Verbose -Debug -PassThru -Summary -Force -RetryTimeoutSec 0
                """, _service.Url);
            List<object> output = [];
            try
            {
                output.AddRange(shell.Invoke());
            }
            catch (RuntimeException thrown)
            {
                output.Add(thrown.ErrorRecord);
            }

            IEnumerable<object> streams = output.Concat(shell.Streams.Error).Concat(shell.Streams.Verbose)
                .Concat(shell.Streams.Debug).Concat(shell.Streams.Warning).Concat(shell.Streams.Information)
                .Concat(shell.Streams.Progress);
            Assert.NotEmpty(streams);
            Assert.DoesNotContain(streams.Select(Everything), text => text.Contains(Secret, StringComparison.Ordinal));
        }

        Assert.DoesNotContain(
            Directory.GetFiles(Environment.GetEnvironmentVariable("XDG_DATA_HOME")!, "*", SearchOption.AllDirectories),
            file => file.Contains("ledger", StringComparison.Ordinal) && File.ReadAllText(file).Contains(Secret, StringComparison.Ordinal));
    }

    // All that a person, a transcript or a log could make of the object; the command line itself is the person's own.
    private static string Everything(object value)
    {
        ErrorRecord? error = (value as PSObject)?.BaseObject as ErrorRecord ?? value as ErrorRecord;
        return error is null
            ? value.ToString()!
            : string.Join('\n', error.ToString(), error.Exception.ToString(), error.ErrorDetails?.Message, error.TargetObject, error.FullyQualifiedErrorId);
    }

    private static (string Key, string Region) Signature(LoopbackCall call)
    {
        Match match = Regex.Match(call.Headers["Authorization"], "Credential=([^/]+)/[0-9]+/([^/]+)/ssm/aws4_request");
        Assert.True(match.Success, call.Headers["Authorization"]);
        return (match.Groups[1].Value, match.Groups[2].Value);
    }

    private void AssertSigned(string key, string region) => Assert.Equal((key, region), Signature(Assert.Single(_service.Calls)));

    private Result Run(string parameters) =>
        _engine.Run($"{Item} | Write-Inventory -EndpointUrl $args[0] {parameters}", _service.Url);
}
