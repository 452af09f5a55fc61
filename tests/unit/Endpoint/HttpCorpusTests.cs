using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using InventoryTools.Endpoint;
using Xunit;

namespace InventoryTools.Tests.Endpoint;

/// <summary>
/// The requests of Corpus/http.json: forms that another server may read in another way, such as two lengths, lines that
/// end with LF alone, and NUL. Nothing after them may be taken for a request.
/// </summary>
public sealed partial class HttpCorpusTests : IDisposable
{
    private static readonly Dictionary<string, JsonElement> s_cases = Read();

    private readonly EndpointServer _endpoint = Endpoints.InMemory();

    public static TheoryData<string> Names => [.. CaseNames];

    /// <summary>The names of the cases.</summary>
    internal static IReadOnlyCollection<string> CaseNames => s_cases.Keys;

    public void Dispose() => _endpoint.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_request_is_answered_as_it_is_meant_or_refused_with_all_that_follows(string name)
    {
        using RawClient client = new(_endpoint.Port);
        await client.SendAsync(Bytes(name, _endpoint.Port));
        client.EndSending();
        List<int> statuses = [];
        while (await client.ReadAsync() is RawAnswer answer)
        {
            statuses.Add(answer.StatusCode);
            Assert.Equal(answer.StatusCode != 200, answer.Headers.ContainsKey("Connection"));
        }

        Assert.Equal(
            s_cases[name].GetProperty("status").EnumerateArray().Select(status => status.GetInt32()), statuses);
    }

    /// <summary>The bytes of a case.</summary>
    internal static byte[] Bytes(string name, int port)
    {
        string text = s_cases[name].GetProperty("request").GetString()!
            .Replace("{smuggled}", RawClient.Request(port, "GetInventory", "{}"), StringComparison.Ordinal)
            .Replace("{host}", $"127.0.0.1:{port}", StringComparison.Ordinal);
        return Encoding.Latin1.GetBytes(Repetition().Replace(
            text, match => new string('x', int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))));
    }

    [GeneratedRegex(@"\{(\d+)\}")]
    private static partial Regex Repetition();

    private static Dictionary<string, JsonElement> Read()
    {
        string path = Repository.PathOf("tests", "unit", "Endpoint", "Corpus", "http.json");
        return JsonElement.Parse(File.ReadAllText(path)).EnumerateArray()
            .ToDictionary(one => one.GetProperty("name").GetString()!);
    }
}
