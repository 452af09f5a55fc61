using System.IO.Compression;
using System.Text;
using InventoryTools.Tests.Endpoint;
using Xunit;

namespace InventoryTools.Tests.Aws;

/// <summary>The bodies of answers, compressed and in any charset.</summary>
public sealed class ResponseBodyTests : LoopbackTests
{
    [Theory]
    [InlineData("gzip")]
    [InlineData("X-GZIP")]
    [InlineData("deflate")]
    [InlineData("raw deflate")]
    [InlineData("br")]
    public async Task A_compressed_answer_is_decoded(string coding)
    {
        ScriptedAnswer Compressed(ScriptedAnswer answer) =>
            answer.With("Content-Encoding", coding.Split(' ')[^1]).With(Compress(coding, answer.Response.Body));
        Server.Script = _ => Compressed(ScriptedAnswer.Fault("InvalidInstanceId", 400, "Some words."));
        InventoryFaultException fault = await Assert.ThrowsAsync<InventoryFaultException>(PutAsync);
        Assert.Equal(("InvalidInstanceId", "Some words."), (fault.Fault.Code, fault.Fault.Message));
        Server.Script = _ => Compressed(ScriptedAnswer.Status(404, "<html><title>Gone</title></html>"));
        InventoryConnectionException page = await Assert.ThrowsAsync<InventoryConnectionException>(PutAsync);
        Assert.Contains("the web page 'Gone'", page.Message, StringComparison.Ordinal);
        Server.Script = _ => Compressed(ScriptedAnswer.Ok("""{"Message":"Taken."}"""));
        Assert.Equal("Taken.", (await PutAsync()).Message);
    }

    [Theory]
    [InlineData(400, "zstd", "a body that is compressed (zstd)")]
    [InlineData(200, "zstd", "a body that is compressed (zstd)")]
    [InlineData(400, "gzip", "a body that is said to be compressed (gzip) and is not")]
    [InlineData(400, "br", "a body that is said to be compressed (br) and is not")]
    [InlineData(200, "gzip", "a body that is said to be compressed (gzip) and is not")]
    public async Task What_can_not_be_decoded_is_told_and_not_shown(int status, string coding, string words)
    {
        Server.Script = _ => ScriptedAnswer.Status(status).With("Content-Encoding", coding)
            .With([0xFF, 1, 2, 3, 0xFE, 0, 9]);
        InventoryConnectionException error = await Assert.ThrowsAsync<InventoryConnectionException>(PutAsync);
        Assert.Contains($"and {words},", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/plain; charset=utf-16", "utf-16", "Zurück", "'Zurück'")]
    [InlineData("text/plain; charset=\"iso-8859-1\"", "iso-8859-1", "Zurück", "'Zurück'")]
    [InlineData("text/plain", "iso-8859-1", "Zurück", "a body of 6 bytes that is not text (text/plain)")]
    [InlineData(
        "text/plain; charset=klingon",
        "iso-8859-1",
        "Zurück",
        "a body of 6 bytes that is not text (text/plain; charset=klingon)")]
    [InlineData("text/plain; charset=utf8", "utf-8", "Zurück", "'Zurück'")]
    [InlineData("image/png", "utf-8", "\u0001\u0002\u0003\0PNG", "a body of 7 bytes that is not text (image/png)")]
    public async Task A_body_is_read_in_its_charset_or_told_by_its_size(
        string type, string charset, string body, string words)
    {
        Server.Script = _ => ScriptedAnswer.Status(400, "", type).With(Encoding.GetEncoding(charset).GetBytes(body));
        InventoryConnectionException error = await Assert.ThrowsAsync<InventoryConnectionException>(PutAsync);
        Assert.Contains($" and {words},", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_in_another_charset_is_a_fault()
    {
        ScriptedAnswer answer = ScriptedAnswer.Status(400, "", "application/x-amz-json-1.1; charset=utf-16");
        Server.Script = _ => answer.With(
            Encoding.Unicode.GetBytes("""{"__type":"InvalidInstanceId","Message":"Zurück"}"""));
        InventoryFaultException error = await Assert.ThrowsAsync<InventoryFaultException>(PutAsync);
        Assert.Equal(("InvalidInstanceId", "Zurück"), (error.Fault.Code, error.Fault.Message));
    }

    [Fact]
    public async Task A_long_body_is_cut_and_its_length_told()
    {
        Server.Script = _ => ScriptedAnswer.Status(400, new string('x', 5000), "text/plain");
        InventoryConnectionException error = await Assert.ThrowsAsync<InventoryConnectionException>(PutAsync);
        Assert.Contains($"'{new string('x', 200)}… (5,000 characters)'", error.Message, StringComparison.Ordinal);

        // More than is read of it: the answer ends all the same.
        Server.Script = _ => ScriptedAnswer.Status(400, new string('x', 1_000_000), "text/plain");
        await Assert.ThrowsAsync<InventoryConnectionException>(PutAsync);
    }

    private static byte[] Compress(string coding, byte[] text)
    {
        using MemoryStream bytes = new();
        using (Stream stream = coding switch
        {
            "deflate" => new ZLibStream(bytes, CompressionLevel.Optimal),
            "raw deflate" => new DeflateStream(bytes, CompressionLevel.Optimal),
            "br" => new BrotliStream(bytes, CompressionLevel.Optimal),
            _ => new GZipStream(bytes, CompressionLevel.Optimal),
        })
        {
            stream.Write(text);
        }

        return bytes.ToArray();
    }
}
