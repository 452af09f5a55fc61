using InventoryTools.Model;

namespace InventoryTools.Files;

/// <summary>Reports the problems of the files that an import reads, and gives items their node and time.</summary>
/// <param name="now">The capture time of items whose file has none.</param>
/// <param name="report">Receives the problems.</param>
/// <param name="isForced">True to read what can be read in spite of a problem.</param>
/// <param name="instanceId">The node of items whose file has none.</param>
internal sealed class FileReport(
    string now, Action<InventoryFileException> report, bool isForced, string? instanceId = null)
{
    /// <summary>The capture time of items whose file has none.</summary>
    public string Now => now;

    /// <summary>True to read what can be read in spite of a problem.</summary>
    public bool IsForced => isForced;

    /// <summary>Reports a problem that was found.</summary>
    public void Add(InventoryFileException problem) => report(problem);

    /// <summary>Reports a file, or a part of it, that can't be read.</summary>
    /// <param name="place">The file and the place in it.</param>
    /// <param name="why">The cause.</param>
    /// <param name="inner">The exception that is the cause.</param>
    public void Refuse(FilePlace place, string why, Exception? inner = null) =>
        report(place.Problem(FileProblem.InvalidFile, why, inner));

    /// <summary>Reports a file, or a part of it, that is read by force only; returns true where it is read.</summary>
    public bool Allow(FilePlace place, string why, string remedy, FileProblem problem = FileProblem.InvalidFile)
    {
        report(place.Problem(problem, isForced ? why : $"{why}. {remedy}", isWarning: isForced, isWhole: isForced));
        return isForced;
    }

    /// <summary>Reports parts that are not read. Reading goes on.</summary>
    public void Warn(FilePlace place, string why, bool isWhole = false) =>
        report(place.Problem(FileProblem.InvalidFile, why, isWarning: true, isWhole: isWhole));

    /// <summary>Returns a text in UTF-8 without a byte order mark; null for one that is not read.</summary>
    public byte[]? ReadText(FilePlace place, byte[] text, long before = 0) => FileText.Read(text, damage =>
    {
        bool isRead = isForced && damage.Encoding is not null;
        report(FileText.NotUtf8(place.Path, place.LineText, damage, before, isRead));
        return isRead;
    });

    /// <summary>
    /// Gives an item its node and its time; returns false for an item that contradicts its file or the command.
    /// </summary>
    /// <param name="item">The item.</param>
    /// <param name="place">The place of the item.</param>
    /// <param name="node">The node that the place of the file tells; null for none.</param>
    public bool Identify(InventoryItem item, FilePlace place, string? node = null)
    {
        item.InstanceId = string.IsNullOrEmpty(item.InstanceId) ? node : item.InstanceId;
        if (node is not null && item.InstanceId != node)
        {
            report(place.Problem(
                FileProblem.Contradiction,
                $"{item.TypeName} names the node {item.InstanceId}, and the file is at the place of {node}. Move it, "
                    + "or correct the name"));
            return false;
        }

        if (instanceId is not null && item.InstanceId is not null && item.InstanceId != instanceId)
        {
            string why = $"{item.TypeName} belongs to the node {item.InstanceId}, and -InstanceId is {instanceId}";
            if (!Allow(
                place, why, "Leave -InstanceId out; -Force keeps the node of the file", FileProblem.Contradiction))
            {
                return false;
            }
        }

        item.InstanceId ??= instanceId;
        item.CaptureTime = item.CaptureTime.Length == 0 ? now : item.CaptureTime;
        return item.Content is null || !IsOtherContent(item) || Allow(
            place,
            $"the ContentHash '{item.ContentHash}' of {item} is not that of its content, which was changed after it or "
                + "has another algorithm",
            "Take ContentHash out, or read the item with -Force; it is computed anew when the item is written",
            FileProblem.Contradiction);
    }

    // Other tools have other hashes, which the service takes for any text. An MD5 in base64 is that of the agent.
    private static bool IsOtherContent(InventoryItem item) =>
        ContentHash.HasForm(item.ContentHash) && item.ContentHash != ContentHash.Compute(item.Content!);
}
