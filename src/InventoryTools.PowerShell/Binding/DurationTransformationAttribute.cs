using System.Globalization;
using System.Management.Automation;
using System.Text.RegularExpressions;

namespace InventoryTools.Binding;

/// <summary>Takes a duration as people write it, such as 200ms, 1.5s or 2m, or a TimeSpan.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class DurationTransformationAttribute : ArgumentTransformationAttribute
{
    private static readonly Regex s_duration = new(
        @"\A\s*([0-9]+(\.[0-9]+)?)\s*(ms|s|m)\s*\z", RegexOptions.IgnoreCase);

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        // To PowerShell 1.5s is a number with a suffix; as text it is still what was typed.
        string text = VisibleText.Of(LanguagePrimitives.ConvertTo<string>(inputData));
        Match match = s_duration.Match(text);
        TimeSpan duration = match.Success ? Duration(match) : Convert(inputData, text);
        return duration >= TimeSpan.Zero && duration <= TimeSpan.FromHours(1)
            ? duration
            : throw new ArgumentTransformationMetadataException(
                $"'{text}' is not between nothing and an hour. Write it as in 200ms, 1.5s or 2m.");
    }

    private static TimeSpan Duration(Match match)
    {
        double number = double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
        double milliseconds = match.Groups[3].Value.ToUpperInvariant() switch
        {
            "MS" => number,
            "S" => number * 1000,
            _ => number * 60 * 1000,
        };
        return TimeSpan.FromMilliseconds(Math.Min(milliseconds, int.MaxValue));
    }

    // A bare number would be ticks, which is not what a user means.
    private static TimeSpan Convert(object input, string text)
    {
        bool isNumber = LanguagePrimitives.TryConvertTo(
            input, typeof(double), CultureInfo.InvariantCulture, out object number);
        if (isNumber && (double)number != 0)
        {
            throw new ArgumentTransformationMetadataException(
                $"'{text}' has no unit. Write it as in 200ms, 1.5s or 2m.");
        }

        return LanguagePrimitives.TryConvertTo(
            input, typeof(TimeSpan), CultureInfo.InvariantCulture, out object duration)
            ? (TimeSpan)duration
            : throw new ArgumentTransformationMetadataException(
                $"'{text}' is not a duration. Write it as in 200ms, 1.5s or 2m.");
    }
}
