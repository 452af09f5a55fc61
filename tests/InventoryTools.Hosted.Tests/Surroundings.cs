using System;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;

namespace InventoryTools.Hosted.Tests;

/// <summary>
/// What the tests and the processes that they start find around them: no account, no node, and a folder for
/// application data that is not the user's own.
/// </summary>
internal static class Surroundings
{
    [ModuleInitializer]
    internal static void Prepare()
    {
        foreach (string name in Environment.GetEnvironmentVariables().Keys.Cast<string>())
        {
            if (name.StartsWith("AWS_", StringComparison.OrdinalIgnoreCase))
            {
                Environment.SetEnvironmentVariable(name, null);
            }
        }

        string folder = Directory.CreateTempSubdirectory("inventorytools-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        Environment.SetEnvironmentVariable("AWS_EC2_METADATA_DISABLED", "true");
        Environment.SetEnvironmentVariable("AWS_SHARED_CREDENTIALS_FILE", Path.Combine(folder, "credentials"));
        Environment.SetEnvironmentVariable("AWS_CONFIG_FILE", Path.Combine(folder, "config"));
        Environment.SetEnvironmentVariable("XDG_DATA_HOME", folder);
        File.WriteAllText(Path.Combine(folder, "credentials"), "");
        File.WriteAllText(Path.Combine(folder, "config"), "");
    }
}
