using InventoryTools.Sqlite;
using InventoryTools.Submission;
using InventoryTools.Tests.Sqlite;
using Xunit;

namespace InventoryTools.Tests.Submission;

/// <summary>Two submissions with one ledger in a file, whose calls overlap.</summary>
public sealed class OverlappingSyncTests : SubmissionTests, IDisposable
{
    private readonly TempFolder _folder = new();
    private string? _applied;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_may_be_old_at_the_service_is_sent_again(bool isLost)
    {
        using SemaphoreSlim arrived = new(0);
        using SemaphoreSlim released = new(0);
        Service.Before = async (request, _) =>
        {
            string content = request.Items[0].Content![0]["V"];
            if (content == "old")
            {
                arrived.Release();
                await released.WaitAsync();
            }

            _applied = content;
        };
        Service.Answer = (_, request) => isLost && request.Items[0].Content![0]["V"] == "old"
            ? new InventoryConnectionException(ConnectionProblem.ConnectionBroken, "http://x", "lost")
            : null;
        Options = Options with { SkipAccepted = true, RetryTimeout = TimeSpan.Zero };
        Task<bool> slow = Task.Run(() => IsSent("old"));
        await arrived.WaitAsync();
        Assert.True(IsSent("new"));
        released.Release();
        Assert.True(await slow);
        Assert.Equal("old", _applied);

        // The call that was lost may still come, so the content is not known while its signature is valid.
        Assert.True(IsSent("new"));
        Clock.Advance(TimeSpan.FromMinutes(31));
        Assert.Equal(isLost, IsSent("new"));
        Assert.False(IsSent("new"));
        Assert.Equal("new", _applied);
    }

    private bool IsSent(string content)
    {
        using SqliteSubmissionLedger ledger = SqliteSubmissionLedger.Open(
            _folder.Store, TimeSpan.FromSeconds(30), default);
        using SubmissionPipeline submission = new(
            Service, Target, ledger, Options, Clock, () => 0.5, _ => true, Stop.Token);
        SubmissionEvent[] events =
            [.. submission.Add(Node(1), new ItemPayload(Item(1, "A", content))), .. submission.Complete()];
        return events.OfType<ItemSettled>().Any();
    }
}
