using InventoryTools.Model;
using InventoryTools.Reading;
using InventoryTools.Service;

namespace InventoryTools.Writing;

/// <summary>
/// The attributes of the types of a store or a service, each asked for once. Where they can't be asked for, nothing is
/// said about what is absent.
/// </summary>
internal sealed class SchemaCache(IInventoryReader reader, InventoryCmdlet command)
{
    private readonly Dictionary<string, TypeSchema> _types = new(StringComparer.OrdinalIgnoreCase);
    private string[]? _names;

    /// <summary>The schema of a type, whose name is taken in any case.</summary>
    public TypeSchema Find(string typeName)
    {
        if (!_types.TryGetValue(typeName, out TypeSchema? schema))
        {
            IReadOnlyList<string>? attributes = null;
            bool isAsked = Ask(
                $"The attributes of {typeName}", () => attributes = reader.FindAttributes(typeName, command.StopToken));
            schema = new TypeSchema(isAsked, attributes);
            _types.Add(typeName, schema);
        }

        return schema;
    }

    /// <summary>The sentence about a key of a filter whose attribute is not known; null for none.</summary>
    /// <exception cref="InventoryFaultException">No known type has the key.</exception>
    public string? FindProblem(string key)
    {
        if (key.IndexOf(':') < 0)
        {
            return null;
        }

        (string typeName, string attribute, TypeSchema schema) = Split(key);
        return !schema.IsAsked ? null
            : schema.Attributes is null
                ? throw FaultFactory.UnknownAttribute(
                    FaultCode.InvalidFilter, $"filter '{key}'", ProposeType(typeName))
                : FindProblem(key, typeName, attribute, schema.Attributes);
    }

    /// <summary>
    /// The question that proposes a known type or attribute in place of those of an expression; empty for none.
    /// </summary>
    public string ProposeExpression(string expression)
    {
        (string typeName, string attribute, TypeSchema schema) = Split(expression);
        return !schema.IsAsked ? ""
            : schema.Attributes is null ? ProposeType(typeName)
            : NearestNames.Question(
                NearestNames.Find(attribute, schema.Attributes).Select(name => $"{typeName}.{name}"));
    }

    // Types and attributes may have dots of their own: a known type counts, else the longest name.
    private (string TypeName, string Attribute, TypeSchema Schema) Split(string key)
    {
        for (int dot = key.LastIndexOf('.'); dot > 0; dot = key.LastIndexOf('.', dot - 1))
        {
            string typeName = key.Substring(0, dot);
            TypeSchema schema = Find(typeName);
            if (!schema.IsAsked || schema.Attributes is not null)
            {
                return (typeName, key.Substring(dot + 1), schema);
            }
        }

        int last = key.LastIndexOf('.');
        return (last > 0 ? key.Substring(0, last) : key, "", new TypeSchema(true, null));
    }

    private static string? FindProblem(string key, string typeName, string attribute, IReadOnlyList<string> known)
    {
        string? documented = AwsInventoryType.Find(typeName, StringComparison.OrdinalIgnoreCase)?.TypeName;
        return known.Contains(attribute, StringComparer.Ordinal)
            ? null
            : $"The filter '{key}' names no attribute of {documented ?? typeName} that is "
                + $"{(documented is null ? "known" : "documented")}. Case matters."
                + $"{NearestNames.Question(attribute, known)} "
                + $"Get-InventorySchema {documented ?? typeName} lists them.";
    }

    /// <summary>The question that proposes a known type in place of one that is not; empty for none.</summary>
    public string ProposeType(string typeName)
    {
        // A known type may have no items; then it is not misspelt.
        if (AwsInventoryType.Find(typeName, StringComparison.OrdinalIgnoreCase) is not null)
        {
            return "";
        }

        string[] names = List();
        return reader is StoreReader && names.Contains(typeName, StringComparer.OrdinalIgnoreCase)
            ? ""
            : NearestNames.Question(typeName, names);
    }

    /// <summary>The question that proposes types with an attribute, or with the nearest; empty for none.</summary>
    public string ProposeKey(string attribute)
    {
        (string Key, string Name)[] known =
        [
            .. Names(null).SelectMany(
                type => Find(type).Attributes ?? [], (type, name) => ($"{type}.{name}", name)),
        ];
        string[] same = [.. known.Where(one => one.Name == attribute).Select(one => one.Key)];
        string[] near = NearestNames.Find(attribute, known.Select(one => one.Name));
        return NearestNames.Question(
            same.Length > 0 ? same : known.Where(one => near.Contains(one.Name)).Select(one => one.Key));
    }

    /// <summary>The types that are selected, as they are named or in ordinal order; null for all.</summary>
    public IEnumerable<string> Names(NameSelection? selected) => selected is { IsLiteral: true }
        ? selected.Literals
        : List().Where(name => selected?.Matches(name) != false).OrderBy(name => name, StringComparer.Ordinal);

    private string[] List()
    {
        if (_names is null)
        {
            string[] names = [.. AwsInventoryType.All.Select(type => type.TypeName)];
            Ask("The types", () => names = [.. reader.ListTypes(command.StopToken)]);
            _names = names;
        }

        return _names;
    }

    private bool Ask(string what, Action ask) => command.Use(() =>
    {
        try
        {
            ask();
            return true;
        }
        catch (Exception error) when (error is InventoryServiceException or InventoryStoreException)
        {
            command.WriteVerbose($"{what} could not be asked for. {error.Message}");
            return false;
        }
    });
}

/// <summary>The schema of a type.</summary>
/// <param name="IsAsked">False where it could not be asked for.</param>
/// <param name="Attributes">The attributes at all versions; null where the type is not known.</param>
internal sealed record TypeSchema(bool IsAsked, IReadOnlyList<string>? Attributes);
