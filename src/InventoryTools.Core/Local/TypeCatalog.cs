using InventoryTools.Model;
using InventoryTools.Store;

namespace InventoryTools.Local;

/// <summary>The known types: those that AWS defines, and the custom types with a schema.</summary>
internal sealed class TypeCatalog(IStoreSnapshot store)
{
    private readonly HashSet<string> _custom = new(
        store.Schemas.Select(schema => schema.TypeName), StringComparer.Ordinal);

    /// <summary>All of them.</summary>
    public IEnumerable<string> TypeNames => AwsInventoryType.All.Select(type => type.TypeName).Concat(_custom);

    /// <summary>True when the type is known.</summary>
    public bool Contains(string typeName) => _custom.Contains(typeName) || AwsInventoryType.Find(typeName) is not null;

    /// <summary>
    /// The type and the attribute of a key such as <c>AWS:Application.Name</c>, or null. Names may contain dots
    /// themselves, so the longest known type is taken.
    /// </summary>
    public AttributeKey? Find(string key)
    {
        for (int dot = key.LastIndexOf('.'); dot > 0; dot = key.LastIndexOf('.', dot - 1))
        {
            string typeName = key.Substring(0, dot);
            if (dot < key.Length - 1 && Contains(typeName))
            {
                return new AttributeKey(typeName, key.Substring(dot + 1));
            }
        }

        return null;
    }
}

/// <summary>An attribute of a type.</summary>
internal sealed record AttributeKey(string TypeName, string Attribute);
