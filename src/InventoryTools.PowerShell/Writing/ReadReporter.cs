using InventoryTools.Errors;
using InventoryTools.Model;
using InventoryTools.Reading;
using InventoryTools.Service;

namespace InventoryTools.Writing;

/// <summary>
/// Tells people about a read from a service: its cost before it begins, its progress, what it could not read, and the
/// calls that it took.
/// </summary>
internal sealed class ReadReporter(InventoryCmdlet command, IClock clock, Func<ReadCallCounts> countCalls)
{
    private const long ManyCalls = 1000;

    // Clients that read inventory in bulk limit themselves to about this pace. AWS documents no rate.
    private const int CallsPerSecond = 5;

    private readonly ProgressDisplay? _display = command.ShowProgress("Reading inventory", clock);
    private long _planned;
    private long _done;
    private bool _isFinding;
    private bool _isWarned;
    private bool _isComplete;

    /// <summary>The sentence about how far the read came; null where it has not begun.</summary>
    public string? ProgressSentence => _planned == 0 ? null
        : $"The read ended after {NumberText.Grouped(_done)} of {NumberText.Grouped(Math.Max(_planned, _done))} steps "
            + "(a step is one type of one node). What was read until then is in the result.";

    /// <summary>Shows the number of nodes that were found while more are looked for.</summary>
    public void NodesFound(int count)
    {
        string Found() => $"{Counted.Of(count, "node")} found, {CallsDone}";
        if (_isFinding)
        {
            _display?.Update(Found);
        }
        else
        {
            _isFinding = true;
            _display?.Show(Found());
        }
    }

    /// <summary>Takes note of what a reader reports.</summary>
    public void Update(ReadEvent report)
    {
        if (report is ReadPlanned plan)
        {
            Plan(plan);
        }
        else if (report is StepDone)
        {
            _done++;
            _display?.Update(Status);
        }
    }

    /// <summary>Writes an error for what could not be read, or a verbose line when it was not asked for.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="question">The question that proposes other names, with a space before it; empty for none.</param>
    public void Problem(ReadProblem problem, string question)
    {
        if (problem.IsUnlisted)
        {
            command.WriteVerbose(
                $"{problem.TypeName} was not read: it was not asked for by its name, and the service refuses it. "
                + problem.Failure.Message);
        }
        else
        {
            command.WriteError(ServiceErrors.NotRead(problem, question));
        }
    }

    /// <summary>Writes the calls that were made, once.</summary>
    public void Complete()
    {
        if (!_isComplete)
        {
            _isComplete = true;
            _display?.Complete();
            command.WriteVerbose($"The read took {countCalls()}.");
        }
    }

    private void Plan(ReadPlanned plan)
    {
        _planned += plan.CallCount;
        if (_planned <= ManyCalls)
        {
            return;
        }

        if (!_isWarned)
        {
            _isWarned = true;
            command.WriteWarning(
                $"This read takes at least {NumberText.Grouped(_planned)} calls of ListInventoryEntries: "
                + "one for each node and type, and one more for each further 50 entries. "
                + $"At {CallsPerSecond} calls a second that is {Duration(_planned / CallsPerSecond)}. "
                + "Read less with -TypeName, -InstanceId or -Filter.");
        }

        _display?.Show(Status());
    }

    private string CallsDone => $"{Counted.Of(countCalls().Total, "call")} done";

    private string Status() => $"{CallsDone}, about {NumberText.Grouped(Math.Max(_planned - _done, 0))} left";

    private static string Duration(long seconds) => seconds < 7200
        ? $"about {NumberText.Grouped(Math.Max(1, (seconds + 30) / 60))} minutes"
        : $"about {NumberText.Grouped((seconds + 1800) / 3600)} hours";
}
