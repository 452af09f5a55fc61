namespace InventoryTools.Files;

/// <summary>A place in a file. Its text is made when a problem needs it.</summary>
internal sealed class FilePlace
{
    private readonly FilePlace? _parent;
    private readonly string? _name;
    private readonly int _index;

    /// <summary>Makes the place of a file or of a line.</summary>
    /// <param name="path">The file.</param>
    /// <param name="line">The line; 0 for the whole file.</param>
    public FilePlace(string path, int line = 0) => (Path, Line) = (path, line);

    private FilePlace(FilePlace parent, string? name, int index)
        : this(parent.Path, parent.Line) => (_parent, _name, _index) = (parent, name, index);

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The line; 0 for the whole file.</summary>
    public int Line { get; }

    /// <summary>The line with a comma before it; empty for the whole file.</summary>
    public string LineText => Line == 0 ? "" : FormattableString.Invariant($", line {Line}");

    private string Member => _parent is null ? ""
        : _name is null ? FormattableString.Invariant($"{_parent.Member}[{_index}]")
        : _parent._parent is null ? _name
        : $"{_parent.Member}.{_name}";

    /// <summary>Returns the place of a member here.</summary>
    public FilePlace Of(string member) => new(this, member, 0);

    /// <summary>Returns the place of an element here.</summary>
    public FilePlace At(int index) => new(this, null, index);

    /// <summary>Returns a problem of this place.</summary>
    public InventoryFileException Problem(
        FileProblem problem, string why, Exception? inner = null, bool isWarning = false, bool isWhole = false)
    {
        string member = _parent is null ? "" : $"{Member}: ";
        return new InventoryFileException(problem, Path, $"'{Path}'{LineText}: {member}{why.TrimEnd('.')}.", inner)
        {
            IsWarning = isWarning,
            IsWhole = isWhole,
        };
    }
}
