using InventoryTools.Aws;
using InventoryTools.Aws.Identity;
using InventoryTools.Endpoint;
using InventoryTools.Service;
using InventoryTools.Tests.Endpoint;
using InventoryTools.Tests.Service;
using InventoryTools.Tests.Sqlite;

namespace InventoryTools.Tests.Conformance;

/// <summary>The ways in which one and the same service is called.</summary>
public enum Door
{
    /// <summary>The service itself.</summary>
    Direct,

    /// <summary>The module's own AWS client, over HTTP.</summary>
    Sdk,

    /// <summary>The same, with a session token, to an endpoint that checks signatures.</summary>
    SignedSdk,

    /// <summary>Python's boto3, signed.</summary>
    Boto3,

    /// <summary>The AWS SDK for JavaScript, signed.</summary>
    Node,

    /// <summary>The AWS CLI, signed. Only the observed cases use it.</summary>
    Cli,

    /// <summary>HTTP without a client of AWS. Only the observed cases use it.</summary>
    Wire,
}

/// <summary>A service with its own file, called through one of the doors.</summary>
internal sealed class OpenDoor : IDisposable
{
    /// <summary>The doors that have an <see cref="IInventoryService"/>.</summary>
    public static readonly Door[] Services = [Door.Direct, Door.Sdk, Door.SignedSdk, Door.Boto3, Door.Node];

    public static readonly EndpointKey Key = new("AKIDEXAMPLE", "secret/+key", "token/+=");

    private readonly TempFolder _folder;
    private readonly EndpointServer? _endpoint;

    public OpenDoor(Door door)
    {
        // First, as it skips the test where the machine lacks the client.
        ForeignClient? client = Client(door);
        _folder = new TempFolder();
        if (door == Door.Direct)
        {
            Service = Endpoints.Service(_folder.Store);
            return;
        }

        _endpoint = Endpoints.On(_folder.Store, new EndpointOptions { Key = door == Door.Sdk ? null : Key });
        Service = client is null ? Sdk(_endpoint.Url, Key) : new ForeignDoor(client, _endpoint.Url, Key);
    }

    public IInventoryService Service { get; }

    /// <summary>The client in another language that a door needs; null where it needs none.</summary>
    public static ForeignClient? Client(Door door) => door switch
    {
        Door.Boto3 => ForeignClient.Boto3,
        Door.Node => ForeignClient.Node,
        Door.Cli => ForeignClient.Cli,
        _ => null,
    };

    /// <summary>The module's own AWS client.</summary>
    public static IInventoryService Sdk(Uri endpoint, EndpointKey key) => AwsConnector.Connect(
        new ServiceConnection
        {
            AccessKey = key.AccessKey,
            SecretKey = key.SecretKey,
            SessionToken = key.SessionToken,
            Region = "eu-west-1",
            EndpointUrl = endpoint,
        },
        AwsEnvironment.OfProcess(new ManualClock()),
        CancellationToken.None).Service;

    public void Dispose()
    {
        Service.Dispose();
        _endpoint?.Dispose();
        _folder.Dispose();
    }
}
