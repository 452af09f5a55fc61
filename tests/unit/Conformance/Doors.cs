using System;
using System.Threading;
using InventoryTools.Aws;
using InventoryTools.Tests.Endpoint;
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
}

/// <summary>A service over a file of its own, behind one of the doors.</summary>
internal sealed class OpenDoor : IDisposable
{
    public static readonly EndpointKey Key = new("AKIDEXAMPLE", "secret/+key", "token/+=");

    private readonly TempFolder _folder;
    private readonly InventoryEndpoint? _endpoint;

    public OpenDoor(Door door)
    {
        // First, as it skips the test where the machine lacks the client.
        ForeignClient? client = door switch
        {
            Door.Boto3 => ForeignClient.Boto3,
            Door.Node => ForeignClient.Node,
            _ => null,
        };
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
        CancellationToken.None).Service;

    public void Dispose()
    {
        Service.Dispose();
        _endpoint?.Dispose();
        _folder.Dispose();
    }
}
