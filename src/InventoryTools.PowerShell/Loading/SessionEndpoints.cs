using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace InventoryTools.Loading;

/// <summary>
/// The endpoints that a session has started. They end with it: when its runspace is closed, when the module is
/// removed from it, and with the process.
/// </summary>
internal sealed class SessionEndpoints
{
    private static readonly ConditionalWeakTable<Runspace, SessionEndpoints> s_sessions = new();

    private readonly List<InventoryEndpoint> _endpoints = [];

    private SessionEndpoints(Runspace runspace) => runspace.StateChanged += (_, change) =>
    {
        if (change.RunspaceStateInfo.State is RunspaceState.Closing or RunspaceState.Closed or RunspaceState.Broken)
        {
            StopAll();
        }
    };

    /// <summary>Those of the session that runs on this thread.</summary>
    public static SessionEndpoints Current =>
        s_sessions.GetValue(Runspace.DefaultRunspace, runspace => new SessionEndpoints(runspace));

    /// <summary>The endpoints, in the order in which they were started.</summary>
    public IReadOnlyList<InventoryEndpoint> All
    {
        get
        {
            lock (_endpoints)
            {
                _endpoints.RemoveAll(endpoint => !endpoint.IsRunning);
                return [.. _endpoints];
            }
        }
    }

    public void Add(InventoryEndpoint endpoint)
    {
        lock (_endpoints)
        {
            _endpoints.Add(endpoint);
        }
    }

    public void Remove(InventoryEndpoint endpoint)
    {
        lock (_endpoints)
        {
            _endpoints.Remove(endpoint);
        }
    }

    /// <summary>Stops them all.</summary>
    public void StopAll()
    {
        foreach (InventoryEndpoint endpoint in All)
        {
            Remove(endpoint);
            endpoint.Stop();
        }
    }
}

/// <summary>The actions when the module is removed from a session.</summary>
public sealed class ModuleCleanup : IModuleAssemblyCleanup
{
    /// <inheritdoc/>
    public void OnRemove(PSModuleInfo psModuleInfo) => SessionEndpoints.Current.StopAll();
}
