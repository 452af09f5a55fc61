namespace InventoryTools;

/// <summary>The operators that compare an attribute. The names are those of the API.</summary>
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

    /// <summary>The attribute exists; valid only with an aggregator.</summary>
    Exists,
}

/// <summary>A condition that any of the values meets.</summary>
/// <param name="Key">The attribute, such as <c>AWS:InstanceInformation.PlatformType</c>; 1 to 200 characters.</param>
/// <param name="Values">1 to 40 values.</param>
/// <param name="Operator">The operator; null for the default of the service.</param>
public sealed record InventoryFilter(string Key, IReadOnlyList<string> Values, FilterOperator? Operator = null);
