using InventoryTools.Endpoint;
using InventoryTools.Endpoint.Http;
using InventoryTools.Loading;
using InventoryTools.Local;
using InventoryTools.Service;
using InventoryTools.Sqlite;
using InventoryTools.Store;

namespace InventoryTools.Tests.Endpoint;

/// <summary>
/// The server of the tests: the product's listener with a script that answers. Calls without an answer of the script go
/// to the product's handler with a local service in memory.
/// </summary>
public sealed class ScriptedEndpoint : IDisposable
{
    private readonly IInventoryStore _store = SqliteInventoryStore.OpenInMemory();
    private readonly LoopbackListener _listener;
    private readonly RequestHandler _handler;
    private readonly List<ScriptedCall> _calls = [];
    private readonly object _lock = new();
    private int _atOnce;

    /// <summary>Starts the server on a port of 127.0.0.1; on a free one by default.</summary>
    public ScriptedEndpoint(Func<ScriptedCall, ScriptedAnswer?>? script = null, int port = 0)
    {
        Script = script;
        SystemClock clock = new();
        Service = new LocalInventoryService(_ => _store, 1, clock);
        _listener = new LoopbackListener(port, new HttpLimits(), clock);
        Url = new Uri($"http://127.0.0.1:{_listener.Port}/");
        _handler = new RequestHandler(Service, new EndpointOptions(), _listener.Port, clock, new EndpointStatistics());
        _listener.Start(HandleAsync, _handler.Refuse);
    }

    /// <summary>The address, such as <c>http://127.0.0.1:8080/</c>.</summary>
    public Uri Url { get; }

    /// <summary>The service that answers where the script does not.</summary>
    internal IInventoryService Service { get; }

    /// <summary>Answers a call; null leaves it to the service.</summary>
    public Func<ScriptedCall, ScriptedAnswer?>? Script { get; set; }

    /// <summary>Holds a call until the task is done, before it is answered.</summary>
    public Func<ScriptedCall, Task>? Hold { get; set; }

    /// <summary>The calls so far, in the order in which they arrived.</summary>
    public IReadOnlyList<ScriptedCall> Calls
    {
        get
        {
            lock (_lock)
            {
                return [.. _calls];
            }
        }
    }

    /// <summary>The number of calls so far.</summary>
    public int CallCount => Calls.Count;

    /// <summary>The most calls that were under way at the same time.</summary>
    public int MaxAtOnce { get; private set; }

    /// <summary>The items that the service holds. No call may be under way.</summary>
    public IReadOnlyList<InventoryItem> Stored =>
        _store.Read(
            IReadOnlyList<InventoryItem> (snapshot) => [.. snapshot.ReadNodes(new()).SelectMany(node => node.Items)],
            null,
            default);

    /// <summary>Puts an item as another client does.</summary>
    public void Put(string instanceId, InventoryItem item) =>
        Service.PutInventoryAsync(new(instanceId, [item]), default).GetAwaiter().GetResult();

    /// <summary>Deletes a type as another client does.</summary>
    public void Delete(string typeName) =>
        Service.DeleteInventoryAsync(new(typeName), default).GetAwaiter().GetResult();

    public void Dispose()
    {
        _listener.Dispose();
        Service.Dispose();
        _store.Dispose();
    }

    private async Task<HttpResponse> HandleAsync(HttpRequest request, CancellationToken stopping)
    {
        ScriptedCall call;
        lock (_lock)
        {
            call = new ScriptedCall(request, _calls.Count + 1);
            _calls.Add(call);
            MaxAtOnce = Math.Max(MaxAtOnce, ++_atOnce);
        }

        try
        {
            await (Hold?.Invoke(call) ?? Task.CompletedTask).WaitAsync(stopping);
            ScriptedAnswer? answer = Script?.Invoke(call);
            HttpResponse? applied = answer is null or { Applies: true }
                ? await _handler.HandleAsync(request, stopping)
                : null;
            return answer?.Response ?? applied!;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // The script failed: its words are what the test should show.
            return ScriptedAnswer.Status(500, error.ToString(), "text/plain").Response;
        }
        finally
        {
            lock (_lock)
            {
                _atOnce--;
            }
        }
    }
}
