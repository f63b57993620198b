using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.Pipelines;

/// <summary>Puts several steps in order at once.</summary>
[Experimental("ASPIREPIPELINES001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
public static class PipelineStepExtensions
{
    /// <summary>Runs the steps after another; null changes nothing.</summary>
    public static IEnumerable<PipelineStep> DependsOn(this IEnumerable<PipelineStep> steps, PipelineStep? step)
        => steps.DependsOn(step?.Name!);

    /// <summary>Runs the steps after another.</summary>
    public static IEnumerable<PipelineStep> DependsOn(this IEnumerable<PipelineStep> steps, string stepName)
    {
        if (!string.IsNullOrEmpty(stepName))
        {
            foreach (var step in steps)
            {
                step.DependsOn(stepName);
            }
        }

        return steps;
    }

    /// <summary>Runs the steps after others.</summary>
    public static IEnumerable<PipelineStep> DependsOn(this IEnumerable<PipelineStep> steps, IEnumerable<PipelineStep> targetSteps)
    {
        foreach (var target in targetSteps)
        {
            steps.DependsOn(target);
        }

        return steps;
    }

    /// <summary>Runs the steps before another; null changes nothing.</summary>
    public static IEnumerable<PipelineStep> RequiredBy(this IEnumerable<PipelineStep> steps, PipelineStep? step)
        => steps.RequiredBy(step?.Name!);

    /// <summary>Runs the steps before another.</summary>
    public static IEnumerable<PipelineStep> RequiredBy(this IEnumerable<PipelineStep> steps, string stepName)
    {
        if (!string.IsNullOrEmpty(stepName))
        {
            foreach (var step in steps)
            {
                step.RequiredBy(stepName);
            }
        }

        return steps;
    }

    /// <summary>Runs the steps before others.</summary>
    public static IEnumerable<PipelineStep> RequiredBy(this IEnumerable<PipelineStep> steps, IEnumerable<PipelineStep> targetSteps)
    {
        foreach (var target in targetSteps)
        {
            steps.RequiredBy(target);
        }

        return steps;
    }
}
