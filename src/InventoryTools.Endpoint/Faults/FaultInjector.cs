using InventoryTools.Endpoint.Http;
using InventoryTools.Endpoint.Wire;
using InventoryTools.Service;

namespace InventoryTools.Endpoint.Faults;

/// <summary>Makes calls fail at random. The same seed gives the same sequence of failures.</summary>
internal sealed class FaultInjector
{
    private const string ConnectionReset = "ConnectionReset";
    private const string ConnectionClosed = "ConnectionClosed";
    private const string NoAnswer = "NoAnswer";
    private const string LostAnswer = "LostAnswer";

    // The faults of every service, in the words of published answers of AWS.
    private static readonly Dictionary<string, (int Status, string Message)> s_common = new(
        StringComparer.OrdinalIgnoreCase)
    {
        ["AccessDeniedException"] = (
            400,
            "User: arn:aws:sts::123456789012:assumed-role/rehearsal/i-0123456789abcdef0 is not authorized to perform "
                + "this action because no identity-based policy allows it"),
        ["ExpiredTokenException"] = (400, "The security token included in the request is expired"),
        ["InternalFailure"] = (
            500, "The request processing has failed because of an unknown error, exception or failure."),
        ["InvalidSignatureException"] = (
            400,
            "The request signature we calculated does not match the signature you provided. Check your AWS Secret "
                + "Access Key and signing method. Consult the service documentation for details."),
        ["RequestTimeoutException"] = (408, "The request took too long."),
        ["ServiceUnavailable"] = (503, "The request has failed due to a temporary failure of the server."),
        ["ThrottlingException"] = (400, "Rate exceeded"),
        ["UnrecognizedClientException"] = (400, "The security token included in the request is invalid."),
        [FaultCode.InternalServerError] = (500, "An error occurred on the server side."),
        [FaultCode.Validation] = (400, "1 validation error detected: this is a rehearsal"),
    };

    private readonly object _lock = new();
    private readonly RehearsedFaults _faults;
    private readonly Random _random;
    private int _failed;

    /// <summary>Starts a sequence of failures.</summary>
    /// <exception cref="ArgumentException">A code is not known.</exception>
    public FaultInjector(RehearsedFaults faults)
    {
        _faults = faults;
        _random = new Random(faults.Seed); // The sequence must be repeatable, and is not a secret.
        if (faults.Codes.FirstOrDefault(code => !KnownCodes.Contains(code, StringComparer.OrdinalIgnoreCase))
            is string unknown)
        {
            throw new ArgumentException(
                $"There is no fault '{unknown}'. Those that can be rehearsed: {string.Join(", ", KnownCodes)}.");
        }
    }

    /// <summary>
    /// The ways in which the connection fails: reset before anything is done, closed in the middle of the answer,
    /// never answered, and reset after the call was made.
    /// </summary>
    public static IReadOnlyList<string> ConnectionFailures { get; } =
        [ConnectionReset, ConnectionClosed, LostAnswer, NoAnswer];

    /// <summary>The codes of faults and the failures of the connection, sorted.</summary>
    public static IReadOnlyList<string> KnownCodes { get; } =
    [
        .. FaultWriter.Modelled.Concat(s_common.Keys).Concat(ConnectionFailures)
            .Distinct(StringComparer.Ordinal)
            .OrderBy(code => code, StringComparer.Ordinal),
    ];

    /// <summary>Returns the treatment of the next call.</summary>
    public InjectedFault Next(string operation)
    {
        string? code = Choose(operation);
        InjectedFault success = InjectedFault.None with { Delay = _faults.Latency };
        return code switch
        {
            null => success,
            ConnectionReset => success with { Ending = HttpResponseEnding.Reset, CallsService = false },
            ConnectionClosed => success with { Ending = HttpResponseEnding.Closed },
            LostAnswer => success with { Ending = HttpResponseEnding.Reset },
            NoAnswer => success with { Ending = HttpResponseEnding.NoResponse, CallsService = false },
            _ => success with { Fault = Fault(code) },
        };
    }

    private static InventoryFault Fault(string code) =>
        s_common.TryGetValue(code, out (int Status, string Message) common)
        ? new InventoryFault(code, common.Status, common.Message)
        : FaultFactory.Of(code, "This fault is rehearsed.");

    // Both numbers are drawn for every call of the operations, so that the sequence does not depend on the rate.
    private string? Choose(string operation)
    {
        if (_faults.Codes.Count == 0
            || (_faults.Operations.Count > 0
                && !_faults.Operations.Contains(operation, StringComparer.OrdinalIgnoreCase)))
        {
            return null;
        }

        lock (_lock)
        {
            double share = _random.NextDouble();
            int which = _random.Next(_faults.Codes.Count);
            if (share >= _faults.Rate || _failed >= _faults.Count)
            {
                return null;
            }

            _failed++;
            return KnownCodes.First(code => code.Equals(_faults.Codes[which], StringComparison.OrdinalIgnoreCase));
        }
    }
}
