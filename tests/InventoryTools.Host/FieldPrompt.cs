using System;
using System.Collections.Generic;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;

namespace InventoryTools.Host;

/// <summary>Asks for the values of fields, as a command does whose mandatory parameters were left out.</summary>
internal sealed class FieldPrompt
{
    private readonly PSHostUserInterface _ui;
    private readonly string _caption;
    private readonly string _message;

    /// <summary>Creates a prompt with a heading and a message, either of which may be empty.</summary>
    public FieldPrompt(PSHostUserInterface ui, string caption, string message)
    {
        _ui = ui;
        _caption = caption;
        _message = message;
    }

    /// <summary>Asks for every field in turn; what it returns is text, which the engine converts.</summary>
    public Dictionary<string, PSObject> Ask(IEnumerable<FieldDescription> fields)
    {
        PromptHeading.Write(_ui, _caption, _message);
        Dictionary<string, PSObject> values = [];
        foreach (FieldDescription field in fields)
        {
            object value = field.ParameterTypeFullName.EndsWith("[]", StringComparison.Ordinal)
                ? ReadList(field.Name)
                : Read(field.Name);
            values.Add(field.Name, PSObject.AsPSObject(value));
        }

        return values;
    }

    private string Read(string name)
    {
        _ui.Write(name + ": ");
        return _ui.ReadLine();
    }

    private string[] ReadList(string name)
    {
        List<string> values = [];
        while (true)
        {
            string value = Read(string.Create(CultureInfo.InvariantCulture, $"{name}[{values.Count}]"));
            if (value.Length == 0)
            {
                return [.. values];
            }

            values.Add(value);
        }
    }
}
