namespace InventoryTools.Rules;

/// <summary>
/// A pattern of the service's model, matched by hand: expressions of .NET took most of the time of a check. In them,
/// <c>\w</c> and <c>$</c> match more than in the model, and <c>.</c> less.
/// Source: service model (botocore ssm 2014-11-06).
/// </summary>
internal sealed class ModelPattern
{
    private static readonly char[] s_lineEnds = ['\n', '\r', '\u2028', '\u2029'];

    public static readonly ModelPattern InstanceId = new(@"(^i-(\w{8}|\w{17})$)|(^mi-\w{17}$)", IsInstanceId);

    public static readonly ModelPattern TypeName = new("^(AWS|Custom):.*$", IsTypeName);

    public static readonly ModelPattern SchemaVersion = new(@"^([0-9]{1,6})(\.[0-9]{1,6})$", IsSchemaVersion);

    public static readonly ModelPattern CaptureTime = new(
        "^(20)[0-9][0-9]-(0[1-9]|1[012])-([12][0-9]|3[01]|0[1-9])(T)(2[0-3]|[0-1][0-9])(:[0-5][0-9])(:[0-5][0-9])(Z)$",
        IsCaptureTime);

    /// <summary>The UUID of client tokens and deletions.</summary>
    public static readonly ModelPattern Uuid = new(
        "[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}", IsUuid);

    private readonly Func<string, bool> _isMatch;

    private ModelPattern(string text, Func<string, bool> isMatch)
    {
        Text = text;
        _isMatch = isMatch;
    }

    /// <summary>The pattern as the model has it, for messages.</summary>
    public string Text { get; }

    /// <summary>True when the whole of a text matches.</summary>
    public bool IsMatch(string? value) => value is not null && _isMatch(value);

    private static bool IsInstanceId(string text) => text.StartsWith("i-", StringComparison.Ordinal)
        ? text.Length is 10 or 19 && AreWord(text, 2)
        : text.StartsWith("mi-", StringComparison.Ordinal) && text.Length == 20 && AreWord(text, 3);

    private static bool IsTypeName(string text) =>
        (text.StartsWith("AWS:", StringComparison.Ordinal) || text.StartsWith("Custom:", StringComparison.Ordinal))
        && text.IndexOfAny(s_lineEnds) < 0;

    private static bool IsSchemaVersion(string text)
    {
        int dot = text.IndexOf('.');
        return dot is >= 1 and <= 6 && text.Length - dot - 1 is >= 1 and <= 6
            && Number(text, 0, dot) >= 0 && Number(text, dot + 1, text.Length - dot - 1) >= 0;
    }

    private static bool IsCaptureTime(string text) =>
        text.Length == 20
        && text.StartsWith("20", StringComparison.Ordinal)
        && text[4] == '-' && text[7] == '-' && text[10] == 'T' && text[13] == ':' && text[16] == ':' && text[19] == 'Z'
        && Number(text, 2, 2) >= 0
        && Number(text, 5, 2) is >= 1 and <= 12
        && Number(text, 8, 2) is >= 1 and <= 31
        && Number(text, 11, 2) is >= 0 and <= 23
        && Number(text, 14, 2) is >= 0 and <= 59
        && Number(text, 17, 2) is >= 0 and <= 59;

    private static bool IsUuid(string text)
    {
        for (int at = 0; at < text.Length; at++)
        {
            bool isValid = at is 8 or 13 or 18 or 23
                ? text[at] == '-'
                : text[at] is (>= 'a' and <= 'f') or (>= '0' and <= '9');
            if (!isValid)
            {
                return false;
            }
        }

        return text.Length == 36;
    }

    private static bool AreWord(string text, int start)
    {
        for (int at = start; at < text.Length; at++)
        {
            if (text[at] is not ((>= '0' and <= '9') or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') or '_'))
            {
                return false;
            }
        }

        return true;
    }

    // The number that ASCII digits write; -1 for other text.
    private static int Number(string text, int start, int length)
    {
        int number = 0;
        for (int at = start; at < start + length; at++)
        {
            if (text[at] is not (>= '0' and <= '9'))
            {
                return -1;
            }

            number = (number * 10) + (text[at] - '0');
        }

        return number;
    }
}
