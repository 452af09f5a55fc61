using InventoryTools.Reading;
using InventoryTools.Service;
using InventoryTools.Tests.Service;

namespace InventoryTools.Tests.Reading;

/// <summary>Reads from a scripted service, with shorthands for its items and for the results.</summary>
internal sealed class ServiceReads
{
    public const string Information = "AWS:InstanceInformation";

    public ScriptedReads Service { get; } = new();

    /// <summary>The problems of the last read.</summary>
    public IReadOnlyList<ReadProblem> Problems { get; private set; } = [];

    public ServiceReader? LastReader { get; private set; }

    /// <summary>The numbers of nodes that the last read reported while it looked for more.</summary>
    public List<int> NodesFound { get; } = [];

    /// <summary>Gives a node an item of so many entries.</summary>
    public void Have(string instanceId, string typeName, int entries)
    {
        InventoryItem item = InventoryTools.Tests.Items.Valid();
        item.InstanceId = instanceId;
        item.TypeName = typeName;
        item.Content = new InventoryContent(
            Enumerable.Range(0, entries).Select(number => InventoryTools.Tests.Items.Entry(("Number", $"{number}"))));
        Service.Items.Add(item);
    }

    public void HaveInformation(string instanceId, string status, params (string Name, string Value)[] more) =>
        Service.Items.Add(
        Node(
            instanceId,
            [("InstanceId", instanceId), ("InstanceStatus", status), ("ResourceType", "EC2Instance"), .. more]));

    public void Schemas(params string[] typeNames) =>
        Service.Schemas = [.. typeNames.Select(name => new InventoryItemSchema(name, "1.0", null, []))];

    public IReadOnlyList<string> Items(InventoryQuery query, TimeSpan patience = default) =>
        Run(reader => reader.ReadItems(query, default), patience);

    public IReadOnlyList<string> Entries(InventoryQuery query) =>
        Run(reader => reader.ReadEntries(query, default), default);

    /// <summary>Reads until a failure ends it, and returns what came before.</summary>
    public (IReadOnlyList<string> Items, InventoryServiceException Failure) ItemsUntilFailure(InventoryQuery query)
    {
        List<string> items = [];
        try
        {
            foreach (ReadEvent report in Collect(Reader(1).ReadItems(query, default)))
            {
                items.AddRange(Describe(report));
            }
        }
        catch (InventoryServiceException failure)
        {
            return (items, failure);
        }

        throw new InvalidOperationException("The read did not fail.");
    }

    public ServiceReader Reader(int throttleLimit, TimeSpan patience = default)
    {
        static double Half() => 0.5;
        RetryingCaller calls = new(patience, Half, new ManualClock());
        NodesFound.Clear();
        return LastReader = new ServiceReader(Service, calls, throttleLimit, NodesFound.Add);
    }

    public static InventoryQuery Query(string[] types, params string[] nodes) => new()
    {
        TypeNames = new NameSelection(types, null, StringComparer.OrdinalIgnoreCase),
        InstanceIds = nodes.Length == 0 ? null : new NameSelection(nodes, null, StringComparer.Ordinal),
    };

    /// <summary>A query of a name with an asterisk at its end.</summary>
    public static InventoryQuery Query(string pattern) => new()
    {
        TypeNames = new NameSelection(
            [],
            name => name.StartsWith(pattern.TrimEnd('*'), StringComparison.Ordinal),
            StringComparer.OrdinalIgnoreCase),
    };

    public static InventoryItem Node(string instanceId, params (string Name, string Value)[] attributes)
    {
        InventoryItem item = InventoryTools.Tests.Items.Valid(InventoryTools.Tests.Items.Entry(attributes));
        item.InstanceId = instanceId;
        item.TypeName = Information;
        return item;
    }

    private string[] Run(Func<ServiceReader, IEnumerable<ReadEvent>> read, TimeSpan patience)
    {
        Service.Calls.Clear();
        Service.Lists.Clear();
        return [.. Collect(read(Reader(1, patience))).SelectMany(Describe)];
    }

    private IEnumerable<ReadEvent> Collect(IEnumerable<ReadEvent> events)
    {
        List<ReadProblem> problems = [];
        Problems = problems;
        foreach (ReadEvent report in events)
        {
            if (report is ReadProblem problem)
            {
                problems.Add(problem);
            }

            yield return report;
        }
    }

    private static string[] Describe(ReadEvent report) =>
        report is ItemRead read ? [$"{read.Item.InstanceId} {read.Item.TypeName} {read.Item.Content!.Count}"] : [];
}
