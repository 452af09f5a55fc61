using System.Net;
using System.Text;
using InventoryTools.Loading;
using InventoryTools.Local;
using InventoryTools.Reading;
using InventoryTools.Service;
using InventoryTools.Store;
using InventoryTools.Submission;

namespace InventoryTools.WindowsPowerShell;

/// <summary>The AWS SDK as a client of the module's own endpoint.</summary>
internal sealed class ServiceChecks : CheckGroup
{
    private static readonly SystemClock s_clock = new();

    private InventoryEndpoint? _endpoint;

    private string StorePath => Path.Combine(Folder, "endpoint.db");

    public override void Dispose() => _endpoint?.Dispose();

    public void An_endpoint_starts_over_a_store()
    {
        _endpoint = Start(new EndpointOptions { Key = new EndpointKey("AKIAEXAMPLE", "secret") });
        Equal(true, _endpoint.IsRunning);
    }

    public void The_AWS_client_writes_in_full_and_then_the_hash_alone()
    {
        EqualLists(["Accepted"], Submit(Item([("Rack", "A1")]), out long full));
        EqualLists(["Unchanged"], Submit(Item([("Rack", "A1")]), out long hash));
        Equal(true, hash < full);
    }

    public void The_AWS_client_reads_what_it_wrote()
    {
        using ConnectedService connected = Connect(_endpoint!);
        ServiceReader reader = new(connected.Service, Calls(), 2);
        InventoryQuery query = new()
        {
            TypeNames = new NameSelection(["Custom:RackInfo"], null, StringComparer.Ordinal),
        };
        InventoryItem read = reader.ReadEntries(query, CancellationToken.None).OfType<ItemRead>().Single().Item;
        Equal("Rack=A1", read.Content!.Single().ToString());
    }

    public void The_AWS_client_asks_for_schemas_and_deletes()
    {
        using ConnectedService connected = Connect(_endpoint!);
        IInventoryService service = connected.Service;
        GetInventorySchemaRequest request = new() { TypeName = "Custom:RackInfo" };
        InventoryItemSchema schema =
            Wait(service.GetInventorySchemaAsync(request, CancellationToken.None)).Schemas.Single();
        Equal("Rack", schema.Attributes.Single().Name);
        DeleteInventoryResponse deleted = Wait(service.DeleteInventoryAsync(
            new DeleteInventoryRequest("Custom:RackInfo"), CancellationToken.None));
        Equal(1, deleted.Summary!.TotalCount);
        Equal(
            deleted.DeletionId,
            Wait(service.DescribeInventoryDeletionsAsync(new(), CancellationToken.None)).Deletions.Single().DeletionId);
    }

    public void A_fault_of_the_service_arrives_with_its_code()
    {
        InventoryItem item = Item([("Rack", "A1")]);
        item.TypeName = "AWS:Nothing";
        using ConnectedService connected = Connect(_endpoint!);
        PutInventoryRequest request = new(Node, [item]);
        Equal(FaultCode.InvalidTypeName, Throws<InventoryFaultException>(
            () => Wait(connected.Service.PutInventoryAsync(request, CancellationToken.None))).Code);
    }

    public void A_wrong_key_is_refused()
    {
        using ConnectedService connected = Connect(_endpoint!, secretKey: "wrong");
        Equal("InvalidSignatureException", Throws<InventoryFaultException>(() => Get(connected)).Code);
    }

    public void A_throttled_call_is_made_again()
    {
        using InventoryEndpoint throttled = Start(
            new EndpointOptions { Faults = new RehearsedFaults { Codes = ["ThrottlingException"], Count = 2 } });
        using ConnectedService connected = Connect(throttled);
        Calls().CallAsync(
            stop => connected.Service.GetInventoryAsync(new GetInventoryRequest(), stop), CancellationToken.None)
            .GetAwaiter()
            .GetResult();
        Equal(2, throttled.FaultCount);
    }

    public void A_service_that_is_not_there_is_a_broken_connection()
    {
        using InventoryEndpoint gone = Start(new EndpointOptions());
        gone.Stop();
        using ConnectedService connected = Connect(gone);
        Equal(
            ConnectionProblem.ConnectionRefused,
            Throws<InventoryConnectionException>(() => Get(connected)).Problem);
    }

    public void A_profile_gives_the_keys_and_the_region()
    {
        string profiles = Path.Combine(Folder, "credentials");
        File.WriteAllText(
            profiles, "[rack]\naws_access_key_id=AKIAEXAMPLE\naws_secret_access_key=secret\nregion=eu-north-1\n");
        EqualLists(["rack"], AwsGateway.ListProfiles(profiles));
        using ConnectedService connected = AwsGateway.Connect(
            new ServiceConnection { ProfileName = "rack", ProfileLocation = profiles, EndpointUrl = _endpoint!.Url },
            CancellationToken.None);
        Equal("eu-north-1", connected.Region);
        Get(connected);
    }

    public void A_profile_that_is_not_there_is_an_error()
    {
        ServiceConnection connection = new()
        {
            ProfileName = "missing",
            ProfileLocation = Path.Combine(Folder, "credentials"),
            Region = "eu-west-1",
        };
        Equal(
            CredentialProblem.ProfileNotFound,
            Throws<InventoryCredentialException>(
                () => AwsGateway.Connect(connection, CancellationToken.None).Dispose()).Problem);
    }

    public void The_regions_are_known() =>
        Equal(true, AwsGateway.ListRegions().Any(region => region.SystemName == "eu-west-1"));

    public void This_machine_is_asked_which_node_it_is() =>
        Equal(true, AwsGateway.Identify(CancellationToken.None).Source.Length > 0);

    public void The_endpoint_takes_no_call_of_a_browser()
    {
        HttpWebRequest request = WebRequest.CreateHttp(_endpoint!.Url);
        request.Method = "POST";
        request.ContentType = "text/plain";
        using (Stream body = request.GetRequestStream())
        {
            byte[] empty = Encoding.ASCII.GetBytes("{}");
            body.Write(empty, 0, empty.Length);
        }

        WebException refused = Throws<WebException>(() => request.GetResponse().Dispose());
        Equal(true, (int)((HttpWebResponse)refused.Response).StatusCode is >= 400 and < 500);
    }

    public void The_endpoint_stops()
    {
        _endpoint!.Stop();
        Equal(false, _endpoint.IsRunning);
    }

    private static ConnectedService Connect(InventoryEndpoint endpoint, string secretKey = "secret")
    {
        ServiceConnection connection = new()
        {
            AccessKey = "AKIAEXAMPLE",
            SecretKey = secretKey,
            Region = "eu-west-1",
            EndpointUrl = endpoint.Url,
        };
        return AwsGateway.Connect(connection, CancellationToken.None);
    }

    private static GetInventoryResponse Get(ConnectedService connected) =>
        Wait(connected.Service.GetInventoryAsync(new GetInventoryRequest(), CancellationToken.None));

    private static RetryingCaller Calls() =>
        new(TimeSpan.FromMinutes(1), () => 0.01, s_clock);

    private InventoryEndpoint Start(EndpointOptions options) => EndpointGateway.Start(
        new LocalInventoryService(stop => SqliteGateway.OpenForWriting(StorePath, stop), 2, s_clock),
        options,
        s_clock,
        StorePath);

    private IEnumerable<WriteStatus> Submit(InventoryItem item, out long bytes)
    {
        using ConnectedService connected = Connect(_endpoint!);
        using ISubmissionLedger ledger = SqliteGateway.OpenLedger(
            Path.Combine(Folder, "sent.db"), CancellationToken.None);
        using SubmissionPipeline submission = new(
            connected.Service,
            connected.Target,
            ledger,
            new SubmissionOptions(),
            s_clock,
            () => 0.5,
            _ => true,
            CancellationToken.None);
        SubmissionEvent[] events = [.. submission.Add(Node, new ItemPayload(item)), .. submission.Complete()];
        bytes = events.OfType<CallMade>().Single().Bytes;
        return events.OfType<ItemSettled>().Select(settled => settled.Result.Status);
    }
}
