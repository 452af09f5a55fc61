using System.Text.RegularExpressions;

namespace InventoryTools.Rules;

/// <summary>
/// A pattern of the service's model. In .NET, <c>\w</c> and <c>$</c> match more than in the model, and <c>.</c> less.
/// Source: service model (botocore ssm 2014-11-06).
/// </summary>
internal sealed class ModelPattern
{
    private const string Hex = "[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}";

    public static readonly ModelPattern InstanceId = new(
        @"(^i-(\w{8}|\w{17})$)|(^mi-\w{17}$)", "i-([0-9A-Za-z_]{8}|[0-9A-Za-z_]{17})|mi-[0-9A-Za-z_]{17}");

    public static readonly ModelPattern TypeName = new("^(AWS|Custom):.*$", @"(AWS|Custom):[^\n\r\u2028\u2029]*");

    public static readonly ModelPattern SchemaVersion = new(
        @"^([0-9]{1,6})(\.[0-9]{1,6})$", @"[0-9]{1,6}\.[0-9]{1,6}");

    public static readonly ModelPattern CaptureTime = new(
        "^(20)[0-9][0-9]-(0[1-9]|1[012])-([12][0-9]|3[01]|0[1-9])(T)(2[0-3]|[0-1][0-9])(:[0-5][0-9])(:[0-5][0-9])(Z)$",
        "20[0-9][0-9]-(0[1-9]|1[012])-([12][0-9]|3[01]|0[1-9])T(2[0-3]|[0-1][0-9])(:[0-5][0-9])(:[0-5][0-9])Z");

    /// <summary>The UUID of client tokens and deletions.</summary>
    public static readonly ModelPattern Uuid = new(Hex, Hex);

    private readonly Regex _expression;

    private ModelPattern(string text, string expression)
    {
        Text = text;
        _expression = new Regex(@"\A(?:" + expression + @")\z");
    }

    /// <summary>The pattern as the model has it, for messages.</summary>
    public string Text { get; }

    /// <summary>True when the whole of a text matches.</summary>
    public bool IsMatch(string? value) => value is not null && _expression.IsMatch(value);
}
