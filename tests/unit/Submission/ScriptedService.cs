using InventoryTools.Service;

namespace InventoryTools.Tests.Submission;

/// <summary>A service in memory that answers as the test says, and otherwise accepts what it can.</summary>
internal sealed class ScriptedService : IInventoryService
{
    private readonly Lock _lock = new();
    private readonly List<PutInventoryRequest> _calls = [];
    private int _atOnce;

    /// <summary>The failure of the call with this number, from 0; null for a success.</summary>
    public Func<int, PutInventoryRequest, InventoryServiceException?> Answer { get; set; } = (_, _) => null;

    /// <summary>The task to await before each response.</summary>
    public Func<PutInventoryRequest, CancellationToken, Task>? Before { get; set; }

    public int MostAtOnce { get; private set; }

    public IReadOnlyList<PutInventoryRequest> Calls
    {
        get
        {
            lock (_lock)
            {
                return [.. _calls];
            }
        }
    }

    public static InventoryFaultException Fault(
        string code, string? typeName = null, int status = 400, string? message = null) =>
        new(new InventoryFault(code, status, message, typeName));

    public async Task<PutInventoryResponse> PutInventoryAsync(
        PutInventoryRequest request, CancellationToken cancellationToken)
    {
        int number;
        lock (_lock)
        {
            number = _calls.Count;
            _calls.Add(request);
            MostAtOnce = Math.Max(MostAtOnce, ++_atOnce);
        }

        try
        {
            if (Before is not null)
            {
                await Before(request, cancellationToken);
            }

            return Answer(number, request) is InventoryServiceException failure
                ? throw failure
                : new PutInventoryResponse(null, $"request-{number}");
        }
        finally
        {
            lock (_lock)
            {
                _atOnce--;
            }
        }
    }

    public Task<GetInventoryResponse> GetInventoryAsync(
        GetInventoryRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ListInventoryEntriesResponse> ListInventoryEntriesAsync(
        ListInventoryEntriesRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<GetInventorySchemaResponse> GetInventorySchemaAsync(
        GetInventorySchemaRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<DeleteInventoryResponse> DeleteInventoryAsync(
        DeleteInventoryRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<DescribeInventoryDeletionsResponse> DescribeInventoryDeletionsAsync(
        DescribeInventoryDeletionsRequest request, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public void Dispose()
    {
    }

    public IEnumerable<string> Describe() => Calls.Select(call => string.Join(
        ' ',
        call.Items.Select(item => item.TypeName["Custom:".Length..] + (item.Content is null ? "#" : ""))));
}
