using System.Collections.ObjectModel;
using System.Management.Automation;
using InventoryTools.Errors;
using InventoryTools.Files;
using InventoryTools.Loading;
using InventoryTools.Paths;
using InventoryTools.Writing;
using DriveNotFoundException = System.Management.Automation.DriveNotFoundException;

namespace InventoryTools.Cmdlets;

/// <summary>Reads items from files that other tools write and read.</summary>
[Cmdlet(VerbsData.Import, "Inventory", DefaultParameterSetName = PathSet)]
[OutputType(typeof(InventoryItem))]
public sealed class ImportInventoryCommand : InventoryCmdlet
{
    private const string PathSet = "Path";
    private const string LiteralSet = "LiteralPath";
    private const string FileSystem = "FileSystem";

    // Export-Inventory of the same pipeline replaces none of them.
    private readonly PartlyReadFiles _partlyRead = new();

    private InventoryFileReader? _reader;
    private bool _isTextTold;

    /// <summary>The files or folders, or wildcards.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = PathSet)]
    [ValidateNotNull]
    [AllowEmptyString]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>The files or folders, exactly as they are written.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = LiteralSet)]
    [Alias("PSPath", "LP", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>The format; it is found out when left out.</summary>
    [Parameter(Position = 1)]
    public InventoryFileFormat Format { get; set; }

    /// <summary>The node of items whose file tells none. A file that tells another one is an error.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? InstanceId { get; set; }

    /// <summary>True to read what can be read in spite of a problem, with a warning.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => _reader = new InventoryFileReader(
        new SystemClock().UtcNow, Report, Force, InstanceId, WriteVerbose, StopToken);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        bool isLiteral = ParameterSetName == LiteralSet;
        IEnumerable<string> paths = (isLiteral ? LiteralPath : Path).Where(path => !IsText(path));
        foreach (string path in isLiteral ? Existing(paths) : Resolved(paths))
        {
            Write(_reader!.Read(path, Format));
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => Write(_reader!.Complete());

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _partlyRead.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Write(IEnumerable<InventoryItem> items)
    {
        try
        {
            foreach (InventoryItem item in items)
            {
                if (StopToken.IsCancellationRequested)
                {
                    throw new PipelineStoppedException();
                }

                WriteObject(item);
            }
        }
        catch (InventoryFileException error)
        {
            Report(error);
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    private void Report(InventoryFileException problem)
    {
        if (!problem.IsWhole)
        {
            _partlyRead.Add(problem.Path);
            foreach (string file in problem.OtherFiles)
            {
                _partlyRead.Add(file);
            }
        }

        if (problem.IsWarning)
        {
            WriteWarning(problem.Message);
        }
        else
        {
            _reader!.Miss(problem.Path);
            WriteError(ErrorRecords.File(problem));
        }
    }

    // The lines of a file that are piped in place of its path are one mistake, which is told once.
    private bool IsText(string path)
    {
        if (path.Length == 0 && !_isTextTold)
        {
            WriteError(ErrorRecords.InvalidArgument(ParameterSetName, path, "It is empty."));
            return true;
        }

        bool isText = (_isTextTold ? JsonInput.IsRest(path) : JsonInput.IsBeginning(path))
            && (path.Length == 0 || !IsThere(BesideDrive(path)));
        if (isText && !_isTextTold)
        {
            WriteError(ErrorRecords.InvalidArgument(
                ParameterSetName, path, "It is JSON text, not a path. Name the file: Import-Inventory x.json"));
        }

        _isTextTold |= isText;
        return isText;
    }

    private IEnumerable<string> Resolved(IEnumerable<string> paths)
    {
        foreach (string path in paths)
        {
            Collection<string> found = [];
            try
            {
                found = Resolve(path, out ProviderInfo from);
                if (from.Name != FileSystem)
                {
                    WriteError(ErrorRecords.PathNotFileSystem(path, from.Name));
                    continue;
                }
            }
            catch (SessionStateException error) when (error is ItemNotFoundException or DriveNotFoundException)
            {
                ReportMissing(path, NotFound(path, error));
                continue;
            }
            catch (WildcardPatternException)
            {
                // It is not a valid pattern, so it can only be a name.
            }

            if (found.Count == 0)
            {
                // The name of a file can be a pattern of others.
                string full = Unresolved(path);
                if (IsThere(full))
                {
                    yield return full;
                }
                else
                {
                    ReportMissing(path, ErrorRecords.PathNotFound(path));
                }
            }

            foreach (string one in found.OrderBy(FormatFinder.OrderOf, StringComparer.Ordinal))
            {
                yield return one;
            }
        }
    }

    private Collection<string> Resolve(string path, out ProviderInfo provider)
    {
        try
        {
            return SessionState.Path.GetResolvedProviderPathFromPSPath(path, out provider);
        }
        catch (DriveNotFoundException)
        {
            string full = $@"Microsoft.PowerShell.Core\{FileSystem}::{BesideDrive(path)}";
            return SessionState.Path.GetResolvedProviderPathFromPSPath(full, out provider);
        }
    }

    private string Unresolved(string path)
    {
        try
        {
            return SessionState.Path.GetUnresolvedProviderPathFromPSPath(path);
        }
        catch (DriveNotFoundException)
        {
            return BesideDrive(path);
        }
    }

    private IEnumerable<string> Existing(IEnumerable<string> paths)
    {
        foreach (string path in paths)
        {
            string beside = path.IndexOf(':') > 0 ? BesideDrive(path) : "";
            string full = IsThere(beside) ? beside : ResolvePath(path);
            if (IsThere(full))
            {
                yield return full;
            }
            else
            {
                ReportMissing(path, NotFound(full, null, path));
            }
        }
    }

    private void ReportMissing(string path, ErrorRecord error)
    {
        _reader!.Miss(path);
        WriteError(error);
    }

    private ErrorRecord NotFound(string path, SessionStateException error)
    {
        try
        {
            string full = SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider, out _);
            return provider.Name == FileSystem ? NotFound(full, error, path) : ErrorRecords.PathNotFound(path, error);
        }
        catch (DriveNotFoundException)
        {
            return ErrorRecords.PathNotFound(path, error);
        }
    }

    // A file that can't be reached may be there.
    private static ErrorRecord NotFound(string full, Exception? error, string path) =>
        PathCause.Find(full, "file").Message is { Length: > 0 } cause
            ? ErrorRecords.File(new InventoryFileException(FileProblem.FileFailed, full, cause, error))
            : ErrorRecords.PathNotFound(path, error);

    private static bool IsThere(string path) => File.Exists(path) || Directory.Exists(path);

    // A name before a colon is a drive to PowerShell, and the folder of a type in a resource data sync has one.
    private string BesideDrive(string path) => $"{SessionState.Path.CurrentFileSystemLocation.ProviderPath}/{path}";
}
