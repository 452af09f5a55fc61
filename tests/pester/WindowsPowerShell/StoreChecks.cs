using System.Runtime.InteropServices;
using InventoryTools.Loading;
using InventoryTools.Local;
using InventoryTools.Model;
using InventoryTools.Reading;
using InventoryTools.Service;
using InventoryTools.Store;

namespace InventoryTools.WindowsPowerShell;

internal sealed class StoreChecks : CheckGroup
{
    private static readonly DateTimeOffset s_now = DateTimeOffset.UtcNow;

    private string StorePath => Path.Combine(Folder, "fleet.db");

    public void A_new_store_takes_items() => EqualLists(["Created", "Created"], Write(Item([("Rack", "A1")]), Other()));

    public void The_same_content_is_unchanged_and_another_is_updated()
    {
        EqualLists(["Unchanged"], Write(Item([("Rack", "A1")])));
        EqualLists(["Updated"], Write(Item([("Rack", "A2")])));
    }

    public void Items_come_back_as_they_were_written()
    {
        using StoreReader reader = new(SqliteGateway.OpenForReading(StorePath, CancellationToken.None));
        InventoryItem item = reader.ReadItems(Of("Custom:RackInfo"), CancellationToken.None).Single();
        EqualLists(
            [Node, "1.0", "2026-01-31T12:00:00Z", "Rack=A2"],
            [item.InstanceId, item.SchemaVersion, item.CaptureTime, item.Content!.Single().ToString()]);
    }

    public void Entries_are_filtered()
    {
        using StoreReader reader = new(SqliteGateway.OpenForReading(StorePath, CancellationToken.None));
        InventoryQuery query = Of("Custom:Disk") with { Filters = FilterParser.Parse("Custom:Disk.Size -gt 9") };
        EqualLists(
            ["Name=b; Size=10.5"],
            reader.ReadEntries(query, CancellationToken.None)
                .SelectMany(item => item.Content!)
                .Select(entry => entry.ToString()));
    }

    public void A_batch_of_10000_items_is_written_and_read()
    {
        StoreWrite[] batch =
        [
            .. Enumerable.Range(0, 10_000)
                .Select(number => WriteOf(Item([("Rack", $"R{number}")]), $"mi-{number:x17}")),
        ];
        string path = Path.Combine(Folder, "large.db");
        using (IInventoryStore store = SqliteGateway.OpenForWriting(path, CancellationToken.None))
        {
            IReadOnlyList<StoreWriteResult> results =
                ItemAcceptance.WriteAll(store, batch, s_now, CancellationToken.None);
            Equal(true, results.All(result => result.Outcome == StoreOutcome.Created));
        }

        using StoreReader reader = new(SqliteGateway.OpenForReading(path, CancellationToken.None));
        Equal(10_000, reader.ReadItems(Of("Custom:RackInfo"), CancellationToken.None).Count());
    }

    public void Two_connections_write_one_store_at_once()
    {
        string path = Path.Combine(Folder, "shared.db");
        Task[] writers = [.. new[] { 'a', 'b' }.Select(name => Task.Run(() =>
        {
            using IInventoryStore store = SqliteGateway.OpenForWriting(path, CancellationToken.None);
            for (int number = 0; number < 20; number++)
            {
                ItemAcceptance.WriteAll(
                    store,
                    [WriteOf(Item([("Rack", $"{name}{number}")]), $"mi-{name}{number:x16}")],
                    s_now,
                    CancellationToken.None);
            }
        }))];
        Task.WaitAll(writers);
        using StoreReader reader = new(SqliteGateway.OpenForReading(path, CancellationToken.None));
        Equal(40, reader.ReadItems(Of("Custom:RackInfo"), CancellationToken.None).Count());
    }

    public void A_file_that_is_not_a_store_is_an_error()
    {
        string path = Path.Combine(Folder, "text.db");
        File.WriteAllText(
            path, "This is a text, and long enough to have what would be the header of a database in it.");
        InventoryStoreException error = Throws<InventoryStoreException>(
            () => SqliteGateway.OpenForReading(path, CancellationToken.None).Dispose());
        Equal(path, error.Path);
    }

    public void The_service_answers_all_six_operations_over_a_store()
    {
        using LocalInventoryService service = new(
            stop => SqliteGateway.OpenForWriting(StorePath, stop), 1, new SystemClock());
        CancellationToken none = CancellationToken.None;
        Wait(service.PutInventoryAsync(new PutInventoryRequest(Node, [Item([("Rack", "A3")])]), none));
        ListInventoryEntriesRequest entries = new(Node, "Custom:RackInfo");
        Equal(
            "Rack=A3",
            Wait(service.ListInventoryEntriesAsync(entries, none)).Item.Content!.Single().ToString());
        Equal(Node, Wait(service.GetInventoryAsync(new GetInventoryRequest(), none)).Entities.Single().Id);
        GetInventorySchemaRequest schema = new() { TypeName = "Custom:RackInfo" };
        Equal(
            "Rack",
            Wait(service.GetInventorySchemaAsync(schema, none)).Schemas.Single().Attributes.Single().Name);
        string? deletion = Wait(
            service.DeleteInventoryAsync(new DeleteInventoryRequest("Custom:RackInfo"), none)).DeletionId;
        Equal(
            deletion,
            Wait(service.DescribeInventoryDeletionsAsync(new DescribeInventoryDeletionsRequest(), none))
                .Deletions.Single().DeletionId);
    }

    public void A_fault_of_the_service_has_its_code()
    {
        using IInventoryStore store = SqliteGateway.OpenInMemory();
        using LocalInventoryService service = new(_ => store, 1, new SystemClock());
        InventoryItem item = Item([("Rack", "A1")]);
        item.TypeName = "AWS:Nothing";
        PutInventoryRequest request = new(Node, [item]);
        Equal(
            FaultCode.InvalidTypeName,
            Throws<InventoryFaultException>(
                () => Wait(service.PutInventoryAsync(request, CancellationToken.None))).Code);
    }

    public void The_ledger_keeps_what_a_target_has_accepted()
    {
        string path = Path.Combine(Folder, "ledger.db");
        LedgerSubmission submission = new("target", 1);
        LedgerSending sending = new(Node, "Custom:RackInfo", 1, "fingerprint", "2026-01-31T12:00:00Z");
        using (ISubmissionLedger ledger = SqliteGateway.OpenLedger(path, CancellationToken.None))
        {
            ledger.Announce(submission, s_now, [sending], CancellationToken.None);
            ledger.Record(
                submission, s_now, [new LedgerChange(sending, LedgerOutcome.Accepted, 100)], CancellationToken.None);
        }

        using ISubmissionLedger again = SqliteGateway.OpenLedger(path, CancellationToken.None);
        NodeLedger known = again.Read("target", Node, CancellationToken.None);
        EqualLists(
            ["Custom:RackInfo", "fingerprint", "100"],
            [known.Items.Single().Key, known.Items.Single().Value.Fingerprint, $"{known.BytesOfDay}"]);
    }

    public void The_ledger_is_in_the_data_folder_of_the_user()
    {
        string variable = RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? "LOCALAPPDATA" : "XDG_DATA_HOME";
        string before = Environment.GetEnvironmentVariable(variable) ?? "";
        Environment.SetEnvironmentVariable(variable, Folder);
        try
        {
            Equal(Path.Combine(Folder, "InventoryTools", "ledger.db"), LedgerFile.FindPath());
        }
        finally
        {
            Environment.SetEnvironmentVariable(variable, before);
        }
    }

    private static InventoryItem Other()
    {
        InventoryItem item = Item([("Name", "a"), ("Size", "9")], [("Name", "b"), ("Size", "10.5")]);
        item.TypeName = "Custom:Disk";
        return item;
    }

    private static InventoryQuery Of(string typeName) =>
        new() { TypeNames = new NameSelection([typeName], null, StringComparer.Ordinal) };

    private static StoreWrite WriteOf(InventoryItem item, string node = Node) =>
        new(node, item, ContentHash.Compute(item.Content!));

    private IEnumerable<StoreOutcome?> Write(params InventoryItem[] items)
    {
        using IInventoryStore store = SqliteGateway.OpenForWriting(StorePath, CancellationToken.None);
        return ItemAcceptance.WriteAll(store, [.. items.Select(item => WriteOf(item))], s_now, CancellationToken.None)
            .Select(result => result.Outcome);
    }
}
