using System.Text;
using InventoryTools.Endpoint.Http;
using InventoryTools.Endpoint.Wire;
using InventoryTools.Service;
using InventoryTools.Tests.Local;
using Xunit;

namespace InventoryTools.Tests.Endpoint;

public sealed class AnswerTests : IDisposable
{
    private readonly LocalService _service = new();

    public void Dispose() => _service.Dispose();

    [Fact]
    public async Task Results_have_the_form_of_the_service()
    {
        Assert.Equal(
            "{}",
            await Call(
                "PutInventory",
                """
                {"InstanceId":"i-00000001","Items":[{
                    "TypeName":"Custom:A","SchemaVersion":"1.0","CaptureTime":"2026-01-31T12:00:00Z",
                    "Content":[{"Näme":"<ü>"}]}]}
                """));
        Assert.Equal(
            """{"InstanceId":"i-00000001","TypeName":"Custom:A","SchemaVersion":"1.0","CaptureTime":"2026-01-31T"""
                + """12:00:00Z","Entries":[{"Näme":"<ü>"}]}""",
            await Call("ListInventoryEntries", """{"InstanceId":"i-00000001","TypeName":"Custom:A"}"""));
        Assert.Equal(
            "{}",
            await Call(
                "PutInventory",
                """
                {"InstanceId":"i-00000001","Items":[{
                    "TypeName":"AWS:PatchSummary","SchemaVersion":"1.0","CaptureTime":"2026-01-31T12:00:00Z",
                    "Content":[{"PatchGroup":"<ü>"}]}]}
                """));
        Assert.Equal(
            """{"Entities":[{"Id":"i-00000001","Data":{"AWS:PatchSummary":"""
                + """{"TypeName":"AWS:PatchSummary","SchemaVersion":"1.0","CaptureTime":"2026-01-31T"""
                + """12:00:00Z","Content":[{"PatchGroup":"<ü>"}]}}}]}""",
            await Call("GetInventory", """{"ResultAttributes":[{"TypeName":"AWS:PatchSummary"}]}"""));
        Assert.Equal(
            """{"Entities":[{"Data":{"AWS:InstanceInformation":{"Content":[]}}}]}""",
            await Call(
                "GetInventory",
                """{"Aggregators":[{"Expression":"AWS:InstanceInformation.PlatformType"}],"MaxResults":"""
                    + """50,"ResultAttributes":[{"TypeName":"AWS:InstanceInformation"}]}"""));
        Assert.Equal(
            """{"Schemas":[{"TypeName":"Custom:A","Version":"1.0","Attributes":"""
                + """[{"Name":"Näme","DataType":"STRING"}]}]}""",
            await Call("GetInventorySchema", """{"TypeName":"Custom:A"}"""));
        Assert.Equal(
            """{"TypeName":"Custom:A","DeletionSummary":{"TotalCount":1,"RemainingCount":1,"SummaryItems":"""
                + """[{"Version":"1.0","Count":1,"RemainingCount":1}]}}""",
            await Call("DeleteInventory", """{"TypeName":"Custom:A","DryRun":true}"""));
        DeleteInventoryResponse deleted = await _service.Delete("Custom:A");
        long time = _service.Clock.UtcNow.ToUnixTimeSeconds();
        Assert.Equal(
            $$"""{"InventoryDeletions":"""
                + $$"""[{"DeletionId":"{{deleted.DeletionId}}","TypeName":"Custom:A","DeletionStartTime":"""
                + $$"""{{time}},"LastStatus":"Complete","LastStatusMessage":"Deletion is """
                + $$"""successful","DeletionSummary":{"TotalCount":1,"RemainingCount":0,"SummaryItems":"""
                + $$"""[{"Version":"1.0","Count":1,"RemainingCount":0}]},"LastStatusUpdateTime":{{time}}}]}""",
            await Call("DescribeInventoryDeletions", ""));
    }

    [Fact]
    public async Task Faults_of_the_model_spell_their_message_with_a_capital_and_name_the_type()
    {
        HttpResponse answer = await AwsJsonProtocol.CallAsync(
            _service.Service,
            "PutInventory",
            """
            {"InstanceId":"i-00000001","Items":[{
                "TypeName":"Custom:A","SchemaVersion":"1.0","CaptureTime":"2026-01-31T12:00:00Z","ContentHash":"h"}]}
            """u8.ToArray(),
            default);
        Assert.Equal(400, answer.StatusCode);
        string body = Encoding.UTF8.GetString(answer.Body);
        Assert.StartsWith(
            """{"__type":"InvalidItemContentException","Message":"The inventory item Custom:A of i-00000001 has""",
            body,
            StringComparison.Ordinal);
        Assert.EndsWith(""","TypeName":"Custom:A"}""", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_operation_has_no_message() =>
        Assert.Equal("""{"__type":"UnknownOperationException"}""", await Call("GetParameter", "{}"));

    [Fact]
    public async Task Everything_that_breaks_a_constraint_is_told_at_once() => Assert.Equal(
        """{"__type":"ValidationException","message":"3 validation errors detected: Value 'most' at """
            + """'filters.1.member.type' failed to satisfy constraint: Member must satisfy enum value set: """
            + """[Equal, NotEqual, BeginWith, LessThan, GreaterThan, Exists]; Value '[]' at """
            + """'filters.1.member.values' failed to satisfy constraint: Member must have length greater than or """
            + """equal to 1; Value '51' at 'maxResults' failed to satisfy constraint: Member must have value less """
            + """than or equal to 50"}""",
        await Call("GetInventory", """{"Filters":[{"Key":"A.B","Values":[],"Type":"most"}],"MaxResults":51}"""));

    private async Task<string> Call(string operation, string body) =>
        Encoding.UTF8.GetString(
            (await AwsJsonProtocol.CallAsync(_service.Service, operation, Encoding.UTF8.GetBytes(body), default)).Body);
}
