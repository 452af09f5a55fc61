namespace InventoryTools.Files;

/// <summary>A place in a file.</summary>
/// <param name="Path">The file.</param>
/// <param name="Line">The line; 0 for the whole file.</param>
/// <param name="Member">The path of the member; empty for the whole value.</param>
internal sealed record FilePlace(string Path, int Line = 0, string Member = "")
{
    /// <summary>The line with a comma before it; empty for the whole file.</summary>
    public string LineText => Line == 0 ? "" : FormattableString.Invariant($", line {Line}");

    /// <summary>Returns the place of a member here.</summary>
    public FilePlace Of(string member) =>
        this with { Member = Member.Length == 0 || member[0] == '[' ? Member + member : $"{Member}.{member}" };

    /// <summary>Returns the place of an element here.</summary>
    public FilePlace At(int index) => Of(FormattableString.Invariant($"[{index}]"));

    /// <summary>Returns a problem of this place.</summary>
    public InventoryFileException Problem(
        FileProblem problem, string why, Exception? inner = null, bool isWarning = false, bool isWhole = false)
    {
        string member = Member.Length == 0 ? "" : $"{Member}: ";
        return new InventoryFileException(problem, Path, $"'{Path}'{LineText}: {member}{why.TrimEnd('.')}.", inner)
        {
            IsWarning = isWarning,
            IsWhole = isWhole,
        };
    }
}
