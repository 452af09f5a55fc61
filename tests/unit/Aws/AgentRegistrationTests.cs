using InventoryTools.Aws.Identity;
using InventoryTools.Tests.Sqlite;
using Xunit;

namespace InventoryTools.Tests.Aws;

public sealed class AgentRegistrationTests : NodeMachine
{
    [Theory]
    [InlineData(
        """{"ManagedInstanceID":"mi-0123","Region":"eu-west-1"}""",
        "the agent's registration in {0} has 'mi-0123', which is not the instance ID of a node")]
    [InlineData("""{"ManagedInstanceID":""}""", "the agent's registration in {0} has no instance ID")]
    [InlineData("""{"ManagedInstanceID":7}""", "the agent's registration in {0} has no instance ID")]
    [InlineData("""{"InstanceID":"mi-0123456789abcdef0"}""", "the agent's registration in {0} has no instance ID")]
    [InlineData("[]", "the agent's registration in {0} has no instance ID")]
    [InlineData("", "{0} is not JSON")]
    [InlineData("mi-0123456789abcdef0", "{0} is not JSON")]
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

        OrdinaryAccount.Run(() => Assert.Equal($"{RegistrationFile} can't be read by this account", Clauses()[1]));
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
}
