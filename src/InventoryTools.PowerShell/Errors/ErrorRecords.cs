using System.Management.Automation;
using InventoryTools.Rules;
using InventoryTools.Store;

namespace InventoryTools.Errors;

/// <summary>
/// Every error record that the module writes: its id, its category, its target and its sentence stand here.
/// </summary>
internal static class ErrorRecords
{
    private const int FindingsShown = 10;

    /// <summary>An item that breaks rules. The id is the code of the fault that the service would answer.</summary>
    /// <param name="item">The item.</param>
    /// <param name="instanceId">The node that it was about to be written to.</param>
    /// <param name="findings">Everything that was found.</param>
    /// <param name="position">The number of the item in the input; 0 where it is not known.</param>
    public static ErrorRecord Rejected(
        InventoryItem item, string? instanceId, IReadOnlyList<InventoryFinding> findings, long position = 0)
    {
        List<InventoryFinding> broken =
        [
            .. findings.Where(finding => finding.Severity == RuleSeverity.Error)
                .Select(finding => finding with { InstanceId = instanceId, TypeName = item.TypeName ?? "" }),
        ];
        string reasons = broken.Count == 1
            ? broken[0].Message
            : string.Join(" ", broken.Take(FindingsShown).Select((finding, at) => $"({at + 1}) {finding.Message}"));
        string rest = broken.Count > FindingsShown
            ? $" And {broken.Count - FindingsShown} more; Test-InventoryItem -Detailed lists them all."
            : "";
        string count = broken.Count == 1 ? "." : $", for {broken.Count} reasons:";
        string message = $"{Subject(item.TypeName, instanceId, position)} is not valid{count} {reasons}{rest}";
        return new ErrorRecord(
            new InventoryItemException(message, broken),
            InventoryChecker.FaultOf(broken),
            ErrorCategory.InvalidData,
            Retarget(item, instanceId));
    }

    /// <summary>An error that ends a command, beside which others came to light.</summary>
    public static ErrorRecord AndMore(ErrorRecord error, int more)
    {
        string message = error.ErrorDetails?.Message ?? error.Exception.Message;
        string others = more == 1
            ? "Another item was not written either."
            : $"{more} other items were not written either.";
        error.ErrorDetails = new ErrorDetails($"{message} {others}");
        return error;
    }

    /// <summary>An item that a store does not keep, for the reason for which the service would not.</summary>
    public static ErrorRecord Refused(StoreWrite write, InventoryFault fault) => new(
        new InventoryItemException(
            $"{Subject(write.Item.TypeName, write.InstanceId)} was refused. {fault.Message}", []),
        fault.Code,
        ErrorCategory.InvalidData,
        Retarget(write.Item, write.InstanceId));

    /// <summary>An argument that has no text.</summary>
    public static ErrorRecord InvalidArgument(string parameter, object? value, string why) => Invalid(
        "Invalid" + parameter, $"The value of -{parameter} can't be used. {why}", value);

    /// <summary>A path that leads to no file system.</summary>
    public static ErrorRecord PathNotFileSystem(string path, string provider) => Invalid(
        "PathNotFileSystem", $"The path '{path}' belongs to the {provider} provider; a file is needed.", path);

    /// <summary>The path of a store where a name is needed.</summary>
    public static ErrorRecord PathNotExpected(string parameter, string path, string command) => Invalid(
        "PathNotExpected",
        $"'{path}' is a path, and not a name that -{parameter} takes. Give the file of a store to -Path, as in: "
            + $"{command} -Path {path}",
        path);

    /// <summary>A file, of the pipeline unless a parameter is named, beside the store of -Path.</summary>
    public static ErrorRecord FileBesidePath(string file, string? parameter, string remedy) => Invalid(
        "PathNotExpected",
        $"The file '{file}' {(parameter is null ? "came from the pipeline" : $"was given to -{parameter}")}, and -Path "
            + $"was given as well. {remedy}",
        file);

    /// <summary>A store that can't be used; where items were about to be written, they are the target.</summary>
    public static ErrorRecord Store(InventoryStoreException error, IReadOnlyList<StoreWrite>? notWritten = null)
    {
        string unwritten = notWritten?.Count switch
        {
            null or 0 => "",
            1 => " One item was not written; it is the TargetObject of this error.",
            int count => $" {count} items were not written; they are the TargetObject of this error.",
        };
        return new ErrorRecord(
            error,
            "Store" + error.Problem,
            error.Problem switch
            {
                StoreProblem.NotFound or StoreProblem.FolderNotFound or StoreProblem.BrokenLink =>
                    ErrorCategory.ObjectNotFound,
                StoreProblem.Locked => ErrorCategory.ResourceBusy,
                StoreProblem.ReadOnly or StoreProblem.AccessDenied => ErrorCategory.PermissionDenied,
                StoreProblem.NoSpace => ErrorCategory.LimitsExceeded,
                StoreProblem.IsFolder or StoreProblem.NotAFolder or StoreProblem.NotAFile or StoreProblem.LinkLoop
                    or StoreProblem.NameTooLong or StoreProblem.InvalidPath or StoreProblem.UncPath =>
                    ErrorCategory.InvalidArgument,
                StoreProblem.Failed => ErrorCategory.ReadError,
                StoreProblem.Replaced => ErrorCategory.ResourceUnavailable,
                _ => ErrorCategory.InvalidData,
            },
            notWritten is { Count: > 0 }
                ? notWritten.Select(write => Retarget(write.Item, write.InstanceId)).ToArray()
                : error.Path)
        {
            ErrorDetails = new ErrorDetails(error.Message + unwritten),
        };
    }

    /// <summary>A platform for which the module has no SQLite.</summary>
    public static ErrorRecord PlatformNotSupported(PlatformNotSupportedException error) =>
        new(error, "PlatformNotSupported", ErrorCategory.NotInstalled, targetObject: null);

    /// <summary>An endpoint that can't listen.</summary>
    public static ErrorRecord EndpointNotStarted(EndpointException error) => new(
        error,
        error.IsPortInUse ? "PortInUse" : "EndpointNotStarted",
        error.IsPortInUse ? ErrorCategory.ResourceExists : ErrorCategory.OpenError,
        error.Port);

    /// <summary>No endpoint of this session has that port.</summary>
    public static ErrorRecord EndpointNotFound(int port) => NotFound(
        "EndpointNotFound",
        $"This session has no inventory endpoint on port {port}. Get-InventoryEndpoint lists those that it has.",
        port);

    /// <summary>Something was asked for by its exact name and is not there.</summary>
    public static ErrorRecord InventoryNotFound(
        string what, string name, string among, string where, string question = "") => NotFound(
        "InventoryNotFound", $"{Sentence(where)} has no item {what} '{name}'{among}.{question}", name);

    /// <summary>Two attributes of an entry whose values can't both stand in a row.</summary>
    public static ErrorRecord AttributeNameCase(InventoryItem item, string kept, string lost) => Invalid(
        "AttributeNameCase",
        $"{Subject(item.TypeName, item.InstanceId)} has an entry with the attributes '{kept}' and '{lost}', which are "
            + $"one name to PowerShell: its row has the value of '{kept}' alone. So it is with other entries of "
            + "the type that have both. The Content of the item, as Get-Inventory gives it, has all values.",
        item,
        ErrorCategory.InvalidData);

    /// <summary>No type has that exact name.</summary>
    public static ErrorRecord SchemaNotFound(string name, string where, string question) => NotFound(
        "SchemaNotFound",
        $"{Sentence(where)} does not know the inventory type '{name}'.{question} Get-InventorySchema lists all.",
        name);

    /// <summary>A file that can't be used, or an item that can't go into one.</summary>
    /// <param name="error">The failure.</param>
    /// <param name="target">The item; the path when left out.</param>
    /// <param name="position">The number of the item in the input; 0 where it is not known.</param>
    public static ErrorRecord File(InventoryFileException error, object? target = null, long position = 0)
    {
        ErrorRecord record = new(
            error,
            error.Problem.ToString(),
            error.Problem switch
            {
                FileProblem.FileFailed => ErrorCategory.WriteError,
                FileProblem.PartlyRead => ErrorCategory.InvalidOperation,
                FileProblem.InstanceIdMissing or FileProblem.InvalidItem or FileProblem.NotForAgent =>
                    ErrorCategory.InvalidArgument,
                _ => ErrorCategory.InvalidData,
            },
            target ?? error.Path);
        if (position > 0 && target is InventoryItem { TypeName: null or "", InstanceId: null or "" })
        {
            record.ErrorDetails = new ErrorDetails($"Number {position} of the input: {error.Message}");
        }

        return record;
    }

    /// <summary>A file or folder that is not there.</summary>
    public static ErrorRecord PathNotFound(string path, Exception? inner = null) => NotFound(
        "PathNotFound", $"The file or folder '{path}' was not found.", path, inner);

    /// <summary>No rule has that exact name.</summary>
    public static ErrorRecord RuleNotFound(string id) => NotFound(
        "RuleNotFound", $"The rule '{id}' was not found. Get-InventoryRule lists all rules.", id);

    /// <summary>
    /// Returns the record. Its message and its target's name have no control characters: exceptions of the module have
    /// such messages, others may not.
    /// </summary>
    public static ErrorRecord Visible(ErrorRecord error)
    {
        string message = error.ErrorDetails?.Message ?? error.Exception.Message;
        string visible = VisibleText.Of(message);
        if (!ReferenceEquals(visible, message))
        {
            error.ErrorDetails = new ErrorDetails(visible);
        }

        // Windows PowerShell shows the target beside the category.
        error.CategoryInfo.TargetName = VisibleText.Of(error.CategoryInfo.TargetName ?? "");
        return error;
    }

    private static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text.Substring(1);

    // The tool that measures the coverage can't copy a default value whose type is an enumeration of PowerShell.
    internal static ErrorRecord Invalid(string id, string message, object? target, ErrorCategory? category = null) =>
        new(new ArgumentException(VisibleText.Of(message)), id, category ?? ErrorCategory.InvalidArgument, target);

    private static ErrorRecord NotFound(string id, string message, object target, Exception? inner = null) =>
        new(new ItemNotFoundException(VisibleText.Of(message), inner), id, ErrorCategory.ObjectNotFound, target);

    /// <summary>The item as the subject of a sentence.</summary>
    /// <param name="typeName">Its type.</param>
    /// <param name="instanceId">Its node.</param>
    /// <param name="position">Its number in the input; 0 where it is not known.</param>
    internal static string Subject(string? typeName, string? instanceId, long position = 0)
    {
        string type = string.IsNullOrEmpty(typeName) ? "An item without a type name" : $"The item {typeName}";
        return !string.IsNullOrEmpty(instanceId) ? $"{type} of {instanceId}"
            : string.IsNullOrEmpty(typeName) && position > 0 ? $"{type}, number {position} of the input,"
            : type;
    }

    /// <summary>
    /// The item as it can be repaired and written again, with the node that it was about to be written to. It is a
    /// copy: the item may still be waiting for its other nodes, and be the target of their errors too.
    /// </summary>
    internal static InventoryItem Retarget(InventoryItem item, string? instanceId)
    {
        InventoryItem own = item.Copy();
        own.InstanceId = instanceId ?? item.InstanceId;
        return own;
    }
}
