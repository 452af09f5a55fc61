namespace InventoryTools.Aws.Service;

/// <summary>
/// Notes that the request of a call has left. The SDK's failures before it are about credentials, those after it are
/// about the answer.
/// </summary>
internal sealed class SentMark
{
    private static readonly AsyncLocal<SentMark?> s_current = new();

    public bool IsSent { get; private set; }

    /// <summary>Begins a call; it ends with the asynchronous method that began it.</summary>
    public static SentMark Begin() => s_current.Value = new SentMark();

    public static void Set()
    {
        if (s_current.Value is SentMark current)
        {
            current.IsSent = true;
        }
    }
}
