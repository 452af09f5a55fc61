using System.Globalization;
using System.Text;

namespace InventoryTools.Paths;

/// <summary>The thing at a path, or the obstacle on the way to it.</summary>
internal enum PathProblem
{
    /// <summary>A folder is there.</summary>
    IsFolder,

    /// <summary>A file is there.</summary>
    IsFile,

    /// <summary>A device, a pipe or a socket is there.</summary>
    NotAFile,

    /// <summary>Nothing has that name in its folder.</summary>
    NotFound,

    /// <summary>A folder of the path does not exist.</summary>
    FolderNotFound,

    /// <summary>A folder of the path is a file.</summary>
    NotAFolder,

    /// <summary>A link leads to nothing.</summary>
    BrokenLink,

    /// <summary>A link leads back to itself.</summary>
    LinkLoop,

    /// <summary>This account may not enter a folder of the path.</summary>
    AccessDenied,

    /// <summary>The path, or a name in it, is too long.</summary>
    NameTooLong,

    /// <summary>The path has the character NUL.</summary>
    InvalidPath,

    /// <summary>The path is a UNC path, and this is not Windows.</summary>
    UncPath,

    /// <summary>The file system failed.</summary>
    Failed,
}

/// <summary>Why a path leads to no file. It is looked for only where one does not.</summary>
/// <param name="Problem">What was found.</param>
/// <param name="Message">The sentence that says so, with what to do; empty where that depends on the command.</param>
/// <param name="Part">The part of the path, the kind of what is there, or the message of the file system.</param>
internal sealed record PathCause(PathProblem Problem, string Message, string Part = "")
{
    private const int MaxNameBytes = 255;
    private const int PathShown = 100;

    /// <summary>Finds the cause.</summary>
    /// <param name="path">The path.</param>
    /// <param name="noun">What should be there, as in "store".</param>
    public static PathCause Find(string path, string noun)
    {
        if (FindInText(path) is PathCause invalid)
        {
            return invalid;
        }

        string[] parts = [.. Parts(path)];
        for (int at = 0; at < parts.Length; at++)
        {
            bool isLast = at == parts.Length - 1;
            PathPart part = PathPart.Read(parts[at]);
            if (part.State == PathState.Folder && !isLast)
            {
                continue;
            }

            return part.State switch
            {
                PathState.Folder => new PathCause(PathProblem.IsFolder, ""),
                PathState.File or PathState.Other when !isLast => NotAFolder(path, parts[at], noun),
                PathState.File when parts[at] == path => new PathCause(PathProblem.IsFile, ""),
                PathState.File => NotAFolder(path, parts[at], noun),
                PathState.Other => new PathCause(PathProblem.NotAFile, "", part.Text),
                PathState.Missing when part.Text.Length > 0 => new PathCause(
                    PathProblem.BrokenLink,
                    $"The {noun} '{path}' is not there: '{parts[at]}' is a link to '{part.Text}', which does not "
                        + "exist. Make what it leads to, or remove the link."),
                PathState.Missing when isLast => new PathCause(PathProblem.NotFound, ""),
                PathState.Missing => new PathCause(PathProblem.FolderNotFound, "", parts[at]),
                PathState.Denied => new PathCause(
                    PathProblem.AccessDenied,
                    $"The {noun} '{path}' can't be reached: this account may not enter the folder "
                        + $"'{parts[Math.Max(0, at - 1)]}'. Use an account that may, or have the right to enter it "
                        + "granted."),
                PathState.LinkLoop => new PathCause(
                    PathProblem.LinkLoop,
                    $"The {noun} '{path}' is not there: the link '{parts[at]}' leads back to itself. Remove the link, "
                        + $"or make it lead to the {noun}."),
                PathState.TooLong => NameTooLong(path),
                _ => new PathCause(PathProblem.Failed, "", part.Text),
            };
        }

        return new PathCause(PathProblem.NotFound, "");
    }

    /// <summary>The cause that shows in the text of a path; null when there is none.</summary>
    public static PathCause? FindInText(string path) =>
        path.Contains('\0')
            ? new PathCause(
                PathProblem.InvalidPath,
                $"The path '{Shown(path)}' has the character NUL (U+0000), which no name of a file has. Take it out: "
                    + "text from bytes or from another program often ends with one.")
        : Path.DirectorySeparatorChar == '/' && path.StartsWith(@"\\", StringComparison.Ordinal)
            ? new PathCause(
                PathProblem.UncPath,
                $"'{Shown(path)}' is a UNC path, which only Windows can open. Mount the share, and name the path of "
                    + "the mounted file.")
        : null;

    /// <summary>The cause of a path that is too long, or has a name that is.</summary>
    public static PathCause NameTooLong(string path)
    {
        string? name = path.Split(Path.DirectorySeparatorChar)
            .FirstOrDefault(part => Encoding.UTF8.GetByteCount(part) > MaxNameBytes);
        int bytes = Encoding.UTF8.GetByteCount(name ?? path);
        string count = bytes.ToString("N0", CultureInfo.InvariantCulture);
        string what = name is null
            ? $"it has {count} bytes. Name a shorter one."
            : $"the name '{Shown(name)}' in it has {count} bytes, and a file system takes {MaxNameBytes} at most.";
        return new PathCause(PathProblem.NameTooLong, $"The path '{Shown(path)}' is too long: {what}");
    }

    /// <summary>The beginning of a path, which may be long.</summary>
    public static string Shown(string path) =>
        path.Length <= PathShown ? path : path.Substring(0, PathShown) + "...";

    // The folders of the path from the outermost one, and the file.
    private static IEnumerable<string> Parts(string path)
    {
        string root = Path.GetPathRoot(path) ?? "";
        char[] separators = [Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar];
        for (int at = path.IndexOfAny(separators, root.Length); at >= 0; at = path.IndexOfAny(separators, at + 1))
        {
            if (at > root.Length)
            {
                yield return path.Substring(0, at);
            }
        }

        if (path.Length > 0 && !separators.Contains(path[path.Length - 1]))
        {
            yield return path;
        }
    }

    private static PathCause NotAFolder(string path, string part, string noun)
    {
        string end = path.Length > part.Length + 1
            ? "so nothing can be in it. Correct the path."
            : "so its path must not end like that of a folder. Leave the separator at the end out.";
        return new PathCause(
            PathProblem.NotAFolder, $"The {noun} '{path}' is not there: '{part}' is a file, {end}");
    }
}
