namespace InventoryTools;

/// <summary>An endpoint can't listen. The message has the address, the reason and the remedy.</summary>
/// <param name="port">The requested port.</param>
/// <param name="isInUse">True when another process listens on the port.</param>
/// <param name="message">The message.</param>
/// <param name="inner">The error of the system.</param>
public sealed class EndpointException(int port, bool isInUse, string message, Exception inner)
    : Exception(VisibleText.Of(message), inner)
{
    /// <summary>The requested port.</summary>
    public int Port { get; } = port;

    /// <summary>True when another process listens on the port.</summary>
    public bool IsPortInUse { get; } = isInUse;
}
