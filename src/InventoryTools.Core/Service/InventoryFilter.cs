using System.Collections.Generic;

namespace InventoryTools;

/// <summary>How an attribute is compared. The names are those of the API.</summary>
public enum FilterOperator
{
    /// <summary>Is one of the values.</summary>
    Equal,

    /// <summary>Is none of the values.</summary>
    NotEqual,

    /// <summary>Begins with one of the values.</summary>
    BeginWith,

    /// <summary>Is less than the value.</summary>
    LessThan,

    /// <summary>Is greater than the value.</summary>
    GreaterThan,

    /// <summary>Is there; only beside an aggregator.</summary>
    Exists,
}

/// <summary>One condition: any of the values.</summary>
/// <param name="Key">The attribute, such as <c>AWS:InstanceInformation.PlatformType</c>; 1 to 200 characters.</param>
/// <param name="Values">1 to 40 values.</param>
/// <param name="Operator">How they are compared; null leaves it to the service.</param>
public sealed record InventoryFilter(string Key, IReadOnlyList<string> Values, FilterOperator? Operator = null);
