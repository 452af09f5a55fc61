using System.Runtime.InteropServices;
using InventoryTools.Aws.Identity;
using InventoryTools.Service;
using Xunit;

namespace InventoryTools.Tests.Aws;

public sealed class AgentCliTests : NodeMachine
{
    [SkippableTheory]
    [InlineData("""echo '{"instance-id":"i-0123"}'""", "ssm-cli has 'i-0123', which is not the instance ID of a node")]
    [InlineData("""echo '{"instanceId":"i-0123456789abcdef0"}'""", "ssm-cli has no instance ID")]
    [InlineData("echo i-0123456789abcdef0", "ssm-cli did not answer with JSON")]
    [InlineData("true", "ssm-cli did not answer with JSON")]
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
        AwsEnvironment unknown = Surroundings with { CliFiles = [FileNamed("no-ssm-cli")] };
        string relative = Path.GetRelativePath(Environment.CurrentDirectory, Path.GetDirectoryName(CliFile)!);
        Variables["PATH"] = $":.:{relative}";
        Assert.Contains("ssm-cli is not installed", Identify(unknown).Source, StringComparison.Ordinal);
        Variables["PATH"] = $"/nowhere/at/all:{Path.GetDirectoryName(CliFile)!}";
        Assert.Equal(new NodeIdentity(OfCli, "ssm-cli"), Identify(unknown));
    }

    [SkippableFact]
    public void A_ssm_cli_that_takes_too_long_is_told()
    {
        WriteCli("exec sleep 30");
        AwsEnvironment impatient = Surroundings with { CliTimeout = TimeSpan.FromSeconds(0.01) };
        Assert.Contains("; ssm-cli did not end within 0.01 s; ", Identify(impatient).Source, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_hanging_ssm_cli_is_cancelled_with_all_that_it_started()
    {
        // Both processes hold the pipe open, so its end is theirs; the child would tell if it came to its own end.
        string pipe = FileNamed("pipe");
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

    [DllImport("libc", CharSet = CharSet.Ansi)]
    private static extern int mkfifo([MarshalAs(UnmanagedType.LPUTF8Str)] string path, uint mode);
}
