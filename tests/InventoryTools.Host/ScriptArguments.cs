using System;
using System.Collections.Generic;
using System.Management.Automation.Runspaces;

namespace InventoryTools.Host;

/// <summary>Reads the arguments of a script as pwsh -File does.</summary>
internal static class ScriptArguments
{
    /// <summary>
    /// Tells names from values. Which value belongs to which name is left to the engine, which knows the parameters of
    /// the script and so which of them are switches.
    /// </summary>
    public static IReadOnlyList<CommandParameter> Parse(ReadOnlySpan<string> arguments)
    {
        List<CommandParameter> parameters = [];
        for (int index = 0; index < arguments.Length; index++)
        {
            string argument = arguments[index];
            int colon = argument.IndexOf(':');
            if (argument.Length < 2 || argument[0] != '-' || colon == 1)
            {
                parameters.Add(new CommandParameter(null, argument));
            }
            else if (colon < 0)
            {
                parameters.Add(new CommandParameter(argument));
            }
            else if (colon < argument.Length - 1)
            {
                parameters.Add(new CommandParameter(argument[..colon], SwitchValue(argument[(colon + 1)..])));
            }
            else if (index < arguments.Length - 1)
            {
                index++;
                parameters.Add(new CommandParameter(argument[..colon], arguments[index]));
            }
            else
            {
                parameters.Add(new CommandParameter(argument[..colon]));
            }
        }

        return parameters;
    }

    // A switch takes no text, so that -Switch:$false could not be said otherwise.
    private static object SwitchValue(string text)
    {
        return bool.TryParse(text.StartsWith('$') ? text[1..] : text, out bool value) ? value : text;
    }
}
