using InventoryTools.Service;

namespace InventoryTools.Aws.Identity;

/// <summary>Finds out which managed node this machine is.</summary>
internal static class ThisNode
{
    /// <summary>
    /// Asks the agent's environment, its registration, ssm-cli and the instance metadata service, in this order, until
    /// one tells an instance ID. It takes seven seconds where nothing answers.
    /// </summary>
    /// <exception cref="OperationCanceledException">It was cancelled; that takes less than a second.</exception>
    public static NodeIdentity Identify(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new NodeIdentifier(NodeEnvironment.OfThisMachine()).Identify(cancellationToken);
    }
}
