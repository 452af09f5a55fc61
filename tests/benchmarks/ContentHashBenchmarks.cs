using System.Security.Cryptography;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using InventoryTools.Model;
using InventoryTools.Rules;

namespace InventoryTools.Benchmarks;

/// <summary>
/// The content hash beside what one would write without it: sorted dictionaries and a JSON serializer.
/// </summary>
[MemoryDiagnoser]
[ShortRunJob]
public class ContentHashBenchmarks
{
    private InventoryItem _item = null!;

    [Params(10, 1000)]
    public int Entries { get; set; }

    [GlobalSetup]
    public void Setup() => _item = SampleItems.WithEntries(Entries);

    [Benchmark(Baseline = true)]
    public string JsonSerializerAndMd5()
    {
        List<SortedDictionary<string, string>> sorted =
        [
            .. _item.Content!.Select(entry => new SortedDictionary<string, string>(
                entry.ToDictionary(attribute => attribute.Key, attribute => attribute.Value), StringComparer.Ordinal)),
        ];
        return Convert.ToBase64String(MD5.HashData(JsonSerializer.SerializeToUtf8Bytes(sorted)));
    }

    [Benchmark]
    public string ContentHashCompute() => ContentHash.Compute(_item.Content!);

    [Benchmark]
    public int Check() => InventoryChecker.Check(_item).Count;

    [Benchmark]
    public long Measure() => ItemSize.Measure(_item);
}
