using System;

namespace InventoryTools;

/// <summary>A call to the service came to nothing. The subclasses say how; <see cref="Code"/> says why.</summary>
/// <remarks>
/// Code and message may have come from any server: both are <see cref="VisibleText"/>, cut to a length that a person
/// reads. <see cref="InventoryFaultException.Fault"/> has the exact text.
/// </remarks>
public abstract class InventoryServiceException : Exception
{
    private const int LongestCode = 100;
    private const int LongestMessage = 2000;

    /// <summary>Makes the exception with a sentence for the person who reads it.</summary>
    protected InventoryServiceException(string code, string message, Exception? inner)
        : base(VisibleText.Of(message, LongestMessage), inner) => Code = VisibleText.Of(code, LongestCode);

    /// <summary>The fault's code, or the name of the problem: what a script can tell apart.</summary>
    public string Code { get; }

    /// <summary>How long the server asks to wait before the next call (Retry-After); null where it does not.</summary>
    public TimeSpan? RetryAfter { get; init; }
}

/// <summary>The service answered with a fault.</summary>
public sealed class InventoryFaultException : InventoryServiceException
{
    /// <summary>Makes the exception for a fault.</summary>
    /// <param name="fault">What the service answered.</param>
    /// <param name="inner">The cause, where it says more.</param>
    /// <param name="sentence">The message; without it the fault's code and message are used.</param>
    public InventoryFaultException(InventoryFault fault, Exception? inner = null, string? sentence = null)
        : base(
            fault.Code,
            sentence ?? (string.IsNullOrEmpty(fault.Message) ? fault.Code : $"{fault.Code}: {fault.Message}"),
            inner) => Fault = fault;

    /// <summary>What the service answered.</summary>
    public InventoryFault Fault { get; }
}

/// <summary>Why no answer came.</summary>
public enum ConnectionProblem
{
    /// <summary>The name of the host has no address.</summary>
    NameNotResolved,

    /// <summary>Nobody listens at the address.</summary>
    ConnectionRefused,

    /// <summary>The connection broke before the whole answer was there.</summary>
    ConnectionBroken,

    /// <summary>No answer came in time.</summary>
    RequestTimeout,

    /// <summary>No safe connection could be agreed on, or the certificate is not trusted.</summary>
    TlsFailed,

    /// <summary>The answer is not one of the service.</summary>
    UnexpectedAnswer,

    /// <summary>Another failure on the way.</summary>
    ConnectionFailed,
}

/// <summary>No answer came from the service.</summary>
public sealed class InventoryConnectionException : InventoryServiceException
{
    /// <summary>Makes the exception for a call to <paramref name="endpoint"/>.</summary>
    public InventoryConnectionException(
        ConnectionProblem problem, string endpoint, string message, Exception? inner = null)
        : base(problem.ToString(), message, inner)
    {
        Problem = problem;
        Endpoint = endpoint;
    }

    /// <summary>What is wrong.</summary>
    public ConnectionProblem Problem { get; }

    /// <summary>The address that was called.</summary>
    public string Endpoint { get; }

    /// <summary>The HTTP status of an answer that is not one of the service; null where no answer came.</summary>
    public int? StatusCode { get; init; }
}

/// <summary>Why there is nothing to sign a call with, or no region to send it to.</summary>
public enum CredentialProblem
{
    /// <summary>None of the places where credentials are looked for has any.</summary>
    CredentialsNotFound,

    /// <summary>The profile that was asked for is not there.</summary>
    ProfileNotFound,

    /// <summary>The profile, or the object that was given, makes no credentials.</summary>
    InvalidCredentials,

    /// <summary>The credentials could not be got from where the profile says: a role, a sign-in, a process.</summary>
    CredentialsUnavailable,

    /// <summary>No region was given, and none was found.</summary>
    RegionNotFound,

    /// <summary>The region is not written as regions are.</summary>
    InvalidRegion,
}

/// <summary>A call could not be made, because there is nothing to sign it with or no region to send it to.</summary>
public sealed class InventoryCredentialException : InventoryServiceException
{
    /// <summary>Makes the exception. Its message holds no secret.</summary>
    public InventoryCredentialException(CredentialProblem problem, string message, Exception? inner = null)
        : base(problem.ToString(), message, inner) => Problem = problem;

    /// <summary>What is wrong.</summary>
    public CredentialProblem Problem { get; }
}

/// <summary>An answer of the service does not fit the request.</summary>
public sealed class InventoryAnswerException : InventoryServiceException
{
    /// <summary>Makes the exception.</summary>
    public InventoryAnswerException(string message)
        : base(nameof(ConnectionProblem.UnexpectedAnswer), message, null)
    {
    }
}
