using InventoryTools.Errors;
using InventoryTools.Reading;

namespace InventoryTools.Writing;

/// <summary>The types and nodes that were asked for by their exact names, and were not found yet.</summary>
internal sealed class MissingNames
{
    private readonly HashSet<string> _types;
    private readonly HashSet<string> _nodes;

    /// <param name="types">The exact names of types.</param>
    /// <param name="nodes">The exact IDs of nodes.</param>
    public MissingNames(IEnumerable<string> types, IEnumerable<string> nodes)
    {
        _types = new(types, StringComparer.OrdinalIgnoreCase);
        _nodes = new(nodes, StringComparer.Ordinal);
    }

    /// <param name="query">The query that asks for them.</param>
    public MissingNames(InventoryQuery query)
        : this(query.TypeNames?.Literals ?? [], query.InstanceIds?.Literals ?? [])
    {
    }

    /// <summary>True when all were found.</summary>
    public bool IsEmpty => _types.Count == 0 && _nodes.Count == 0;

    /// <summary>The types.</summary>
    public IReadOnlyCollection<string> Types => _types;

    /// <summary>The nodes.</summary>
    public IReadOnlyCollection<string> Nodes => _nodes;

    /// <summary>Removes the names of an item.</summary>
    public void Found(InventoryItem item)
    {
        _types.Remove(item.TypeName);
        _nodes.Remove(item.InstanceId ?? "");
    }

    /// <summary>Removes the names that a fault concerns. It says nothing about what is there.</summary>
    public void Except(ReadProblem problem)
    {
        _types.Remove(problem.TypeName ?? "");
        _nodes.ExceptWith(problem.InstanceIds);
    }

    /// <summary>Removes the names that can be those of a type or a node.</summary>
    public void KeepSwapped()
    {
        _types.RemoveWhere(name => !SwappedNames.IsNode(name));
        _nodes.RemoveWhere(id => !SwappedNames.IsType(id));
    }
}
