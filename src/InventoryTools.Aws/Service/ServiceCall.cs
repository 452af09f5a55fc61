namespace InventoryTools.Aws.Service;

/// <summary>
/// A call of an operation, for what the SDK does on its way: whether the request has left, and the token that cancels
/// it, which the SDK does not pass to credentials.
/// </summary>
internal sealed class ServiceCall
{
    private static readonly AsyncLocal<ServiceCall?> s_current = new();

    private readonly CancellationToken _stop;

    private ServiceCall(CancellationToken stop) => _stop = stop;

    /// <summary>Cancels the call that is made.</summary>
    public static CancellationToken Stop => s_current.Value?._stop ?? CancellationToken.None;

    /// <summary>
    /// True when the request has left. The SDK's failures before it are about credentials, those after it are about the
    /// answer.
    /// </summary>
    public bool IsSent { get; private set; }

    /// <summary>Begins a call. It ends with the asynchronous method that began it.</summary>
    public static ServiceCall Begin(CancellationToken stop) => s_current.Value = new ServiceCall(stop);

    public static void OnSending()
    {
        if (s_current.Value is ServiceCall call)
        {
            call.IsSent = true;
        }
    }
}
