namespace InventoryTools;

/// <summary>The problem of a file of inventory, or of an item that is exported to one.</summary>
public enum FileProblem
{
    /// <summary>The SSM agent would not send the file.</summary>
    AgentFileDropped,

    /// <summary>The SSM agent would leave an entry out.</summary>
    AgentEntryDropped,

    /// <summary>The SSM agent would refuse the whole folder.</summary>
    AgentFolderRefused,

    /// <summary>A file of the SSM agent can't hold the item.</summary>
    NotForAgent,

    /// <summary>The file, or a line of it, is not what it should be.</summary>
    InvalidFile,

    /// <summary>The file can't be read or written.</summary>
    FileFailed,

    /// <summary>
    /// The item can't be exported: its node or type is invalid, its text is not Unicode, or the layout has no place
    /// for it.
    /// </summary>
    InvalidItem,

    /// <summary>The item names no node, and the place of its file depends on that.</summary>
    InstanceIdMissing,

    /// <summary>Bytes of the file are not UTF-8.</summary>
    NotUtf8,

    /// <summary>The file names another node, time or hash than its name, its content or the command does.</summary>
    Contradiction,

    /// <summary>A page of an answer is missing, or can't be read.</summary>
    PageMissing,

    /// <summary>The export would replace a file of which an import of the same pipeline read a part only.</summary>
    PartlyRead,
}

/// <summary>
/// A file of inventory can't be used, or an item can't be exported. The message says where, why, and what to do.
/// </summary>
public sealed class InventoryFileException : Exception
{
    /// <summary>Makes the exception.</summary>
    public InventoryFileException(FileProblem problem, string path, string message, Exception? inner = null)
        : base(VisibleText.Of(message), inner)
    {
        Problem = problem;
        Path = path;
    }

    /// <summary>The problem.</summary>
    public FileProblem Problem { get; }

    /// <summary>The file or folder.</summary>
    public string Path { get; }

    /// <summary>True when reading goes on as if the problem were not there: it is a warning.</summary>
    internal bool IsWarning { get; init; }

    /// <summary>True when all that the file holds is read in spite of the problem.</summary>
    internal bool IsWhole { get; init; }

    /// <summary>Further files that have a part of what the problem is about.</summary>
    internal IReadOnlyList<string> OtherFiles { get; set; } = [];
}
