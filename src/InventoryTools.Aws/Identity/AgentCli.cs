using System.ComponentModel;
using System.Text.Json;

namespace InventoryTools.Aws.Identity;

/// <summary>Asks the agent's own tool, which knows nodes on EC2 and registered ones alike.</summary>
internal sealed class AgentCli(AwsEnvironment environment)
{
    private const string Name = "ssm-cli";

    public NodeProbe Ask(CancellationToken cancellationToken)
    {
        string? path = Candidates().FirstOrDefault(File.Exists);
        if (path is null)
        {
            return NodeProbe.Nothing($"{Name} is not installed");
        }

        try
        {
            using ChildProcess run = new(path, "get-instance-information");
            return run.Wait(environment.CliTimeout, cancellationToken)
                ? ReadOutput(run)
                : NodeProbe.Nothing($"{Name} did not end within {environment.CliTimeout.TotalSeconds} s");
        }
        catch (Exception error) when (error is Win32Exception or IOException or InvalidOperationException)
        {
            return NodeProbe.Nothing($"{path} can't be run: {NodeProbe.Clause(error.Message)}");
        }
    }

    private static NodeProbe ReadOutput(ChildProcess run)
    {
        if (run.ExitCode != 0)
        {
            string reason = Reason(run);
            string clause = $"{Name} failed with exit code {run.ExitCode}";
            return NodeProbe.Nothing(reason.Length > 0 ? $"{clause}: {reason}" : clause);
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(run.Output);
            return NodeProbe.FromText(JsonMember.Read(document.RootElement, "instance-id"), Name);
        }
        catch (JsonException)
        {
            return NodeProbe.Nothing($"{Name} did not answer with JSON");
        }
    }

    // ssm-cli writes its usage and then, after a marker, what went wrong, all to its output.
    private static string Reason(ChildProcess run)
    {
        const string Marker = "error: ";
        int at = run.Output.LastIndexOf(Marker, StringComparison.Ordinal);
        return NodeProbe.Clause(at < 0 ? run.Errors : run.Output.Substring(at + Marker.Length));
    }

    // A relative folder in PATH means another program wherever one stands.
    private IEnumerable<string> Candidates() => environment.CliFiles.Concat(
        (environment.Environment("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => folder.Trim().Trim('"'))
            .Where(folder => folder.IndexOfAny(Path.GetInvalidPathChars()) < 0 && IsAbsolute(folder))
            .Select(folder => Path.Combine(folder, environment.CliName)));

    private static bool IsAbsolute(string folder)
    {
        string root = folder.Length == 0 ? "" : Path.GetPathRoot(folder) ?? "";
        return Path.DirectorySeparatorChar == '/' ? root == "/" : root.Length >= 3;
    }
}
