namespace InventoryTools.Service;

/// <summary>What a failed call says about other calls, and so what is done after it.</summary>
internal enum FailureKind
{
    /// <summary>One item is refused; the others of its call can go again.</summary>
    Item,

    /// <summary>The call is refused as a whole; what follows from it for other calls is not known.</summary>
    Call,

    /// <summary>Every call for this node would be refused.</summary>
    Node,

    /// <summary>Every call with these credentials, to this address, from this machine would fail.</summary>
    Account,

    /// <summary>The address can't be reached; a few more tries tell whether that passes.</summary>
    Unreachable,

    /// <summary>A failure that passes: the same call is made again after a while.</summary>
    Passing,

    /// <summary>The account makes too many calls: all of them slow down, then the same call is made again.</summary>
    Throttled,
}
