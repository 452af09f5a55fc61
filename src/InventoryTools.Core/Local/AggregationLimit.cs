using InventoryTools.Model;
using InventoryTools.Rules;
using InventoryTools.Service;

namespace InventoryTools.Local;

/// <summary>
/// The limits of one count, so that no request takes unlimited memory or time. AWS documents none of them.
/// See docs/service-behaviour.md.
/// </summary>
internal sealed class AggregationLimit
{
    /// <summary>The maximum number of attribute counts in a request, at all depths together.</summary>
    public const int Aggregators = QueryLimits.Aggregators;

    /// <summary>The maximum number of groups in a request.</summary>
    public const int Groups = QueryLimits.Groups;

    /// <summary>The maximum number of rows in an answer.</summary>
    public const int Rows = 50_000;

    /// <summary>The maximum number of combinations of attributes of several types, of all nodes together.</summary>
    public const long Combinations = 10_000_000;

    /// <summary>The maximum number of characters of the values in an answer.</summary>
    public const long Characters = 10_000_000;

    /// <summary>The maximum number of characters of all combinations, which take seconds.</summary>
    public const long CombinedCharacters = 500_000_000;

    private long _combinations;
    private long _combinedCharacters;
    private long _characters;
    private int _rows;

    /// <summary>Checks the number of combinations that one node has before they are made.</summary>
    /// <param name="instanceId">The node.</param>
    /// <param name="types">The number of different values for each type, and the number of their characters.</param>
    /// <exception cref="InventoryFaultException">There are too many.</exception>
    public void Check(string instanceId, IReadOnlyCollection<(int Count, long Characters)> types)
    {
        long product = types.Any(type => type.Count == 0) ? 0 : 1;
        foreach ((int count, _) in types)
        {
            product *= count;
            if (product > Rows)
            {
                throw Fault(
                    $"An aggregator combines attributes of {types.Count} types, of which {instanceId} alone "
                        + $"has at least {NumberText.Grouped(product)} combinations; the limit of an answer is "
                        + $"{NumberText.Grouped(Rows)} rows. Count by fewer types.");
            }
        }

        // Combined with one value, the combinations are at most the entries of the other type.
        if (product > 0 && types.Count(type => type.Count > 1) > 1)
        {
            _combinations += product;
            CheckTotal(_combinations, Combinations, "combinations");
            _combinedCharacters += types.Sum(type => type.Characters * (product / type.Count));
            CheckTotal(_combinedCharacters, CombinedCharacters, "characters in their combinations");
        }

        void CheckTotal(long total, long limit, string what)
        {
            if (total > limit)
            {
                throw Fault(
                    $"An aggregator combines attributes of {types.Count} types, of which the nodes up to {instanceId} "
                        + $"have {NumberText.Grouped(total)} {what}; the limit is {NumberText.Grouped(limit)}. Count "
                        + "by fewer types, or choose fewer nodes by a filter.");
            }
        }
    }

    /// <summary>Counts one more row of the answer.</summary>
    /// <exception cref="InventoryFaultException">There are too many, or they are too long.</exception>
    public void AddRow(string values)
    {
        CheckTotal(++_rows, Rows, "rows");
        CheckTotal(_characters += values.Length, Characters, "characters");

        static void CheckTotal(long total, long limit, string what)
        {
            if (total > limit)
            {
                throw Fault(
                    $"The answer would have at least {NumberText.Grouped(total)} {what}; the limit is "
                        + $"{NumberText.Grouped(limit)}. Count by fewer attributes, or choose fewer nodes by a "
                        + "filter.");
            }
        }
    }

    private static InventoryFaultException Fault(string message) =>
        FaultFactory.Exception(FaultCode.InvalidAggregator, message);
}
