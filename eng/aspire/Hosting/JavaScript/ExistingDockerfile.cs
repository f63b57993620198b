using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Pipelines;
using Aspire.Hosting.Publishing;

namespace Aspire.Hosting.JavaScript;

/// <summary>A Dockerfile that somebody wrote says itself what it runs, so a script that was asked for would be lost without a word.</summary>
internal static class ExistingDockerfile
{
    public static IResourceBuilder<T> CheckExistingDockerfile<T>(this IResourceBuilder<T> app) where T : JavaScriptAppResource
    {
        if (!app.ApplicationBuilder.ExecutionContext.IsPublishMode || !app.ApplicationBuilder.TryCreateResourceBuilder<ContainerResource>(app.Resource.Name, out var container))
        {
            return app;
        }

        container.WithManifestPublishingCallback(WriteAsync);
        container.WithAnnotation(new PipelineStepAnnotation(_ => new PipelineStep
        {
            Name = $"validate-javascript-dockerfile-run-script-{app.Resource.Name}",
            Description = $"Validates that JavaScript app '{app.Resource.Name}' does not publish an ignored run script with an existing Dockerfile.",
            RequiredBySteps = [WellKnownPipelineSteps.Build, WellKnownPipelineSteps.Publish],
            Resource = container.Resource,
            Action = _ =>
            {
                Check(container.Resource);
                return Task.CompletedTask;
            },
        }));
        return app;

        Task WriteAsync(ManifestPublishingContext context)
        {
            Check(container.Resource);
            return context.WriteContainerAsync(container.Resource);
        }
    }

    private static void Check(ContainerResource container)
    {
        if (container.Entrypoint is not null
            || !container.TryGetLastAnnotation<DockerfileBuildAnnotation>(out var build)
            || build.DockerfileFactory is not null
            || !container.TryGetLastAnnotation<JavaScriptRunScriptAnnotation>(out var script)
            || (script.ScriptName is JavaScriptHostingExtensions.DefaultRunScript && script.Args.Length == 0))
        {
            return;
        }

        var arguments = script.Args.Length == 0 ? "" : $" with args [{string.Join(", ", script.Args)}]";
        throw new DistributedApplicationException(
            $"JavaScript app resource '{container.Name}' is configured to run script '{script.ScriptName}'{arguments}, but publish is using the existing Dockerfile '{build.DockerfilePath}'. "
            + "An existing Dockerfile entrypoint cannot be changed automatically from runScriptName or WithRunScript. "
            + "Remove or rename the Dockerfile so Aspire can generate one, or call PublishAsDockerFile(...) and set the container entrypoint explicitly.");
    }
}
