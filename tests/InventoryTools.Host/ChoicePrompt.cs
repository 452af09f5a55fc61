using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation.Host;

namespace InventoryTools.Host;

/// <summary>Asks for one of several choices, as -Confirm does.</summary>
internal sealed class ChoicePrompt
{
    private readonly PSHostUserInterface _ui;
    private readonly string _caption;
    private readonly string _message;

    /// <summary>Creates a prompt with a heading and a question, either of which may be empty.</summary>
    public ChoicePrompt(PSHostUserInterface ui, string caption, string message)
    {
        _ui = ui;
        _caption = caption;
        _message = message;
    }

    /// <summary>Asks until the answer is one of the choices, and returns its index.</summary>
    public int Ask(IReadOnlyList<ChoiceDescription> descriptions, int defaultChoice)
    {
        List<Choice> choices = [.. descriptions.Select(description => new Choice(description))];
        string line = string.Concat(choices.Select(choice => $"[{choice.Key}] {choice.Name}  ")) + "[?] Help";
        line += defaultChoice < 0 ? ": " : $" (default is \"{choices[defaultChoice].Key}\"): ";

        PromptHeading.Write(_ui, _caption, _message);
        while (true)
        {
            _ui.Write(line);
            string answer = _ui.ReadLine().Trim();
            int chosen = answer.Length == 0 ? defaultChoice : choices.FindIndex(choice => choice.IsMeantBy(answer));
            if (chosen >= 0)
            {
                return chosen;
            }

            if (answer == "?")
            {
                WriteHelp(choices);
            }
        }
    }

    private void WriteHelp(List<Choice> choices)
    {
        foreach (Choice choice in choices)
        {
            _ui.WriteLine($"{choice.Key} - {choice.Help}");
        }
    }

    private sealed class Choice
    {
        public Choice(ChoiceDescription description)
        {
            // The character behind the ampersand is the key; a choice without one is chosen by its whole name.
            int ampersand = description.Label.IndexOf('&');
            bool hasKey = ampersand >= 0 && ampersand < description.Label.Length - 1;
            Name = hasKey ? description.Label.Remove(ampersand, 1) : description.Label;
            Key = hasKey ? char.ToUpper(Name[ampersand], CultureInfo.CurrentCulture).ToString() : Name;
            Help = description.HelpMessage;
        }

        public string Name { get; }

        public string Key { get; }

        public string Help { get; }

        public bool IsMeantBy(string answer)
        {
            return answer.Equals(Key, StringComparison.CurrentCultureIgnoreCase)
                || answer.Equals(Name, StringComparison.CurrentCultureIgnoreCase);
        }
    }
}
