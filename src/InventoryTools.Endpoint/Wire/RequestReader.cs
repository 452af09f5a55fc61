using System;
using System.Collections.Generic;
using InventoryTools.Files;
using InventoryTools.Rules;
using InventoryTools.Service;

namespace InventoryTools.Endpoint.Wire;

/// <summary>Reads the requests that ask, and the one that deletes.</summary>
internal static class RequestReader
{
    /// <exception cref="InventoryFaultException">The body has not the shape of a request.</exception>
    public static ParsedRequest<GetInventoryRequest> ReadGetInventory(byte[] body)
    {
        JsonRequestReader reader = new(body);
        GetInventoryRequest request = new();
        HashSet<string> seen = new(StringComparer.Ordinal);
        reader.BeginStructure();
        while (reader.NextMember(seen, out string name))
        {
            switch (name)
            {
                case "Filters" when !reader.IsNull:
                    request = request with { Filters = ReadFilters(ref reader) };
                    break;
                case "Aggregators" when !reader.IsNull:
                    request = request with { Aggregators = ReadAggregators(ref reader) };
                    break;
                case "ResultAttributes" when !reader.IsNull:
                    request = request with { ResultTypeName = ReadResultTypeName(ref reader) };
                    break;
                case "NextToken":
                    request = request with { NextToken = reader.ReadText() };
                    break;
                case "MaxResults":
                    request = request with { MaxResults = reader.ReadNumber() };
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return End(ref reader, request);
    }

    /// <exception cref="InventoryFaultException">The body has not the shape of a request.</exception>
    public static ParsedRequest<ListInventoryEntriesRequest> ReadListInventoryEntries(byte[] body)
    {
        JsonRequestReader reader = new(body);
        ListInventoryEntriesRequest request = new(null!, null!);
        HashSet<string> seen = new(StringComparer.Ordinal);
        reader.BeginStructure();
        while (reader.NextMember(seen, out string name))
        {
            switch (name)
            {
                case "InstanceId":
                    request = request with { InstanceId = reader.ReadText()! };
                    break;
                case "TypeName":
                    request = request with { TypeName = reader.ReadText()! };
                    break;
                case "Filters" when !reader.IsNull:
                    request = request with { Filters = ReadFilters(ref reader) };
                    break;
                case "NextToken":
                    request = request with { NextToken = reader.ReadText() };
                    break;
                case "MaxResults":
                    request = request with { MaxResults = reader.ReadNumber() };
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return End(ref reader, request);
    }

    /// <exception cref="InventoryFaultException">The body has not the shape of a request.</exception>
    public static ParsedRequest<GetInventorySchemaRequest> ReadGetInventorySchema(byte[] body)
    {
        JsonRequestReader reader = new(body);
        GetInventorySchemaRequest request = new();
        HashSet<string> seen = new(StringComparer.Ordinal);
        reader.BeginStructure();
        while (reader.NextMember(seen, out string name))
        {
            switch (name)
            {
                case "TypeName":
                    request = request with { TypeName = reader.ReadText() };
                    break;
                case "Aggregator":
                    request = request with { Aggregator = reader.ReadBoolean() };
                    break;
                case "SubType":
                    request = request with { SubType = reader.ReadBoolean() };
                    break;
                case "NextToken":
                    request = request with { NextToken = reader.ReadText() };
                    break;
                case "MaxResults":
                    request = request with { MaxResults = reader.ReadNumber() };
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return End(ref reader, request);
    }

    /// <exception cref="InventoryFaultException">The body has not the shape of a request.</exception>
    public static ParsedRequest<DeleteInventoryRequest> ReadDeleteInventory(byte[] body)
    {
        JsonRequestReader reader = new(body);
        DeleteInventoryRequest request = new(null!);
        HashSet<string> seen = new(StringComparer.Ordinal);
        reader.BeginStructure();
        while (reader.NextMember(seen, out string name))
        {
            switch (name)
            {
                case "TypeName":
                    request = request with { TypeName = reader.ReadText()! };
                    break;
                case "SchemaDeleteOption":
                    request = request with { SchemaDeleteOption = reader.ReadName<SchemaDeleteOption>() };
                    break;
                case "DryRun":
                    request = request with { DryRun = reader.ReadBoolean() };
                    break;
                case "ClientToken":
                    request = request with { ClientToken = reader.ReadText() };
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return End(ref reader, request);
    }

    /// <exception cref="InventoryFaultException">The body has not the shape of a request.</exception>
    public static ParsedRequest<DescribeInventoryDeletionsRequest> ReadDescribeInventoryDeletions(byte[] body)
    {
        JsonRequestReader reader = new(body);
        DescribeInventoryDeletionsRequest request = new();
        HashSet<string> seen = new(StringComparer.Ordinal);
        reader.BeginStructure();
        while (reader.NextMember(seen, out string name))
        {
            switch (name)
            {
                case "DeletionId":
                    request = request with { DeletionId = reader.ReadText() };
                    break;
                case "NextToken":
                    request = request with { NextToken = reader.ReadText() };
                    break;
                case "MaxResults":
                    request = request with { MaxResults = reader.ReadNumber() };
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return End(ref reader, request);
    }

    private static ParsedRequest<T> End<T>(ref JsonRequestReader reader, T request)
    {
        reader.End();
        reader.ExpectEnd();
        return new ParsedRequest<T>(request, reader.Violations);
    }

    private static List<InventoryFilter> ReadFilters(ref JsonRequestReader reader)
    {
        List<InventoryFilter> filters = [];
        reader.BeginList();
        while (reader.NextElement(filters.Count))
        {
            filters.Add(reader.IsNull ? null! : ReadFilter(ref reader));
        }

        reader.End();
        return filters;
    }

    private static InventoryFilter ReadFilter(ref JsonRequestReader reader)
    {
        InventoryFilter filter = new(null!, null!);
        HashSet<string> seen = new(StringComparer.Ordinal);
        reader.BeginStructure();
        while (reader.NextMember(seen, out string name))
        {
            switch (name)
            {
                case "Key":
                    filter = filter with { Key = reader.ReadText()! };
                    break;
                case "Values" when !reader.IsNull:
                    filter = filter with { Values = ReadTexts(ref reader) };
                    break;
                case "Type":
                    filter = filter with { Operator = reader.ReadName<FilterOperator>() };
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        reader.End();
        return filter;
    }

    private static List<string> ReadTexts(ref JsonRequestReader reader)
    {
        List<string> texts = [];
        reader.BeginList();
        while (reader.NextElement(texts.Count))
        {
            texts.Add(reader.ReadText()!);
        }

        reader.End();
        return texts;
    }

    private static List<InventoryAggregator> ReadAggregators(ref JsonRequestReader reader)
    {
        List<InventoryAggregator> aggregators = [];
        reader.BeginList();
        while (reader.NextElement(aggregators.Count))
        {
            aggregators.Add(reader.IsNull ? null! : ReadAggregator(ref reader));
        }

        reader.End();
        return aggregators;
    }

    private static InventoryAggregator ReadAggregator(ref JsonRequestReader reader)
    {
        InventoryAggregator aggregator = new(null);
        HashSet<string> seen = new(StringComparer.Ordinal);
        reader.BeginStructure();
        while (reader.NextMember(seen, out string name))
        {
            switch (name)
            {
                case "Expression":
                    aggregator = aggregator with { Expression = reader.ReadText() };
                    break;
                case "Aggregators" when !reader.IsNull:
                    aggregator = aggregator with { Aggregators = ReadAggregators(ref reader) };
                    break;
                case "Groups" when !reader.IsNull:
                    aggregator = aggregator with { Groups = ReadGroups(ref reader) };
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        reader.End();
        return aggregator;
    }

    private static List<InventoryGroup> ReadGroups(ref JsonRequestReader reader)
    {
        List<InventoryGroup> groups = [];
        reader.BeginList();
        while (reader.NextElement(groups.Count))
        {
            groups.Add(reader.IsNull ? null! : ReadGroup(ref reader));
        }

        reader.End();
        return groups;
    }

    private static InventoryGroup ReadGroup(ref JsonRequestReader reader)
    {
        InventoryGroup group = new(null!, null!);
        HashSet<string> seen = new(StringComparer.Ordinal);
        reader.BeginStructure();
        while (reader.NextMember(seen, out string name))
        {
            switch (name)
            {
                case "Name":
                    group = group with { Name = reader.ReadText()! };
                    break;
                case "Filters" when !reader.IsNull:
                    group = group with { Filters = ReadFilters(ref reader) };
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        reader.End();
        return group;
    }

    // The list takes exactly one element, so a request holds one type.
    private static string? ReadResultTypeName(ref JsonRequestReader reader)
    {
        List<string?> typeNames = [];
        reader.BeginList();
        while (reader.NextElement(typeNames.Count))
        {
            if (reader.IsNull)
            {
                reader.RefuseNull();
                typeNames.Add(null);
            }
            else
            {
                typeNames.Add(ReadResultAttribute(ref reader));
            }
        }

        reader.End();
        if (typeNames.Count != 1)
        {
            string bound = typeNames.Count == 0 ? "greater than or equal to 1" : "less than or equal to 1";
            reader.Refuse(ConstraintViolation.Print(typeNames), $"Member must have length {bound}");
        }

        return typeNames.Count == 0 ? null : typeNames[0];
    }

    private static string? ReadResultAttribute(ref JsonRequestReader reader)
    {
        string? typeName = null;
        HashSet<string> seen = new(StringComparer.Ordinal);
        reader.BeginStructure();
        while (reader.NextMember(seen, out string name))
        {
            if (name == "TypeName")
            {
                typeName = reader.ReadText();
            }
            else
            {
                reader.Skip();
            }
        }

        reader.End();
        if (typeName is null)
        {
            reader.RefuseNull("typeName");
        }

        return typeName;
    }
}
