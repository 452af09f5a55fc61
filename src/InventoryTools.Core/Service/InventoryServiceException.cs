namespace InventoryTools;

/// <summary>A call to the service failed. <see cref="Code"/> is the reason.</summary>
/// <remarks>
/// Code and message may come from any server: both are <see cref="VisibleText"/> and cut.
/// <see cref="InventoryFaultException.Fault"/> has the exact text.
/// </remarks>
public abstract class InventoryServiceException : Exception
{
    private const int MaxCodeLength = 100;
    private const int MaxMessageLength = 2000;

    /// <summary>Makes the exception with a sentence for users.</summary>
    protected InventoryServiceException(string code, string message, Exception? inner)
        : base(VisibleText.Of(message, MaxMessageLength), inner) => Code = VisibleText.Of(code, MaxCodeLength);

    /// <summary>The fault's code, or the name of the problem. Scripts can compare it.</summary>
    public string Code { get; }

    /// <summary>The wait that the server asks for before the next call (Retry-After); null for none.</summary>
    public TimeSpan? RetryAfter { get; init; }
}

/// <summary>The service returned a fault.</summary>
/// <param name="fault">The fault.</param>
/// <param name="inner">The cause, if it has details.</param>
/// <param name="sentence">The message; without it the fault's code and message are used.</param>
public sealed class InventoryFaultException(InventoryFault fault, Exception? inner = null, string? sentence = null)
    : InventoryServiceException(
        fault.Code,
        sentence ?? (string.IsNullOrEmpty(fault.Message) ? fault.Code : $"{fault.Code}: {fault.Message}"),
        inner)
{
    /// <summary>The fault.</summary>
    public InventoryFault Fault { get; } = fault;
}

/// <summary>The reasons for which no response came.</summary>
public enum ConnectionProblem
{
    /// <summary>The name of the host has no address.</summary>
    NameNotResolved,

    /// <summary>No process listens at the address.</summary>
    ConnectionRefused,

    /// <summary>The connection broke before the response was complete.</summary>
    ConnectionBroken,

    /// <summary>No response came before the timeout.</summary>
    RequestTimeout,

    /// <summary>No safe connection could be agreed on, or the certificate is not trusted.</summary>
    TlsFailed,

    /// <summary>The response is not one of the service.</summary>
    UnexpectedAnswer,

    /// <summary>Another failure on the way.</summary>
    ConnectionFailed,
}

/// <summary>No response came from the service.</summary>
/// <param name="problem">The problem.</param>
/// <param name="endpoint">The address that was called.</param>
/// <param name="message">The message.</param>
/// <param name="inner">The cause.</param>
public sealed class InventoryConnectionException(
    ConnectionProblem problem, string endpoint, string message, Exception? inner = null)
    : InventoryServiceException(problem.ToString(), message, inner)
{
    /// <summary>The problem.</summary>
    public ConnectionProblem Problem { get; } = problem;

    /// <summary>The address that was called.</summary>
    public string Endpoint { get; } = endpoint;

    /// <summary>The HTTP status of a response that is not one of the service; null when no response came.</summary>
    public int? StatusCode { get; init; }
}

/// <summary>The reasons for which credentials or a region are missing.</summary>
public enum CredentialProblem
{
    /// <summary>None of the sources has credentials.</summary>
    CredentialsNotFound,

    /// <summary>The requested profile does not exist.</summary>
    ProfileNotFound,

    /// <summary>The profile or the given object has no valid credentials.</summary>
    InvalidCredentials,

    /// <summary>
    /// The source that the profile names, such as a role, a sign-in or a process, returned no credentials.
    /// </summary>
    CredentialsUnavailable,

    /// <summary>No region was given, and none was found.</summary>
    RegionNotFound,

    /// <summary>The region does not have the form of a region.</summary>
    InvalidRegion,
}

/// <summary>A call could not be made, because credentials or a region are missing.</summary>
/// <param name="problem">The problem.</param>
/// <param name="message">The message. It holds no secret.</param>
/// <param name="inner">The cause.</param>
public sealed class InventoryCredentialException(CredentialProblem problem, string message, Exception? inner = null)
    : InventoryServiceException(problem.ToString(), message, inner)
{
    /// <summary>The problem.</summary>
    public CredentialProblem Problem { get; } = problem;
}

/// <summary>A response of the service does not fit the request.</summary>
/// <param name="message">The message.</param>
public sealed class InventoryAnswerException(string message)
    : InventoryServiceException(nameof(ConnectionProblem.UnexpectedAnswer), message, null);
