namespace InventoryTools.Paths;

/// <summary>The kinds of things that a part of a path names.</summary>
internal enum PathState
{
    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A file.</summary>
    File,

    /// <summary>A device, a pipe or a socket.</summary>
    Other,

    /// <summary>Nothing.</summary>
    Missing,

    /// <summary>This account may not look for it.</summary>
    Denied,

    /// <summary>Links that lead back to themselves.</summary>
    LinkLoop,

    /// <summary>The path, or a name in it, is too long.</summary>
    TooLong,

    /// <summary>The file system failed.</summary>
    Failed,
}

/// <summary>A part of a path.</summary>
/// <param name="State">What it leads to.</param>
/// <param name="Text">
/// The kind of what it leads to; of a link to nothing its target; the message of the file system.
/// </param>
internal readonly record struct PathPart(PathState State, string Text = "")
{
    /// <summary>Reads what a path leads to.</summary>
    public static PathPart Read(string path)
    {
#if NET
        return FileIdentity.TryRead(path, out _, out FileKind kind, out int error) switch
        {
            null => ReadAttributes(path),
            true => OfKind(kind),
            false => OfError(path, error),
        };
#else
        return ReadAttributes(path);
#endif
    }

#if NET
    private static PathPart OfKind(FileKind kind) => kind switch
    {
        FileKind.Folder => new PathPart(PathState.Folder),
        FileKind.File => new PathPart(PathState.File),
        FileKind.Pipe => new PathPart(PathState.Other, "a pipe"),
        FileKind.Socket => new PathPart(PathState.Other, "a socket"),
        _ => new PathPart(PathState.Other, "a device"),
    };

    private static PathPart OfError(string path, int error) => error switch
    {
        2 => Missing(path), // ENOENT
        20 => Missing(path), // ENOTDIR
        13 => new PathPart(PathState.Denied), // EACCES
        40 or 62 => new PathPart(PathState.LinkLoop), // ELOOP of Linux and macOS
        36 or 63 => new PathPart(PathState.TooLong), // ENAMETOOLONG of Linux and macOS
        _ => new PathPart(PathState.Failed, System.Runtime.InteropServices.Marshal.GetPInvokeErrorMessage(error)),
    };

    private static PathPart Missing(string path) => new(PathState.Missing, LinkTarget(path) ?? "");

    private static string? LinkTarget(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null; // Something else is the matter with it by now.
        }
    }
#else
    private static PathPart Missing(string path) => new(PathState.Missing);
#endif

    private static PathPart ReadAttributes(string path)
    {
        const int CannotResolve = 1921; // ERROR_CANT_RESOLVE_FILENAME
        try
        {
            bool isFolder = (File.GetAttributes(path) & FileAttributes.Directory) != 0;
            return isFolder ? new PathPart(PathState.Folder)
                : File.Exists(path) ? new PathPart(PathState.File)
                : Missing(path);
        }
        catch (Exception error)
            when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return error switch
            {
                FileNotFoundException or DirectoryNotFoundException => Missing(path),
                UnauthorizedAccessException => new PathPart(PathState.Denied),
                PathTooLongException => new PathPart(PathState.TooLong),
                _ when (error.HResult & 0xFFFF) == CannotResolve => new PathPart(PathState.LinkLoop),
                _ => new PathPart(PathState.Failed, error.Message),
            };
        }
    }
}
