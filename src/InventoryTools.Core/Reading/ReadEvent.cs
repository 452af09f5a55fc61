namespace InventoryTools.Reading;

/// <summary>A report of a reader. Reports come in the order in which things happen.</summary>
internal abstract record ReadEvent;

/// <summary>An item that was read, or a page of its entries where entries are read.</summary>
/// <param name="Item">The item; its content is one page where entries are read.</param>
internal sealed record ItemRead(InventoryItem Item) : ReadEvent;

/// <summary>The size of a read, reported before the first call for one node and type.</summary>
/// <param name="NodeCount">The number of nodes.</param>
/// <param name="TypeCount">The number of types that take calls of their own for each node.</param>
/// <param name="CallCount">The number of calls; items of more than 50 entries take more.</param>
internal sealed record ReadPlanned(int NodeCount, int TypeCount, long CallCount) : ReadEvent;

/// <summary>The calls for one node and type have ended.</summary>
internal sealed record StepDone : ReadEvent
{
    /// <summary>The only instance.</summary>
    public static StepDone Instance { get; } = new();
}

/// <summary>A fault that makes the result incomplete without ending the read, once for each type and fault.</summary>
/// <param name="Failure">The first failure of its kind.</param>
/// <param name="Loss">The part that the result lacks.</param>
/// <param name="TypeName">The type; null where the fault concerns all types of the nodes.</param>
/// <param name="InstanceIds">The nodes, each once.</param>
/// <param name="NodeCount">The number of all nodes of the read; null where they were not counted.</param>
/// <param name="IsUnlisted">True when the user did not name the type and the service does not list it.</param>
internal sealed record ReadProblem(
    InventoryServiceException Failure,
    ReadLoss Loss,
    string? TypeName,
    IReadOnlyList<string> InstanceIds,
    int? NodeCount,
    bool IsUnlisted) : ReadEvent;

/// <summary>The part of a result that a fault took away.</summary>
internal enum ReadLoss
{
    /// <summary>Nothing of the type was read from the nodes.</summary>
    NotRead,

    /// <summary>A part of the item was read, and the item was omitted.</summary>
    ItemOmitted,

    /// <summary>The first pages of entries are in the result, and the others are not.</summary>
    EntriesMissing,

    /// <summary>The service returned something that was not requested, and that was omitted.</summary>
    UnrequestedOmitted,
}
