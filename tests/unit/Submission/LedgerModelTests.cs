using Xunit;

namespace InventoryTools.Tests.Submission;

/// <summary>Every order of the steps of a <see cref="LedgerModel"/>.</summary>
public sealed class LedgerModelTests
{
    [Theory]
    [InlineData("2")]
    [InlineData("3", true)]
    [InlineData("21", true)]
    [InlineData("23")]
    [InlineData("2", false, 1)]
    [InlineData("21", true, 1)]
    [InlineData("2", false, 1, 0, false, true)]
    [InlineData("2", false, 1, 0, true)]
    [InlineData("2", false, 0, 1)]
    [InlineData("21", true, 0, 1)]
    [InlineData("2", false, 0, 1, true)]
    [InlineData("2", false, 1, 1, true, true)]
    [InlineData("21", true, 1, 1, true)]
    public void The_ledger_is_never_ahead_of_the_service(
        string writes,
        bool isKnown = false,
        int losses = 0,
        int kills = 0,
        bool expires = false,
        bool retries = false) =>
        Explore(new([.. writes.Select(version => version - '0')], isKnown, losses, kills, expires, retries));

    private static void Explore(LedgerModelOptions options)
    {
        SynchronizationContext? context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            using ModelLedger ledger = new();
            HashSet<string> seen = [];
            Stack<string[]> paths = new([[]]);
            int ends = 0;
            while (paths.TryPop(out string[]? path))
            {
                LedgerModel model = new(ledger, options);
                List<string> done = [.. path];
                done.ForEach(model.Do);

                // The first step goes on with this model, and each other begins anew.
                while (seen.Add($"{model}"))
                {
                    Assert.True(model.FindLie() is null, $"{model.FindLie()} After: {string.Join(", ", done)}");
                    string[] next = [.. model.Steps()];
                    foreach (string other in next.Skip(1))
                    {
                        paths.Push([.. done, other]);
                    }

                    if (next.Length == 0)
                    {
                        ends++;
                        string? loss = model.FindLoss();
                        Assert.True(loss is null, $"{loss} After: {string.Join(", ", done)}");
                        break;
                    }

                    model.Do(next[0]);
                    done.Add(next[0]);
                }
            }

            Assert.InRange(ends, 20, int.MaxValue);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }
}
