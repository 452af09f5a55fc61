using InventoryTools.Model;
using InventoryTools.Rules;
using InventoryTools.Service;

namespace InventoryTools.Reading;

/// <summary>Finds the types to read: the named ones, and for wildcards those that the service lists.</summary>
internal sealed class TypeFinder(CountedCalls calls)
{
    // AWS does not list them, though nodes have them. Source: docs/service-behaviour.md, Reading.
    private static readonly string[] s_unlisted =
    [
        .. AwsInventoryType.All.Where(type => !type.IsListed).Select(type => type.TypeName),
        TypeNames.InstanceInformation,
    ];

    private Dictionary<string, string[]>? _listed;

    /// <summary>The types, in ordinal order. The list of the service is read at most once.</summary>
    public IReadOnlyList<string> Find(NameSelection? names, CancellationToken cancellationToken)
    {
        // Text that can't be the name of a type is not sent.
        string[] named = [.. (names?.Literals ?? [])
            .Select(name => AwsInventoryType.Find(name, StringComparison.OrdinalIgnoreCase)?.TypeName ?? name)
            .Where(name => ModelPattern.TypeName.IsMatch(name))];
        string[] found = names is { IsLiteral: true }
            ? []
            : [.. Listed(cancellationToken).Keys.Concat(s_unlisted).Where(name => names?.Matches(name) != false)];
        return [.. found
            .Concat(named.Where(name => !found.Contains(name, StringComparer.OrdinalIgnoreCase)))
            .Distinct(StringComparer.Ordinal)
            .OrderBy(name => name, StringComparer.Ordinal)];
    }

    /// <summary>True for a type that is read though the service does not list it.</summary>
    public bool IsUnlisted(string typeName) =>
        _listed?.ContainsKey(typeName) == false && s_unlisted.Contains(typeName, StringComparer.Ordinal);

    /// <summary>
    /// The attributes of a type at all of its versions; null for a type that the service does not know. The documented
    /// types are not asked for.
    /// </summary>
    public IReadOnlyList<string>? FindAttributes(string typeName, CancellationToken cancellationToken)
    {
        if (AwsInventoryType.Find(typeName, StringComparison.OrdinalIgnoreCase) is AwsInventoryType documented)
        {
            return [.. documented.Attributes.Select(attribute => attribute.Name)];
        }

        if (_listed is null
            && ModelPattern.TypeName.IsMatch(typeName)
            && Ask(typeName, cancellationToken) is string[] asked)
        {
            return asked;
        }

        return Listed(cancellationToken)
            .FirstOrDefault(type => type.Key.Equals(typeName, StringComparison.OrdinalIgnoreCase)).Value;
    }

    private string[]? Ask(string typeName, CancellationToken cancellationToken)
    {
        try
        {
            return Attributes(calls.GetInventorySchema(typeName, cancellationToken).SelectMany(page => page.Schemas)
                .Where(schema => schema.TypeName == typeName));
        }
        catch (InventoryFaultException fault) when (fault.Code == FaultCode.InvalidTypeName)
        {
            return null;
        }
    }

    private Dictionary<string, string[]> Listed(CancellationToken cancellationToken) =>
        _listed ??= calls.GetInventorySchema(null, cancellationToken)
            .SelectMany(page => page.Schemas)
            .Where(schema => ModelPattern.TypeName.IsMatch(schema.TypeName))
            .GroupBy(schema => schema.TypeName, StringComparer.Ordinal)
            .ToDictionary(type => type.Key, Attributes, StringComparer.Ordinal);

    private static string[] Attributes(IEnumerable<InventoryItemSchema> schemas) =>
    [
        .. schemas.SelectMany(schema => schema.Attributes).Select(attribute => attribute.Name)
            .Distinct(StringComparer.Ordinal),
    ];
}
