using System.Collections.Generic;
using System.Text.Json;

namespace InventoryTools.Tests.Aws;

/// <summary>How a call ends on the wire.</summary>
public enum LoopbackEnding
{
    /// <summary>A whole answer.</summary>
    Answered,

    /// <summary>As much of an answer as is wanted, and a reset.</summary>
    Reset,

    /// <summary>The connection is closed in good order, without a byte of answer.</summary>
    Closed,

    /// <summary>Nothing more, until the client goes away or the service is disposed.</summary>
    Hanging,
}

/// <summary>What a call is answered. The factories make it.</summary>
public sealed record LoopbackAnswer
{
    public const string AwsJson = "application/x-amz-json-1.1";

    private LoopbackAnswer()
    {
    }

    public LoopbackEnding Ending { get; private init; }

    public int StatusCode { get; private init; } = 200;

    public string Body { get; private init; } = "{}";

    public string ContentType { get; private init; } = AwsJson;

    /// <summary>The body where it is not text; null for <see cref="Body"/>.</summary>
    public byte[]? Bytes { get; private init; }

    /// <summary>More headers, each a line that ends with CR and LF.</summary>
    public string Headers { get; private init; } = "";

    /// <summary>Whether it comes from the service itself, which names each request.</summary>
    public bool HasRequestId { get; private init; } = true;

    /// <summary>Bytes of the body that are sent of half an answer; null when not even the headers are.</summary>
    public int? AfterBytes { get; private init; }

    /// <summary>Whether the call is applied to the state before it ends so.</summary>
    public bool Applies { get; private init; }

    /// <summary>The answer of an operation.</summary>
    public static LoopbackAnswer Ok(string body = "{}") => new() { Body = body };

    /// <summary>A fault of the service; without a message it has none.</summary>
    public static LoopbackAnswer Fault(string code, int status = 400, string? message = null, string? typeName = null)
    {
        Dictionary<string, string> body = new() { ["__type"] = code };
        if (message is not null)
        {
            // Faults of the model spell the member "Message", those of every service "message".
            body[typeName is null ? "message" : "Message"] = message;
        }

        if (typeName is not null)
        {
            body["TypeName"] = typeName;
        }

        return new LoopbackAnswer { StatusCode = status, Body = JsonSerializer.Serialize(body) };
    }

    /// <summary>An answer that need not be one of the service, such as that of a proxy.</summary>
    public static LoopbackAnswer Status(int status, string body = "", string contentType = "text/html") =>
        new() { StatusCode = status, Body = body, ContentType = contentType, HasRequestId = false };

    /// <summary>The answer with another header.</summary>
    public LoopbackAnswer With(string name, string value) => this with { Headers = $"{Headers}{name}: {value}\r\n" };

    /// <summary>The answer with a body of bytes.</summary>
    public LoopbackAnswer With(byte[] bytes) => this with { Bytes = bytes };

    /// <summary>
    /// Headers that announce more than is sent, <paramref name="afterBytes"/> of the body, and a reset; when null, the
    /// reset alone.
    /// </summary>
    public static LoopbackAnswer Reset(int? afterBytes = null, int status = 200) =>
        new() { Ending = LoopbackEnding.Reset, AfterBytes = afterBytes, StatusCode = status };

    /// <summary>The connection is closed without an answer.</summary>
    public static LoopbackAnswer Close() => new() { Ending = LoopbackEnding.Closed };

    /// <summary>Never an answer, or never more than headers and <paramref name="afterBytes"/> of the body.</summary>
    public static LoopbackAnswer Hang(int? afterBytes = null) =>
        new() { Ending = LoopbackEnding.Hanging, AfterBytes = afterBytes };

    /// <summary>The call does what it asks for, where the service would take it, and ends so nevertheless.</summary>
    public static LoopbackAnswer AfterApplying(LoopbackAnswer answer) => answer with { Applies = true };
}
