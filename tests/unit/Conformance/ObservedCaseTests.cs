using System.Text.Json.Nodes;
using InventoryTools.Endpoint.Wire;
using Xunit;
using Xunit.Abstractions;

namespace InventoryTools.Tests.Conformance;

/// <summary>The local service answers as AWS was seen to answer, through every door.</summary>
public sealed class ObservedCaseTests(ITestOutputHelper output)
{
    private const int MostUnrun = 10;

    // The cases that the local service does not satisfy yet, with the difference.
    private static readonly Dictionary<string, string> s_pending = [];

    public static TheoryData<Door, string> Cases
    {
        get
        {
            TheoryData<Door, string> cases = [];
            foreach (string name in Runnable.Where(name => !s_pending.ContainsKey(name)))
            {
                foreach (Door door in Enum.GetValues<Door>())
                {
                    cases.Add(door, name);
                }
            }

            return cases;
        }
    }

    private static IEnumerable<string> Runnable =>
        ObservedCases.All.Where(one => one.Value["unrun"] is null).Select(one => one.Key);

    // True where this machine lacks the client.
    private static bool IsMissing(Door door)
    {
        try
        {
            _ = OpenDoor.Client(door);
            return false;
        }
        catch (SkipException)
        {
            return true;
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public async Task The_answer_is_the_observed_one(Door door, string name)
    {
        using Conversation conversation = new(door);
        IReadOnlyList<string> differences = await conversation.PlayAsync(ObservedCases.All[name]);
        Assert.True(differences.Count == 0, string.Join("\n", differences));
    }

    [Fact]
    public async Task A_pending_case_still_differs()
    {
        List<string> passing = [];
        foreach (string name in s_pending.Keys)
        {
            using Conversation conversation = new(Door.Wire);
            IReadOnlyList<string> differences = await conversation.PlayAsync(ObservedCases.All[name]);
            output.WriteLine($"{name}\n  {string.Join("\n  ", differences)}");
            if (differences.Count == 0)
            {
                passing.Add(name);
            }
        }

        Assert.True(
            passing.Count == 0, $"These cases pass. Remove them from the pending list:\n{string.Join("\n", passing)}");
    }

    [Fact]
    public void Few_cases_are_not_run_and_each_says_why()
    {
        JsonObject[] unrun = [.. ObservedCases.All.Values.Where(one => one["unrun"] is not null)];
        Door[] missing = [.. Enum.GetValues<Door>().Where(IsMissing)];
        output.WriteLine(
            $"Conformance: {Runnable.Count() - s_pending.Count} of {ObservedCases.All.Count} observed cases "
                + $"run through {Enum.GetValues<Door>().Length - missing.Length} clients"
            + $"{(missing.Length == 0 ? "" : $" (without {string.Join(", ", missing)})")}"
            + $"{(s_pending.Count == 0 ? "" : $", {s_pending.Count} pending")}, {unrun.Length} not run");
        foreach (JsonObject one in unrun)
        {
            output.WriteLine($"{ObservedCases.NameOf(one)}: {one["unrun"]}");
        }

        foreach (IGrouping<string, JsonObject> operation in
            ObservedCases.All.Values.GroupBy(one => (string)one["operation"]!))
        {
            output.WriteLine($"{operation.Key}: {operation.Count()}");
        }

        Assert.Equal(
            AwsJsonProtocol.Operations,
            ObservedCases.All.Values.Select(one => (string)one["operation"]!).Distinct().Order(StringComparer.Ordinal));
        Assert.All(
            ObservedCases.All.Values,
            one => Assert.All(
                ["source", "date", "strength"], member => Assert.False(string.IsNullOrEmpty((string?)one[member]))));
        Assert.InRange(unrun.Length, 0, MostUnrun);
    }
}
