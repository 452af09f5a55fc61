using InventoryTools.Service;

namespace InventoryTools.Rules;

/// <summary>
/// Checks requests against the constraints of the service's model: lengths, patterns, counts, and required members.
/// The service checks them before it looks at what a request means.
/// Source: service model (botocore ssm 2014-11-06).
/// </summary>
/// <remarks>
/// A request that was read is empty where a required member is missing; the paths are passed beside it.
/// </remarks>
internal static class RequestConstraints
{
    public static IReadOnlyList<ConstraintViolation> Check(
        PutInventoryRequest request, IReadOnlyCollection<string>? missing = null)
    {
        ConstraintCollector list = new(missing);
        list.RequiredPattern("instanceId", request.InstanceId, ModelPattern.InstanceId);
        if (list.Required("items", request.Items))
        {
            list.Count(
                "items",
                request.Items.Count,
                InventoryRules.CallItemCount.Minimum,
                InventoryRules.CallItemCount.Maximum,
                request.Items.Select(item => item?.TypeName),
                "typeName");
            list.Elements("items", request.Items, item => ItemConstraints.Check(list, item));
        }

        return list.Violations;
    }

    public static IReadOnlyList<ConstraintViolation> Check(
        GetInventoryRequest request, IReadOnlyCollection<string>? missing = null)
    {
        ConstraintCollector list = new(missing);
        QueryConstraints.Check(list, "filters", request.Filters);
        QueryConstraints.Check(list, "aggregators", request.Aggregators);
        if (request.ResultTypeName is not null)
        {
            ItemConstraints.CheckTypeName(list, "resultAttributes.1.member.typeName", request.ResultTypeName);
        }

        list.Number("maxResults", request.MaxResults, 1, QueryLimits.PageSize);
        return list.Violations;
    }

    public static IReadOnlyList<ConstraintViolation> Check(
        ListInventoryEntriesRequest request, IReadOnlyCollection<string>? missing = null)
    {
        ConstraintCollector list = new(missing);
        list.RequiredPattern("instanceId", request.InstanceId, ModelPattern.InstanceId);
        CheckTypeName(list, request.TypeName);
        QueryConstraints.Check(list, "filters", request.Filters);
        list.Number("maxResults", request.MaxResults, 1, QueryLimits.PageSize);
        return list.Violations;
    }

    public static IReadOnlyList<ConstraintViolation> Check(
        GetInventorySchemaRequest request, IReadOnlyCollection<string>? missing = null)
    {
        ConstraintCollector list = new(missing);
        list.Text("typeName", request.TypeName, null, InventoryRules.TypeNameLength.Maximum);
        list.Number("maxResults", request.MaxResults, QueryLimits.MinSchemaPageSize, QueryLimits.SchemaPageSize);
        return list.Violations;
    }

    public static IReadOnlyList<ConstraintViolation> Check(
        DeleteInventoryRequest request, IReadOnlyCollection<string>? missing = null)
    {
        ConstraintCollector list = new(missing);
        CheckTypeName(list, request.TypeName);
        list.Pattern("clientToken", request.ClientToken, ModelPattern.Uuid);
        return list.Violations;
    }

    public static IReadOnlyList<ConstraintViolation> Check(
        DescribeInventoryDeletionsRequest request, IReadOnlyCollection<string>? missing = null)
    {
        ConstraintCollector list = new(missing);
        list.Pattern("deletionId", request.DeletionId, ModelPattern.Uuid);
        list.Number("maxResults", request.MaxResults, 1, QueryLimits.PageSize);
        return list.Violations;
    }

    private static void CheckTypeName(ConstraintCollector list, string? typeName)
    {
        if (list.Required("typeName", typeName))
        {
            ItemConstraints.CheckTypeName(list, "typeName", typeName);
        }
    }
}
