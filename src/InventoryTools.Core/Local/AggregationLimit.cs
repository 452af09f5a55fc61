using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using InventoryTools.Service;

namespace InventoryTools.Local;

/// <summary>
/// The limits of one count, so that no request takes unlimited memory or time. AWS documents none of them.
/// See docs/service-behaviour.md.
/// </summary>
internal sealed class AggregationLimit
{
    /// <summary>The maximum number of attribute counts in a request at all depths: the model's limit of one list.</summary>
    public const int Aggregators = 10;

    /// <summary>The maximum number of groups in a request: what the model allows in one list.</summary>
    public const int Groups = 15;

    /// <summary>The maximum number of rows in an answer.</summary>
    public const int Rows = 50_000;

    /// <summary>The maximum number of combinations of attributes of several types, of all nodes together.</summary>
    public const long Combinations = 10_000_000;

    private long _combinations;
    private int _rows;

    /// <summary>Checks the number of combinations that one node has before they are made.</summary>
    /// <param name="instanceId">The node.</param>
    /// <param name="counts">The number of different values for each type.</param>
    /// <exception cref="InventoryFaultException">There are too many.</exception>
    public void Check(string instanceId, IReadOnlyCollection<int> counts)
    {
        long product = counts.Contains(0) ? 0 : 1;
        foreach (int count in counts)
        {
            product *= count;
            if (product > Rows)
            {
                throw Fault(
                    $"An aggregator combines attributes of {counts.Count} types, of which {instanceId} alone has at least {Number(product)} combinations; the limit of an answer is {Number(Rows)} rows. Count by fewer types.");
            }
        }

        // Combined with one value, the combinations are at most the entries of the other type.
        if (counts.Count(count => count > 1) > 1 && (_combinations += product) > Combinations)
        {
            throw Fault(
                $"An aggregator combines attributes of {counts.Count} types, of which the nodes up to {instanceId} have {Number(_combinations)} combinations; the limit is {Number(Combinations)}. Count by fewer types, or choose fewer nodes by a filter.");
        }
    }

    /// <summary>Counts one more row of the answer.</summary>
    /// <exception cref="InventoryFaultException">There are too many.</exception>
    public void AddRow()
    {
        if (++_rows > Rows)
        {
            throw Fault(
                $"The answer would have at least {Number(_rows)} rows; the limit is {Number(Rows)}. Count by fewer attributes, or choose fewer nodes by a filter.");
        }
    }

    private static InventoryFaultException Fault(string message) =>
        FaultFactory.Exception(FaultCode.InvalidAggregator, message);

    private static string Number(long number) => number.ToString("#,##0", CultureInfo.InvariantCulture);
}
