namespace InventoryTools.Files;

/// <summary>Reports what the SSM agent does not send of a file.</summary>
/// <param name="path">The file.</param>
/// <param name="report">Receives the problems.</param>
/// <param name="isForced">True where what the agent would drop is read.</param>
internal sealed class AgentFileProblems(string path, Action<InventoryFileException> report, bool isForced)
{
    private const int MaxNames = 5;

    private readonly List<string> _ignored = [];
    private readonly List<string> _leftOut = [];

    /// <summary>True where what the agent would drop is read.</summary>
    public bool IsForced => isForced;

    /// <summary>Reports a file that the agent drops; returns true where it is read by force.</summary>
    public bool Allow(string why)
    {
        report(Dropped(why, isRead: isForced));
        return isForced;
    }

    /// <summary>Reports text that the agent damages; returns true where it is read by force.</summary>
    public bool Allow(TextDamage damage)
    {
        bool isRead = isForced && damage.Encoding is not null;
        string effect = damage.Value < 0x80 ? "The agent does not send such a file"
            : "The agent sends the character U+FFFD in place of each such byte";
        report(FileText.NotUtf8(path, "", damage, before: 0, isRead, effect));
        return isRead;
    }

    /// <summary>Reports a file that the agent drops, and that can't be read by force either.</summary>
    public void Drop(string why, Exception? inner = null) => report(Dropped(why, isRead: false, inner));

    /// <summary>Takes note of an entry that the agent leaves out.</summary>
    public void LeaveOut(string what) => _leftOut.Add(what);

    /// <summary>Takes note of a part that the agent does not read.</summary>
    public void Ignore(string what) => _ignored.Add(what);

    /// <summary>Reports the entries that the agent leaves out, and the parts that it does not read.</summary>
    public void TellRest()
    {
        foreach (string what in _leftOut)
        {
            report(new InventoryFileException(
                FileProblem.AgentEntryDropped, path, $"'{path}': the SSM agent leaves {what}.")
            {
                IsWarning = true,
                IsWhole = isForced,
            });
        }

        if (_ignored.Count == 0)
        {
            return;
        }

        string more = _ignored.Count > MaxNames ? $" and {_ignored.Count - MaxNames} more" : "";
        report(new InventoryFileException(
            FileProblem.AgentEntryDropped,
            path,
            $"'{path}': the SSM agent does not read {string.Join(", ", _ignored.Take(MaxNames))}{more}. It sends "
                + "TypeName, SchemaVersion and Content, as of its own node and time.")
        {
            IsWarning = true,
        });
    }

    private InventoryFileException Dropped(string why, bool isRead, Exception? inner = null) => new(
        FileProblem.AgentFileDropped, path, $"The SSM agent does not send '{path}': {why}.", inner)
    {
        IsWarning = isRead,
        IsWhole = isRead,
    };
}
