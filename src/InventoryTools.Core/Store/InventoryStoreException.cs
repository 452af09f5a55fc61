using System;

namespace InventoryTools;

/// <summary>Why a store can't be used.</summary>
public enum StoreProblem
{
    /// <summary>There is no such file.</summary>
    NotFound,

    /// <summary>The folder that the file would be in does not exist.</summary>
    FolderNotFound,

    /// <summary>The path is a folder's.</summary>
    IsFolder,

    /// <summary>The file is no SQLite database, or a damaged one.</summary>
    NotADatabase,

    /// <summary>The file is a database of something else.</summary>
    NotAStore,

    /// <summary>The store was made by a newer version of this module.</summary>
    NewerSchema,

    /// <summary>The store was made by an older version of this code, and what it lacks is needed.</summary>
    OlderSchema,

    /// <summary>The file, or its folder, can't be written to.</summary>
    ReadOnly,

    /// <summary>The file can't be opened with this account's rights.</summary>
    AccessDenied,

    /// <summary>Another process kept the store locked for too long.</summary>
    Locked,

    /// <summary>The disk, or this account's share of it, is full.</summary>
    NoSpace,

    /// <summary>Reading or writing the file failed.</summary>
    Failed,
}

/// <summary>A store could not be opened, read or written. The message says which, why, and what to do.</summary>
public sealed class InventoryStoreException : Exception
{
    /// <summary>Makes the exception for the store at <paramref name="path"/>.</summary>
    public InventoryStoreException(StoreProblem problem, string path, string message, Exception? inner = null)
        : base(message, inner)
    {
        Problem = problem;
        Path = path;
    }

    /// <summary>What is wrong.</summary>
    public StoreProblem Problem { get; }

    /// <summary>The store's file.</summary>
    public string Path { get; }
}
