using InventoryTools.Aws;
using InventoryTools.Aws.Credentials;
using InventoryTools.Aws.Identity;
using InventoryTools.Service;
using Xunit;

namespace InventoryTools.Tests.Aws;

public sealed class ProfileTests : IDisposable
{
    private readonly Machine _machine = new();

    public void Dispose() => _machine.Dispose();

    [Fact]
    public void A_profile_that_is_not_there_is_named_with_those_that_are()
    {
        _machine.WriteCredentials(Machine.Keys("default", "A"));
        _machine.WriteConfig("[profile office]\nregion=eu-west-1\n[sso-session corp]\n[services local]\n");
        InventoryCredentialException error = Fails(CredentialProblem.ProfileNotFound, new() { ProfileName = "offcie" });
        Assert.Contains("'offcie'", error.Message, StringComparison.Ordinal);
        Assert.Contains("The profiles there are: default, office.", error.Message, StringComparison.Ordinal);
        Assert.Contains(_machine.Credentials, error.Message, StringComparison.Ordinal);
        _machine["AWS_PROFILE"] = "offcie";
        Assert.Contains(
            "AWS_PROFILE names", Fails(CredentialProblem.ProfileNotFound, new()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_location_is_the_only_file_that_is_asked()
    {
        _machine.WriteCredentials(Machine.Keys("default", "HOME") + Machine.Keys("home", "HOME"));
        string location = _machine.Write("elsewhere/keys", Machine.Keys("default", "THERE"));
        Assert.Equal("THERE", AccessKeyOf(new() { Region = "eu-west-1", ProfileLocation = location }));
        Fails(CredentialProblem.ProfileNotFound, new() { ProfileLocation = location, ProfileName = "home" });
        Fails(CredentialProblem.ProfileNotFound, new() { ProfileLocation = location + "x" });
        Fails(CredentialProblem.ProfileNotFound, new() { ProfileLocation = Path.GetDirectoryName(location) });
    }

    [Fact]
    public void The_config_beside_the_credentials_counts()
    {
        _machine.WriteConfig(Machine.Keys("profile office", Machine.AccessKey) + "region=eu-central-1\n");
        AwsConnector.ConnectionPlan resolved = _machine.Resolve(new() { ProfileName = "office" });
        Assert.Equal(
            (Machine.AccessKey, "eu-central-1"), (resolved.Credentials.GetCredentials().AccessKey, resolved.Region));
        Assert.Equal($"the profile 'office' in {_machine.Credentials}", resolved.Source);
    }

    [Theory]
    [InlineData("region=eu-west-1", "has no credentials")]
    [InlineData("aws_access_key_id=A", "no aws_secret_access_key")]
    [InlineData("aws_secret_access_key=S3CR3T", "no aws_access_key_id")]
    [InlineData("role_arn=arn:aws:iam::123456789012:role/x\nexternal_id=S3CR3T", "role_arn, external_id")]
    [InlineData("role_arn=arn:aws:iam::123456789012:role/x\nsource_profile=nobody", "nobody")]
    [InlineData("role_arn=arn:aws:iam::123456789012:role/x\nsource_profile=broken", "cyclical")]
    [InlineData(
        "aws_access_key_id=A\naws_secret_access_key=S3CR3T\nretry_mode=S3CR3T",
        "a value that the AWS SDK can't read")]
    [InlineData("aws_access_key_id=A\naws_secret_access_key=S3CR3T\nS3CR3T", "is not written as such are")]
    [InlineData("aws_access_key_id=A\naws_secret_access_key=S3CR3T\nservices=none", "is not written as such are")]
    [InlineData("sso_session=none\nsso_account_id=123456789012\nsso_role_name=x", "sso_session [none]")]
    public void A_profile_that_makes_no_credentials_says_why(string settings, string expected)
    {
        _machine.WriteCredentials($"[broken]\n{settings}\n");
        InventoryCredentialException error = Fails(
            CredentialProblem.InvalidCredentials,
            new() { ProfileName = "broken", Region = "eu-west-1" });
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Contains("'broken'", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("S3CR3T", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_default_profile_without_credentials_is_passed_over()
    {
        _machine.WriteConfig("[default]\nregion=eu-west-1\n");
        Assert.Contains(
            "has no credentials",
            Fails(CredentialProblem.CredentialsNotFound, new()).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_broken_default_profile_is_not_passed_over()
    {
        _machine.WriteCredentials("[default]\naws_access_key_id=A\n");
        Fails(CredentialProblem.InvalidCredentials, new() { Region = "eu-west-1" });
    }

    [Theory]
    [InlineData("/")]
    [InlineData("")]
    [InlineData(null)]
    public void Under_Run_Command_the_home_of_root_is_asked_and_then_the_agent_s_file(string? home)
    {
        _machine["HOME"] = home ?? "";
        if (home is null)
        {
            _machine.Variables.Remove("HOME");
        }

        _machine.Write("agent-credentials", Machine.Keys("default", "AGENT"));
        Assert.Equal("AGENT", AccessKeyOf(new() { Region = "eu-west-1" }));
        _machine.Write("root/.aws/credentials", Machine.Keys("default", "ROOT"));
        _machine.Write("root/.aws/config", "[default]\nregion=eu-north-1\n");
        Assert.Equal("ROOT", AccessKeyOf(new()));
        Assert.Equal("eu-north-1", _machine.Resolve(new()).Region);
        _machine["AWS_SHARED_CREDENTIALS_FILE"] = _machine.Write("named", Machine.Keys("default", "NAMED"));
        Assert.Equal("NAMED", AccessKeyOf(new() { Region = "eu-west-1" }));
    }

    [Theory]
    [InlineData("/", @"C:\Users\me", 1)]
    [InlineData(null, @"C:\Users\me", 1)]
    [InlineData("/", @"C:\Windows\system32\config\systemprofile", 2)]
    [InlineData(null, @"C:\Windows\system32\config\systemprofile\", 2)]
    public void On_Windows_the_system_s_account_asks_the_agent_s_file_whatever_HOME_is(
        string? home, string profile, int files)
    {
        _machine.IsWindows = true;
        _machine["HOME"] = home ?? "";
        _machine["USERPROFILE"] = profile;
        AwsEnvironment environment = _machine.Surroundings;
        string[] expected = [Path.Combine(home ?? profile, ".aws", "credentials"), environment.AgentCredentials];
        Assert.Equal(expected.Take(files), ProfileFiles.Of(environment).Paths);
    }

    [Fact]
    public void A_credentials_file_that_is_named_and_not_there_is_not_replaced_by_another()
    {
        _machine.WriteCredentials(Machine.Keys("default", "HOME"));
        _machine["AWS_SHARED_CREDENTIALS_FILE"] = _machine.FileNamed("nowhere");
        Assert.Contains(
            _machine.FileNamed("nowhere"),
            Fails(CredentialProblem.CredentialsNotFound, new()).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_code_of_a_device_is_never_asked_for()
    {
        _machine.WriteConfig(
            Machine.Keys("profile base", "A")
            + "[profile mfa]\nrole_arn=arn:aws:iam::123456789012:role/x\nsource_profile=base\n"
            + "mfa_serial=arn:aws:iam::123456789012:mfa/me\n"
            + "[profile above]\nrole_arn=arn:aws:iam::123456789012:role/y\nsource_profile=mfa\n");
        Assert.All(
            new[] { "mfa", "above" },
            name => Assert.Contains(
                "mfa_serial",
                Fails(
                    CredentialProblem.CredentialsUnavailable,
                    new() { ProfileName = name, Region = "eu-west-1" }).Message,
                StringComparison.Ordinal));
    }

    [Fact]
    public void A_profile_of_aws_login_says_what_to_do_instead()
    {
        _machine.WriteConfig("[profile login]\nlogin_session=arn:aws:iam::123456789012:user/me\nregion=eu-west-1\n");
        InventoryCredentialException error = Fails(
            CredentialProblem.CredentialsUnavailable, new() { ProfileName = "login" });
        Assert.Contains("export-credentials", error.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_process_gives_keys()
    {
        Skip.If(OperatingSystem.IsWindows());
        string keys = _machine.Write(
            "keys.json", $$"""{"Version":1,"AccessKeyId":"PROCESS","SecretAccessKey":"{{Machine.Secret}}"}""");
        _machine.WriteConfig(
            $"[profile works]\ncredential_process=cat {keys}\n"
            + "[profile fails]\ncredential_process=sh -c 'echo S3CR3T >&2; exit 3'\n");
        Assert.Equal("PROCESS", AccessKeyOf(new() { ProfileName = "works", Region = "eu-west-1" }));
        InventoryCredentialException error = Assert.Throws<InventoryCredentialException>(
            () => AccessKeyOf(new() { ProfileName = "fails", Region = "eu-west-1" }));
        Assert.Equal(CredentialProblem.CredentialsUnavailable, error.Problem);
        Assert.Contains("credential_process", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("S3CR3T", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_names_for_completion_survive_broken_files()
    {
        Assert.Empty(ProfileFiles.List(null, _machine.Surroundings));
        _machine.WriteCredentials(Machine.Keys("default", "A") + "no line of such a file\n[ spaced ]\n[half");
        _machine.WriteConfig("[default]\n[profile office]\n[profile  two words]\n[services x]\n[sso-session y]\n");
        Assert.Equal(["default", "spaced", "office", "two words"], ProfileFiles.List(null, _machine.Surroundings));
        Assert.Equal(["only"], ProfileFiles.List(_machine.Write("other/file", "[only]\n"), _machine.Surroundings));
        Assert.Empty(ProfileFiles.List(_machine.FileNamed("nowhere"), _machine.Surroundings));
        Assert.Empty(ProfileFiles.List("\0", _machine.Surroundings));
    }

    [Fact]
    public void The_regions_for_completion_are_those_of_the_SDK()
    {
        Assert.Contains(("eu-west-1", "Europe (Ireland)"), RegionResolver.Known);
        Assert.Equal(
            RegionResolver.Known.Select(region => region.SystemName).Order(StringComparer.Ordinal),
            RegionResolver.Known.Select(region => region.SystemName));
    }

    private string AccessKeyOf(ServiceConnection connection) =>
        _machine.Resolve(connection).Credentials.GetCredentials().AccessKey;

    private InventoryCredentialException Fails(CredentialProblem problem, ServiceConnection connection)
    {
        InventoryCredentialException error = Assert.Throws<InventoryCredentialException>(
            () => _machine.Resolve(connection));
        Assert.Equal(problem, error.Problem);
        return error;
    }
}
