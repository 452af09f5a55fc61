using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Management.Automation.Runspaces;

namespace InventoryTools.Host;

/// <summary>What the command line asks to run: a script file or a text, and the arguments for it.</summary>
internal sealed class ScriptRequest
{
    private const string Usage = """
        Usage: InventoryTools.Host SCRIPT.ps1 [ARGUMENTS...]
               InventoryTools.Host -Command TEXT [ARGUMENTS...]
        """;

    private readonly string _pathOrText;
    private readonly bool _isText;
    private readonly IReadOnlyList<CommandParameter> _parameters;

    private ScriptRequest(string pathOrText, bool isText, IReadOnlyList<CommandParameter> parameters)
    {
        _pathOrText = pathOrText;
        _isText = isText;
        _parameters = parameters;
    }

    /// <summary>Reads the command line; when there is nothing in it that can be run, the problem says why.</summary>
    public static bool TryParse(
        string[] arguments,
        [NotNullWhen(true)] out ScriptRequest? request,
        [NotNullWhen(false)] out string? problem)
    {
        request = null;
        problem = null;
        if (arguments.Length == 0)
        {
            problem = Usage;
        }
        else if (arguments[0].Equals("-Command", StringComparison.OrdinalIgnoreCase))
        {
            if (arguments.Length == 1)
            {
                problem = "-Command needs a text." + Environment.NewLine + Usage;
            }
            else
            {
                request = new ScriptRequest(arguments[1], true, ScriptArguments.Parse(arguments.AsSpan(2)));
            }
        }
        else if (!File.Exists(arguments[0]))
        {
            problem = $"There is no script '{arguments[0]}'." + Environment.NewLine + Usage;
        }
        else if (!arguments[0].EndsWith(".ps1", StringComparison.OrdinalIgnoreCase))
        {
            problem = $"'{arguments[0]}' is not a script: its name does not end in .ps1." + Environment.NewLine + Usage;
        }
        else
        {
            string path = Path.GetFullPath(arguments[0]);
            request = new ScriptRequest(path, false, ScriptArguments.Parse(arguments.AsSpan(1)));
        }

        return request is not null;
    }

    /// <summary>Makes the command that runs it, in the global scope as pwsh -File does.</summary>
    public Command CreateCommand()
    {
        Command command = new(_pathOrText, _isText, useLocalScope: false);
        foreach (CommandParameter parameter in _parameters)
        {
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
