using System.Management.Automation.Host;

namespace InventoryTools.Host;

/// <summary>What stands above the questions of a prompt.</summary>
internal static class PromptHeading
{
    /// <summary>Writes the caption, set off from the output before it, and the message.</summary>
    public static void Write(PSHostUserInterface ui, string caption, string message)
    {
        if (!string.IsNullOrEmpty(caption))
        {
            ui.WriteLine();
            ui.WriteLine(caption);
        }

        if (!string.IsNullOrEmpty(message))
        {
            ui.WriteLine(message);
        }
    }
}
