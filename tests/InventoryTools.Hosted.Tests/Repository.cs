using System.IO;
using System.Linq;
using System.Reflection;

namespace InventoryTools.Hosted.Tests;

/// <summary>The checkout that the tests were built from, with the module that was built there.</summary>
internal static class Repository
{
    public static string Root { get; } = Metadata("RepositoryRoot");

    public static string Manifest { get; } = PathOf("InventoryTools.psd1");

    /// <summary>The script host, a program of its own.</summary>
    public static string Host { get; } =
        PathOf("tests", "InventoryTools.Host", "bin", Metadata("Configuration"), "net10.0", "InventoryTools.Host.dll");

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Metadata(string key) => typeof(Repository).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == key)
        .Value!;
}
