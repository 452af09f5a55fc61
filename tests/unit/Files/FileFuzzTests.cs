using System.Globalization;
using System.Text;
using InventoryTools.Tests.Sqlite;
using Xunit;

namespace InventoryTools.Tests.Files;

/// <summary>
/// Mutated files of each format. Reading gives items and reported problems, and nothing else; an item that can be
/// exported comes back as it was. INVENTORYTOOLS_FUZZ_FILES sets the number of files; every run begins with the same
/// ones. A file that has shown a fault is kept in Corpus.
/// </summary>
public sealed class FileFuzzTests : IDisposable
{
    private const string Account = "accountid=123456789012/region=eu-west-1/resourcetype=ManagedInstanceInventory";

    private static readonly int s_count = int.Parse(
        Environment.GetEnvironmentVariable("INVENTORYTOOLS_FUZZ_FILES") ?? "120", CultureInfo.InvariantCulture);

    private static readonly byte[][] s_tokens =
    [
        .. new[]
        {
            "{", "}", "[", "]", "\"", ",", ":", "null", "true", "1e999", "-0", "\n", "\r", "\0", "\\", "\\u", "\\ud800",
            "\u2028", "\uFEFF", "😀", "{\"A\":", "\"Content\":", "\"Items\":", "\"Entities\":[", "\"Entries\":[",
            "\"Data\":{", "\"NextToken\":\"t\"", new string('[', 100), "\"A\":\"1\",",
        }.Select(Encoding.UTF8.GetBytes),
        [0xED, 0xA0, 0x80], [0xC3], [0xFF, 0xFE], [0xFE, 0xFF], [0xEF, 0xBB, 0xBF],
    ];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<InventoryFileFormat, string> Formats => new()
    {
        { InventoryFileFormat.Agent, "x.json" },
        { InventoryFileFormat.CliInputJson, "x.json" },
        { InventoryFileFormat.JsonLines, "x.jsonl" },
        { InventoryFileFormat.ResourceDataSync, $"Custom:X/{Account}/i-00000001.json" },
        { InventoryFileFormat.ItemsJson, "x.json" },
        { InventoryFileFormat.CliOutputJson, "x.json" },
        { InventoryFileFormat.Auto, "x.json" },
        { InventoryFileFormat.Auto, "x.txt" },
    };

    [Theory]
    [MemberData(nameof(Formats))]
    public void Every_file_is_items_and_problems(InventoryFileFormat format, string name)
    {
        byte[][] corpus = [.. Directory.GetFiles(Repository.PathOf("tests", "unit", "Files", "Corpus"))
            .Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];
        Assert.NotEmpty(corpus);
        string path = _folder.FileNamed(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        Random random = new(20261126);
        for (int at = 0; at < s_count; at++)
        {
            byte[] file = at < corpus.Length ? corpus[at] : Mutate(corpus, random);
            try
            {
                Check(path, file, format);
            }
            catch (Exception error) when (error is not Xunit.Sdk.XunitException { InnerException: not null })
            {
                throw new Xunit.Sdk.XunitException(
                    $"{format}, file {at}, base64 {Convert.ToBase64String(file)}: {error}", error);
            }
        }
    }

    private void Check(string path, byte[] file, InventoryFileFormat format)
    {
        File.WriteAllBytes(path, file);
        foreach (bool isForced in new[] { false, true })
        {
            (InventoryItem[] items, InventoryFileException[] problems) =
                InventoryFiles.Read(path, format, isForced);
            Assert.All(problems, problem => Assert.Equal(path, problem.Path));
            Assert.All(problems, problem => Assert.Contains(path, problem.Message, StringComparison.Ordinal));
            foreach (InventoryItem item in items)
            {
                ComesBack(item);
            }
        }
    }

    private void ComesBack(InventoryItem item)
    {
        string lines = _folder.FileNamed("back.jsonl");
        try
        {
            InventoryFiles.Export(InventoryFileFormat.JsonLines, lines, item);
        }
        catch (InventoryFileException refused)
        {
            Assert.Equal(FileProblem.InvalidItem, refused.Problem);
            return;
        }

        Assert.Equal(InventoryFiles.Text(item), InventoryFiles.Text(Assert.Single(InventoryFiles.Read(lines).Items)));
    }

    private static byte[] Mutate(byte[][] corpus, Random random)
    {
        List<byte> file = [.. corpus[random.Next(corpus.Length)]];
        for (int left = random.Next(1, 6); left > 0; left--)
        {
            int from = random.Next(file.Count + 1);
            int length = random.Next(Math.Min(20, file.Count - from) + 1);
            switch (random.Next(6))
            {
                case 0 when from < file.Count:
                    file[from] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    file.RemoveRange(from, length);
                    break;
                case 2:
                    file.InsertRange(from, file.GetRange(from, length));
                    break;
                case 3:
                    byte[] other = corpus[random.Next(corpus.Length)];
                    file.InsertRange(from, other[random.Next(other.Length)..]);
                    break;
                default:
                    file.InsertRange(from, s_tokens[random.Next(s_tokens.Length)]);
                    break;
            }
        }

        return [.. file];
    }
}
