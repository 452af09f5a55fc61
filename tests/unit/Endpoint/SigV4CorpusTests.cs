using System.Text;
using System.Text.Json;
using InventoryTools.Endpoint.Http;
using InventoryTools.Endpoint.Signing;
using InventoryTools.Service;
using InventoryTools.Tests.Service;
using Xunit;

namespace InventoryTools.Tests.Endpoint;

/// <summary>The requests of Corpus/sigv4.json, which botocore has signed and Corpus/sigv4.py has changed.</summary>
public sealed class SigV4CorpusTests
{
    private const string AccessKey = "AKIDEXAMPLE";
    private const string SecretKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    private static readonly Dictionary<string, JsonElement> s_cases = Read();

    public static TheoryData<string> Names => [.. s_cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_signature_gets_the_answer_that_it_deserves(string name)
    {
        JsonElement one = s_cases[name];
        Assert.Equal(
            one.GetProperty("fault").GetString(), Check(one, one.GetProperty("body").GetString()!)?.Code);
    }

    [Fact]
    public void Every_byte_that_is_signed_counts()
    {
        JsonElement one = s_cases["the usual request"];
        string[] lines = Lines(one);
        for (int line = 1; line < lines.Length - 1; line++)
        {
            int value = lines[line].IndexOf(": ", StringComparison.Ordinal) + 2;
            for (int at = value; at < lines[line].Length; at++)
            {
                string[] changed = [.. lines];
                char other = lines[line][at] == 'x' ? 'y' : 'x';
                changed[line] = lines[line][..at] + other + lines[line][(at + 1)..];
                Assert.True(Check(changed, "{}", null) is not null, changed[line]);
            }
        }
    }

    [Fact]
    public void Fuzz_a_changed_authorization_is_refused_with_a_fault()
    {
        for (int seed = 0; seed < FuzzTests.Requests; seed++)
        {
            ChangeAuthorization(new Random(seed));
        }
    }

    private static void ChangeAuthorization(Random random)
    {
        string[] lines = Lines(s_cases["the usual request"]);
        int at = Array.FindIndex(lines, line => line.StartsWith("Authorization", StringComparison.Ordinal));
        StringBuilder text = new(lines[at]);
        for (int i = random.Next(1, 4); i > 0; i--)
        {
            int place = random.Next("Authorization: ".Length, text.Length);
            switch (random.Next(3))
            {
                case 0:
                    text[place] = (char)random.Next(' ', '~');
                    break;
                case 1:
                    text.Insert(place, "/;,= AWS4-HMAC-SHA256"[random.Next(20)]);
                    break;
                default:
                    text.Remove(place, random.Next(1, text.Length - place));
                    break;
            }
        }

        string changed = text.ToString();
        InventoryFault? fault = Check([.. lines[..at], changed, .. lines[(at + 1)..]], "{}", null);

        // White space between the parts is free.
        bool isSame = changed.Replace(" ", "", StringComparison.Ordinal)
            == lines[at].Replace(" ", "", StringComparison.Ordinal);
        Assert.True(isSame || fault is { StatusCode: 400 }, changed);
    }

    private static Dictionary<string, JsonElement> Read()
    {
        string path = Repository.PathOf("tests", "unit", "Endpoint", "Corpus", "sigv4.json");
        return JsonElement.Parse(File.ReadAllText(path)).EnumerateArray()
            .ToDictionary(one => one.GetProperty("name").GetString()!);
    }

    private static InventoryFault? Check(JsonElement one, string body) =>
        Check(Lines(one), body, one.GetProperty("token").GetString());

    // As it is read from a connection: each byte is a character.
    private static InventoryFault? Check(string[] lines, string body, string? token)
    {
        string[] received = [.. lines.Select(line => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(line)))];
        HttpRequest head = HttpRequest.Parse(received, new HttpLimits());
        HttpRequest request = head with { Body = Encoding.UTF8.GetBytes(body) };
        return new SignatureChecker(new EndpointKey(AccessKey, SecretKey, token), new ManualClock()).Check(request);
    }

    private static string[] Lines(JsonElement one) =>
        [.. one.GetProperty("lines").EnumerateArray().Select(line => line.GetString()!)];
}
