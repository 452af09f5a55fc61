using System.Text;
using InventoryTools.Endpoint.Http;
using InventoryTools.Endpoint.Wire;

namespace InventoryTools.Tests.Endpoint;

/// <summary>An answer of a <see cref="ScriptedEndpoint"/>. The factories make it.</summary>
public sealed record ScriptedAnswer
{
    private const string AwsJson = "application/x-amz-json-1.1";

    private ScriptedAnswer(HttpResponse response) => Response = response;

    /// <summary>The answer that is sent.</summary>
    internal HttpResponse Response { get; private init; }

    /// <summary>True to call the service before this answer is sent.</summary>
    public bool Applies { get; private init; }

    /// <summary>The answer of an operation.</summary>
    public static ScriptedAnswer Ok(string body = "{}") => OfService(200, Encoding.UTF8.GetBytes(body));

    /// <summary>A fault of the service. A message or type name that is null is left out.</summary>
    public static ScriptedAnswer Fault(
        string code, int status = 400, string? message = null, string? typeName = null) =>
        OfService(status, AwsJsonProtocol.Fault(new InventoryFault(code, status, message, typeName)).Body);

    /// <summary>Any answer, such as that of a proxy. It does not name the request.</summary>
    public static ScriptedAnswer Status(int status, string body = "", string contentType = "text/html") =>
        new ScriptedAnswer(new HttpResponse(status, []))
            .With(Encoding.UTF8.GetBytes(body))
            .With("Content-Type", contentType);

    /// <summary>
    /// A reset, after the head and <paramref name="afterBytes"/> of a longer body, or before any byte of the answer.
    /// </summary>
    public static ScriptedAnswer Reset(int? afterBytes = null, int status = 200) =>
        Cut(HttpResponseEnding.Reset, afterBytes, status);

    /// <summary>The connection is closed in good order, without a byte of an answer.</summary>
    public static ScriptedAnswer Close() => Cut(HttpResponseEnding.Closed, null, 200);

    /// <summary>Never an answer, or never more than the head and <paramref name="afterBytes"/> of the body.</summary>
    public static ScriptedAnswer Hang(int? afterBytes = null) => Cut(HttpResponseEnding.NoResponse, afterBytes, 200);

    /// <summary>The answer to a call that is carried out by the service all the same.</summary>
    public static ScriptedAnswer AfterApplying(ScriptedAnswer answer) => answer with { Applies = true };

    /// <summary>The answer with a header.</summary>
    public ScriptedAnswer With(string name, string value) => this with
    {
        Response = Response with { Headers = new Dictionary<string, string>(Response.Headers) { [name] = value } },
    };

    /// <summary>The answer with another status.</summary>
    public ScriptedAnswer WithStatus(int status) => this with { Response = Response with { StatusCode = status } };

    /// <summary>The answer with another body.</summary>
    public ScriptedAnswer With(byte[] body) => this with { Response = Response with { Body = body } };

    private static ScriptedAnswer OfService(int status, byte[] body) =>
        Status(status, contentType: AwsJson).With("x-amzn-RequestId", Guid.NewGuid().ToString()).With(body);

    private static ScriptedAnswer Cut(HttpResponseEnding ending, int? afterBytes, int status)
    {
        ScriptedAnswer whole = OfService(status, Encoding.ASCII.GetBytes("{\"Message\":\"" + new string('x', 1000)));
        return whole with { Response = whole.Response with { Ending = ending, SentBytes = afterBytes } };
    }
}
