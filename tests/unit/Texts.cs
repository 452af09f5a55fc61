using FsCheck;
using FsCheck.Fluent;

namespace InventoryTools.Tests;

/// <summary>Text that is valid Unicode and full of what encoders, sorters and counters get wrong.</summary>
public sealed record WholeText(string Value)
{
    public override string ToString() => Value;
}

/// <summary>The same with halves of surrogate pairs in it.</summary>
public sealed record BrokenText(string Value);

/// <summary>Makes such text for property tests.</summary>
internal static class Texts
{
    // Both sides of every border of UTF-8, of the escapes, and of the surrogates.
    private static readonly string[] s_codePoints =
    [
        "a", "b", "Z", "0", "_", " ", "/", "\"", "\\", "<", ">", "&", "'", "{", "]", ",", "\0", "\u0001", "\b", "\t",
        "\n", "\f", "\r", "\u001f", "\u007f", "\u0080", "\u00e9", "\u0130", "\u0661", "\u07ff", "\u0800",
        "\u2027", "\u2028", "\u2029", "\u4e2d",
        "\ud7ff", "\ue000", "\ufffd", "\uffff", "\ud800\udc00", "\ud83d\ude00", "\udbff\udfff",
    ];

    private static readonly string[] s_halves = ["\ud800", "\udbff", "\ud83d", "\udc00", "\ude00", "\udfff"];

    public static Gen<string> Whole { get; } = Join(Gen.Elements(s_codePoints));

    public static Arbitrary<WholeText> WholeText() => Whole.Select(text => new WholeText(text)).ToArbitrary();

    public static Arbitrary<BrokenText> BrokenText() =>
        Join(Gen.Elements(s_codePoints.Concat(s_halves).ToArray())).Select(text => new BrokenText(text)).ToArbitrary();

    public static Arbitrary<InventoryEntry> Entry() => (
        from names in Whole.ListOf()
        from values in Whole.ListOf(names.Count)
        select Items.Entry([.. names.Zip(values).DistinctBy(pair => pair.First)])).ToArbitrary();

    private static Gen<string> Join(Gen<string> parts) =>
        parts.ListOf().Select((List<string> chosen) => string.Concat(chosen));
}
