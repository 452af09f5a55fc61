namespace InventoryTools;

/// <summary>The reason for which a store can't be used.</summary>
public enum StoreProblem
{
    /// <summary>The file does not exist.</summary>
    NotFound,

    /// <summary>The folder of the file does not exist.</summary>
    FolderNotFound,

    /// <summary>The path is that of a folder.</summary>
    IsFolder,

    /// <summary>A part of the path is a file, and not a folder.</summary>
    NotAFolder,

    /// <summary>The path is that of a device, a pipe or a socket.</summary>
    NotAFile,

    /// <summary>A link of the path leads to something that does not exist.</summary>
    BrokenLink,

    /// <summary>Links of the path lead back to themselves.</summary>
    LinkLoop,

    /// <summary>The path, or a name in it, is too long.</summary>
    NameTooLong,

    /// <summary>The path has characters that no path has.</summary>
    InvalidPath,

    /// <summary>The path is a UNC path of Windows, on another system.</summary>
    UncPath,

    /// <summary>The file is not an SQLite database, or is damaged.</summary>
    NotADatabase,

    /// <summary>The file is a database, but not a store.</summary>
    NotAStore,

    /// <summary>The store was made by a newer version of this module.</summary>
    NewerSchema,

    /// <summary>The store was made by an older version of this module and lacks tables that are needed.</summary>
    OlderSchema,

    /// <summary>The file, or its folder, can't be written to.</summary>
    ReadOnly,

    /// <summary>This account has no permission to open the file.</summary>
    AccessDenied,

    /// <summary>Another process kept the store locked for too long.</summary>
    Locked,

    /// <summary>The disk, or this account's share of it, is full.</summary>
    NoSpace,

    /// <summary>A file of the store was deleted, renamed, replaced or cut short while it was in use.</summary>
    Replaced,

    /// <summary>Reading or writing the file failed.</summary>
    Failed,
}

/// <summary>A store could not be opened, read or written. The message says which, why, and what to do.</summary>
/// <param name="problem">The problem.</param>
/// <param name="path">The store's file.</param>
/// <param name="message">The message.</param>
/// <param name="inner">The cause.</param>
public sealed class InventoryStoreException(
    StoreProblem problem, string path, string message, Exception? inner = null)
    : Exception(VisibleText.Of(message), inner)
{
    /// <summary>The problem.</summary>
    public StoreProblem Problem { get; } = problem;

    /// <summary>The store's file.</summary>
    public string Path { get; } = path;
}
