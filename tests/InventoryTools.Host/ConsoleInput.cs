using System;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;

namespace InventoryTools.Host;

/// <summary>Reads lines from standard input without keeping the script from being stopped.</summary>
internal sealed class ConsoleInput
{
    private readonly CancellationToken _stop;

    /// <summary>Creates a reader that gives up when the script is stopped.</summary>
    public ConsoleInput(CancellationToken stop)
    {
        _stop = stop;
    }

    /// <summary>Reads a line, and throws when there is none to come: nobody is there to answer.</summary>
    public string ReadLine()
    {
        Task<string?> reading = Task.Run(Console.In.ReadLine);
        try
        {
            reading.Wait(_stop);
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }

        if (Console.IsInputRedirected || reading.Result is null)
        {
            // Nobody typed the line break that ends the line of the prompt.
            Console.Out.WriteLine();
        }

        return reading.Result ?? throw new PSInvalidOperationException(
            "Standard input is at its end: the script runs as if non-interactive, and cannot read or prompt.");
    }
}
