using InventoryTools.Service;
using Xunit;

namespace InventoryTools.Tests.Conformance;

/// <summary>The steps that the cases have in common.</summary>
internal static class CaseSteps
{
    public const string Node = "i-0123456789abcdef0";
    public const string Token = "01234567-89ab-cdef-0123-456789abcdef";

    public static InventoryItem Item(string typeName, params InventoryEntry[] entries) => new()
    {
        TypeName = typeName,
        SchemaVersion = typeName == "AWS:Application" ? "1.1" : "1.0",
        CaptureTime = "2026-01-31T12:00:00Z",
        Content = new InventoryContent(entries),
    };

    public static InventoryItem Change(InventoryItem item, Action<InventoryItem> change)
    {
        change(item);
        return item;
    }

    public static Task<PutInventoryResponse> Put(
        IInventoryService service, string instanceId, params InventoryItem[] items) =>
        service.PutInventoryAsync(new(instanceId, items), default);

    public static async Task<IReadOnlyList<string>> Found(IInventoryService service, InventoryFilter filter) =>
        [
            .. (await service.GetInventoryAsync(new() { Filters = [filter] }, default)).Entities
                .Select(entity => entity.Id!),
        ];

    // Clients may keep a map in another order.
    public static string Sorted(InventoryEntry entry) =>
        string.Join(
            "; ", entry.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"));

    public static async Task<InventoryFault> AssertFault(string code, string? typeName, Func<Task> call)
    {
        InventoryFault fault = (await Assert.ThrowsAsync<InventoryFaultException>(call)).Fault;
        Assert.Equal((code, typeName, 400), (fault.Code, fault.TypeName, fault.StatusCode));
        Assert.True(code == FaultCode.InvalidInstanceId || !string.IsNullOrEmpty(fault.Message));
        return fault;
    }
}
