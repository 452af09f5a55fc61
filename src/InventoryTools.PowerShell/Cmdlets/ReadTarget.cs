using InventoryTools.Reading;
using InventoryTools.Writing;

namespace InventoryTools.Cmdlets;

/// <summary>A store or a service that is read.</summary>
internal sealed record ReadTarget(
    InventoryCmdlet Command, string Name, IInventoryReader Reader, string Where, ReadReporter? Report)
{
    private SchemaCache? _schemas;
    private MissingNamesReporter? _missing;

    public SchemaCache Schemas => _schemas ??= new SchemaCache(Reader, Command);

    // A service lists its nodes in many calls.
    public MissingNamesReporter Missing => _missing ??= new MissingNamesReporter(
        Command,
        Where,
        Schemas.ProposeType,
        () => Reader is StoreReader store ? Command.Use(() => store.ListNodes(Command.StopToken)) : []);
}
