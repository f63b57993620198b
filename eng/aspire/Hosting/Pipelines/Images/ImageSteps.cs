using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Publishing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Pipelines;

/// <summary>The steps <c>build-{resource}</c> and <c>push-{resource}</c>.</summary>
internal static partial class ImageSteps
{
    public static void AddTo(ProjectResource project)
    {
        project.Annotations.Add(new PipelineStepAnnotation(_ => project.IsExcludedFromPublish() ? [] : Create(project, $"Builds the container image for the {project.Name} project.")));
        project.Annotations.Add(new ContainerBuildOptionsCallbackAnnotation(context =>
        {
            context.LocalImageName = project.Name.ToLowerInvariant();
            context.LocalImageTag = "latest";
            context.TargetPlatform = ContainerTargetPlatform.LinuxAmd64;
        }));
        project.Annotations.Add(new PipelineConfigurationAnnotation(context =>
        {
            BuildSourcesOfFilesFirst(project, context);
            PushAfterBuild(project, context);
        }));
    }

    public static IResourceBuilder<T> WithImageSteps<T>(this IResourceBuilder<T> builder) where T : ContainerResource
        => builder
            .WithAnnotation(new PipelineStepAnnotation(_ => Create(builder.Resource, description: null)), ResourceAnnotationMutationBehavior.Replace)
            .WithAnnotation(new PipelineConfigurationAnnotation(context => PushAfterBuild(builder.Resource, context)));

    /// <summary>The images whose files go into this one's must be there when it is built.</summary>
    public static void BuildSourcesOfFilesFirst(IResource resource, PipelineConfigurationContext context)
    {
        var build = context.GetSteps(resource, WellKnownPipelineTags.BuildCompute);
        foreach (var files in resource.Annotations.OfType<ContainerFilesDestinationAnnotation>())
        {
            build.DependsOn(context.GetSteps(files.Source, WellKnownPipelineTags.BuildCompute));
        }
    }

    private static void PushAfterBuild(IResource resource, PipelineConfigurationContext context)
    {
        var push = context.GetSteps(resource, WellKnownPipelineTags.PushContainerImage);
        push.DependsOn(context.GetSteps(resource, WellKnownPipelineTags.BuildCompute));
        push.DependsOn(WellKnownPipelineSteps.PushPrereq);
    }

    private static List<PipelineStep> Create(IResource resource, string? description)
    {
        var steps = new List<PipelineStep>();
        if (resource.RequiresImageBuild())
        {
            steps.Add(new()
            {
                Name = $"build-{resource.Name}",
                Description = description,
                Action = context => context.Services.GetRequiredService<IResourceContainerImageManager>().BuildImageAsync(resource, context.CancellationToken),
                Tags = [WellKnownPipelineTags.BuildCompute],
                RequiredBySteps = [WellKnownPipelineSteps.Build],
                DependsOnSteps = [WellKnownPipelineSteps.BuildPrereq, WellKnownPipelineSteps.CheckContainerRuntime],
                Resource = resource,
            });
        }

        if (resource.RequiresImageBuildAndPush())
        {
            steps.Add(new()
            {
                Name = $"push-{resource.Name}",
                Action = context => PushAsync(resource, context),
                Tags = [WellKnownPipelineTags.PushContainerImage],
                RequiredBySteps = [WellKnownPipelineSteps.Push],
                Resource = resource,
            });
        }

        return steps;
    }

    private static async Task PushAsync(IResource resource, PipelineStepContext context)
    {
        var options = await resource.GetContainerBuildOptionsAsync(context.Services, context.Logger, context.ExecutionContext, context.CancellationToken).ConfigureAwait(false);
        if (options.Destination is ContainerImageDestination.Archive)
        {
            Log.Archive(context.Logger, resource.Name, options.Destination.Value);
            return;
        }

        var registry = await resource.GetContainerRegistry().Name.GetValueAsync(context.CancellationToken).ConfigureAwait(false);
        var image = await resource.GetFullRemoteImageNameAsync(context.CancellationToken).ConfigureAwait(false);
        var task = await context.ReportingStep.CreateTaskAsync(new MarkdownString($"Pushing **{resource.Name}** to **{registry}**"), context.CancellationToken).ConfigureAwait(false);
        await using (task.ConfigureAwait(false))
        {
            try
            {
                await context.Services.GetRequiredService<IResourceContainerImageManager>().PushImageAsync(resource, context.CancellationToken).ConfigureAwait(false);
                await task.SucceedAsync(new MarkdownString($"Successfully pushed **{resource.Name}** to `{image}`"), context.CancellationToken).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                await task.FailAsync(new MarkdownString($"Failed to push **{resource.Name}**: {e.Message}"), CancellationToken.None).ConfigureAwait(false);
                throw;
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Skipping push for resource '{ResourceName}' - destination is {Destination}, not Registry")]
        public static partial void Archive(ILogger logger, string resourceName, ContainerImageDestination destination);
    }
}
