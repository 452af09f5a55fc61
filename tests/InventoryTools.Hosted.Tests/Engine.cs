using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Xunit;

namespace InventoryTools.Hosted.Tests;

/// <summary>
/// A session of the real engine with the built module imported, and a folder of its own that is the session's location.
/// </summary>
public sealed class Engine : IDisposable
{
    private readonly Runspace _runspace;

    public Engine()
    {
        _runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        _runspace.Open();
        _runspace.SessionStateProxy.Path.SetLocation(WildcardPattern.Escape(Folder));
        Run("Import-Module $args[0]", Repository.Manifest).AssertNoErrors();
    }

    /// <summary>The session's location, which is not the process's.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("inventorytools-").FullName;

    public string Store => Path.Combine(Folder, "store.db");

    /// <summary>Makes a pipeline that the test runs, or stops, itself.</summary>
    public PowerShell Prepare(string script, params object?[] arguments)
    {
        PowerShell shell = PowerShell.Create(_runspace);
        shell.AddScript(script);
        foreach (object? argument in arguments)
        {
            shell.AddArgument(argument);
        }

        return shell;
    }

    public Result Run(string script, params object?[] arguments)
    {
        using PowerShell shell = Prepare(script, arguments);
        Collection<PSObject> output = [];
        try
        {
            output = shell.Invoke();
        }
        catch (RuntimeException thrown)
        {
            shell.Streams.Error.Add(thrown.ErrorRecord);
        }

        return new Result(output, [.. shell.Streams.Error], [.. shell.Streams.Warning.Select(warning => warning.Message)]);
    }

    public void Dispose()
    {
        _runspace.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}

/// <summary>What a script wrote.</summary>
public sealed record Result(IReadOnlyList<PSObject> Output, IReadOnlyList<ErrorRecord> Errors, IReadOnlyList<string> Warnings)
{
    public void AssertNoErrors() => Assert.Empty(Errors.Select(error => error.ToString()));

    public ErrorRecord AssertError(string id, ErrorCategory category)
    {
        ErrorRecord error = Assert.Single(Errors);
        Assert.Equal((id, category), (error.FullyQualifiedErrorId, error.CategoryInfo.Category));
        return error;
    }

    /// <summary>The values of one property of all objects, as PowerShell writes them.</summary>
    public IEnumerable<string?> All(string property) =>
        Output.Select(value => LanguagePrimitives.ConvertTo<string?>(value.Properties[property]?.Value));

    /// <summary>The value of one property of the one object, as PowerShell writes it.</summary>
    public string? Only(string property) => Assert.Single(All(property));
}
