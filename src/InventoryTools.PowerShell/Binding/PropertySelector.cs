using System.Collections;
using System.Collections.ObjectModel;
using System.Management.Automation;

namespace InventoryTools.Binding;

/// <summary>One value of -Property: a name, a wildcard, or a calculated property as Select-Object takes it.</summary>
internal abstract class PropertySelector
{
    public static PropertySelector Parse(object argument)
    {
        argument = argument is PSObject wrapper ? wrapper.BaseObject : argument;
        return argument switch
        {
            IDictionary calculated => ParseCalculated(calculated),
            ScriptBlock expression => new Calculated(expression.ToString().Trim(), expression),
            string name when name.Length == 0 => throw Invalid(argument, "a name is empty."),
            string typed => NameOf(typed, out bool isPattern) is var name && isPattern
                ? new Wildcard(name)
                : new Named(name, name),
            _ => throw Invalid(argument, $"a value of type {argument.GetType().Name} is none of them."),
        };
    }

    /// <summary>The name that is meant, without the backticks that escape wildcard characters in it.</summary>
    public static string NameOf(string typed, out bool isPattern)
    {
        isPattern = WildcardPattern.ContainsWildcardCharacters(typed) && IsWhole(typed);
        return isPattern ? typed : WildcardPattern.Unescape(typed);
    }

    private static bool IsWhole(string pattern)
    {
        try
        {
            new WildcardPattern(pattern).IsMatch("");
            return true;
        }
        catch (WildcardPatternException)
        {
            return false;
        }
    }

    private static PropertySelector ParseCalculated(IDictionary calculated)
    {
        string? name = null;
        object? expression = null;
        foreach (DictionaryEntry member in calculated)
        {
            string key = member.Key.ToString() ?? "";
            object? value = member.Value is PSObject wrapper ? wrapper.BaseObject : member.Value;
            if (IsShortFor(key, "Name") || IsShortFor(key, "Label"))
            {
                name = value?.ToString();
            }
            else if (IsShortFor(key, "Expression"))
            {
                expression = value;
            }
            else
            {
                throw Invalid(calculated, $"a calculated property has Name and Expression, not '{key}'.");
            }
        }

        return (name, expression) switch
        {
            (_, null) => throw Invalid(calculated, "a calculated property needs an Expression."),
            (_, ScriptBlock script) => new Calculated(name ?? script.ToString().Trim(), script),
            (_, string property) => new Named(name ?? property, property),
            _ => throw Invalid(calculated, "an Expression is a script block or the name of a property."),
        };
    }

    private static bool IsShortFor(string key, string word) =>
        key.Length > 0 && word.StartsWith(key, StringComparison.OrdinalIgnoreCase);

    private static PropertyArgumentException Invalid(object argument, string why) => new(argument, why);

    /// <summary>A property by its name, recorded under a name that may be another.</summary>
    public sealed class Named(string name, string property) : PropertySelector
    {
        public string Name => name;

        public string Property => property;

        /// <summary>True when an object had the property.</summary>
        public bool WasFound { get; set; }
    }

    /// <summary>Every property whose name matches.</summary>
    public sealed class Wildcard(string pattern) : PropertySelector
    {
        private readonly WildcardPattern _pattern = new(pattern, WildcardOptions.IgnoreCase);

        public string Pattern => pattern;

        public bool IsEverything => pattern == "*";

        /// <summary>True when an object had such a property.</summary>
        public bool WasFound { get; set; }

        /// <summary>True for a name that is the pattern, to the letter.</summary>
        public bool IsName(string name) =>
            name.Length == pattern.Length && !IsEverything && pattern.Equals(name, StringComparison.OrdinalIgnoreCase);

        public bool Matches(string name) => _pattern.IsMatch(name);
    }

    /// <summary>The result of a script block for the object.</summary>
    public sealed class Calculated(string name, ScriptBlock expression) : PropertySelector
    {
        public string Name => name;

        public object? Evaluate(PSObject input)
        {
            // Stop, or an error that ends a statement would be reported and an empty attribute recorded in its place.
            Collection<PSObject> results = expression.InvokeWithContext(
                null,
                [
                    new PSVariable("_", input),
                    new PSVariable("this", input),
                    new PSVariable("ErrorActionPreference", ActionPreference.Stop),
                ]);
            return results.Count switch
            {
                0 => null,
                1 => results[0],
                _ => results,
            };
        }
    }
}
