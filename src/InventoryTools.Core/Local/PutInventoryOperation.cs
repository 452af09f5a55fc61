using InventoryTools.Model;
using InventoryTools.Rules;
using InventoryTools.Service;
using InventoryTools.Store;

namespace InventoryTools.Local;

/// <summary>PutInventory: all items of a call are kept, or none.</summary>
internal static class PutInventoryOperation
{
    /// <param name="store">The store.</param>
    /// <param name="request">The call, which was checked.</param>
    /// <param name="size">The size of its items.</param>
    /// <exception cref="InventoryFaultException">The service would refuse the call.</exception>
    public static PutInventoryResponse Run(IStoreTransaction store, PutInventoryRequest request, long size)
    {
        CheckNode(store, request);
        long received = store.AddBytes(request.InstanceId, store.Now.UtcDateTime.Date, size);
        if (received > InventoryRules.NodeDailySize.Maximum)
        {
            throw FaultFactory.Exception(
                FaultCode.TotalSizeLimitExceeded,
                $"{request.InstanceId} would have reported {NumberText.Of(received)} bytes today (UTC); a node "
                    + $"reports at most {NumberText.Of(InventoryRules.NodeDailySize.Maximum.Value)} a day.");
        }

        ItemAcceptance acceptance = new(store);
        List<string> ignored = [];
        foreach (InventoryItem item in request.Items)
        {
            // The hash is opaque to the service, which stores the received one.
            StoreWriteResult result = acceptance.Write(
                new StoreWrite(request.InstanceId, item, item.ContentHash ?? ""));
            if (result.Fault is not null)
            {
                throw new InventoryFaultException(result.Fault);
            }

            if (result.Ignored is not null)
            {
                ignored.Add(result.Ignored);
            }
        }

        return new PutInventoryResponse(
            ignored.Count == 0 ? null : string.Join(" ", ignored), Guid.NewGuid().ToString());
    }

    /// <summary>Checks the call by the documented rules, before the store is read.</summary>
    /// <returns>The size of its items.</returns>
    /// <exception cref="InventoryFaultException">A rule is broken.</exception>
    public static long Check(PutInventoryRequest request)
    {
        HashSet<(string, string)> types = [];
        long size = 0;
        for (int i = 0; i < request.Items.Count; i++)
        {
            InventoryItem item = request.Items[i];
            IReadOnlyList<InventoryFinding> findings = InventoryChecker.CheckItem(item, out long itemSize);
            size += itemSize;
            if (InventoryChecker.FaultOf(findings) is string code)
            {
                InventoryFinding[] reported =
                [
                    .. findings.Where(
                        finding => finding.Severity == RuleSeverity.Error && finding.FaultCode == code),
                ];
                throw FaultFactory.Exception(
                    code,
                    $"items.{NumberText.Of(i + 1)}.member ({item.TypeName}): {Describe(reported)}",
                    CarriesTypeName(code) ? item.TypeName : null);
            }

            if (!types.Add((item.TypeName, item.SubType)))
            {
                throw FaultFactory.Exception(
                    FaultCode.InvalidItemContent,
                    $"items.{NumberText.Of(i + 1)}.member: the type {item.TypeName} is in the call twice. Send "
                        + "one item a type.",
                    item.TypeName);
            }
        }

        return InventoryChecker.CheckCall([.. request.Items], size).FirstOrDefault() is InventoryFinding call
            ? throw FaultFactory.Exception(call.FaultCode, call.Message)
            : size;
    }

    // A node that is terminated stays so until it reports another status. Source: API reference, PutInventory,
    // InvalidInstanceId.
    private static void CheckNode(IStoreTransaction store, PutInventoryRequest request)
    {
        bool reportsStatus = request.Items.Any(
            item => item.TypeName == TypeNames.InstanceInformation && item.Content is not null);
        bool isTerminated = !reportsStatus && store.ReadItems(request.InstanceId, TypeNames.InstanceInformation)
            .SelectMany(item => item.Content!)
            .Any(InstanceInformation.IsTerminated);
        if (isTerminated)
        {
            // AWS returns no message.
            throw FaultFactory.Exception(FaultCode.InvalidInstanceId, null);
        }
    }

    private static bool CarriesTypeName(string code) => code is FaultCode.InvalidItemContent
        or FaultCode.ItemSizeLimitExceeded
        or FaultCode.ItemContentMismatch
        or FaultCode.UnsupportedContext;

    // The first few: an item can break a rule ten thousand times.
    private static string Describe(InventoryFinding[] findings)
    {
        const int MaxFindings = 3;
        string text = string.Join(" ", findings.Take(MaxFindings).Select(finding => finding.Message));
        return findings.Length <= MaxFindings
            ? text
            : $"{text} And {NumberText.Of(findings.Length - MaxFindings)} more.";
    }
}
