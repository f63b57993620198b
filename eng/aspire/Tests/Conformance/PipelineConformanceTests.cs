using System.Collections.Concurrent;
using System.Text.Json;
using Aspire.Hosting.Pipelines;

namespace Aspire.Hosting.Tests.Conformance;

/// <summary>Pipelines have the steps, the order and the mistakes of Aspire's.</summary>
public sealed class PipelineConformanceTests
{
    private readonly ConcurrentQueue<string> _order = new();
    private readonly List<IReadOnlyList<PipelineStep>> _recorded = [];

    public static TheoryData<string, string, string> Runs => new()
    {
        { "publish", "publish", "" }, { "fail", "publish", "fail" }, { "deploy", "deploy", "" }, { "beta", "beta", "" }, { "diagnostics", "diagnostics", "" }, { "unreferenced", "unreferenced", "" }, { "nostep", "nosuchstep", "" },
        { "bad-cycle-run", "one", "cycle" }, { "bad-self-run", "one", "self" }, { "bad-cycle", "publish", "cycle" }, { "bad-self", "publish", "self" }, { "bad-unknown-dep", "publish", "unknown-dep" },
        { "bad-unknown-reqby", "publish", "unknown-reqby" }, { "bad-duplicate", "publish", "duplicate" }, { "bad-bad-type", "publish", "bad-type" }, { "bad-two-fail", "publish", "two-fail" },
    };

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task A_pipeline_runs_as_in_Aspire(string key, string step, string kind)
    {
        using var expected = ExpectedModel.Open("14-pipeline.json");
        var run = expected.RootElement.GetProperty(key);

        var error = "";
        try
        {
            var builder = DistributedApplication.CreateBuilder(["--operation", "publish", "--step", step, $"--AppHostSha=test-{Guid.NewGuid():N}"]);
            AddSteps(builder.Pipeline, kind);
            await using var app = builder.Build();
            await app.RunAsync(TestContext.Current.CancellationToken);
        }
#pragma warning disable CA1031 // Which exception it is is the question.
        catch (Exception e)
#pragma warning restore CA1031
        {
            error = $"{e.GetType().FullName}: {e.Message}";
        }

        Assert.Equal(ExpectedModel.Text(run.GetProperty("exception")), error);
        Assert.Equal(run.GetProperty("executionOrder").EnumerateArray().Select(ExpectedModel.Text).Order(StringComparer.Ordinal), _order.Order(StringComparer.Ordinal));
        AssertOrder();
        Assert.Equal(
            run.GetProperty("facts").EnumerateArray().Where(fact => fact.GetProperty("fact").ValueEquals("steps")).SelectMany(fact => fact.GetProperty("value").EnumerateArray()).Select(Describe),
            _recorded.SelectMany(steps => steps).Select(step => Describe(step.Name, step.Description, step.DependsOnSteps, step.RequiredBySteps, step.Tags)));
    }

    // Of independent steps any may be first.
    private void AssertOrder()
    {
        var order = _order.ToList();
        foreach (var (first, then) in new[] { ("end alpha", "start beta"), ("end beta", "start gamma"), ("end side", "start tagged"), ("end gamma", "start on-deploy"), ("end tagged", "start on-deploy"), ("end slow-ok", "start after-slow") })
        {
            if (order.IndexOf(then) is >= 0 and var position)
            {
                Assert.InRange(order.IndexOf(first), 0, position);
            }
        }
    }

    private void AddSteps(IDistributedApplicationPipeline pipeline, string kind)
    {
        switch (kind)
        {
            case "cycle":
                pipeline.AddStep("one", Run("one"), dependsOn: "two");
                pipeline.AddStep("two", Run("two"), dependsOn: "one");
                break;
            case "self": pipeline.AddStep("one", Run("one"), dependsOn: "one"); break;
            case "unknown-dep": pipeline.AddStep("one", Run("one"), dependsOn: "nowhere"); break;
            case "unknown-reqby": pipeline.AddStep("one", Run("one"), requiredBy: "nowhere"); break;
            case "bad-type": pipeline.AddStep("one", Run("one"), dependsOn: 42); break;
            case "duplicate":
                pipeline.AddStep("one", Run("one"));
                pipeline.AddStep("one", Run("one"));
                break;
            case "two-fail":
                pipeline.AddStep("f1", Run("f1", fails: true), requiredBy: "publish");
                pipeline.AddStep("f2", Run("f2", fails: true), requiredBy: "publish");
                pipeline.AddStep("slow-ok", Run("slow-ok"), requiredBy: "publish");
                pipeline.AddStep("after-slow", Run("after-slow"), dependsOn: "slow-ok", requiredBy: "publish");
                break;
            default:
                AddModel(pipeline, fails: kind is "fail");
                break;
        }
    }

    private void AddModel(IDistributedApplicationPipeline pipeline, bool fails)
    {
        pipeline.AddStep("alpha", Run("alpha"));
        pipeline.AddStep("beta", Run("beta", fails), dependsOn: "alpha");
        pipeline.AddStep("gamma", Run("gamma"), dependsOn: new[] { "alpha", "beta" }, requiredBy: WellKnownPipelineSteps.Publish);
        pipeline.AddStep("side", Run("side"), requiredBy: "publish");
        pipeline.AddStep("independent", Run("independent"), requiredBy: new[] { "publish", "deploy" });
        pipeline.AddStep(new PipelineStep { Name = "tagged", Description = "a described step", Action = Run("tagged"), Tags = ["my-tag", WellKnownPipelineTags.BuildCompute], RequiredBySteps = ["publish"], DependsOnSteps = ["side"] });
        pipeline.AddStep("unreferenced", Run("unreferenced"));
        pipeline.AddStep("on-deploy", Run("on-deploy"), dependsOn: "publish", requiredBy: "deploy");
        pipeline.AddPipelineConfiguration(context =>
        {
            // Read when all is done, as the expected data was.
            _recorded.Add(context.Steps);
            return Task.CompletedTask;
        });
    }

    private Func<PipelineStepContext, Task> Run(string name, bool fails = false) => _ =>
    {
        _order.Enqueue($"start {name}");
        _order.Enqueue($"{(fails ? "fail" : "end")} {name}");
        return fails ? throw new InvalidOperationException($"boom in {name}") : Task.CompletedTask;
    };

    private static string Describe(JsonElement step)
        => Describe(ExpectedModel.Text(step.GetProperty("Name")), ExpectedModel.Text(step.GetProperty("Description")), Texts(step, "DependsOnSteps"), Texts(step, "RequiredBySteps"), Texts(step, "Tags"));

    private static IEnumerable<string> Texts(JsonElement step, string property) => step.GetProperty(property).EnumerateArray().Select(ExpectedModel.Text);

    private static string Describe(string name, string? description, IEnumerable<string> dependsOn, IEnumerable<string> requiredBy, IEnumerable<string> tags)
        => $"{name} '{description}' after [{string.Join(',', dependsOn)}] before [{string.Join(',', requiredBy)}] tags [{string.Join(',', tags)}]";
}
