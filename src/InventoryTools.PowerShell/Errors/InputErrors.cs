using System.Management.Automation;
using InventoryTools.Model;
using InventoryTools.Service;

namespace InventoryTools.Errors;

/// <summary>The error records of objects that do not become entries or items.</summary>
internal static class InputErrors
{
    private const int PropertiesShown = 3;
    private const int NamesShown = 10;
    private const int TextShown = 60;

    /// <summary>The reason for which null is left out.</summary>
    public const string IsNull = "it is null. Check the variable or the command that gives it.";

    /// <summary>The reason for which a member of a map is left out.</summary>
    public const string IsMember = "it is one member of a map, which the pipeline took apart. The other members are "
        + "left out, too. Pass the map as one object: , $map | ..., or -InputObject $map.";

    /// <summary>The reason for which a row is left out.</summary>
    public const string IsRow = "it is a row of Get-InventoryEntry, one entry of an item. The other rows are left out, "
        + "too. Pipe the items of Get-Inventory, or build items: "
        + "New-InventoryItem <type> -InstanceIdProperty InstanceId.";

    /// <summary>An object that has not the shape of an item.</summary>
    /// <param name="input">The object.</param>
    /// <param name="typeName">The type that it names, where it does.</param>
    /// <param name="instanceId">The node that it names, where it does.</param>
    /// <param name="position">Its number in the input.</param>
    /// <param name="why">The reason.</param>
    public static ErrorRecord NotAnItem(
        object? input, string? typeName, string? instanceId, long position, string why) => ErrorRecords.Invalid(
        "NotAnInventoryItem",
        string.IsNullOrEmpty(typeName) && string.IsNullOrEmpty(instanceId)
            ? $"Object {position} of the input is not an inventory item: {why}{WhereItemsComeFrom(input, why)}"
            : $"{ErrorRecords.Subject(typeName, instanceId, position)} can't be read: {why}",
        input);

    private static string LeftOut(long position) => $"Object {position} of the input was left out:";

    // A text is meant as a path.
    private static string WhereItemsComeFrom(object? input, string why) => input switch
    {
        null => "",
        _ when why is IsMember or IsRow => "",
        PSObject { BaseObject: string or FileSystemInfo } =>
            " Get-Inventory -Path reads the items of a store, Import-Inventory those of files.",
        _ => " Build items with New-InventoryItem.",
    };

    /// <summary>A text that can't be the ID of a node.</summary>
    public static ErrorRecord NotANode(string text) => ErrorRecords.Invalid(
        FaultCode.InvalidInstanceId,
        $"'{(text.Length > TextShown ? text.Substring(0, TextShown) + "..." : text)}' is not the ID of a managed node, "
            + "such as i-01234567, and not an inventory item. ConvertFrom-Json makes objects of JSON, and "
            + "Import-Inventory reads items of files.",
        text);

    /// <summary>Properties that have no honest text. The id is that of the first of them.</summary>
    public static ErrorRecord Properties(
        IReadOnlyList<PropertyProblem> problems, object input, long position)
    {
        string names = string.Join(", ", problems.Select(problem => problem.Property));
        string reasons = string.Join(
            " ", problems.Take(PropertiesShown).Select(problem => $"{problem.Property}: {problem.Sentence}"));
        string rest = problems.Count > PropertiesShown ? " And so on." : "";
        string them = problems.Count == 1 ? "it" : "them";
        string what = problems.Count == 1
            ? $"its property '{names}' can't be recorded. {problems[0].Sentence}"
            : $"{problems.Count} of its properties can't be recorded. {reasons}{rest}";
        string remedy = problems.All(problem => problem.IsExpression)
            ? "Correct the expression."
            : $"Choose what to record with -Property, or leave {them} out with -ExcludeProperty {names}.";
        return new ErrorRecord(
            new ArgumentException(VisibleText.Of($"{LeftOut(position)} {what} {remedy}"), problems[0].Reason),
            problems[0].ErrorId,
            ErrorCategory.InvalidData,
            input);
    }

    /// <summary>An object from which no attribute can be read.</summary>
    public static ErrorRecord NoAttributes(object? input, long position, string why) => ErrorRecords.Invalid(
        "InputHasNoProperties", $"{LeftOut(position)} {why}", input);

    /// <summary>Output of Format-Table and similar commands: every object of the pipeline would be refused.</summary>
    public static ErrorRecord InputIsFormatted(object input) => ErrorRecords.Invalid(
        "InputIsFormatted",
        "The input comes from a Format- cmdlet, which makes objects for the screen. "
            + "Remove Format-Table and similar commands from the pipeline.",
        input);

    /// <summary>An object that does not name its node.</summary>
    public static ErrorRecord NoInstanceId(string property, object input, long position) => ErrorRecords.Invalid(
        "InstanceIdMissing",
        $"{LeftOut(position)} its property '{property}', which should name the node, is empty or not there.",
        input,
        ErrorCategory.InvalidData);

    /// <summary>The first of objects that have no property that could name their node.</summary>
    public static ErrorRecord NoInstanceIdProperty(
        string property, IReadOnlyList<string> names, object input, long position)
    {
        // A file whose lines were not taken apart.
        char delimiter = names.Count == 1
            ? names[0].FirstOrDefault(letter => letter is ';' or '\t' or '|' or ',')
            : '\0';
        string shown = delimiter == '\t' ? "\"`t\"" : $"'{delimiter}'";
        string there = names.Count switch
        {
            0 => "It has no properties.",
            1 when delimiter != '\0' => $"Its only property is '{names[0]}': the columns of the file seem to be "
                + $"separated by {(delimiter == '\t' ? "tabs" : shown)}. Use Import-Csv -Delimiter {shown}.",
            _ => $"It has {string.Join(", ", names.Take(NamesShown).Select(name => $"'{name}'"))}"
                + (names.Count > NamesShown ? $" and {names.Count - NamesShown} more." : "."),
        };
        return ErrorRecords.Invalid(
            "InstanceIdMissing",
            $"{LeftOut(position)} it has no property '{property}', which should name the node. {there} "
                + "Other objects without it are left out, too.",
            input,
            ErrorCategory.InvalidData);
    }

    /// <summary>An object of a node whose item has been passed on.</summary>
    public static ErrorRecord NotInOrder(string instanceId, object input, long position) => new(
        new InvalidOperationException(VisibleText.Of(
            $"{LeftOut(position)} the item of '{instanceId}' was already passed on when other nodes followed. "
            + $"Input of more than {NodeGrouping.Window} objects must be sorted by node throughout, or not at all: "
            + "pipe it through Sort-Object first.")),
        "InputNotInOrder",
        ErrorCategory.InvalidData,
        input);

    /// <summary>The ID of a node where another name is needed.</summary>
    public static ErrorRecord InstanceIdNotExpected(string parameter, string instanceId) => ErrorRecords.Invalid(
        "InstanceIdNotExpected",
        $"'{instanceId}' is a node ID, and here stands -{parameter}. Use -InstanceId, as in: "
            + $"New-InventoryItem Custom:RackInfo -InstanceId {instanceId}",
        instanceId);

    /// <summary>A value of -Property that Select-Object would not take either.</summary>
    public static ErrorRecord InvalidPropertyArgument(object argument, string why) => ErrorRecords.Invalid(
        "InvalidPropertyArgument", $"-Property takes names, wildcards and calculated properties: {why}", argument);
}
