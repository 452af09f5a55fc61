using System;
using System.Management.Automation;

namespace InventoryTools.Cmdlets;

/// <summary>What every command with a store shares: <see cref="Path"/>, and how the store's failures are told.</summary>
public abstract class StoreCmdlet : InventoryCmdlet
{
    /// <summary>The file of the local store, as PowerShell resolves paths.</summary>
    [Parameter(Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = null!;

    /// <summary>The full path of the store's file.</summary>
    protected string StorePath { get; private set; } = "";

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        StorePath = SessionState.Path.GetUnresolvedProviderPathFromPSPath(Path, out ProviderInfo provider, out _);
        if (provider.Name != "FileSystem")
        {
            ThrowTerminatingError(Errors.PathNotFileSystem(Path, provider.Name));
        }
    }

    /// <summary>Does what needs the store, and turns its failures into terminating errors.</summary>
    private protected T UseStore<T>(Func<T> use, Func<InventoryStoreException, ErrorRecord> describe)
    {
        try
        {
            return use();
        }
        catch (InventoryStoreException error)
        {
            ThrowTerminatingError(describe(error));
        }
        catch (PlatformNotSupportedException error)
        {
            ThrowTerminatingError(Errors.PlatformNotSupported(error));
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }

        throw new InvalidOperationException("ThrowTerminatingError returned.");
    }
}
