using InventoryTools.Aws.Credentials;
using InventoryTools.Service;
using Xunit;

namespace InventoryTools.Tests.Aws;

public sealed class RegionAndEndpointTests : IDisposable
{
    private readonly Machine _machine = new();

    public void Dispose() => _machine.Dispose();

    [Fact]
    public void The_region_is_taken_in_order()
    {
        _machine.WriteCredentials(
            Machine.Keys("named", "A") + "region=eu-south-1\n" + Machine.Keys("default", "B") + "region=eu-south-2\n");
        _machine["AWS_REGION"] = "eu-north-1";
        _machine["AWS_DEFAULT_REGION"] = "eu-central-1";
        _machine["AWS_SSM_REGION_NAME"] = "eu-central-2";
        Assert.Equal(
            "eu-west-1", RegionOf(new() { Region = "eu-west-1", StoredRegion = "eu-west-2", ProfileName = "named" }));
        Assert.Equal("eu-west-2", RegionOf(new() { StoredRegion = "eu-west-2", ProfileName = "named" }));
        Assert.Equal("eu-south-1", RegionOf(new() { ProfileName = "named" }));
        Assert.Equal("eu-north-1", RegionOf(new()));
        _machine.Variables.Remove("AWS_REGION");
        Assert.Equal("eu-central-1", RegionOf(new()));
        _machine.Variables.Remove("AWS_DEFAULT_REGION");
        Assert.Equal("eu-south-2", RegionOf(new()));
        _machine.WriteCredentials(Machine.Keys("default", "B"));
        Assert.Equal("eu-central-2", RegionOf(new()));
    }

    [Fact]
    public void No_region_says_what_was_tried_and_what_to_do()
    {
        _machine.WriteCredentials(Machine.Keys("default", "B"));
        InventoryCredentialException error = Assert.Throws<InventoryCredentialException>(() => _machine.Resolve(new()));
        Assert.Equal(CredentialProblem.RegionNotFound, error.Problem);
        Assert.All(
            [
                "-Region was not given", "$StoredAWSRegion", "AWS_REGION", "AWS_DEFAULT_REGION", "'default'",
                "AWS_SSM_REGION_NAME", "registration", "AWS_EC2_METADATA_DISABLED",
            ],
            part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_registered_machine_is_in_the_region_of_its_registration()
    {
        File.WriteAllText(
            _machine.Registration, """{"ManagedInstanceID":"mi-0123456789abcdef0","Region":"eu-south-2"}""");
        _machine.WriteCredentials(Machine.Keys("default", "B"));
        Assert.Equal("eu-south-2", RegionOf(new()));
    }

    [Theory]
    [InlineData("Ireland")]
    [InlineData("eu-west")]
    [InlineData("EU-WEST-1")]
    [InlineData("eu-west-1\n")]
    [InlineData("eu-west-1.evil.example")]
    [InlineData("eu west 1")]
    public void What_is_no_region_is_an_error(string region)
    {
        InventoryCredentialException error = Assert.Throws<InventoryCredentialException>(
            () => _machine.Resolve(new() { AccessKey = "A", SecretKey = "S", Region = region }));
        Assert.Equal(CredentialProblem.InvalidRegion, error.Problem);
    }

    [Theory]
    [InlineData("eu-west-1", "https://ssm.eu-west-1.amazonaws.com/")]
    [InlineData("cn-north-1", "https://ssm.cn-north-1.amazonaws.com.cn/")]
    [InlineData("us-gov-west-1", "https://ssm.us-gov-west-1.amazonaws.com/")]
    [InlineData("eusc-de-east-1", "https://ssm.eusc-de-east-1.amazonaws.eu/")]
    [InlineData("zz-new-place-7", "https://ssm.zz-new-place-7.amazonaws.com/")]
    public void The_region_s_own_address_is_called(string region, string expected)
    {
        using ConnectedService connected = _machine.Connect(
            new() { AccessKey = Machine.AccessKey, SecretKey = Machine.Secret, Region = region });
        Assert.Equal(expected, connected.Endpoint.AbsoluteUri);
        Assert.Equal(
            (region, $"aws:{Machine.AccountId}/{region}", "the keys given"),
            (connected.Region, connected.Target, connected.CredentialSource));
    }

    [Fact]
    public void An_account_that_nothing_tells_is_left_open_in_the_target()
    {
        using ConnectedService connected = _machine.Connect(
            new() { AccessKey = "AKIAIOSFODNN7EXAMPLE", SecretKey = "S", Region = "eu-west-1" });
        Assert.Equal("aws:/eu-west-1", connected.Target);
    }

    [Fact]
    public void The_endpoint_is_taken_in_the_SDK_s_order()
    {
        _machine.WriteConfig(
            Machine.Keys("default", "A") + "region=eu-west-1\nendpoint_url=http://global.example\n"
            + Machine.Keys("profile services", "A") + "region=eu-west-1\nservices=local\n"
            + "[services local]\nssm =\n  endpoint_url = http://service.example\n");
        _machine["AWS_ENDPOINT_URL_SSM"] = "http://ssm.example";
        _machine["AWS_ENDPOINT_URL"] = "http://all.example:81/path/";
        Assert.Equal(
            "http://given.example/", EndpointOf(new() { EndpointUrl = new Uri("http://me:S3CR3T@given.example/?q") }));
        Assert.Equal("http://ssm.example/", EndpointOf(new()));
        _machine.Variables.Remove("AWS_ENDPOINT_URL_SSM");
        Assert.Equal("http://all.example:81/path/", EndpointOf(new()));
        _machine.Variables.Remove("AWS_ENDPOINT_URL");
        Assert.Equal("http://global.example/", EndpointOf(new()));
        Assert.Equal("http://service.example/", EndpointOf(new() { ProfileName = "services" }));
        _machine["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"] = "true";
        Assert.Equal("https://ssm.eu-west-1.amazonaws.com/", EndpointOf(new()));
        Assert.Equal("http://given.example/", EndpointOf(new() { EndpointUrl = new Uri("http://given.example") }));
    }

    [Theory]
    [InlineData("ftp://host/")]
    [InlineData("me:S3CR3T@host")]
    public void An_endpoint_that_is_no_address_is_an_error(string text)
    {
        _machine["AWS_ENDPOINT_URL_SSM"] = text;
        InventoryConnectionException error = Assert.Throws<InventoryConnectionException>(() => _machine.Resolve(new()));
        Assert.Contains("AWS_ENDPOINT_URL_SSM", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("S3CR3T", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:8080", "http://127.0.0.1:8080/us-east-1")]
    [InlineData("http://127.9.9.9:8080/", "http://127.9.9.9:8080/us-east-1")]
    [InlineData("http://[::1]:8080", "http://[::1]:8080/us-east-1")]
    [InlineData("http://LocalHost/x/", "http://localhost/x/us-east-1")]
    public void A_loopback_endpoint_needs_no_account_and_no_region(string endpoint, string target)
    {
        using ConnectedService connected = _machine.Connect(new() { EndpointUrl = new Uri(endpoint) });
        Assert.Equal(
            ("none (a loopback endpoint)", "us-east-1", target),
            (connected.CredentialSource, connected.Region, connected.Target));
    }

    [Fact]
    public void A_loopback_endpoint_takes_credentials_that_are_there_and_no_profile_that_is_not()
    {
        _machine.WriteCredentials(Machine.Keys("default", Machine.AccessKey));
        ServiceConnection connection = new() { EndpointUrl = new Uri("http://127.0.0.1:1") };
        Assert.Equal(Machine.AccessKey, _machine.Resolve(connection).Credentials.GetCredentials().AccessKey);
        _machine["AWS_PROFILE"] = "nobody";
        Assert.Throws<InventoryCredentialException>(() => _machine.Resolve(connection));
    }

    [Fact]
    public void An_endpoint_elsewhere_needs_credentials()
    {
        InventoryCredentialException error = Assert.Throws<InventoryCredentialException>(
            () => _machine.Resolve(new() { EndpointUrl = new Uri("http://host.example") }));
        Assert.Equal(CredentialProblem.CredentialsNotFound, error.Problem);
    }

    [Fact]
    public void The_profile_says_whether_endpoints_are_validated_ones()
    {
        _machine.WriteCredentials(Machine.Keys("fips", "A") + "region=us-east-1\nuse_fips_endpoint=true\n");
        Assert.Equal("https://ssm-fips.us-east-1.amazonaws.com/", EndpointOf(new() { ProfileName = "fips" }));
        _machine["AWS_USE_FIPS_ENDPOINT"] = "false";
        Assert.Equal("https://ssm.us-east-1.amazonaws.com/", EndpointOf(new() { ProfileName = "fips" }));
    }

    [Theory]
    [InlineData("ASIAQNZGKIQY56JQ7WML", "029608264753")]
    [InlineData("AKIAIOSFODNN7EXAMPLE", null)]
    [InlineData("AKIAJOSFODNN7EXAMPLE", null)]
    [InlineData("AROAQNZGKIQY56JQ7WML", null)]
    [InlineData("ASIAQNZGKIQY56JQ7WM1", null)]
    [InlineData("ASIAQNZ", null)]
    [InlineData(null, null)]
    public void The_account_is_in_the_access_key(string? accessKey, string? expected) =>
        Assert.Equal(expected, AccountIds.FromAccessKey(accessKey));

    private string RegionOf(ServiceConnection connection) => _machine.Resolve(connection).Region;

    private string EndpointOf(ServiceConnection connection)
    {
        using ConnectedService connected = _machine.Connect(connection);
        return connected.Endpoint.AbsoluteUri;
    }
}
