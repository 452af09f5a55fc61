using System.Text.RegularExpressions;

namespace InventoryTools.Rules;

/// <summary>
/// The patterns of the service's model, with what .NET would read differently written out: <c>\w</c> and <c>$</c>
/// mean more here, <c>.</c> less.
/// </summary>
internal static class ModelPatterns
{
    public static readonly Regex InstanceId = new(@"\A(i-([0-9A-Za-z_]{8}|[0-9A-Za-z_]{17})|mi-[0-9A-Za-z_]{17})\z");

    public static readonly Regex TypeName = new(@"\A(AWS|Custom):[^\n\r\u2028\u2029]*\z");

    public static readonly Regex SchemaVersion = new(@"\A[0-9]{1,6}\.[0-9]{1,6}\z");

    public static readonly Regex CaptureTime = new(
        @"\A20[0-9][0-9]-(0[1-9]|1[012])-([12][0-9]|3[01]|0[1-9])T(2[0-3]|[0-1][0-9])(:[0-5][0-9])(:[0-5][0-9])Z\z");

    /// <summary>The model's UUID, of client tokens and deletions.</summary>
    public static readonly Regex Uuid = new(@"\A[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}\z");

    /// <summary><see cref="Uuid"/> as the model has it.</summary>
    public const string UuidText = "[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}";
}
