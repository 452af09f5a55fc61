using InventoryTools.Tests.Endpoint;

namespace InventoryTools.Pester;

/// <summary>A rule of an <see cref="AnswerScript"/>: the calls that it applies to and their answers.</summary>
public sealed class AnswerRule
{
    private readonly Dictionary<string, int> _used = new(StringComparer.Ordinal);
    private int _next;

    /// <summary>The operation; null for every operation.</summary>
    public string? Operation { get; set; }

    /// <summary>The node; null for every node.</summary>
    public string? InstanceId { get; set; }

    /// <summary>The number of calls that the rule answers. The default is all calls.</summary>
    public int Times { get; set; } = int.MaxValue;

    /// <summary>True to count <see cref="Times"/> for each node by itself.</summary>
    public bool PerNode { get; set; }

    /// <summary>The answers, which the calls get in turn. A null is the answer of the service.</summary>
    public ScriptedAnswer?[] Answer { get; set; } = [null];

    internal bool Answers(ScriptedCall call, out ScriptedAnswer? answer)
    {
        answer = null;
        string counter = PerNode ? call.InstanceId : "";
        int used = _used.GetValueOrDefault(counter);
        if ((Operation ?? call.Operation) != call.Operation
            || (InstanceId ?? call.InstanceId) != call.InstanceId
            || used >= Times)
        {
            return false;
        }

        _used[counter] = used + 1;
        answer = Answer[_next++ % Answer.Length];
        return true;
    }
}

/// <summary>
/// Tells a <see cref="ScriptedEndpoint"/> how to answer. The service asks on its own threads, where a script block
/// can't run: a Pester test writes rules instead. The first rule that applies to a call answers it, otherwise the
/// service does.
/// </summary>
public sealed class AnswerScript
{
    private readonly ScriptedEndpoint _service;
    private readonly List<AnswerRule> _rules = [];
    private readonly object _lock = new();
    private int _calls;

    /// <summary>Takes over the answers of the service.</summary>
    public AnswerScript(ScriptedEndpoint service)
    {
        _service = service;
        service.Script = Answer;
    }

    /// <summary>Adds a rule after those that exist.</summary>
    public void Add(AnswerRule rule)
    {
        lock (_lock)
        {
            _rules.Add(rule);
        }
    }

    /// <summary>Gives all calls one answer.</summary>
    public void Add(ScriptedAnswer answer) => Add(new AnswerRule { Answer = [answer] });

    /// <summary>Removes all rules, so that the service answers.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _rules.Clear();
        }
    }

    /// <summary>Makes each call take this long.</summary>
    public void Delay(TimeSpan time) => _service.Hold = _ => Task.Delay(time);

    /// <summary>Waits until so many calls have arrived since the service began.</summary>
    /// <exception cref="TimeoutException">They have not arrived after a minute.</exception>
    public void WaitForCalls(int count)
    {
        DateTime limit = DateTime.UtcNow.AddMinutes(1);
        lock (_lock)
        {
            while (_calls < count)
            {
                TimeSpan left = limit - DateTime.UtcNow;
                if (left <= TimeSpan.Zero || !Monitor.Wait(_lock, left))
                {
                    throw new TimeoutException($"{_calls} of {count} calls have arrived.");
                }
            }
        }
    }

    private ScriptedAnswer? Answer(ScriptedCall call)
    {
        lock (_lock)
        {
            _calls++;
            Monitor.PulseAll(_lock);
            ScriptedAnswer? answer = null;
            _ = _rules.Any(rule => rule.Answers(call, out answer));
            return answer;
        }
    }
}
