using System.Text;
using System.Text.RegularExpressions;
using FsCheck.Xunit;
using InventoryTools.Files;
using InventoryTools.Tests.Sqlite;
using Xunit;

namespace InventoryTools.Tests.Files;

/// <summary>
/// Names of exported files and folders, checked as a file system would take them that ignores case, drops dots and
/// spaces at the end, and keeps some names for devices.
/// </summary>
public sealed class FileNamesTests : IDisposable
{
    private static readonly Regex s_reserved = new(
        @"^(CON|PRN|AUX|NUL|COM[0-9¹²³]|LPT[0-9¹²³]|CONIN\$|CONOUT\$) *(\.|$)", RegexOptions.IgnoreCase);

    private static readonly string[] s_hostile =
    [
        "AA", "Aa", "aA", "aa", "Trail", "Trail.", "Trail ", "Trail. .", "Trail..", "NUL", "nul", "NUL.x", "Nul ",
        "CON", "PRN", "AUX", "COM1", "com1", "COM¹", "LPT9", "LPT9.a.b", "CONIN$",
        "a/b", "a\\b", "a%2Fb", "a%b", "a:b", "a*b",
        "a?b", "a\"b", "a<b", "a>b", "a|b", "a\u0001b", "a\0b", "a\u007fb", "é", "e\u0301", "É", "ß", "ẞ", "ss", "SS",
        "ſs", "K", "k", "\u212A", "..", ".", "", " ", "%41A", "%41a", "A%61", "x.json", "X.JSON", "a[b]", "a`b",
    ];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(InventoryFileFormat.Agent)]
    [InlineData(InventoryFileFormat.CliInputJson)]
    [InlineData(InventoryFileFormat.ResourceDataSync)]
    public void No_two_items_share_a_file_and_each_comes_back(InventoryFileFormat format)
    {
        // In both orders, the second time into the files of the first.
        InventoryItem[] items =
        [
            .. s_hostile.Select(name => InventoryFiles.Item($"Custom:{name}", value: name)),
            .. new[] { "i-0000000a", "i-0000000A" }.Select(node => InventoryFiles.Item("Custom:AA", node)),
        ];
        InventoryItem[][] groups = format == InventoryFileFormat.Agent
            ? [.. items.SkipLast(2).Chunk(AgentFolder.MaxFiles)]
            : [items];
        foreach (InventoryItem[] group in groups)
        {
            string folder = _folder.FileNamed(Guid.NewGuid().ToString("N"));
            InventoryItem[] sorted = [.. group.OrderBy(item => item.InstanceId, StringComparer.Ordinal)];
            InventoryFiles.Export(format, folder, sorted);
            string[] names = Names(folder);
            InventoryItem[] reversed = [.. group.Reverse().OrderBy(item => item.InstanceId, StringComparer.Ordinal)];
            InventoryFiles.Export(format, folder, reversed);
            Assert.Equal(names, Names(folder));
            Assert.Equal(
                group.Select(InventoryFiles.Text).Order(StringComparer.Ordinal),
                InventoryFiles.Read(folder, format).Items
                    .Select(item => Text(item, format)).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void A_reserved_name_is_one_with_every_extension() => Assert.All(
        ["NUL", "nul.json", "Com1 .x", "LPT³", "conout$"], name => Assert.True(FileNames.IsReserved(name), name));

    [Fact]
    public void An_ordinary_name_is_not_reserved() => Assert.All(
        ["NULL", "COM", "COM10", "xNUL", "x.NUL", "CON_"], name => Assert.False(FileNames.IsReserved(name), name));

    [Property]
    public void Every_text_comes_back(string text)
    {
        string whole = string.Concat((text ?? "").Where(c => !char.IsSurrogate(c)));
        Assert.Equal(whole, FileNames.Unescape(FileNames.Escape(whole)));
        Assert.Equal(whole, FileNames.Unescape(FileNames.EscapeCase(whole)));
        Assert.Equal(whole, FileNames.Unescape(FileNames.EscapeDistinctly(whole)));
        Assert.Equal(
            whole.Any(char.IsAsciiLetter) || !Ascii.IsValid(whole),
            FileNames.Escape(whole) != FileNames.EscapeDistinctly(whole));
    }

    // The paths below a folder, each part checked as the strictest file system would take it.
    private static string[] Names(string folder)
    {
        string[] names = [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(folder, path)).Order(StringComparer.Ordinal)];
        Assert.Equal(names.Length, names.Select(Folded).Distinct(StringComparer.Ordinal).Count());
        Assert.All(names.SelectMany(name => name.Split(Path.DirectorySeparatorChar)), part =>
        {
            Assert.DoesNotMatch(s_reserved, part);
            Assert.Equal(part.TrimEnd('.', ' '), part);
            Assert.DoesNotMatch(@"[\x00-\x1f*?""<>|\\]", part);
        });
        return names;
    }

    private static string Folded(string path) => string.Join(
        '/',
        path.Normalize().ToLowerInvariant().ToUpperInvariant().Split(Path.DirectorySeparatorChar)
            .Select(part => part.Replace("ẞ", "SS").Replace("ß", "SS").TrimEnd('.', ' ')));

    // A file of the agent has no node and no time.
    private static string Text(InventoryItem item, InventoryFileFormat format)
    {
        if (format == InventoryFileFormat.Agent)
        {
            item.InstanceId = Items.Node;
            item.CaptureTime = "2026-01-31T12:00:00Z";
        }

        return InventoryFiles.Text(item);
    }
}
