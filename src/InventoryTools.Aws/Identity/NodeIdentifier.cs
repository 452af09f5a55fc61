using InventoryTools.Service;

namespace InventoryTools.Aws.Identity;

/// <summary>Asks one source after the other which node this machine is. The first that answers wins.</summary>
internal sealed class NodeIdentifier(AwsEnvironment environment)
{
    internal const string Variable = "AWS_SSM_INSTANCE_ID";

    /// <summary>
    /// Asks the agent's environment, its registration, ssm-cli and the instance metadata service, in this order. It
    /// takes seven seconds where nothing answers.
    /// </summary>
    /// <exception cref="OperationCanceledException">It was cancelled; that takes less than a second.</exception>
    public NodeIdentity Identify(CancellationToken cancellationToken)
    {
        List<string> told = [];
        foreach (Func<CancellationToken, NodeProbe> ask in Sources())
        {
            cancellationToken.ThrowIfCancellationRequested();
            NodeProbe answer = ask(cancellationToken);
            if (answer.InstanceId is not null)
            {
                return new NodeIdentity(answer.InstanceId, answer.Text);
            }

            told.Add(answer.Text);
            if (answer.IsLast)
            {
                break;
            }
        }

        return new NodeIdentity(null, string.Join("; ", told));
    }

    private IEnumerable<Func<CancellationToken, NodeProbe>> Sources() =>
    [
        _ => AskEnvironment(),
        _ => AgentRegistration.Ask(environment.RegistrationFile),
        new AgentCli(environment).Ask,
        new InstanceMetadata(environment).Ask,
    ];

    // Run Command sets the variable. Where its value is odd, the setup is broken, and any other identity is a guess.
    private NodeProbe AskEnvironment() => environment.Environment(Variable) is { Length: > 0 } value
        ? NodeProbe.FromText(value, Variable) with { IsLast = true }
        : NodeProbe.Nothing($"{Variable} is not set");
}
