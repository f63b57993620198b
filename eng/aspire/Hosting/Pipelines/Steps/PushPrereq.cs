using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Publishing;

namespace Aspire.Hosting.Pipelines;

/// <summary>Every image that is pushed must have exactly one registry to go to.</summary>
internal static class PushPrereq
{
    public static async Task RunAsync(PipelineStepContext context)
    {
        foreach (var resource in context.Model.GetBuildAndPushResources())
        {
            var options = await resource.GetContainerBuildOptionsAsync(context.Services, context.Logger, context.ExecutionContext, context.CancellationToken).ConfigureAwait(false);
            if (options.Destination == ContainerImageDestination.Archive)
            {
                if (string.IsNullOrEmpty(options.OutputPath))
                {
                    throw new InvalidOperationException($"Resource '{resource.Name}' has Destination set to Archive but OutputPath is not configured. Please set the OutputPath in the container build options.");
                }

                continue;
            }

            if (resource.TryGetAnnotationsIncludingAncestorsOfType<ContainerRegistryReferenceAnnotation>(out _) || resource.GetDeploymentTargetAnnotation()?.ContainerRegistry is not null)
            {
                continue;
            }

            switch (resource.Annotations.OfType<RegistryTargetAnnotation>().ToArray())
            {
                case []:
                    throw new InvalidOperationException(
                        $"Resource '{resource.Name}' requires image push but no container registry is available. "
                        + "Please add a container registry using 'builder.AddContainerRegistry(...)' or specify one with '.WithContainerRegistry(registryBuilder)'.");
                case { Length: > 1 } several:
                    throw new InvalidOperationException(
                        $"Resource '{resource.Name}' requires image push but has multiple container registries available - '{ImageRegistries.Names(several)}'. "
                        + "Please specify which registry to use with '.WithContainerRegistry(registryBuilder)'.");
            }
        }
    }
}
