using System.Globalization;
using Sdk = Amazon.SimpleSystemsManagement.Model;

namespace InventoryTools.Benchmarks.Floors;

/// <summary>A call of the size that a node sends: 15 types, ten rows of five attributes each.</summary>
internal static class SampleCalls
{
    public static string NodeOf(int call) => "mi-" + call.ToString("x17", CultureInfo.InvariantCulture);

    public static List<Sdk.InventoryItem> Items(int call) =>
    [
        .. Enumerable.Range(0, 15).Select(type => new Sdk.InventoryItem
        {
            TypeName = string.Create(CultureInfo.InvariantCulture, $"Custom:T{type}"),
            SchemaVersion = "1.0",
            CaptureTime = "2026-01-31T12:00:00Z",
            Content =
            [
                .. Enumerable.Range(0, 10).Select(row => new Dictionary<string, string>
                {
                    ["Name"] = string.Create(CultureInfo.InvariantCulture, $"package-{row}"),
                    ["Version"] = string.Create(CultureInfo.InvariantCulture, $"1.2.{call}"),
                    ["Architecture"] = "amd64",
                    ["Publisher"] = "Debian",
                    ["Section"] = "utils",
                }),
            ],
        }),
    ];
}
