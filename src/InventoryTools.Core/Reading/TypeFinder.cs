using InventoryTools.Model;
using InventoryTools.Rules;

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

    private HashSet<string>? _listed;

    /// <summary>The types, in ordinal order. The list of the service is read at most once.</summary>
    public IReadOnlyList<string> Find(NameSelection? names, CancellationToken cancellationToken)
    {
        // Text that can't be the name of a type is not sent.
        string[] named = [.. (names?.Literals ?? [])
            .Select(name => AwsInventoryType.Find(name, StringComparison.OrdinalIgnoreCase)?.TypeName ?? name)
            .Where(name => ModelPattern.TypeName.IsMatch(name))];
        string[] found = names is { IsLiteral: true }
            ? []
            : [.. Listed(cancellationToken).Concat(s_unlisted).Where(name => names?.Matches(name) != false)];
        return [.. found
            .Concat(named.Where(name => !found.Contains(name, StringComparer.OrdinalIgnoreCase)))
            .Distinct(StringComparer.Ordinal)
            .OrderBy(name => name, StringComparer.Ordinal)];
    }

    /// <summary>True for a type that is read though the service does not list it.</summary>
    public bool IsUnlisted(string typeName) =>
        _listed?.Contains(typeName) == false && s_unlisted.Contains(typeName, StringComparer.Ordinal);

    private HashSet<string> Listed(CancellationToken cancellationToken)
    {
        if (_listed is not null)
        {
            return _listed;
        }

        HashSet<string> listed = new(StringComparer.Ordinal);
        listed.UnionWith(calls.GetInventorySchema(cancellationToken)
            .SelectMany(page => page.Schemas)
            .Select(schema => schema.TypeName)
            .Where(name => ModelPattern.TypeName.IsMatch(name)));
        return _listed = listed;
    }
}
