using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Pipelines;

/// <summary>Describes all steps, and what would run for each of them. The wording is Aspire's, as scripts read it.</summary>
internal static class PipelineDiagnostics
{
    private static readonly CompositeFormat NumberedStep = CompositeFormat.Parse("{0,3}. {1}");

    public static Task Write(PipelineGraph? graph, PipelineStepContext context)
    {
        ArgumentNullException.ThrowIfNull(graph);
        context.ReportingStep.Log(LogLevel.Information, string.Join('\n', Lines(graph)) + "\n");
        return Task.CompletedTask;
    }

    private static IEnumerable<string> Lines(PipelineGraph graph) =>
    [
        "",
        "PIPELINE DEPENDENCY GRAPH DIAGNOSTICS",
        "=====================================",
        "",
        "This diagnostic output shows the complete pipeline dependency graph structure.",
        "Use this to understand step relationships and troubleshoot execution issues.",
        "",
        $"Total steps defined: {graph.Steps.Count}",
        "",
        "Analysis for full pipeline execution (showing all steps and their relationships)",
        "",
        "EXECUTION ORDER",
        "===============",
        "This shows the order in which steps would execute, respecting all dependencies.",
        "Steps with no dependencies run first, followed by steps that depend on them.",
        "",
        .. graph.Order(graph.Steps).Select((step, index) => string.Format(CultureInfo.InvariantCulture, NumberedStep, index + 1, step.Name)),
        "",
        "DETAILED STEP ANALYSIS",
        "======================",
        "Shows each step's dependencies, associated resources, tags, and descriptions.",
        "✓ = dependency exists, ? = dependency missing",
        "",
        .. ByName(graph).SelectMany(Details),
        "POTENTIAL ISSUES:",
        "Identifies problems in the pipeline configuration that could prevent execution.",
        "─────────────────",
        .. Issues(graph),
        "",
        "EXECUTION SIMULATION (\"What If\" Analysis):",
        "Shows what steps would run for each possible target step and in what order.",
        "Steps at the same level can run concurrently.",
        "─────────────────────────────────────────────────────────────────────────────",
        .. ByName(graph).SelectMany(step => Simulation(graph, step)),
    ];

    private static IEnumerable<string> Details(PipelineStep step)
    {
        yield return $"Step: {step.Name}";
        if (!string.IsNullOrWhiteSpace(step.Description))
        {
            yield return $"    Description: {step.Description}";
        }

        yield return $"    Dependencies: {Joined(step.DependsOnSteps.Select(name => $"✓ {name}"))}";
        if (step.Resource is { } resource)
        {
            yield return $"    Resource: {resource.Name} ({resource.GetType().Name})";
        }

        if (step.Tags.Count > 0)
        {
            yield return $"    Tags: {Joined(step.Tags)}";
        }

        yield return "";
    }

    private static IEnumerable<string> Issues(PipelineGraph graph)
    {
        var needed = graph.Steps.SelectMany(step => step.DependsOnSteps).ToHashSet(StringComparer.Ordinal);
        var orphans = ByName(graph).Where(step => step.DependsOnSteps.Count == 0 && !needed.Contains(step.Name)).ToArray();
        return orphans.Length == 0
            ? ["No issues detected"]
            : ["INFO: Orphaned steps (no dependencies, not required by others):", .. orphans.Select(step => $"   - {step.Name}")];
    }

    private static IEnumerable<string> Simulation(PipelineGraph graph, PipelineStep target)
    {
        var steps = graph.Select(target.Name);
        yield return $"If targeting '{target.Name}':";
        yield return $"  Direct dependencies: {Joined(target.DependsOnSteps)}";
        yield return $"  Total steps: {steps.Count}";
        yield return "  Execution order:";
        foreach (var level in steps.GroupBy(step => graph.Level(step.Name)).OrderBy(level => level.Key))
        {
            var names = level.Select(step => step.Name).Order(StringComparer.Ordinal).ToArray();
            yield return $"    [{level.Key}] {string.Join(" | ", names)}{(names.Length > 1 ? " (parallel)" : "")}";
        }

        yield return "";
    }

    private static IEnumerable<PipelineStep> ByName(PipelineGraph graph) => graph.Steps.OrderBy(step => step.Name, StringComparer.Ordinal);

    private static string Joined(IEnumerable<string> names) => names.Any() ? string.Join(", ", names.Order(StringComparer.Ordinal)) : "none";
}
