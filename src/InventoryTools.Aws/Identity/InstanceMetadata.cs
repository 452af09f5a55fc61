using System.Net;

namespace InventoryTools.Aws.Identity;

/// <summary>
/// Asks EC2's instance metadata service by its version 2 only. The SDK's EC2InstanceMetadata falls back to version 1,
/// tries three times for five seconds each, can't be cancelled and knows one address; hence this.
/// </summary>
internal sealed class InstanceMetadata(AwsEnvironment environment)
{
    private const string Name = "the instance metadata service";
    private const string Endpoint = "AWS_EC2_METADATA_SERVICE_ENDPOINT";
    private const string Mode = "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE";

    public NodeProbe Ask(CancellationToken cancellationToken)
    {
        if (environment.IsMetadataDisabled)
        {
            return NodeProbe.Nothing($"{Name} is turned off by AWS_EC2_METADATA_DISABLED");
        }

        (Uri? endpoint, string problem) = FindEndpoint();
        return endpoint is null ? NodeProbe.Nothing(problem) : Ask(endpoint, cancellationToken);
    }

    // Proxies must not see the token, and a redirect would lead to something that is not the service.
    internal static HttpClientHandler CreateHandler() => new()
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        UseCookies = false,
    };

    private NodeProbe Ask(Uri endpoint, CancellationToken cancellationToken)
    {
        using HttpClient client = new(CreateHandler())
        {
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = 64 * 1024,
        };
        using HttpRequestMessage put = new(HttpMethod.Put, Under(endpoint, "/latest/api/token"));
        put.Headers.Add("X-aws-ec2-metadata-token-ttl-seconds", "60");
        (string? token, string problem) = Send(client, put, "token", cancellationToken);
        if (token is null)
        {
            return NodeProbe.Nothing(problem);
        }

        if (token.Length == 0 || token.Any(character => character is <= ' ' or > '~'))
        {
            return NodeProbe.Nothing($"{Name} gave an invalid token");
        }

        using HttpRequestMessage get = new(HttpMethod.Get, Under(endpoint, "/latest/meta-data/instance-id"));
        get.Headers.Add("X-aws-ec2-metadata-token", token);
        (string? instanceId, problem) = Send(client, get, "instance ID", cancellationToken);
        return instanceId is null ? NodeProbe.Nothing(problem) : NodeProbe.FromText(instanceId, Name);
    }

    private (string? Text, string Problem) Send(
        HttpClient client,
        HttpRequestMessage request,
        string what,
        CancellationToken cancellationToken)
    {
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        end.CancelAfter(environment.MetadataTimeout);
        CancellationToken token = end.Token;
        Task<(HttpStatusCode Status, string Text)> answer = Task.Run(() => SendAsync(client, request, token), token);
        try
        {
            // Windows PowerShell's HttpClient looks up names before it minds the token, so the wait minds it too.
            answer.Wait(token);
        }
        catch (Exception) when (end.IsCancellationRequested)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return (null, $"{Name} did not answer within {environment.MetadataTimeout.TotalSeconds} s");
        }
        catch (AggregateException error)
        {
            return (null, $"{Name} can't be asked: {NodeProbe.Clause(error.GetBaseException().Message)}");
        }

        return answer.Result.Status == HttpStatusCode.OK
            ? (answer.Result.Text.Trim(), "")
            : (null, $"{Name} gave no {what} (HTTP status {(int)answer.Result.Status})");
    }

    private static async Task<(HttpStatusCode Status, string Text)> SendAsync(
        HttpClient client,
        HttpRequestMessage request,
        CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await client.SendAsync(request, cancellationToken).ConfigureAwait(false);
#if NET
        string text = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
#else
        string text = await response.Content.ReadAsStringAsync().ConfigureAwait(false);
#endif
        return (response.StatusCode, text);
    }

    private (Uri? Endpoint, string Problem) FindEndpoint()
    {
        if (environment.Environment(Endpoint) is { Length: > 0 } given)
        {
            return Uri.TryCreate(given, UriKind.Absolute, out Uri? endpoint) && endpoint.Scheme is "http" or "https"
                ? (endpoint, "")
                : (null, $"{Endpoint} is '{NodeProbe.Clause(given)}', which is not an HTTP address");
        }

        string mode = environment.Environment(Mode) ?? "";
        return mode.ToUpperInvariant() switch
        {
            "" or "IPV4" => (environment.MetadataEndpoint, ""),
            "IPV6" => (environment.MetadataEndpointIPv6, ""),
            _ => (null, $"{Mode} is '{NodeProbe.Clause(mode)}', neither IPv4 nor IPv6"),
        };
    }

    private static Uri Under(Uri endpoint, string path) => new(endpoint.AbsoluteUri.TrimEnd('/') + path);
}
