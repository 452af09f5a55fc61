using System.Text;
using System.Text.Json;
using FsCheck.Xunit;
using InventoryTools.Endpoint.Wire;
using InventoryTools.Files;
using InventoryTools.Rules;
using InventoryTools.Service;
using Xunit;

namespace InventoryTools.Tests.Endpoint;

public sealed class ReadingTests
{
    private const string Good = """
        {"InstanceId":"i-0123456789abcdef0","Items":[{
            "TypeName":"Custom:A","SchemaVersion":"1.0","CaptureTime":"2026-01-31T12:00:00Z","ContentHash":"h",
            "Content":[{"X":"1","Ü":"\u00fc\n"},{}],"Context":{"K":"V"}}]}
        """;

    [Fact]
    public void A_request_is_read_member_by_member()
    {
        PutInventoryRequest request = Read(PutInventoryReader.PutInventory, Encoding.UTF8.GetBytes(Good)).Request;
        InventoryItem item = Assert.Single(request.Items);
        Assert.Equal(
            ("i-0123456789abcdef0", "Custom:A", "1.0", "2026-01-31T12:00:00Z", "h", "V"),
            (
                request.InstanceId,
                item.TypeName,
                item.SchemaVersion,
                item.CaptureTime,
                item.ContentHash,
                item.Context!["K"]));
        Assert.Equal(["X=1; Ü=ü\n", ""], item.Content!.Select(entry => entry.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData(" { } ")]
    [InlineData("""{"Unknown":[1,{"a":null}],"Items":null,"InstanceId":null}""")]
    public void What_is_missing_null_or_unknown_is_left_out(string body)
    {
        ParsedRequest<PutInventoryRequest> read = Read(PutInventoryReader.PutInventory, Encoding.UTF8.GetBytes(body));
        Assert.Equal("", read.Request.InstanceId);
        Assert.Empty(read.Request.Items);
        Assert.Empty(read.Violations);
        Assert.Equal(["instanceId", "items"], read.Missing);
    }

    [Theory]
    [InlineData("{", "it is not valid JSON")]
    [InlineData("nonsense", "it is not valid JSON")]
    [InlineData("{} {}", "it is not valid JSON")]
    [InlineData("{}x", "it is not valid JSON")]
    [InlineData("""{"InstanceId":"i",}""", "it is not valid JSON")]
    [InlineData("""{/* no */"InstanceId":"i"}""", "it is not valid JSON")]
    [InlineData("\uFEFF{}", "it is not valid JSON")]
    [InlineData("[]", "start of list found where a Structure should be")]
    [InlineData("null", "null found where a Structure should be")]
    [InlineData("\"text\"", "STRING_VALUE can not be converted to a Structure")]
    [InlineData("""{"InstanceId":5}""", "at 'instanceId': NUMBER_VALUE can not be converted to a String")]
    [InlineData("""{"InstanceId":true}""", "at 'instanceId': TRUE_VALUE can not be converted to a String")]
    [InlineData("""{"InstanceId":["i"]}""", "at 'instanceId': start of list found where a String should be")]
    [InlineData("""{"Items":{}}""", "at 'items': start of structure or map found where a List should be")]
    [InlineData("""{"Items":[[]]}""", "at 'items.1.member': start of list found where a Structure should be")]
    [InlineData(
        """{"Items":[{"Content":[{},{"Size":7}]}]}""",
        "at 'items.1.member.content.2.member.Size': NUMBER_VALUE can not be converted to a String")]
    [InlineData(
        """{"Items":[{"Context":{"A":{}}}]}""",
        "at 'items.1.member.context.A': start of structure or map found where a String should be")]
    [InlineData("""{"InstanceId":"a","InstanceId":"a"}""", "at 'instanceId': the member is there twice")]
    [InlineData(
        """{"Items":[{"Content":[{"A":"1","A":"2"}]}]}""",
        "at 'items.1.member.content.1.member.A': the member is there twice")]
    [InlineData("""{"InstanceId":"\ud800"}""", "half of a surrogate pair")]
    [InlineData("""{"\udc00":"x"}""", "half of a surrogate pair")]
    public void What_has_another_shape_is_refused_with_its_place(string body, string what)
    {
        InventoryFault fault = Refused(() => Read(PutInventoryReader.PutInventory, Encoding.UTF8.GetBytes(body)));
        Assert.Equal((FaultCode.Serialization, 400), (fault.Code, fault.StatusCode));
        Assert.Contains(what, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_no_UTF8_are_refused() => Assert.Contains(
        "not valid UTF-8",
        Refused(() => Read(PutInventoryReader.PutInventory, [.. "{\""u8, 0xC3, .. "\":1}"u8])).Message,
        StringComparison.Ordinal);

    [Fact]
    public void What_is_nested_too_deeply_is_refused_also_where_it_is_unknown()
    {
        string deep = $$"""{"Unknown":{{new string('[', 100_000)}}{{new string(']', 100_000)}}}""";
        Assert.Equal(
            FaultCode.Serialization,
            Refused(() => Read(PutInventoryReader.PutInventory, Encoding.UTF8.GetBytes(deep))).Code);
        string aggregators = string.Concat(Enumerable.Repeat("""{"Aggregators":[""", 50_000));
        InventoryFault fault = Refused(() => Read(RequestReader.GetInventory, Encoding.UTF8.GetBytes(aggregators)));
        Assert.EndsWith("it is nested deeper than 64 levels.", fault.Message, StringComparison.Ordinal);
        Assert.True(fault.Message!.Length < 2000, "the way there is long enough");
    }

    [Theory]
    [InlineData("5", 5)]
    [InlineData("-3", -3)]
    [InlineData("null", null)]
    public void Numbers_are_whole(string number, int? expected) =>
        Assert.Equal(
            expected,
            Read(RequestReader.GetInventory,
                Encoding.UTF8.GetBytes($$"""{"MaxResults":{{number}}}""")).Request.MaxResults);

    [Theory]
    [InlineData("5.5")]
    [InlineData("5.0")]
    [InlineData("1e1")]
    [InlineData("2147483648")]
    [InlineData("\"5\"")]
    [InlineData("true")]
    public void What_is_no_whole_number_is_refused(string number) => Assert.Equal(
        FaultCode.Serialization, Refused(
            () => Read(RequestReader.GetInventory, Encoding.UTF8.GetBytes($$"""{"MaxResults":{{number}}}"""))).Code);

    [Fact]
    public void Names_that_an_enumeration_does_not_have_are_violations()
    {
        ParsedRequest<GetInventoryRequest> read = Read(RequestReader.GetInventory,
            """
            {"Filters":[
                {"Key":"k","Values":["v"],"Type":"equal"},
                {"Key":"k","Values":["v"],"Type":"2"},
                {"Key":"k","Values":["v"],"Type":"BeginWith"}]}
            """u8.ToArray());
        Assert.Equal(
            [
                "Value 'equal' at 'filters.1.member.type' failed to satisfy constraint: Member must satisfy "
                    + "enum value set: [Equal, NotEqual, BeginWith, LessThan, GreaterThan, Exists]",
                "Value '2' at 'filters.2.member.type' failed to satisfy constraint: Member must satisfy enum "
                    + "value set: [Equal, NotEqual, BeginWith, LessThan, GreaterThan, Exists]",
            ],
            read.Violations.Select(violation => violation.ToString()));
        Assert.Equal(FilterOperator.BeginWith, read.Request.Filters![2].Operator);
    }

    [Fact]
    public void One_result_attribute_is_asked_for_and_no_more()
    {
        Assert.Equal(
            "AWS:File",
            Read(RequestReader.GetInventory,
                """{"ResultAttributes":[{"TypeName":"AWS:File"}]}"""u8.ToArray()).Request.ResultTypeName);
        Assert.Equal(
            "Value '[AWS:File, AWS:Service]' at 'resultAttributes' failed to satisfy constraint: Member must "
                + "have length less than or equal to 1",
            Assert.Single(
                Read(RequestReader.GetInventory,
                    """
                    {"ResultAttributes":[{"TypeName":"AWS:File"},{"TypeName":"AWS:Service"}]}
                    """u8.ToArray()).Violations).ToString());
        Assert.Equal(
            "Value null at 'resultAttributes.1.member.typeName' failed to satisfy constraint: Member must not be null",
            Assert.Single(
                Read(RequestReader.GetInventory, """{"ResultAttributes":[{}]}"""u8.ToArray()).Violations).ToString());
    }

    [Fact]
    public void Nulls_in_lists_and_maps_are_violations()
    {
        ParsedRequest<PutInventoryRequest> read = Read(PutInventoryReader.PutInventory,
            """
            {"InstanceId":"i-00000001","Items":[{
                "TypeName":"Custom:A","SchemaVersion":"1.0","CaptureTime":"2026-01-31T12:00:00Z",
                "Content":[null,{"A":null}]},null]}
            """u8.ToArray());
        Assert.Equal(
            [
                "Value null at 'items.1.member.content.1.member' failed to satisfy constraint: Member must not be null",
                "Value null at 'items.1.member.content.2.member.A' failed to satisfy constraint: Map value "
                    + "must satisfy constraint: [Member must not be null]",
                "Value null at 'items.2.member' failed to satisfy constraint: Member must not be null",
            ],
            read.Violations.Concat(
                RequestConstraints.Check(read.Request, read.Missing)).Select(violation => violation.ToString()));
    }

    [Fact]
    public void Missing_members_are_reported_in_the_order_of_the_constraints()
    {
        ParsedRequest<ListInventoryEntriesRequest> read = Read(RequestReader.ListInventoryEntries,
            """
            {"Filters":[{"Values":["v",null],"Key":null},null,{"Key":"k","Values":null}],"InstanceId":"x"}
            """u8.ToArray());
        Assert.Empty(read.Violations);
        Assert.Equal(
            [
                "instanceId", "typeName", "filters.1.member.key", "filters.1.member.values.2.member",
                "filters.2.member", "filters.3.member.values",
            ],
            RequestConstraints.Check(read.Request, read.Missing).Select(violation => violation.Path));
    }

    [Fact]
    public void A_missing_element_is_null_in_a_list_that_is_too_long()
    {
        ParsedRequest<GetInventoryRequest> read = Read(RequestReader.GetInventory,
            """
            {"Aggregators":[
                {"Groups":[{"Name":"G","Filters":[null,{},{"Key":""},null,null,null]},null]},
                null]}
            """u8.ToArray());
        Assert.Equal(
            "Value '[null, null, , null, null, null]' at 'aggregators.1.member.groups.1.member.filters' "
                + "failed to satisfy constraint: Member must have length less than or equal to 5",
            RequestConstraints.Check(read.Request, read.Missing)[0].ToString());
    }

    [Fact]
    public void A_whole_query_is_read()
    {
        GetInventoryRequest request = Read(RequestReader.GetInventory,
            """
            {"Filters":[{"Key":"A.B","Values":["1","2"]}],
                "Aggregators":[
                    {"Expression":"A.B","Aggregators":[{"Expression":"C.D"}]},
                    {"Groups":[{"Name":"G","Filters":[{"Key":"TypeName","Values":["x"],"Type":"Exists"}]}]}],
                "NextToken":"t","MaxResults":7}
            """u8.ToArray()).Request;
        Assert.Equal(
            ("A.B", 2, null), (request.Filters![0].Key, request.Filters[0].Values.Count, request.Filters[0].Operator));
        Assert.Equal("C.D", request.Aggregators![0].Aggregators![0].Expression);
        Assert.Equal(
            ("G", FilterOperator.Exists),
            (request.Aggregators[1].Groups![0].Name, request.Aggregators[1].Groups![0].Filters[0].Operator));
        Assert.Equal(("t", 7), (request.NextToken, request.MaxResults));
        DeleteInventoryRequest delete =
            Read(RequestReader.DeleteInventory,
                """
                {"TypeName":"Custom:A","SchemaDeleteOption":"DisableSchema","DryRun":true,"ClientToken":"c"}
                """u8.ToArray()).Request;
        Assert.Equal(
            ("Custom:A", SchemaDeleteOption.DisableSchema, true, "c"),
            (delete.TypeName, delete.SchemaDeleteOption, delete.DryRun, delete.ClientToken));
    }

    [Property(Arbitrary = [typeof(Texts)])]
    public void What_is_written_is_read(InventoryEntry entry, WholeText name)
    {
        object body = new
        {
            InstanceId = name.Value,
            Items =
                new[]
                {
                    new
                    {
                        TypeName = name.Value,
                        SchemaVersion = "1.0",
                        CaptureTime = "now",
                        Content = new[] { entry.ToDictionary() },
                    },
                },
        };
        byte[] bytes = JsonSerializer.SerializeToUtf8Bytes(body);
        PutInventoryRequest request = Read(PutInventoryReader.PutInventory, bytes).Request;
        Assert.Equal((name.Value, name.Value), (request.InstanceId, request.Items[0].TypeName));
        Assert.Equal(entry.ToArray(), request.Items[0].Content![0].ToArray());
    }

    [Property(MaxTest = 3000)]
    public void Mutated_bytes_are_read_or_refused_and_nothing_else(int seed)
    {
        Random random = new(seed);
        byte[] body = Encoding.UTF8.GetBytes(Good);
        for (int i = 0; i < random.Next(1, 6); i++)
        {
            body[random.Next(body.Length)] = (byte)random.Next(256);
        }

        foreach (Action read in new Action[]
        {
            () => Read(PutInventoryReader.PutInventory, body),
            () => Read(RequestReader.GetInventory, body),
            () => Read(RequestReader.DeleteInventory, body),
        })
        {
            if (Record.Exception(read) is Exception thrown)
            {
                Assert.Equal(FaultCode.Serialization, Assert.IsType<InventoryFaultException>(thrown).Code);
            }
        }
    }

    private static InventoryFault Refused(Action read) => Assert.Throws<InventoryFaultException>(read).Fault;

    private static ParsedRequest<T> Read<T>(JsonStructure<T> members, byte[] body) =>
        ParsedRequest<T>.Read(members, body);
}
