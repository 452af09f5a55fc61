using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;

namespace InventoryTools.Aws.Service;

/// <summary>Says why no answer came.</summary>
internal static class NetworkTranslation
{
    public static bool IsNetwork(Exception? error) =>
        error is HttpRequestException or IOException or SocketException or WebException or AuthenticationException
            or TimeoutException or OperationCanceledException;

    public static InventoryConnectionException Translate(Exception error, string endpoint)
    {
        (ConnectionProblem problem, string? reason) = Find(error);
        string why = FailureTranslation.Reason(reason) is { Length: > 0 } text ? $": {text}" : "";
        string sentence = problem switch
        {
            ConnectionProblem.NameNotResolved =>
                $"The host of '{endpoint}' has no address{why}.",
            ConnectionProblem.ConnectionRefused =>
                $"No server listens at '{endpoint}'{why}.",
            ConnectionProblem.ConnectionBroken =>
                $"The connection to '{endpoint}' broke before the whole answer was there{why}. "
                + "What the call asked for may have been done.",
            ConnectionProblem.RequestTimeout =>
                $"No answer came from '{endpoint}' in time{why}. What the call asked for may have been done.",
            ConnectionProblem.TlsFailed =>
                $"No safe connection to '{endpoint}' could be made{why}.",
            ConnectionProblem.UnexpectedAnswer =>
                $"The answer of '{endpoint}' can't be read{why}. What the call asked for may have been done.",
            _ => $"'{endpoint}' can't be reached{why}.",
        };
        return new InventoryConnectionException(problem, endpoint, sentence, error);
    }

    // A failure is a chain, and its links contradict each other: a call that took too long ends with a socket that was
    // aborted. What is asked first has the last word.
    private static (ConnectionProblem Problem, string? Reason) Find(Exception error)
    {
        Exception[] chain = [.. FailureTranslation.Chain(error)];
        if (chain.OfType<AuthenticationException>().LastOrDefault() is AuthenticationException untrusted)
        {
            return (ConnectionProblem.TlsFailed, untrusted.Message);
        }

        if (error is TimeoutException or OperationCanceledException)
        {
            return (ConnectionProblem.RequestTimeout, null);
        }

#if NET8_0_OR_GREATER
        foreach (Exception link in chain)
        {
            HttpRequestError? kind =
                (link as HttpRequestException)?.HttpRequestError ?? (link as HttpIOException)?.HttpRequestError;
            if (kind == HttpRequestError.ProxyTunnelError)
            {
                return (ConnectionProblem.ConnectionFailed, link.Message);
            }

            // .NET has no kind, and no cause, for chunks that it can't read.
            if (kind is HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded
                || link is HttpRequestException { HttpRequestError: HttpRequestError.Unknown, InnerException: null })
            {
                return (ConnectionProblem.UnexpectedAnswer, link.Message);
            }
        }
#endif

        if (chain.OfType<SocketException>().FirstOrDefault() is SocketException socket)
        {
            // The outer sentence names the address: that of the proxy, where there is one.
            string reason = error is HttpRequestException ? error.Message : socket.Message;
            return (Problem(socket.SocketErrorCode), reason);
        }

        if (chain.OfType<WebException>().FirstOrDefault() is WebException web)
        {
            return (Problem(web.Status), web.Message);
        }

        return chain.Any(link => link is IOException)
            ? (ConnectionProblem.ConnectionBroken, null)
            : (ConnectionProblem.ConnectionFailed, error.Message);
    }

    private static ConnectionProblem Problem(SocketError code) => code switch
    {
        SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData or SocketError.NoRecovery =>
            ConnectionProblem.NameNotResolved,
        SocketError.ConnectionRefused => ConnectionProblem.ConnectionRefused,
        SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown
            or SocketError.NetworkReset => ConnectionProblem.ConnectionBroken,
        SocketError.TimedOut => ConnectionProblem.RequestTimeout,
        _ => ConnectionProblem.ConnectionFailed,
    };

    // .NET Framework has no errors of requests, but these.
    private static ConnectionProblem Problem(WebExceptionStatus status) => status switch
    {
        WebExceptionStatus.NameResolutionFailure or WebExceptionStatus.ProxyNameResolutionFailure =>
            ConnectionProblem.NameNotResolved,
        WebExceptionStatus.Timeout or WebExceptionStatus.RequestCanceled => ConnectionProblem.RequestTimeout,
        WebExceptionStatus.TrustFailure or WebExceptionStatus.SecureChannelFailure => ConnectionProblem.TlsFailed,
        WebExceptionStatus.ConnectionClosed or WebExceptionStatus.KeepAliveFailure
            or WebExceptionStatus.PipelineFailure or WebExceptionStatus.ReceiveFailure
            or WebExceptionStatus.SendFailure => ConnectionProblem.ConnectionBroken,
        WebExceptionStatus.ServerProtocolViolation or WebExceptionStatus.MessageLengthLimitExceeded =>
            ConnectionProblem.UnexpectedAnswer,
        _ => ConnectionProblem.ConnectionFailed,
    };
}
