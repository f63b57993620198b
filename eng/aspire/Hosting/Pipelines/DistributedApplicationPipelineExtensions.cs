using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.Pipelines;

/// <summary>Changes what a pipeline checks.</summary>
[Experimental("ASPIREPIPELINES001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
public static class DistributedApplicationPipelineExtensions
{
    /// <summary>Publishes even when nothing takes the files of a container that is only built.</summary>
    public static IDistributedApplicationPipeline DisableBuildOnlyContainerValidation(this IDistributedApplicationPipeline pipeline)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        pipeline.AddPipelineConfiguration(context =>
        {
            context.Steps.SingleOrDefault(step => string.Equals(step.Name, BuildOnlyContainers.StepName, StringComparison.Ordinal))?.RequiredBySteps.Clear();
            return Task.CompletedTask;
        });
        return pipeline;
    }
}
