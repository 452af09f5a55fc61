using System.Collections;
using System.Collections.Generic;
using System.Linq;

namespace InventoryTools.Binding;

/// <summary>Completes what an endpoint can rehearse.</summary>
internal sealed class FaultCompleter : NameCompleter
{
    protected override IEnumerable<(string Name, string ToolTip)> Names(IDictionary boundParameters) =>
        FaultRehearsal.KnownCodes.Select(code => (code, FaultRehearsal.ConnectionFailures.Contains(code) ? $"{code}: a failure of the connection" : code));
}
