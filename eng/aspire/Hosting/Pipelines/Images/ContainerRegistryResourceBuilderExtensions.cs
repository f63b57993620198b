using System.Diagnostics.CodeAnalysis;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Adds registries for images.</summary>
public static class ContainerRegistryResourceBuilderExtensions
{
    /// <summary>Adds a registry whose address is a parameter.</summary>
    [Experimental("ASPIRECOMPUTE003", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
    public static IResourceBuilder<ContainerRegistryResource> AddContainerRegistry(this IDistributedApplicationBuilder builder, string name, IResourceBuilder<ParameterResource> endpoint, IResourceBuilder<ParameterResource>? repository = null)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        return Add(builder, name, ReferenceExpression.Create($"{endpoint.Resource}"), repository is null ? null : ReferenceExpression.Create($"{repository.Resource}"));
    }

    /// <summary>Adds a registry.</summary>
    [Experimental("ASPIRECOMPUTE003", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
    public static IResourceBuilder<ContainerRegistryResource> AddContainerRegistry(this IDistributedApplicationBuilder builder, string name, string endpoint, string? repository = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(endpoint);
        return Add(builder, name, ReferenceExpression.Create($"{endpoint}"), repository is null ? null : ReferenceExpression.Create($"{repository}"));
    }

    /// <summary>Says to which registry the image of the resource goes.</summary>
    [Experimental("ASPIRECOMPUTE003", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
    public static IResourceBuilder<TDestination> WithContainerRegistry<TDestination, TContainerRegistry>(this IResourceBuilder<TDestination> builder, IResourceBuilder<TContainerRegistry> registry)
        where TDestination : IResource
        where TContainerRegistry : IResource, IContainerRegistry
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(registry);
        return builder.WithAnnotation(new ContainerRegistryReferenceAnnotation(registry.Resource));
    }

    private static IResourceBuilder<ContainerRegistryResource> Add(IDistributedApplicationBuilder builder, string name, ReferenceExpression endpoint, ReferenceExpression? repository)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        var registry = new ContainerRegistryResource(name, endpoint, repository);
        builder.Eventing.Subscribe<BeforeStartEvent>((start, _) =>
        {
            foreach (var resource in start.Model.Resources)
            {
                resource.Annotations.Add(new RegistryTargetAnnotation(registry));
            }

            return Task.CompletedTask;
        });
        return builder.ExecutionContext.IsRunMode ? builder.CreateResourceBuilder(registry) : builder.AddResource(registry);
    }
}
