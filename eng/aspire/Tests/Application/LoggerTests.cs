using System.Runtime.CompilerServices;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Tests.Application;

public sealed class LoggerTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_written_before_is_seen_first()
    {
        using var logs = new ResourceLoggerService();
        logs.GetLogger("tool").LogInformation("before");
        await using var watch = logs.WatchAsync("tool").GetAsyncEnumerator(Cancelled);

        Assert.True(await watch.MoveNextAsync());
        Assert.Equal([(1, false)], watch.Current.Select(line => (line.LineNumber, line.IsErrorMessage)));
        Assert.EndsWith("Z before", watch.Current[0].Content, StringComparison.Ordinal);

        logs.GetLogger("tool").LogError("after");
        Assert.True(await watch.MoveNextAsync());
        Assert.Equal([(2, true)], watch.Current.Select(line => (line.LineNumber, line.IsErrorMessage)));
    }

    [Fact]
    public async Task Lines_of_the_engine_are_ordered_by_time_and_forgotten_with_the_last_watcher()
    {
        using var logs = new ResourceLoggerService();
        var first = logs.WatchAsync("tool").GetAsyncEnumerator(Cancelled);
        var next = first.MoveNextAsync();
        var time = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        logs.AddLogEntries("tool", [new(time.AddSeconds(1), "later", false)], inMemorySource: false);
        logs.AddLogEntries("tool", [new(time, "earlier", false)], inMemorySource: false);
        Assert.True(await next);

        await using (var second = logs.WatchAsync("tool").GetAsyncEnumerator(Cancelled))
        {
            Assert.True(await second.MoveNextAsync());
            Assert.Equal(["earlier", "later"], second.Current.Select(line => line.Content.Split(' ')[1]));
        }

        await first.DisposeAsync();
        await using var third = logs.WatchAsync("tool").GetAsyncEnumerator(Cancelled);
        var nothing = third.MoveNextAsync();
        logs.Complete("tool");
        Assert.False(await nothing);
    }

    [Fact]
    public async Task The_oldest_lines_are_dropped_beyond_ten_thousand()
    {
        using var logs = new ResourceLoggerService();
        logs.AddLogEntries("tool", [.. Enumerable.Range(0, 12_500).Select(i => new LogEntry(null, $"{i}", false))], inMemorySource: true);
        logs.Complete("tool");

        var lines = new List<LogLine>();
        await foreach (var batch in logs.WatchAsync("tool").WithCancellation(Cancelled))
        {
            lines.AddRange(batch);
        }

        Assert.Equal((10_000, "2500", "12499"), (lines.Count, lines[0].Content, lines[^1].Content));
    }

    [Fact]
    public async Task Who_reads_the_output_hears_when_the_first_watcher_comes_and_the_last_one_leaves()
    {
        using var logs = new ResourceLoggerService();
        await using var subscribers = logs.WatchAnySubscribersAsync(Cancelled).GetAsyncEnumerator(Cancelled);
        var next = subscribers.MoveNextAsync();
        using (logs.Subscribe("tool", _ => { }))
        using (logs.Subscribe("tool", _ => { }))
        {
            Assert.True(await next);
            Assert.Equal(new LogSubscriber("tool", AnySubscribers: true), subscribers.Current);
        }

        Assert.True(await subscribers.MoveNextAsync());
        Assert.Equal(new LogSubscriber("tool", AnySubscribers: false), subscribers.Current);
    }

    [Fact]
    public async Task A_replica_whose_log_cannot_be_read_is_heard_of_while_the_others_go_on()
    {
        await using var merged = LogMerge.Merge([Endless(Cancelled), Broken()]).GetAsyncEnumerator(Cancelled);

        var error = await Assert.ThrowsAsync<IOException>(() => merged.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60), Cancelled));
        Assert.Equal("no log", error.Message);

        static async IAsyncEnumerable<IReadOnlyList<LogLine>> Endless([EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            yield break;
        }

        static async IAsyncEnumerable<IReadOnlyList<LogLine>> Broken()
        {
            await Task.Yield();
            yield return Fail();
        }

        static IReadOnlyList<LogLine> Fail() => throw new IOException("no log");
    }

    [Theory]
    [InlineData("2026-11-20T14:25:57.485Z text here", "text here", true)]
    [InlineData("2026-11-20T14:25:57.485Z", "", true)]
    [InlineData("2026 was a year", "2026 was a year", false)]
    [InlineData("", "", false)]
    public void The_time_of_a_line_is_read_from_its_beginning(string line, string content, bool hasTime)
    {
        var entry = LogEntry.Parse(line, isError: false);

        Assert.Equal((content, hasTime), (entry.Content, entry.Timestamp is not null));
    }
}
