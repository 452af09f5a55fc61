using System.Globalization;

namespace InventoryTools.Aws.Credentials;

/// <summary>Which account credentials are of, without asking AWS.</summary>
internal static class AccountIds
{
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int KeyLength = 20;

    /// <summary>The account that an access key ID is of; null where its text doesn't tell.</summary>
    /// <remarks>
    /// The bits 1 to 40 of the base32 text behind AKIA or ASIA are the account (T. Be'ery, "A short note on AWS Key
    /// ID", 2023). Key IDs from before 2019, which go on with I or J, are random.
    /// </remarks>
    public static string? FromAccessKey(string? accessKey)
    {
        if (accessKey is not { Length: KeyLength } || accessKey[4] is 'I' or 'J'
            || accessKey.Substring(0, 4) is not ("AKIA" or "ASIA")
            || accessKey.Skip(4).Any(letter => Base32.IndexOf(letter) < 0))
        {
            return null;
        }

        // Nine letters are 45 bits: one that says nothing, 40 of the account, and four more.
        long bits = accessKey.Skip(4).Take(9).Aggregate(0L, (sum, letter) => (sum << 5) | (long)Base32.IndexOf(letter));
        long account = (bits >> 4) & 0xFFFFFFFFFF;
        return account < 1_000_000_000_000 ? account.ToString("D12", CultureInfo.InvariantCulture) : null;
    }

    /// <summary>The account in the name of a role.</summary>
    public static string? FromArn(string? arn) =>
        arn?.Split(':') is { Length: >= 6 } parts && Valid(parts[4]) is string account ? account : null;

    public static string? Valid(string? account) =>
        account is { Length: 12 } && account.All(digit => digit is >= '0' and <= '9') ? account : null;
}
