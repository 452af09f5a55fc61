using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using InventoryTools.Model;

namespace InventoryTools.Tests.Rules;

/// <summary>Makes items of every type that keep every rule, many of them exactly at a limit.</summary>
internal static class ValidItems
{
    public static Arbitrary<InventoryItem> Item() => Gen.OneOf(Custom(), BuiltIn()).ToArbitrary();

    private static Gen<InventoryItem> Custom() =>
        from name in Text(0, 92)
        from major in Gen.Choose(0, 999999)
        from minor in Gen.Choose(0, 999999)
        from names in Names()
        from rows in Gen.Choose(0, 20)
        from values in Text(0, 4096).ListOf(System.Math.Max(1, rows))
        from item in Frame()
        select With(item, () =>
        {
            item.TypeName = "Custom:X" + name.Replace("\n", "", System.StringComparison.Ordinal)
                .Replace("\r", "", System.StringComparison.Ordinal)
                .Replace("\u2028", "", System.StringComparison.Ordinal)
                .Replace("\u2029", "", System.StringComparison.Ordinal);
            item.SchemaVersion = string.Create(CultureInfo.InvariantCulture, $"{major}.{minor}");
            item.Content = [.. Enumerable.Range(0, rows).Select(row =>
                Items.Entry([.. names.Select((attribute, at) => (attribute, at == row ? values[row] : ""))]))];
        });

    private static Gen<InventoryItem> BuiltIn() =>
        from type in Gen.Elements(AwsInventoryType.All.ToArray())
        from version in Gen.Elements(type.Versions.ToArray())
        from value in Text(0, 4096)
        from number in Gen.Choose(int.MinValue, int.MaxValue)
        from id in Text(0, 100)
        from execution in Text(0, 50)
        from item in Frame()
        select With(item, () =>
        {
            item.TypeName = type.TypeName;
            item.SchemaVersion = version;
            item.Content = [Items.Entry([.. type.Attributes.Where(attribute => !attribute.IsContext).Select(attribute =>
                (attribute.Name, attribute.IsNumber ? number.ToString(CultureInfo.InvariantCulture) : value))])];
            item.Context = !type.ContextKeys.Any() ? null : new InventoryEntry
            {
                ["ComplianceType"] = "Custom:AntiVirus",
                ["ExecutionId"] = id,
                ["ExecutionType"] = execution,
                ["ExecutionTime"] = item.CaptureTime,
            };
        });

    // The node, the time and the hash, which every type has.
    private static Gen<InventoryItem> Frame() =>
        from id in Gen.OneOf(
            Word(8).Select(word => "i-" + word),
            Word(17).Select(word => "i-" + word),
            Word(17).Select(word => "mi-" + word))
        from hasId in Gen.Elements(true, false)
        from hash in Text(0, 256)
        from year in Gen.Choose(2000, 2099)
        from month in Gen.Choose(1, 12)
        from day in Gen.Choose(1, 31)
        from hour in Gen.Choose(0, 23)
        from minute in Gen.Choose(0, 59)
        from second in Gen.Choose(0, 59)
        select new InventoryItem
        {
            InstanceId = hasId ? id : null,
            ContentHash = hash,
            CaptureTime = string.Create(
                CultureInfo.InvariantCulture,
                $"{year:d4}-{month:d2}-{day:d2}T{hour:d2}:{minute:d2}:{second:d2}Z"),
        };

    private static Gen<string> Word(int length) =>
        Gen.Elements("0123456789abcdefXYZ_".ToArray()).ListOf(length).Select(characters => string.Concat(characters));

    // A number in front keeps them apart without regard to case.
    private static Gen<List<string>> Names() =>
        from count in Gen.Choose(1, 50)
        from names in Text(0, 62).ListOf(count)
        select names.Select((name, at) => at.ToString("d2", CultureInfo.InvariantCulture) + name).ToList();

    private static Gen<string> Text(int least, int most) =>
        from length in Gen.OneOf(Gen.Constant(most), Gen.Choose(least, System.Math.Min(most, 100)))
        from parts in Texts.Whole.Where(text => text.Length > 0)
        select FirstCodePoints(parts, length);

    private static string FirstCodePoints(string parts, int count)
    {
        System.Text.Rune[] runes = [.. parts.EnumerateRunes()];
        return string.Concat(Enumerable.Range(0, count).Select(at => runes[at % runes.Length].ToString()));
    }

    private static InventoryItem With(InventoryItem item, System.Action change)
    {
        change();
        return item;
    }
}
