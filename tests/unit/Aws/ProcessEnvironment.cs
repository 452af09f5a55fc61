using Xunit;

namespace InventoryTools.Tests.Aws;

/// <summary>
/// Tests that change what the SDK reads or keeps for the whole process, such as its environment and the clock of a
/// server; nothing runs beside them.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ProcessEnvironment : IDisposable
{
    public const string Name = "The environment of the process";

    private readonly Dictionary<string, string?> _before = [];

    public string? this[string variable]
    {
        set
        {
            _before.TryAdd(variable, Environment.GetEnvironmentVariable(variable));
            Environment.SetEnvironmentVariable(variable, value);
        }
    }

    public void Dispose()
    {
        foreach ((string variable, string? value) in _before)
        {
            Environment.SetEnvironmentVariable(variable, value);
        }
    }
}
