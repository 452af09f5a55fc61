using System.Text;
using InventoryTools.Endpoint.Http;
using InventoryTools.Tests.Service;
using Xunit;

namespace InventoryTools.Tests.Endpoint;

/// <summary>The reader of requests with mutated cases of the corpus, which come in parts of any size.</summary>
public sealed class HttpInputFuzzTests
{
    private static readonly string[] s_names = [.. HttpCorpusTests.CaseNames];
    private static readonly byte[] s_bytes = "\r\n\0 \t:;,0123456789abcdefABCDEF/HTPx\u0080\u00ff"u8.ToArray();

    [Fact]
    public async Task A_request_is_the_same_in_whatever_parts_it_comes()
    {
        for (int seed = 0; seed < FuzzTests.Requests; seed++)
        {
            Random random = new(seed);
            byte[] bytes = Mutated(random);
            string whole = $"Seed {seed}: {await Read(new MemoryStream(bytes))}";
            Assert.Equal(whole, $"Seed {seed}: {await Read(new TornStream(bytes, random))}");
            Assert.Equal(whole, $"Seed {seed}: {await Read(new TornStream(bytes, null))}");
        }
    }

    private static byte[] Mutated(Random random)
    {
        List<byte> bytes = [.. HttpCorpusTests.Bytes(s_names[random.Next(s_names.Length)], 5555).Take(2000)];
        for (int i = random.Next(4); i > 0; i--)
        {
            int at = random.Next(bytes.Count);
            switch (random.Next(3))
            {
                case 0:
                    bytes[at] = s_bytes[random.Next(s_bytes.Length)];
                    break;
                case 1:
                    bytes.Insert(at, s_bytes[random.Next(s_bytes.Length)]);
                    break;
                default:
                    bytes.RemoveAt(at);
                    break;
            }
        }

        return [.. bytes];
    }

    // What a connection makes of the bytes: each request, and the refusal or the end.
    private static async Task<string> Read(Stream stream)
    {
        HttpDeadline deadline = new(new ManualClock());
        deadline.Begin(TimeSpan.FromSeconds(1));
        HttpLimits limits = new() { HeadBytes = 1000 };
        HttpInput input = new(stream, limits, deadline);
        StringBuilder result = new();
        try
        {
            while (!input.IsEmpty || await input.FillAsync())
            {
                if (await input.ReadHeadAsync() is not HttpRequest head)
                {
                    return result.Append("closed in a head").ToString();
                }

                byte[]? body = head.IsChunked
                    ? await input.ReadChunksAsync()
                    : await input.ReadAsync((int)Math.Min(head.ContentLength, 100_000));
                if (body is null)
                {
                    return result.Append("closed in a body").ToString();
                }

                result.Append(head.Method).Append(' ').Append(head.Target).Append(' ').Append(head.KeepsAlive)
                    .AppendJoin(',', head.Headers).Append(' ').AppendLine(Convert.ToHexString(body));
            }

            return result.Append("closed").ToString();
        }
        catch (BadHttpRequestException refused)
        {
            Assert.InRange(refused.Message.Length, 1, 2000);
            return result.Append(refused.Fault.StatusCode).ToString();
        }
    }

    /// <summary>Gives bytes in parts of random size; one by one without a random number.</summary>
    private sealed class TornStream(byte[] bytes, Random? random) : MemoryStream(bytes)
    {
        public override Task<int> ReadAsync(
            byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            base.ReadAsync(buffer, offset, Math.Min(count, random?.Next(1, 50) ?? 1), cancellationToken);
    }
}
