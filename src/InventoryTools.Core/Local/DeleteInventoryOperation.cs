using InventoryTools.Model;
using InventoryTools.Service;
using InventoryTools.Store;

namespace InventoryTools.Local;

/// <summary>DeleteInventory: a custom type's data, and its schema where that is asked for.</summary>
internal static class DeleteInventoryOperation
{
    /// <exception cref="InventoryFaultException">The service would refuse the call.</exception>
    public static DeleteInventoryResponse Run(IStoreTransaction store, DeleteInventoryRequest request)
    {
        if (Repeated(store, request) is DeleteInventoryResponse before)
        {
            return before;
        }

        StoredSchema[] schemas = Check(store, request);
        IReadOnlyDictionary<string, int> counts = store.CountNodes(request.TypeName);
        StoredDeletion deletion = new(
            Guid.NewGuid().ToString(),
            request.TypeName,
            request.SchemaDeleteOption,
            request.ClientToken,
            store.Now,
            counts);
        if (request.DryRun != true)
        {
            Delete(store, schemas, request);
            store.AddDeletion(deletion);
        }

        return Response(deletion, isDryRun: request.DryRun == true);
    }

    /// <summary>Sums up a deletion.</summary>
    public static InventoryDeletionSummary Summarize(IReadOnlyDictionary<string, int> counts, bool isDone)
    {
        int total = counts.Values.Sum();
        return new InventoryDeletionSummary(
            total,
            isDone ? 0 : total,
            [
                .. counts
                    .OrderBy(count => count.Key, Comparer<string>.Create(SchemaVersionComparer.Compare))
                    .Select(
                        count => new InventoryDeletionSummaryItem(count.Key, count.Value, isDone ? 0 : count.Value)),
            ]);
    }

    private static void Delete(IStoreTransaction store, StoredSchema[] schemas, DeleteInventoryRequest request)
    {
        store.DeleteItems(request.TypeName);
        if (request.SchemaDeleteOption == SchemaDeleteOption.DeleteSchema)
        {
            store.DeleteSchemas(request.TypeName);
        }
        else if (request.SchemaDeleteOption == SchemaDeleteOption.DisableSchema)
        {
            foreach (StoredSchema schema in schemas.Where(schema => !schema.IsDisabled))
            {
                store.SaveSchema(schema with { IsDisabled = true });
            }
        }
    }

    private static StoredSchema[] Check(IStoreTransaction store, DeleteInventoryRequest request)
    {
        if (!TypeNames.IsCustom(request.TypeName))
        {
            throw FaultFactory.Exception(
                FaultCode.InvalidInventoryRequest,
                $"The request isn't valid: {request.TypeName} is not a custom type. "
                    + "Only custom types can be deleted.");
        }

        StoredSchema[] schemas = [.. store.Schemas.Where(schema => schema.TypeName == request.TypeName)];
        if (schemas.Length == 0)
        {
            throw FaultFactory.UnknownType(request.TypeName);
        }

        return request.SchemaDeleteOption == SchemaDeleteOption.DisableSchema && Array.TrueForAll(
            schemas, schema => schema.IsDisabled)
            ? throw FaultFactory.Exception(
                FaultCode.InvalidOption, $"The schema of {request.TypeName} is disabled already.")
            : schemas;
    }

    // A repeated token is a repeated request, and gets the response of the first one.
    private static DeleteInventoryResponse? Repeated(IStoreTransaction store, DeleteInventoryRequest request)
    {
        if (request.ClientToken is null || request.DryRun == true)
        {
            return null;
        }

        StoredDeletion? before = store.Deletions.FirstOrDefault(
            deletion => deletion.ClientToken == request.ClientToken);
        if (before is null)
        {
            return null;
        }

        return before.TypeName == request.TypeName && before.Option == request.SchemaDeleteOption
            ? Response(before, isDryRun: false)
            : throw FaultFactory.Exception(
                FaultCode.InvalidDeleteInventoryParameters,
                $"The client token {request.ClientToken} was used for another deletion ({before.TypeName}). "
                + "Take a new one.");
    }

    // A deletion begins in progress, with everything remaining, even when there is nothing to delete.
    private static DeleteInventoryResponse Response(StoredDeletion deletion, bool isDryRun) =>
        new(
            isDryRun ? null : deletion.DeletionId,
            deletion.TypeName,
            Summarize(deletion.Counts, isDone: false));
}
