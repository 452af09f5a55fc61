using System.Text.Json;

namespace InventoryTools.Aws.Identity;

/// <summary>Reads the file in which the agent keeps what it was registered as by an activation.</summary>
internal static class AgentRegistration
{
    // The agent's own has about a hundred bytes.
    private const int MaxBytes = 64 * 1024;

    /// <summary>The region that this machine is registered in; null when no registration has one.</summary>
    public static string? ReadRegion(string path) =>
        Read(path).Root is { } root && JsonMember.Read(root, "Region") is { Length: > 0 } region ? region : null;

    public static NodeProbe Ask(string path)
    {
        (JsonElement? root, string problem) = Read(path);
        return root is { } registration
            ? NodeProbe.FromText(
                JsonMember.Read(registration, "ManagedInstanceID"),
                $"the agent's registration in {path}")
            : NodeProbe.Nothing(problem);
    }

    // Whether the file is there is known only from opening it: its folder may be closed to this account.
    private static (JsonElement? Root, string Problem) Read(string path)
    {
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (file.Length > MaxBytes)
            {
                return (null, $"{path} is too large for a registration");
            }

            using JsonDocument document = JsonDocument.Parse(file);
            return (document.RootElement.Clone(), "");
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return (null, $"{path} does not exist");
        }
        catch (UnauthorizedAccessException)
        {
            return (null, Directory.Exists(path) ? $"{path} is a folder" : $"{path} can't be read by this account");
        }
        catch (JsonException)
        {
            return (null, $"{path} is not JSON");
        }
        catch (Exception error) when (error is IOException or NotSupportedException)
        {
            return (null, $"{path} can't be read: {NodeProbe.Clause(error.Message)}");
        }
    }
}
