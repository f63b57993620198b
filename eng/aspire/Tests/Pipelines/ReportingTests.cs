using Aspire.Hosting.Cli.Messages;
using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Tests.Pipelines;

public sealed class ReportingTests
{
    private readonly RecordingSink _sink = new();
    private readonly PipelineActivityReporter _reporter;

    public ReportingTests() => _reporter = new(_sink, TimeProvider.System);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Steps_tasks_and_lines_are_shown_in_their_order()
    {
        await using (var step = await _reporter.CreateStepAsync("build", Token))
        {
            await using var task = await step.CreateTaskAsync(new MarkdownString("**compile**"), Token);
            await task.UpdateAsync("half", Token);
            step.Log(LogLevel.Warning, "careful");
            await task.SucceedAsync("done", Token);
        }

        Assert.Equal(
            ["step build InProgress", "task **compile** InProgress markdown", "task half InProgress", "log careful Completed Warning", "task half Completed done", "step build completed successfully Completed"],
            _sink.Lines);
    }

    [Theory]
    [InlineData(CompletionState.CompletedWithWarning, "build completed with warnings")]
    [InlineData(CompletionState.CompletedWithError, "build completed with errors")]
    public async Task A_step_ends_like_the_worst_of_its_tasks(CompletionState worst, string text)
    {
        await using (var step = await _reporter.CreateStepAsync("build", Token))
        {
            await (await step.CreateTaskAsync("good", Token)).CompleteAsync(cancellationToken: Token);
            await (await step.CreateTaskAsync("not so good", Token)).CompleteAsync("hm", worst, Token);
        }

        await _reporter.CompletePublishAsync(options: null, Token);

        Assert.Equal($"step {text} {worst}", _sink.Lines[^2]);
        Assert.EndsWith($" {worst} markdown", _sink.Lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_has_ended_stays_as_it_ended()
    {
        var step = await _reporter.CreateStepAsync("build", Token);
        var task = await step.CreateTaskAsync("open", Token);
        await step.FailAsync("broken", Token);

        await step.SucceedAsync(cancellationToken: Token);
        step.Log(LogLevel.Information, "too late");

        Assert.Equal("step broken CompletedWithError", _sink.Lines[^1]);
        await Assert.ThrowsAsync<InvalidOperationException>(() => step.CreateTaskAsync("new", Token));
        await Assert.ThrowsAsync<InvalidOperationException>(() => task.UpdateAsync("more", Token));
    }

    [Fact]
    public async Task A_step_is_shown_under_the_one_before_it()
    {
        await _reporter.CreateStepAsync("first", Token);
        await _reporter.CreateStepAsync("second", "first", 1, Token);

        Assert.Equal(_sink.Activities[0].Data.Id, _sink.Activities[1].Data.ParentStepId);
        Assert.Equal(1, _sink.Activities[1].Data.HierarchyLevel);
    }

    [Fact]
    public async Task The_summary_comes_last()
    {
        var summary = new PipelineSummary();
        summary.Add("Url", new MarkdownString("[here](https://example.org)"));

        await _reporter.CompletePublishAsync(new PublishCompletionOptions { PipelineSummary = summary.Items }, Token);

        var item = Assert.Single(_sink.Activities[^1].Data.PipelineSummary!);
        Assert.Equal(("Url", "[here](https://example.org)", true), (item.Key, item.Value, item.EnableMarkdown));
        Assert.Equal("Pipeline completed successfully", _sink.Activities[^1].Data.StatusText);
    }

    [Fact]
    public async Task A_cli_that_reads_slowly_loses_lines_and_is_told_how_many()
    {
        var queue = new ActivityQueue();
        var step = await new PipelineActivityReporter(queue, TimeProvider.System).CreateStepAsync("chatty", Token);
        for (var i = 0; i < ActivityQueue.MaxPending + 10; i++)
        {
            step.Log(LogLevel.Information, "line");
        }

        await (await step.CreateTaskAsync("a task", Token)).CompleteAsync(cancellationToken: Token);
        await step.SucceedAsync(cancellationToken: Token);

        var seen = new List<PublishingActivityMessage>();
        await foreach (var activity in queue.ReadAsync(Token))
        {
            seen.Add(activity);
            if (activity is { Type: PublishingActivityMessage.Step, Data.CompletionState: nameof(CompletionState.Completed) })
            {
                break;
            }
        }

        Assert.Contains(seen, activity => activity.Data.StatusText is "11 lines were left out: the CLI reads more slowly than the steps log.");
        Assert.Equal(2, seen.Count(activity => activity.Type is PublishingActivityMessage.Task));
    }

    private sealed class RecordingSink : IActivitySink
    {
        public List<PublishingActivityMessage> Activities { get; } = [];

        public List<string> Lines => [.. Activities.Select(activity => string.Join(' ', new[]
        {
            activity.Type,
            activity.Data.StatusText,
            activity.Data.CompletionState,
            activity.Data.CompletionMessage,
            activity.Data.LogLevel,
            activity.Data.EnableMarkdown ? "markdown" : null,
        }.Where(part => part is not null)))];

        public void Write(PublishingActivityMessage activity) => Activities.Add(activity);
    }
}
