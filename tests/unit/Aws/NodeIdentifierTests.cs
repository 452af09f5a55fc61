using InventoryTools.Aws.Identity;
using InventoryTools.Service;
using InventoryTools.Tests.Endpoint;
using InventoryTools.Tests.Service;
using Xunit;

namespace InventoryTools.Tests.Aws;

public sealed class NodeIdentifierTests : NodeMachine
{
    [Fact]
    public void Where_nothing_tells_a_node_the_source_says_what_was_tried() => Assert.Equal(
        new NodeIdentity(
            null,
            $"AWS_SSM_INSTANCE_ID is not set; {RegistrationFile} does not exist; ssm-cli is not installed; " +
            "the instance metadata service is turned off by AWS_EC2_METADATA_DISABLED"),
        Identify());

    [SkippableFact]
    public void Each_source_is_asked_only_where_those_before_it_tell_nothing()
    {
        using ScriptedEndpoint metadata = OfNode();
        Variables.Clear();
        Variables["AWS_SSM_INSTANCE_ID"] = "mi-fedcba98765432100";
        WriteRegistration(Registered);
        WriteCli($$"""echo '{"instance-id":"{{OfCli}}","region":"eu-west-1"}'; touch "$0.ran" """);
        AwsEnvironment all = Surroundings with { MetadataEndpoint = metadata.Url };

        Assert.Equal(new NodeIdentity("mi-fedcba98765432100", "AWS_SSM_INSTANCE_ID"), Identify(all));
        Variables.Clear();
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
        Variables["AWS_SSM_INSTANCE_ID"] = value;
        WriteRegistration(Registered);
        NodeIdentity identity = Identify();
        Assert.Null(identity.InstanceId);
        Assert.Equal(
            $"AWS_SSM_INSTANCE_ID has '{value.Replace("\n", "\\u000a", StringComparison.Ordinal)}', " +
            "which is not the instance ID of a node",
            identity.Source);
    }

    [Fact]
    public void An_empty_variable_is_none()
    {
        Variables["AWS_SSM_INSTANCE_ID"] = "";
        WriteRegistration(Registered);
        Assert.Equal(Registered, Identify().InstanceId);
    }

    [Fact]
    public void Where_it_is_cancelled_before_it_begins_nothing_is_asked() =>
        Assert.ThrowsAny<OperationCanceledException>(
            () => Identify(Surroundings, new CancellationToken(canceled: true)));

    [Fact]
    public void Seven_seconds_are_all_that_it_takes()
    {
        AwsEnvironment environment = AwsEnvironment.OfProcess(new ManualClock());
        Assert.Equal(
            TimeSpan.FromSeconds(7),
            environment.CliTimeout + environment.MetadataTimeout + environment.MetadataTimeout);
        Assert.All(
            [environment.RegistrationFile, .. environment.CliFiles],
            path => Assert.True(Path.IsPathFullyQualified(path), path));
    }
}
