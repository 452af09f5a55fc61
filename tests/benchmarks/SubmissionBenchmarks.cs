using Amazon.Runtime;
using Amazon.SimpleSystemsManagement;
using BenchmarkDotNet.Attributes;
using InventoryTools.Aws;
using InventoryTools.Aws.Identity;
using InventoryTools.Endpoint.Http;
using InventoryTools.Loading;
using InventoryTools.Rules;
using InventoryTools.Service;
using InventoryTools.Sqlite;
using InventoryTools.Store;
using InventoryTools.Submission;
using Sdk = Amazon.SimpleSystemsManagement.Model;

namespace InventoryTools.Benchmarks;

/// <summary>
/// 10,000 nodes with 3 items each to the listener of the endpoint, which takes them all, 16 calls at once: the
/// submission with its rules, hashes and ledger, beside a bare loop over the AWS SDK that sends the same items in the
/// same calls.
/// </summary>
[MemoryDiagnoser]
[SimpleJob(launchCount: 1, warmupCount: 1, iterationCount: 5)]
public class SubmissionBenchmarks
{
    private const int Nodes = 10000;
    private const int AtOnce = 16;

    private readonly InventoryItem[] _items =
    [
        .. Enumerable.Range(0, Nodes).SelectMany(node => Enumerable.Range(0, 3).Select(type =>
        {
            InventoryItem item = SampleItems.WithEntries(3, node);
            item.TypeName += type;
            return item;
        })),
    ];

    private LoopbackListener? _listener;
    private ConnectedService? _connected;
    private AmazonSimpleSystemsManagementClient? _bare;
    private string _ledger = "";

    [GlobalSetup]
    public void Connect()
    {
        HttpResponse accepted = new(200, "{}"u8.ToArray())
        {
            Headers = new Dictionary<string, string> { ["x-amzn-RequestId"] = "benchmark" },
        };
        _listener = new LoopbackListener(0, new HttpLimits(), new SystemClock());
        _listener.Start(
            (_, _) => Task.FromResult(accepted), fault => throw new InvalidOperationException(fault.Message));
        Uri url = new($"http://127.0.0.1:{_listener.Port}");
        _connected = AwsConnector.Connect(
            new ServiceConnection
            {
                EndpointUrl = url,
                AccessKey = "AKIDEXAMPLE",
                SecretKey = "secret",
                MaxConnections = AtOnce,
            },
            AwsEnvironment.OfProcess(new SystemClock()),
            CancellationToken.None);
        _bare = new AmazonSimpleSystemsManagementClient(
            new BasicAWSCredentials("AKIDEXAMPLE", "secret"),
            new AmazonSimpleSystemsManagementConfig
            {
                ServiceURL = url.ToString(),
                AuthenticationRegion = "us-east-1",
                MaxConnectionsPerServer = AtOnce,
            });
    }

    [IterationSetup]
    public void NewLedger() => _ledger = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N") + ".db");

    [IterationCleanup]
    public void DeleteLedger()
    {
        foreach (string file in Directory.GetFiles(Path.GetTempPath(), Path.GetFileName(_ledger) + "*"))
        {
            File.Delete(file);
        }
    }

    [GlobalCleanup]
    public void Disconnect()
    {
        _connected!.Dispose();
        _bare!.Dispose();
        _listener!.Dispose();
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Nodes)]
    public Task BareSdk() => Parallel.ForEachAsync(
        _items.Chunk(3),
        new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
        async (items, cancellationToken) => await _bare!.PutInventoryAsync(
            new Sdk.PutInventoryRequest
            {
                InstanceId = items[0].InstanceId,
                Items =
                [
                    .. items.Select(item => new Sdk.InventoryItem
                    {
                        TypeName = item.TypeName,
                        SchemaVersion = item.SchemaVersion,
                        CaptureTime = item.CaptureTime,
                        Content = [.. item.Content!.Select(entry => new Dictionary<string, string>(entry))],
                    }),
                ],
            },
            cancellationToken));

    [Benchmark(OperationsPerInvoke = Nodes)]
    public void SubmissionInFull()
    {
        using SqliteSubmissionLedger ledger = OpenLedger();
        Submit(ledger);
    }

    [Benchmark(OperationsPerInvoke = Nodes)]
    public void SubmissionWithoutLedger() => Submit(null);

    // What is beyond the first run is a second one in which nothing has changed.
    [Benchmark(OperationsPerInvoke = Nodes)]
    public void SubmissionInFullThenUnchanged()
    {
        using SqliteSubmissionLedger ledger = OpenLedger();
        Submit(ledger);
        Submit(ledger);
    }

    private SqliteSubmissionLedger OpenLedger() =>
        SqliteSubmissionLedger.Open(_ledger, TimeSpan.FromSeconds(5), CancellationToken.None);

    private void Submit(ISubmissionLedger? ledger)
    {
        using SubmissionPipeline submission = new(
            _connected!.Service,
            _connected.Target,
            ledger,
            new SubmissionOptions { ThrottleLimit = AtOnce },
            new SystemClock(),
            Random.Shared.NextDouble,
            _ => true,
            CancellationToken.None);
        int accepted = _items.SelectMany(item =>
        {
            if (InventoryChecker.FaultOf(InventoryChecker.CheckItem(item)) is string fault)
            {
                throw new InvalidOperationException(fault);
            }

            return submission.Add(item.InstanceId!, new ItemPayload(item));
        }).Concat(submission.Complete()).OfType<ItemSettled>().Count(settled => settled.Failure is null);
        if (accepted != _items.Length)
        {
            throw new InvalidOperationException($"{accepted} items were accepted.");
        }
    }
}
