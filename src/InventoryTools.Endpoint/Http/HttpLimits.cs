using System.Globalization;

namespace InventoryTools.Endpoint.Http;

/// <summary>The limits and time-outs of the requests to an endpoint.</summary>
internal sealed record HttpLimits
{
    /// <summary>The maximum size of the request line and the headers.</summary>
    public int HeadBytes { get; init; } = 16 * 1024;

    /// <summary>The maximum number of headers.</summary>
    public int Headers { get; init; } = 100;

    /// <summary>
    /// The maximum size of the body. The largest call has 1 MB as the service counts it; clients that escape all
    /// characters beyond ASCII send up to three times as much.
    /// </summary>
    public int BodyBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>The time after which an idle connection is closed.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The time from the first byte of a request to the end of its headers.</summary>
    public TimeSpan Head { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The time for the body of a request, and for sending an answer.</summary>
    public TimeSpan Body { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The time after which a connection is closed whose call gets no answer on purpose.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>The time that a stopping endpoint waits for calls that are under way.</summary>
    public TimeSpan Stop { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// The maximum number of open connections, each with one request at a time. For one more, the connection that has
    /// waited for its client for the longest time is closed.
    /// </summary>
    public int Connections { get; init; } = 128;

    /// <summary>
    /// The time for which a client has been waited for at least before its connection is closed for another one. More
    /// clients than there are connections can't come faster than this lets them.
    /// </summary>
    public TimeSpan MinWait { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Returns the refusal of a head beyond <see cref="HeadBytes"/>.</summary>
    public BadHttpRequestException HeadTooLarge() =>
        BadHttpRequestException.HeadTooLarge($"more than {HeadBytes.ToString(CultureInfo.InvariantCulture)} bytes");

    /// <summary>Returns the refusal of a request line beyond <see cref="HeadBytes"/>.</summary>
    public BadHttpRequestException TargetTooLong() => new(
        414,
        "MalformedHttpRequestException",
        $"The request line has more than {HeadBytes.ToString(CultureInfo.InvariantCulture)} bytes.");

    /// <summary>Returns the refusal of a body beyond <see cref="BodyBytes"/>.</summary>
    public BadHttpRequestException BodyTooLarge() =>
        BadHttpRequestException.TooLarge(
            $"its body has more than {BodyBytes.ToString(CultureInfo.InvariantCulture)} bytes");
}
