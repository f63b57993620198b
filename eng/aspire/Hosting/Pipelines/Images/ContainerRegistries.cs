using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A registry for images, given by its address.</summary>
[Experimental("ASPIRECOMPUTE003", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
public class ContainerRegistryResource(string name, ReferenceExpression endpoint, ReferenceExpression? repository = null) : Resource(name), IContainerRegistry
{
    private readonly ReferenceExpression _name = ReferenceExpression.Create($"{name}");
    private readonly ReferenceExpression _endpoint = endpoint ?? throw new ArgumentNullException(nameof(endpoint));

    ReferenceExpression IContainerRegistry.Name => _name;

    ReferenceExpression IContainerRegistry.Endpoint => _endpoint;

    ReferenceExpression? IContainerRegistry.Repository => repository;
}

/// <summary>The registry that a resource was given.</summary>
public class ContainerRegistryReferenceAnnotation(IContainerRegistry registry) : IResourceAnnotation
{
    /// <summary>The registry.</summary>
    public IContainerRegistry Registry { get; } = registry;
}

/// <summary>A registry that a resource may use when it was given none.</summary>
[Experimental("ASPIRECOMPUTE003", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
public sealed class RegistryTargetAnnotation(IContainerRegistry registry) : IResourceAnnotation
{
    /// <summary>The registry.</summary>
    public IContainerRegistry Registry { get; } = registry;
}

/// <summary>Finds the registry of a resource.</summary>
internal static class ImageRegistries
{
    public static IContainerRegistry GetContainerRegistry(this IResource resource)
    {
        if (resource.TryGetLastAnnotation<ContainerRegistryReferenceAnnotation>(out var given))
        {
            return given.Registry;
        }

        if (resource.GetDeploymentTargetAnnotation()?.ContainerRegistry is { } target)
        {
            return target;
        }

        return resource.Annotations.OfType<RegistryTargetAnnotation>().ToArray() switch
        {
            [var only] => only.Registry,
            [] => throw new InvalidOperationException($"Resource '{resource.Name}' does not have a container registry reference."),
            var several => throw new InvalidOperationException(
                $"Resource '{resource.Name}' has multiple container registries available - '{Names(several)}'. Please specify which registry to use with '.WithContainerRegistry(registryBuilder)'."),
        };
    }

    public static async Task<string> GetFullRemoteImageNameAsync(this IResource resource, CancellationToken cancellationToken)
    {
        var options = new ContainerImagePushOptions { RemoteImageName = resource.Name.ToLowerInvariant(), RemoteImageTag = "latest" };
        var context = new ContainerImagePushOptionsCallbackContext { Resource = resource, Options = options, CancellationToken = cancellationToken };
        foreach (var annotation in resource.Annotations.OfType<ContainerImagePushOptionsCallbackAnnotation>())
        {
            await annotation.Callback(context).ConfigureAwait(false);
        }

        return await options.GetFullRemoteImageNameAsync(resource.GetContainerRegistry(), cancellationToken).ConfigureAwait(false);
    }

    public static string Names(IEnumerable<RegistryTargetAnnotation> targets)
        => string.Join(", ", targets.Select(target => target.Registry is IResource resource ? resource.Name : target.Registry.ToString()));
}
