using System.Runtime.InteropServices;
using InventoryTools.Aws.Identity;
using InventoryTools.Service;
using InventoryTools.Tests.Endpoint;
using InventoryTools.Tests.Sqlite;
using Xunit;

namespace InventoryTools.Tests.Aws;

public sealed class NodeIdentifierTests : IDisposable
{
    private const string Registered = "mi-0123456789abcdef0";
    private const string OfCli = "i-0123456789abcdef0";
    private const string OfMetadata = "i-01234567";

    private readonly TempFolder _folder = new();
    private readonly Dictionary<string, string> _environment = new() { ["AWS_EC2_METADATA_DISABLED"] = "true" };

    private string RegistrationFile => _folder.FileNamed("registration");

    private string CliFile => _folder.FileNamed("ssm-cli");

    // Nobody listens at port 1 of loopback, and no test knows another address than loopback's.
    private NodeEnvironment Surroundings => new(
        _environment.GetValueOrDefault,
        RegistrationFile,
        [_folder.FileNamed("no-ssm-cli"), CliFile],
        "ssm-cli",
        new Uri("http://127.0.0.1:1"),
        new Uri("http://127.0.0.1:1"))
    {
        CliTimeout = TimeSpan.FromMinutes(2),
        MetadataTimeout = TimeSpan.FromMinutes(2),
    };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Where_nothing_tells_a_node_the_source_says_what_was_tried() => Assert.Equal(
        new NodeIdentity(
            null,
            $"AWS_SSM_INSTANCE_ID is not set; there is no {RegistrationFile}; ssm-cli is not installed; " +
            "the instance metadata service is turned off by AWS_EC2_METADATA_DISABLED"),
        Identify());

    [SkippableFact]
    public void Each_source_is_asked_only_where_those_before_it_tell_nothing()
    {
        using ScriptedEndpoint metadata = OfNode();
        _environment.Clear();
        _environment["AWS_SSM_INSTANCE_ID"] = "mi-fedcba98765432100";
        WriteRegistration(Registered);
        WriteCli($$"""echo '{"instance-id":"{{OfCli}}","region":"eu-west-1"}'; touch "$0.ran" """);
        NodeEnvironment all = Surroundings with { MetadataEndpoint = metadata.Url };

        Assert.Equal(new NodeIdentity("mi-fedcba98765432100", "AWS_SSM_INSTANCE_ID"), Identify(all));
        _environment.Clear();
        Assert.Equal(new NodeIdentity(Registered, $"the agent's registration in {RegistrationFile}"), Identify(all));
        Assert.False(File.Exists(CliFile + ".ran"));
        File.Delete(RegistrationFile);
        Assert.Equal(new NodeIdentity(OfCli, "ssm-cli"), Identify(all));
        Assert.Empty(metadata.Calls);
        File.Delete(CliFile);
        Assert.Equal(new NodeIdentity(OfMetadata, "the instance metadata service"), Identify(all));
    }

    [Theory]
    [InlineData("i-0123")]
    [InlineData("ecs:cluster_task_container")]
    [InlineData(" i-0123456789abcdef0")]
    [InlineData("i-0123456789abcdef0\n")]
    public void An_odd_variable_is_a_broken_setup_and_no_other_node_is_taken_for_it(string value)
    {
        _environment["AWS_SSM_INSTANCE_ID"] = value;
        WriteRegistration(Registered);
        NodeIdentity identity = Identify();
        Assert.Null(identity.InstanceId);
        Assert.Equal(
            $"AWS_SSM_INSTANCE_ID tells '{value.Replace("\n", "\\u000a", StringComparison.Ordinal)}', " +
            "which is no instance ID of a node",
            identity.Source);
    }

    [Fact]
    public void An_empty_variable_is_none()
    {
        _environment["AWS_SSM_INSTANCE_ID"] = "";
        WriteRegistration(Registered);
        Assert.Equal(Registered, Identify().InstanceId);
    }

    [Theory]
    [InlineData(
        """{"ManagedInstanceID":"mi-0123","Region":"eu-west-1"}""",
        "the agent's registration in {0} tells 'mi-0123', which is no instance ID of a node")]
    [InlineData("""{"ManagedInstanceID":""}""", "the agent's registration in {0} tells no instance ID")]
    [InlineData("""{"ManagedInstanceID":7}""", "the agent's registration in {0} tells no instance ID")]
    [InlineData("""{"InstanceID":"mi-0123456789abcdef0"}""", "the agent's registration in {0} tells no instance ID")]
    [InlineData("[]", "the agent's registration in {0} tells no instance ID")]
    [InlineData("", "{0} is no JSON")]
    [InlineData("mi-0123456789abcdef0", "{0} is no JSON")]
    public void An_odd_registration_is_told_and_the_next_is_asked(string content, string clause)
    {
        File.WriteAllText(RegistrationFile, content);
        Assert.Equal(string.Format(null, clause, RegistrationFile), Clauses()[1]);
        Assert.Equal("ssm-cli is not installed", Clauses()[2]);
    }

    [Fact]
    public void A_registration_that_is_none_by_its_size_is_not_read()
    {
        File.WriteAllText(RegistrationFile, new string(' ', 70_000));
        Assert.Equal($"{RegistrationFile} is too large for a registration", Clauses()[1]);
    }

    [Fact]
    public void A_folder_is_no_registration()
    {
        Directory.CreateDirectory(RegistrationFile);
        Assert.Equal($"{RegistrationFile} is a folder", Clauses()[1]);
    }

    [SkippableFact]
    public void A_registration_that_this_account_may_not_read_is_told()
    {
        WriteRegistration(Registered);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(RegistrationFile, UnixFileMode.None);
        }

        OtherAccount.Run(() => Assert.Equal($"{RegistrationFile} can't be read by this account", Clauses()[1]));
    }

    [Fact]
    public void The_region_is_that_of_the_registration()
    {
        WriteRegistration(Registered);
        Assert.Equal("eu-west-1", AgentRegistration.ReadRegion(RegistrationFile));
        File.WriteAllText(RegistrationFile, """{"ManagedInstanceID":"mi-0123456789abcdef0","Region":""}""");
        Assert.Null(AgentRegistration.ReadRegion(RegistrationFile));
        File.WriteAllText(RegistrationFile, "odd");
        Assert.Null(AgentRegistration.ReadRegion(RegistrationFile));
        File.Delete(RegistrationFile);
        Assert.Null(AgentRegistration.ReadRegion(RegistrationFile));
    }

    [SkippableTheory]
    [InlineData("""echo '{"instance-id":"i-0123"}'""", "ssm-cli tells 'i-0123', which is no instance ID of a node")]
    [InlineData("""echo '{"instanceId":"i-0123456789abcdef0"}'""", "ssm-cli tells no instance ID")]
    [InlineData("echo i-0123456789abcdef0", "ssm-cli answered no JSON")]
    [InlineData("true", "ssm-cli answered no JSON")]
    [InlineData(
        "echo usage; echo; echo 'error: failed to find agent identity.'; exit 255",
        "ssm-cli failed with exit code 255: failed to find agent identity")]
    [InlineData("echo out of order >&2; exit 3", "ssm-cli failed with exit code 3: out of order")]
    [InlineData("exit 1", "ssm-cli failed with exit code 1")]
    public void An_odd_ssm_cli_is_told_and_the_next_is_asked(string script, string clause)
    {
        WriteCli(script);
        Assert.Equal(clause, Clauses()[2]);
        Assert.StartsWith("the instance metadata service", Clauses()[3], StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_ssm_cli_that_can_not_be_run_is_told()
    {
        WriteCli("exit 0");
        File.WriteAllText(CliFile, "#!/nowhere/at/all\n");
        Assert.StartsWith($"{CliFile} can't be run: ", Clauses()[2], StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Ssm_cli_gets_its_command_and_no_input_and_may_say_much()
    {
        WriteCli($$"""
            head -c 300000 /dev/zero | tr '\0' e >&2
            read -r line && exit 9
            [ "$*" = get-instance-information ] || exit 8
            echo '{"instance-id":"{{OfCli}}"}'
            """);
        Assert.Equal(new NodeIdentity(OfCli, "ssm-cli"), Identify());
    }

    [SkippableFact]
    public void Ssm_cli_is_found_by_PATH_but_not_in_relative_folders()
    {
        WriteCli($$"""echo '{"instance-id":"{{OfCli}}"}'""");
        NodeEnvironment unknown = Surroundings with { CliFiles = [_folder.FileNamed("no-ssm-cli")] };
        string relative = Path.GetRelativePath(Environment.CurrentDirectory, _folder.Path);
        _environment["PATH"] = $":.:{relative}";
        Assert.Contains("ssm-cli is not installed", Identify(unknown).Source, StringComparison.Ordinal);
        _environment["PATH"] = $"/nowhere/at/all:{_folder.Path}";
        Assert.Equal(new NodeIdentity(OfCli, "ssm-cli"), Identify(unknown));
    }

    [SkippableFact]
    public void A_ssm_cli_that_takes_too_long_is_told()
    {
        WriteCli("exec sleep 30");
        NodeEnvironment impatient = Surroundings with { CliTimeout = TimeSpan.FromSeconds(0.01) };
        Assert.Contains("; ssm-cli did not end within 0.01 s; ", Identify(impatient).Source, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_hanging_ssm_cli_is_cancelled_with_all_that_it_started()
    {
        // Both processes hold the pipe open, so its end is theirs; the child would tell if it came to its own end.
        string pipe = _folder.FileNamed("pipe");
        WriteCli($"exec 3>'{pipe}'\n(echo started >&3; sleep 20; echo survived >&3) &\nwait\necho survived >&3");
        Assert.Equal(0, mkfifo(pipe, 0x180));
        using CancellationTokenSource cancel = new();
        Task<NodeIdentity> asking = Task.Run(() => Identify(Surroundings, cancel.Token));
        using StreamReader reader = new(await Task.Run(() => File.OpenRead(pipe)));
        Assert.Equal("started", await reader.ReadLineAsync());
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        Assert.Equal("", await reader.ReadToEndAsync());
    }

    [Fact]
    public void The_metadata_service_is_asked_by_version_2()
    {
        using ScriptedEndpoint metadata = OfNode();
        Assert.Equal(OfMetadata, Identify(Metadata(metadata)).InstanceId);
        Assert.Equal(
            [
                "PUT /latest/api/token | x-aws-ec2-metadata-token-ttl-seconds: 60",
                "GET /latest/meta-data/instance-id | x-aws-ec2-metadata-token: token==",
            ],
            metadata.Calls.Select(Asked));
    }

    [Theory]
    [InlineData(302)]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(405)]
    [InlineData(500)]
    public void A_metadata_service_that_refuses_version_2_is_not_asked_by_version_1(int code)
    {
        using ScriptedEndpoint metadata = new(
            _ => ScriptedAnswer.Status(code, OfMetadata).With("Location", "/latest/meta-data/instance-id"));
        Assert.EndsWith(
            $"; the instance metadata service gave no token (HTTP status {code})",
            Identify(Metadata(metadata)).Source,
            StringComparison.Ordinal);
        Assert.Equal("PUT", Assert.Single(metadata.Calls).Request.Method);
    }

    [Theory]
    [InlineData(200, "", "tells no instance ID")]
    [InlineData(200, "<html>", "tells '<html>', which is no instance ID of a node")]
    [InlineData(404, "i-01234567", "gave no instance ID (HTTP status 404)")]
    public void An_odd_answer_of_the_metadata_service_is_told(int status, string body, string clause)
    {
        using ScriptedEndpoint metadata = new(call =>
            call.Request.Method == "PUT" ? ScriptedAnswer.Ok("t") : ScriptedAnswer.Status(status, body));
        NodeIdentity identity = Identify(Metadata(metadata));
        Assert.Null(identity.InstanceId);
        Assert.EndsWith($"; the instance metadata service {clause}", identity.Source, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("to\nken")]
    [InlineData("tökèn")]
    public void A_token_that_is_none_is_not_used(string token)
    {
        using ScriptedEndpoint metadata = new(_ => ScriptedAnswer.Ok(token));
        Assert.EndsWith(
            "; the instance metadata service gave a token that is none",
            Identify(Metadata(metadata)).Source,
            StringComparison.Ordinal);
        Assert.Single(metadata.Calls);
    }

    [Fact]
    public void An_answer_without_end_is_not_taken_in()
    {
        using ScriptedEndpoint metadata = new(_ => ScriptedAnswer.Ok(new string('t', 100_000)));
        Assert.Contains(
            "; the instance metadata service can't be asked: ",
            Identify(Metadata(metadata)).Source,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_metadata_service_that_is_not_there_is_told()
    {
        _environment.Clear();
        string clause = Clauses()[3];
        Assert.StartsWith("the instance metadata service can't be asked: ", clause, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("true")]
    [InlineData("TRUE")]
    [InlineData("True")]
    public void A_metadata_service_that_is_turned_off_is_not_contacted(string value)
    {
        using ScriptedEndpoint metadata = OfNode();
        NodeEnvironment environment = Metadata(metadata);
        _environment["AWS_EC2_METADATA_DISABLED"] = value;
        Assert.Null(Identify(environment).InstanceId);
        Assert.Empty(metadata.Calls);
        _environment["AWS_EC2_METADATA_DISABLED"] = "false";
        Assert.Equal(OfMetadata, Identify(environment).InstanceId);
    }

    [Fact]
    public void The_address_of_the_metadata_service_is_the_given_one_or_that_of_the_mode()
    {
        using ScriptedEndpoint metadata = OfNode();
        _environment.Clear();
        _environment["AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"] = "ipv6";
        Assert.Equal(OfMetadata, Identify(Surroundings with { MetadataEndpointIPv6 = metadata.Url }).InstanceId);
        _environment["AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"] = "IPv4";
        Assert.Equal(OfMetadata, Identify(Surroundings with { MetadataEndpoint = metadata.Url }).InstanceId);
        _environment["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = $"{metadata.Url}";
        Assert.Equal(OfMetadata, Identify().InstanceId);
    }

    [Theory]
    [InlineData("AWS_EC2_METADATA_SERVICE_ENDPOINT", "ftp://127.0.0.1", "which is no HTTP address")]
    [InlineData("AWS_EC2_METADATA_SERVICE_ENDPOINT", "127.0.0.1", "which is no HTTP address")]
    [InlineData("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "IPv5", "neither IPv4 nor IPv6")]
    public void An_odd_address_of_the_metadata_service_is_told(string variable, string value, string clause)
    {
        using ScriptedEndpoint metadata = OfNode();
        NodeEnvironment environment = Metadata(metadata);
        _environment[variable] = value;
        NodeIdentity identity = Identify(environment);
        Assert.EndsWith($"; {variable} is '{value}', {clause}", identity.Source, StringComparison.Ordinal);
        Assert.Empty(metadata.Calls);
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("GET")]
    public async Task A_hanging_metadata_service_is_cancelled(string method)
    {
        TaskCompletionSource hanging = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using ScriptedEndpoint metadata = HangingAt(method, hanging);
        NodeEnvironment environment = Metadata(metadata);
        using CancellationTokenSource cancel = new();
        Task<NodeIdentity> asking = Task.Run(() => Identify(environment, cancel.Token));
        await hanging.Task;
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    [Fact]
    public void A_metadata_service_that_takes_too_long_is_told()
    {
        using ScriptedEndpoint metadata = HangingAt("PUT");
        NodeEnvironment impatient = Metadata(metadata) with { MetadataTimeout = TimeSpan.FromSeconds(0.25) };
        Assert.EndsWith(
            "; the instance metadata service did not answer within 0.25 s",
            Identify(impatient).Source,
            StringComparison.Ordinal);
    }

    [Fact]
    public void No_proxy_and_no_redirect_stands_between_the_node_and_its_metadata()
    {
        using HttpClientHandler handler = InstanceMetadata.CreateHandler();
        Assert.False(handler.UseProxy);
        Assert.False(handler.AllowAutoRedirect);
    }

    [Fact]
    public void Where_it_is_cancelled_before_it_begins_nothing_is_asked() =>
        Assert.ThrowsAny<OperationCanceledException>(() => ThisNode.Identify(new CancellationToken(canceled: true)));

    [Fact]
    public void Seven_seconds_are_all_that_it_takes()
    {
        NodeEnvironment environment = NodeEnvironment.OfThisMachine();
        Assert.Equal(
            TimeSpan.FromSeconds(7),
            environment.CliTimeout + environment.MetadataTimeout + environment.MetadataTimeout);
        Assert.All(
            [environment.RegistrationFile, .. environment.CliFiles],
            path => Assert.True(Path.IsPathFullyQualified(path), path));
    }

    private static ScriptedEndpoint OfNode() => new(call => Asked(call) switch
    {
        "PUT /latest/api/token | x-aws-ec2-metadata-token-ttl-seconds: 60" => ScriptedAnswer.Ok("token=="),
        "GET /latest/meta-data/instance-id | x-aws-ec2-metadata-token: token==" => ScriptedAnswer.Ok(OfMetadata),
        _ => ScriptedAnswer.Status(401),
    });

    private static ScriptedEndpoint HangingAt(string method, TaskCompletionSource? hanging = null) => new(call =>
    {
        if (call.Request.Method != method)
        {
            return ScriptedAnswer.Ok("token");
        }

        hanging?.TrySetResult();
        return ScriptedAnswer.Hang();
    });

    // The request with the headers that are the metadata service's own.
    private static string Asked(ScriptedCall call) => string.Join(
        " | ",
        call.Headers.Where(header => header.Key.StartsWith("x-aws-", StringComparison.OrdinalIgnoreCase))
            .Select(header => $"{header.Key.ToLowerInvariant()}: {header.Value}")
            .Prepend(call.Line));

    private static NodeIdentity Identify(NodeEnvironment environment, CancellationToken cancel = default) =>
        new NodeIdentifier(environment).Identify(cancel);

    private NodeIdentity Identify() => Identify(Surroundings);

    private string[] Clauses()
    {
        NodeIdentity identity = Identify();
        Assert.Null(identity.InstanceId);
        return identity.Source.Split("; ");
    }

    private NodeEnvironment Metadata(ScriptedEndpoint metadata)
    {
        _environment.Clear();
        return Surroundings with { MetadataEndpoint = metadata.Url };
    }

    private void WriteRegistration(string instanceId) => File.WriteAllText(
        RegistrationFile,
        $$"""{"ManagedInstanceID":"{{instanceId}}","Region":"eu-west-1"}""");

    private void WriteCli(string script)
    {
        Skip.If(OperatingSystem.IsWindows(), "The script is one of Unix.");
        File.WriteAllText(CliFile, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(CliFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [DllImport("libc", CharSet = CharSet.Ansi)]
    private static extern int mkfifo([MarshalAs(UnmanagedType.LPUTF8Str)] string path, uint mode);
}
