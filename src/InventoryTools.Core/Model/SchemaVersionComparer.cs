using System.Globalization;

namespace InventoryTools.Model;

/// <summary>Compares schema versions by number, so that 1.10 comes after 1.9.</summary>
internal static class SchemaVersionComparer
{
    /// <summary>Compares two versions that the rules have found valid.</summary>
    public static int Compare(string left, string right)
    {
        (int leftMajor, int leftMinor) = Parse(left);
        (int rightMajor, int rightMinor) = Parse(right);
        return leftMajor != rightMajor ? leftMajor.CompareTo(rightMajor) : leftMinor.CompareTo(rightMinor);
    }

    /// <summary>True for two numbers with a dot between them.</summary>
    public static bool IsVersion(string text)
    {
        int dot = text.IndexOf('.');
        return dot > 0 && IsNumber(text.Substring(0, dot)) && IsNumber(text.Substring(dot + 1));
    }

    private static bool IsNumber(string digits) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    private static (int Major, int Minor) Parse(string version)
    {
        int dot = version.IndexOf('.');
        return (Number(version.Substring(0, dot)), Number(version.Substring(dot + 1)));
    }

    private static int Number(string digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
}
