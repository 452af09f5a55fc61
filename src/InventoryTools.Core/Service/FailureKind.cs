namespace InventoryTools.Service;

/// <summary>The consequence of a failed call for other calls.</summary>
internal enum FailureKind
{
    /// <summary>One item is refused; the others of its call can be sent again.</summary>
    Item,

    /// <summary>The call is refused as a whole; the consequence for other calls is not known.</summary>
    Call,

    /// <summary>Every call for this node would be refused.</summary>
    Node,

    /// <summary>Every call with these credentials, to this address, from this machine would fail.</summary>
    Account,

    /// <summary>The address can't be reached; the call is tried a few more times.</summary>
    Unreachable,

    /// <summary>A failure that passes: the same call is made again after a while.</summary>
    Passing,

    /// <summary>The account makes too many calls: all of them slow down, then the same call is made again.</summary>
    Throttled,
}
