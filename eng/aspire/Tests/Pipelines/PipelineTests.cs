using System.Collections.Concurrent;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aspire.Hosting.Tests.Pipelines;

public sealed class PipelineTests
{
    private readonly ConcurrentQueue<string> _runs = new();

    [Fact]
    public async Task A_step_runs_after_what_it_depends_on_and_nothing_else_runs()
    {
        var builder = Create("last");
        builder.Pipeline.AddStep("last", Run("last"), dependsOn: new[] { "middle" });
        builder.Pipeline.AddStep("first", Run("first"), requiredBy: "middle");
        builder.Pipeline.AddStep("middle", Run("middle"));
        builder.Pipeline.AddStep("other", Run("other"));

        await ExecuteAsync(builder);

        Assert.Equal(["first", "middle", "last"], _runs);
    }

    [Fact]
    public async Task Steps_of_resources_run_and_can_be_found_by_tag()
    {
        var builder = Create("publish");
        builder.AddExecutable("tool", "tool", ".").WithPipelineStepFactory("tool-step", Run("tool-step"), requiredBy: ["publish"], tags: ["tools"]);
        IEnumerable<PipelineStep> tagged = [];
        builder.Pipeline.AddPipelineConfiguration(context =>
        {
            tagged = context.GetSteps("tools").ToArray();
            return Task.CompletedTask;
        });

        await ExecuteAsync(builder);

        Assert.Equal(["tool-step"], _runs);
        Assert.Equal("tool", Assert.Single(tagged).Resource?.Name);
    }

    [Fact]
    public async Task Independent_steps_finish_after_a_failure()
    {
        var builder = Create("publish");
        builder.Pipeline.AddStep("bad", _ => throw new InvalidOperationException("boom"), requiredBy: "publish");
        builder.Pipeline.AddStep("after-bad", Run("after-bad"), dependsOn: "bad", requiredBy: "publish");
        builder.Pipeline.AddStep("good", Run("good"), requiredBy: "publish");

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => ExecuteAsync(builder));

        Assert.Equal("Step 'bad' failed: boom", error.Message);
        Assert.Equal(["good"], _runs);
    }

    [Theory]
    [InlineData("nope", null, null, "Step 'nope' not found in pipeline. Available steps: 'deploy', ")]
    [InlineData("publish", "nowhere", null, "Step 'one' depends on unknown step 'nowhere'")]
    [InlineData("publish", null, "nowhere", "Step 'one' is required by unknown step 'nowhere'")]
    [InlineData("one", "one", null, "Circular dependency detected in pipeline steps: one → one")]
    public async Task Mistakes_are_named(string target, string? dependsOn, string? requiredBy, string message)
    {
        var builder = Create(target);
        builder.Pipeline.AddStep("one", Run("one"), dependsOn, requiredBy);

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => ExecuteAsync(builder));

        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_is_added_once()
    {
        var builder = Create("publish");
        builder.Pipeline.AddStep("one", Run("one"));

        Assert.Throws<InvalidOperationException>(() => builder.Pipeline.AddStep("one", Run("one")));
        Assert.Throws<ArgumentException>(() => builder.Pipeline.AddStep("two", Run("two"), dependsOn: 2));
    }

    [Fact]
    public async Task Publish_mode_runs_the_step_and_ends()
    {
        var builder = Create("one");
        builder.Pipeline.AddStep("one", Run("one"));
        using var app = builder.Build();

        await app.RunAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        Assert.Equal(["one"], _runs);
    }

    [Fact]
    public async Task A_cancelled_run_names_the_step_that_was_cut_and_starts_nothing_more()
    {
        var builder = Create("last");
        using var cancel = new CancellationTokenSource();
        builder.Pipeline.AddStep("done", Run("done"));
        builder.Pipeline.AddStep("cut", async context =>
        {
            await cancel.CancelAsync();
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
        }, dependsOn: "done");
        builder.Pipeline.AddStep("last", Run("last"), dependsOn: "cut");
        await using var app = builder.Build();

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => PublishApp.RunAsync(app, cancel.Token));

        Assert.Equal("Step 'cut' failed: A task was canceled.", error.Message);
        Assert.Equal(["done"], _runs);
    }

    [Fact]
    public async Task Steps_before_the_start_run_in_both_modes_and_leave_the_others_alone()
    {
        foreach (var args in new string[][] { ["--operation", "run"], ["--operation", "publish"] })
        {
            var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { Args = args, DisableDashboard = true });
            builder.Pipeline.AddStep("prepare", Run(args[1]), dependsOn: WellKnownPipelineSteps.ValidateComputeEnvironments, requiredBy: WellKnownPipelineSteps.BeforeStart);
            await using var app = builder.Build();
            await app.BeforeStartAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal(["run", "publish"], _runs);
    }

    private Func<PipelineStepContext, Task> Run(string name) => _ =>
    {
        _runs.Enqueue(name);
        return Task.CompletedTask;
    };

    private static async Task ExecuteAsync(IDistributedApplicationBuilder builder)
    {
        using var app = builder.Build();
        var model = app.Services.GetRequiredService<DistributedApplicationModel>();
        await builder.Pipeline.ExecuteAsync(new PipelineContext(model, builder.ExecutionContext, app.Services, NullLogger.Instance, TestContext.Current.CancellationToken));
    }

    private static IDistributedApplicationBuilder Create(string step)
        => DistributedApplication.CreateBuilder(new DistributedApplicationOptions { Args = ["--operation", "publish", "--step", step], DisableDashboard = true });
}
