using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using InventoryTools.Model;
using Xunit;

namespace InventoryTools.Tests.Model;

/// <summary>
/// Canonical JSON against implementations of others: read with System.Text.Json, and written by Python's json.
/// INVENTORYTOOLS_FUZZ_FILES sets the number of contents; every run begins with the same ones.
/// </summary>
public sealed class CanonicalJsonFuzzTests
{
    private const string Python = """
        import json, sys
        for line in sys.stdin:
            text = json.dumps(json.loads(line), ensure_ascii=False, separators=(',', ':'), sort_keys=True)
            for one in '<>&\u2028\u2029\b\f':
                text = text.replace({'\b': '\\b', '\f': '\\f'}.get(one, one), '\\u%04x' % ord(one))
            sys.stdout.buffer.write(text.encode('utf-8') + b'\n')
        """;

    private static readonly string[] s_parts =
        ["a", "B", "0", "\"", "/", "\n", "\r", "\t", "\0", "\u001f", "\u007f", "<", ">", "&", "\u2028", "\u2029",
            "ü", "\u0301", "\uFFFD", "\uE000", "\uFFFF", "😀", "\U0010FFFF", "\b", "\f", "'"];

    private static readonly int s_count = int.Parse(
        Environment.GetEnvironmentVariable("INVENTORYTOOLS_FUZZ_FILES") ?? "300", CultureInfo.InvariantCulture);

    [Fact]
    public void It_is_the_same_content_with_its_names_in_the_order_of_their_bytes()
    {
        CanonicalJson canonical = new();
        foreach (InventoryEntry[] content in Contents())
        {
            using JsonDocument read = JsonDocument.Parse(canonical.Write(content).ToString());
            Assert.Equal(
                content.Select(entry => string.Join(
                    "\n",
                    entry.OrderBy(pair => Convert.ToHexString(Encoding.UTF8.GetBytes(pair.Key)), StringComparer.Ordinal)
                        .Select(pair => $"{pair.Key}\t{pair.Value}"))),
                read.RootElement.EnumerateArray().Select(entry => string.Join(
                    "\n", entry.EnumerateObject().Select(member => $"{member.Name}\t{member.Value.GetString()}"))));
        }
    }

    [SkippableFact]
    public void It_is_what_Python_writes()
    {
        using Process? python = StartPython();
        Skip.If(python is null, "Python is not installed.");
        Task<string> written = python.StandardOutput.ReadToEndAsync();
        CanonicalJson canonical = new();
        List<string> expected = [];
        foreach (InventoryEntry[] content in Contents())
        {
            expected.Add(canonical.Write(content).ToString());
            python.StandardInput.WriteLine(JsonSerializer.Serialize(
                content.Select(entry => entry.ToDictionary(pair => pair.Key, pair => pair.Value))));
        }

        python.StandardInput.Close();
        Assert.Equal(expected, written.GetAwaiter().GetResult().Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static IEnumerable<InventoryEntry[]> Contents()
    {
        Random random = new(20261126);
        for (int at = 0; at < s_count; at++)
        {
            yield return [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ =>
            {
                InventoryEntry entry = [];
                for (int left = random.Next(8); left > 0; left--)
                {
                    string name = Text(random);
                    if (entry.FindExactly(name) is null)
                    {
                        entry.Add(name, Text(random));
                    }
                }

                return entry;
            })];
        }
    }

    // A backslash would make an escape of what follows it, for the replacements in Python.
    private static string Text(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => s_parts[random.Next(s_parts.Length)]));

    private static Process? StartPython()
    {
        try
        {
            return Process.Start(new ProcessStartInfo("python3", ["-c", Python])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                StandardInputEncoding = new UTF8Encoding(false),
                StandardOutputEncoding = new UTF8Encoding(false),
            });
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
