using System;

namespace InventoryTools;

/// <summary>An endpoint can't listen. The message says where, why, and what to do.</summary>
public sealed class EndpointException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="port">The port that was asked for.</param>
    /// <param name="isInUse">Whether somebody else listens there.</param>
    /// <param name="message">What is wrong.</param>
    /// <param name="inner">What the system said.</param>
    public EndpointException(int port, bool isInUse, string message, Exception inner)
        : base(message, inner)
    {
        Port = port;
        IsPortInUse = isInUse;
    }

    /// <summary>The port that was asked for.</summary>
    public int Port { get; }

    /// <summary>Whether somebody else listens there.</summary>
    public bool IsPortInUse { get; }
}
