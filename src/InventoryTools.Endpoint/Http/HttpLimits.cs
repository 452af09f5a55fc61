using System;
using System.Globalization;

namespace InventoryTools.Endpoint.Http;

/// <summary>What a client may send to an endpoint, and how long it may take over it.</summary>
internal sealed record HttpLimits
{
    /// <summary>The request line and the headers, in bytes.</summary>
    public int HeadBytes { get; init; } = 16 * 1024;

    /// <summary>The number of headers.</summary>
    public int Headers { get; init; } = 100;

    /// <summary>
    /// The body, in bytes. The largest call has 1 MB as it is counted; clients that escape everything beyond ASCII
    /// make up to three times as much of it.
    /// </summary>
    public int BodyBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>How long a connection may stay open with nothing to do.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>From the first byte of a request to the end of its headers.</summary>
    public TimeSpan Head { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>For the body of a request, and for the taking of an answer.</summary>
    public TimeSpan Body { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an endpoint that is stopped waits for calls that are under way.</summary>
    public TimeSpan Stop { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How many connections may be open, each with one request at a time. Beyond it the one that has been idle for
    /// longest is closed.
    /// </summary>
    public int Connections { get; init; } = 128;

    /// <summary>The refusal of a head beyond <see cref="HeadBytes"/>.</summary>
    public BadHttpRequestException HeadTooLarge() =>
        BadHttpRequestException.HeadTooLarge($"more than {HeadBytes.ToString(CultureInfo.InvariantCulture)} bytes");

    /// <summary>The refusal of a body beyond <see cref="BodyBytes"/>.</summary>
    public BadHttpRequestException BodyTooLarge() =>
        BadHttpRequestException.TooLarge(
            $"its body has more than {BodyBytes.ToString(CultureInfo.InvariantCulture)} bytes");
}
