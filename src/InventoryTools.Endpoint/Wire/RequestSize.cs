using System.Text.Json;
using InventoryTools.Model;

namespace InventoryTools.Endpoint.Wire;

/// <summary>
/// The limit of the values in a request. Four megabytes of empty structures would become a hundred times their size in
/// memory.
/// </summary>
internal static class RequestSize
{
    /// <summary>
    /// The maximum number of values. The largest call has 1 MB of content, of which an attribute takes 7 bytes or more.
    /// </summary>
    public const int MaxValues = 250_000;

    private static readonly JsonReaderOptions s_options = new() { MaxDepth = 64 };

    /// <summary>Counts the values, without making any of them.</summary>
    /// <exception cref="InventoryFaultException">The request has too many values.</exception>
    public static void Check(byte[] body)
    {
        // A value and what follows it take two bytes.
        if (body.Length < 2 * MaxValues)
        {
            return;
        }

        Utf8JsonReader json = new(body, s_options);
        try
        {
            for (int values = 0; json.Read();)
            {
                bool isValue = json.TokenType is not (
                    JsonTokenType.PropertyName or JsonTokenType.EndArray or JsonTokenType.EndObject);
                if (isValue && ++values > MaxValues)
                {
                    throw new InventoryFaultException(new(
                        "RequestEntityTooLargeException",
                        413,
                        $"The request is too large: it has more than {NumberText.Grouped(MaxValues)} values."));
                }
            }
        }
        catch (JsonException)
        {
            // The reader of the request says what is wrong, and where.
        }
    }
}
