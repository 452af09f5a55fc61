namespace InventoryTools.Writing;

/// <summary>Tells people how far a write has come.</summary>
internal sealed class WriteProgress(InventoryCmdlet command)
{
    private readonly ProgressDisplay _display = new(command, "Writing inventory");

    /// <summary>The pace of a throttled account; null for none.</summary>
    public double? CallsPerSecond { get; set; }

    public void Update(WriteSummary summary) => _display.Update(() =>
    {
        string failed = summary.NotWritten == 0 ? "" : $", {summary.NotWritten:#,##0} not written";
        string pace = CallsPerSecond is double calls ? $", throttled to {calls:0.##} calls a second" : "";
        return $"{summary.Written:#,##0} items written{failed}{pace}";
    });

    public void Complete() => _display.Complete();
}
