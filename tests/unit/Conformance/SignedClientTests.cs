using System.Text.Json.Nodes;
using InventoryTools.Endpoint;
using InventoryTools.Service;
using InventoryTools.Tests.Endpoint;
using Xunit;

namespace InventoryTools.Tests.Conformance;

/// <summary>Clients of AWS with the right key and with wrong ones, and what they make of answers.</summary>
public sealed class SignedClientTests : IDisposable
{
    private readonly EndpointServer _endpoint = Endpoints.InMemory(new EndpointOptions { Key = OpenDoor.Key });

    public void Dispose() => _endpoint.Dispose();

    [SkippableTheory]
    [InlineData(Door.SignedSdk)]
    [InlineData(Door.Boto3)]
    [InlineData(Door.Node)]
    public async Task The_right_key_is_served_and_no_other(Door door)
    {
        Assert.Empty((await Ask(door, OpenDoor.Key)).Entities);
        await AssertRefused("InvalidSignatureException", door, new("AKIDEXAMPLE", "another", "token/+="));
        await AssertRefused("UnrecognizedClientException", door, new("AKIDOTHER", "secret/+key", "token/+="));
        await AssertRefused("UnrecognizedClientException", door, new("AKIDEXAMPLE", "secret/+key", "another"));
        await AssertRefused("UnrecognizedClientException", door, new("AKIDEXAMPLE", "secret/+key"));
        Assert.Equal((5, 4), (_endpoint.Statistics.RequestCount, _endpoint.Statistics.FaultCount));
    }

    [SkippableFact]
    public async Task The_paginators_of_boto3_find_all_pages()
    {
        ForeignDoor boto3 = new(ForeignClient.Boto3, _endpoint.Url, OpenDoor.Key);
        for (int i = 0; i < 7; i++)
        {
            await boto3.PutInventoryAsync(new($"i-0000000{i}", [Items.Valid()]), default);
        }

        for (int i = 0; i < 3; i++)
        {
            await boto3.DeleteInventoryAsync(new("Custom:RackInfo"), default);
        }

        Assert.Equal("3,3,1", await Pages(boto3, "GetInventory", "Entities", 3));
        Assert.Equal("2,1", await Pages(boto3, "DescribeInventoryDeletions", "InventoryDeletions", 2));
        Assert.Equal("16", await Pages(boto3, "GetInventorySchema", "Schemas", 50));
    }

    private static async Task<string> Pages(ForeignDoor boto3, string operation, string list, int size)
    {
        JsonObject answer = await boto3.CallAsync(operation, new JsonObject { ["MaxResults"] = size }, paginate: true);
        return string.Join(",", answer["pages"]!.AsArray().Select(page => page![list]!.AsArray().Count));
    }

    private async Task AssertRefused(string code, Door door, EndpointKey key)
    {
        InventoryFaultException refused = await Assert.ThrowsAsync<InventoryFaultException>(() => Ask(door, key));
        Assert.Equal((code, 400), (refused.Code, refused.Fault.StatusCode));
    }

    private async Task<GetInventoryResponse> Ask(Door door, EndpointKey key)
    {
        using IInventoryService service = door switch
        {
            Door.Boto3 => new ForeignDoor(ForeignClient.Boto3, _endpoint.Url, key),
            Door.Node => new ForeignDoor(ForeignClient.Node, _endpoint.Url, key),
            _ => OpenDoor.Sdk(_endpoint.Url, key),
        };
        return await service.GetInventoryAsync(new(), default);
    }
}
