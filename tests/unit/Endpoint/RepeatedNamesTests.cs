using System.Text;
using InventoryTools.Files;
using InventoryTools.Service;
using Xunit;

namespace InventoryTools.Tests.Endpoint;

/// <summary>Entries are read with the names and values of the entry before in mind, and are what they say.</summary>
public sealed class RepeatedNamesTests
{
    [Theory]
    [InlineData("""[{"A":"1","B":"2"},{"A":"1","B":"3"},{"A":"1","B":"3"}]""", "A=1; B=2|A=1; B=3|A=1; B=3")]
    [InlineData("""[{"A":"1","B":"2"},{"B":"2","A":"1"},{"A":"2","B":"1"}]""", "A=1; B=2|B=2; A=1|A=2; B=1")]
    [InlineData("""[{"A":"1","B":"2"},{"A":"1"},{},{"A":"1","B":"2","C":"3"}]""", "A=1; B=2|A=1||A=1; B=2; C=3")]
    [InlineData("""[{"A":"1","B":"2"},{"a":"1","B":"2"},{"A":"1","A ":"2"}]""", "A=1; B=2|a=1; B=2|A=1; A =2")]
    [InlineData("""[{"Ü":"ü"},{"\u00dc":"\u00fc"},{"Ü":"u"},{"U":"ü"}]""", "Ü=ü|Ü=ü|Ü=u|U=ü")]
    [InlineData("""[{"A":""},{"A":"x"},{"A":""}]""", "A=|A=x|A=")]
    public void Entries_are_what_they_say(string content, string expected)
    {
        InventoryItem item = Assert.Single(Read($$"""{"Items":[{"Content":{{content}}}]}""").Items);
        Assert.Equal(expected, string.Join("|", item.Content!.Select(entry => entry.ToString())));
    }

    [Theory]
    [InlineData("""{"A":"1","B":"2"},{"A":"1","A":"2"}""", "content.2.member.A")]
    [InlineData("""{"A":"1","B":"2"},{"A":"1","B":"2","A":"2"}""", "content.2.member.A")]
    [InlineData("""{"A":"1","B":"2"},{"B":"1","A":"2","B":"2"}""", "content.2.member.B")]
    [InlineData("""{"A":"1","B":"2"},{"A":"1","\u0041":"2"}""", "content.2.member.A")]
    [InlineData("""{"A":"1"},null,{"A":"1","A":"1"}""", "content.3.member.A")]
    public void A_name_that_is_there_twice_is_refused(string entries, string place)
    {
        InventoryFaultException refused = Assert.Throws<InventoryFaultException>(
            () => Read($$"""{"Items":[{"Content":[{{entries}}]}]}"""));
        Assert.Contains(
            $"at 'items.1.member.{place}': the member is there twice", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"Items":[],"Unknown":1,"InstanceId":"i","Unknown":2}""", "unknown")]
    [InlineData("""{"Items":[],"InstanceId":null,"InstanceId":"i"}""", "instanceId")]
    [InlineData("""{"InstanceId":"i","Items":[],"Inst\u0061nceId":"i"}""", "instanceId")]
    public void A_member_that_is_there_twice_is_refused(string body, string place)
    {
        InventoryFaultException refused = Assert.Throws<InventoryFaultException>(() => Read(body));
        Assert.Contains($"at '{place}': the member is there twice", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Half_of_a_surrogate_pair_is_refused_where_another_text_was_expected()
    {
        foreach (string second in new[] { """{"A\ud800":"1"}""", """{"A":"\ud800"}""", """{"\udc00":"1"}""" })
        {
            InventoryFaultException refused = Assert.Throws<InventoryFaultException>(
                () => Read($$"""{"Items":[{"Content":[{"A":"1"},{{second}}]}]}"""));
            Assert.Contains("half of a surrogate pair", refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Small_entries_after_a_large_one_take_no_memory_for_its_size()
    {
        string large = string.Join(",", Enumerable.Range(0, 20_000).Select(at => $"\"A{at}\":\"\""));
        string small = string.Join(",", Enumerable.Range(0, 10_000).Select(at => $$"""{"B{{at}}":""}"""));
        long before = GC.GetAllocatedBytesForCurrentThread();
        PutInventoryRequest request = Read($$"""{"Items":[{"Content":[{{{large}}},{{small}}]}]}""");
        Assert.Equal(10_001, Assert.Single(request.Items).Content!.Count);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 32 << 20);
    }

    [Fact]
    public void Members_may_come_in_any_order()
    {
        PutInventoryRequest request = Read(
            """{"X":{},"Items":[{"Content":[],"Y":[1],"TypeName":"T","Context":{"K":"V"}}],"InstanceId":"i"}""");
        InventoryItem item = Assert.Single(request.Items);
        Assert.Equal(("i", "T", "K=V"), (request.InstanceId, item.TypeName, item.Context!.ToString()));
        Assert.Empty(item.Content!);
    }

    // What is missing of a request is no matter of these tests.
    private static PutInventoryRequest Read(string body)
    {
        JsonRequestReader reader = new(Encoding.UTF8.GetBytes(body));
        return PutInventoryReader.PutInventory.Read(ref reader);
    }
}
