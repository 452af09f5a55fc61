namespace InventoryTools.Rules;

/// <summary>The limits of requests that read. Source: service model (botocore ssm 2014-11-06).</summary>
internal static class QueryLimits
{
    /// <summary>The maximum and default number of results in a page, except for schemas.</summary>
    public const int PageSize = 50;

    /// <summary>The minimum number of schemas in a page.</summary>
    public const int MinSchemaPageSize = 50;

    /// <summary>The maximum and default number of schemas in a page.</summary>
    public const int SchemaPageSize = 200;

    /// <summary>The maximum number of filters in a request or a group.</summary>
    public const int Filters = 5;

    /// <summary>The maximum number of values of a filter.</summary>
    public const int FilterValues = 40;

    /// <summary>The maximum number of aggregators in one list.</summary>
    public const int Aggregators = 10;

    /// <summary>The maximum number of groups of an aggregator.</summary>
    public const int Groups = 15;

    /// <summary>The maximum length of a filter's key or of a group's name, in characters.</summary>
    public const int NameLength = 200;

    /// <summary>The maximum length of an aggregator's expression, in characters.</summary>
    public const int ExpressionLength = 1000;
}
