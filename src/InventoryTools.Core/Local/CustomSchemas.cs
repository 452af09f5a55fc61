using InventoryTools.Model;
using InventoryTools.Rules;
using InventoryTools.Service;
using InventoryTools.Store;

namespace InventoryTools.Local;

/// <summary>
/// The account's schemas of custom types. The first item of a type makes its schema, and every new attribute extends
/// it. Attributes are counted and compared within one schema version, so that a new version can replace a bad name.
/// </summary>
internal sealed class CustomSchemas(IStoreTransaction store)
{
    private string? _typeName;
    private string? _version;
    private StoredSchema? _known;
    private StoredSchema? _disabled;
    private InventoryItem? _covered; // the item that was found to be covered by the schema last

    /// <summary>
    /// Checks an item by the account's schemas; null when it is valid. The hash alone decides about an item without
    /// content, because its version may be that of another item.
    /// </summary>
    public StoreWriteResult? Validate(InventoryItem item)
    {
        if (!TypeNames.IsCustom(item.TypeName) || item.Content is null)
        {
            return null;
        }

        Find(item);
        if (_disabled is not null)
        {
            return new StoreWriteResult(
                null,
                Ignored: $"The inventory item with type name {item.TypeName} was sent with a disabled schema version "
                    + $"{item.SchemaVersion}. You must send a version greater than {_disabled.Version}.");
        }

        return !HasNewNames(item) ? null : FindFault(item) is InventoryFault fault ? new(null, fault) : null;
    }

    /// <summary>Extends the schema by the attributes of an item that was written.</summary>
    public void Extend(InventoryItem item)
    {
        if (ReferenceEquals(item, _covered) || !TypeNames.IsCustom(item.TypeName) || item.Content is null)
        {
            return;
        }

        Find(item);
        if (HasNewNames(item))
        {
            string[] names = [.. _known?.Attributes ?? [], .. NewNames(item)];
            store.SaveSchema(new StoredSchema(item.TypeName, item.SchemaVersion, names, IsDisabled: false));
            _typeName = null;
        }
    }

    // The items of a call or of a batch nearly always have the same types, one after the other.
    private void Find(InventoryItem item)
    {
        if (item.TypeName == _typeName && item.SchemaVersion == _version)
        {
            return;
        }

        (_typeName, _version) = (item.TypeName, item.SchemaVersion);
        (_known, _disabled) = (null, null);
        IReadOnlyList<StoredSchema> schemas = store.Schemas;
        for (int i = 0; i < schemas.Count; i++)
        {
            StoredSchema schema = schemas[i];
            if (schema.TypeName == item.TypeName)
            {
                _known ??= schema.Version == item.SchemaVersion ? schema : null;
                _disabled ??= schema.IsDisabled
                    && SchemaVersionComparer.Compare(item.SchemaVersion, schema.Version) <= 0 ? schema : null;
            }
        }
    }

    // True for an item that is not wholly covered by the schema. Without a schema, even an item without names is new.
    private bool HasNewNames(InventoryItem item)
    {
        _covered = null;
        for (int i = 0; i < item.Content!.Count; i++)
        {
            if (_known?.Covers(item.Content[i]) != true)
            {
                return true;
            }
        }

        _covered = _known is null ? null : item;
        return _known is null;
    }

    private InventoryFault? FindFault(InventoryItem item)
    {
        if (_known is null
            && Count(item.TypeName) is int others
            && others >= InventoryRules.CustomTypeCount.Maximum)
        {
            return FaultFactory.Of(
                FaultCode.CustomSchemaCountLimitExceeded,
                $"You have exceeded the limit for custom schemas: there are {NumberText.Of(others)} custom "
                    + "types. Delete one of them and try again.");
        }

        List<string> added = NewNames(item);
        foreach (string name in added)
        {
            if (_known?.FindSpelling(name) is string spelling)
            {
                return FaultFactory.Of(
                    FaultCode.InvalidItemContent,
                    $"The attribute '{name}' of {item.TypeName} {item.SchemaVersion} is known as '{spelling}'. "
                        + "Spell it that way, or send a greater schema version.",
                    item.TypeName);
            }
        }

        int attributes = added.Count + (_known?.Attributes.Count ?? 0);
        return attributes > InventoryRules.CustomTypeAttributeCount.Maximum
            ? FaultFactory.Of(
                FaultCode.InvalidItemContent,
                $"{item.TypeName} {item.SchemaVersion} would have {NumberText.Of(attributes)} attributes in "
                    + $"all; a custom type has at most {InventoryRules.CustomTypeAttributeCount.Maximum}. Send fewer, "
                    + "or a greater schema version.",
                item.TypeName)
            : null;
    }

    // The number of other types, or null for a type that is one of them.
    private int? Count(string typeName)
    {
        HashSet<string> types = new(store.Schemas.Select(schema => schema.TypeName), StringComparer.Ordinal);
        return types.Contains(typeName) ? null : types.Count;
    }

    private List<string> NewNames(InventoryItem item)
    {
        List<string> names = [];
        foreach (InventoryEntry entry in item.Content!)
        {
            for (int i = 0; i < entry.Count; i++)
            {
                string name = entry.At(i).Key;
                if (_known?.FindSpelling(name) != name && !names.Contains(name))
                {
                    names.Add(name);
                }
            }
        }

        return names;
    }
}
