using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using Xunit;

namespace InventoryTools.Hosted.Tests;

/// <summary>
/// What scripts out there depend on. A change shows in the diff of PublicSurface.txt, which is written anew when
/// INVENTORYTOOLS_UPDATE_SNAPSHOTS is 1.
/// </summary>
public sealed class PublicSurfaceTests
{
    private static readonly string s_snapshot =
        Repository.PathOf("tests", "InventoryTools.Hosted.Tests", "PublicSurface.txt");

    [Fact]
    public void The_commands_are_those_that_were_agreed_on()
    {
        using Engine engine = new();
        string[] lines = [.. engine.Run("Get-Command -Module InventoryTools").Output
            .Select(command => (CmdletInfo)command.BaseObject)
            .OrderBy(command => command.Name, StringComparer.Ordinal)
            .SelectMany(Describe)];
        if (Environment.GetEnvironmentVariable("INVENTORYTOOLS_UPDATE_SNAPSHOTS") == "1")
        {
            File.WriteAllText(s_snapshot, string.Join('\n', lines) + "\n");
        }

        Assert.Equal(File.ReadAllLines(s_snapshot), lines);
    }

    private static IEnumerable<string> Describe(CmdletInfo command)
    {
        yield return $"{command.Name} -> {string.Join(", ", command.OutputType.Select(type => type.Name))}";
        IEnumerable<ParameterMetadata> parameters = command.Parameters.Values
            .Where(parameter => !Cmdlet.CommonParameters.Contains(parameter.Name))
            .OrderBy(parameter => parameter.Name, StringComparer.Ordinal);
        foreach (ParameterMetadata parameter in parameters)
        {
            string aliases = string.Concat(parameter.Aliases.Order(StringComparer.Ordinal).Select(alias => $" alias {alias}"));
            yield return $"  -{parameter.Name} [{parameter.ParameterType}]{aliases}";
            foreach ((string set, ParameterSetMetadata place) in parameter.ParameterSets.OrderBy(set => set.Key, StringComparer.Ordinal))
            {
                string position = place.Position == int.MinValue ? "named" : $"position {place.Position}";
                yield return $"    {set}: {position}"
                    + (place.IsMandatory ? ", mandatory" : "")
                    + (place.ValueFromPipeline ? ", from pipeline" : "")
                    + (place.ValueFromPipelineByPropertyName ? ", from property" : "");
            }
        }
    }
}
