using System.Diagnostics.CodeAnalysis;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dcp;

namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    /// <summary>The resource ends with the application.</summary>
    [Experimental("ASPIREPERSISTENCE001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
    public static IResourceBuilder<T> WithSessionLifetime<T>(this IResourceBuilder<T> builder)
        where T : IResource
        => builder.WithPersistence(new PersistenceAnnotation { Mode = PersistenceMode.Session });

    /// <summary>The resource goes on when the application ends, and the next run finds it again.</summary>
    [Experimental("ASPIREPERSISTENCE001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
    public static IResourceBuilder<T> WithPersistentLifetime<T>(this IResourceBuilder<T> builder)
        where T : IResource
        => builder.WithPersistence(new PersistenceAnnotation { Mode = PersistenceMode.Persistent });

    /// <summary>The resource lives as long as another one.</summary>
    [Experimental("ASPIREPERSISTENCE001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
    public static IResourceBuilder<T> WithLifetimeOf<T, TSource>(this IResourceBuilder<T> builder, IResourceBuilder<TSource> sourceBuilder)
        where T : IResource
        where TSource : IResource
    {
        ArgumentNullException.ThrowIfNull(sourceBuilder);
        return builder.WithPersistence(new PersistenceAnnotation { Mode = PersistenceMode.Resource, SourceResource = sourceBuilder.Resource });
    }

    /// <summary>The resource goes on when the application ends, until a process ends.</summary>
    [Experimental("ASPIREPERSISTENCE001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
    public static IResourceBuilder<T> WithParentProcessLifetime<T>(this IResourceBuilder<T> builder, int parentProcessId)
        where T : IResource
    {
        if (parentProcessId <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(parentProcessId), "The parent process ID must be greater than zero.");
        }

        RemoveContainerLifetime(builder);
        return builder.WithAnnotation(
            new PersistenceAnnotation { Mode = PersistenceMode.ParentProcess, ParentProcessId = parentProcessId, ParentProcessTimestamp = ProcessIdentity.Timestamp(parentProcessId) },
            ResourceAnnotationMutationBehavior.Replace);
    }

    private static IResourceBuilder<T> WithPersistence<T>(this IResourceBuilder<T> builder, PersistenceAnnotation persistence)
        where T : IResource
    {
        if (builder.Resource is not (ContainerResource or ExecutableResource or ProjectResource))
        {
            throw new InvalidOperationException($"Resource '{builder.Resource.Name}' does not support lifetime configuration.");
        }

        RemoveContainerLifetime(builder);
        return builder.WithAnnotation(persistence, ResourceAnnotationMutationBehavior.Replace);
    }

    private static void RemoveContainerLifetime<T>(IResourceBuilder<T> builder)
        where T : IResource
    {
        foreach (var earlier in builder.Resource.Annotations.OfType<ContainerLifetimeAnnotation>().ToArray())
        {
            builder.Resource.Annotations.Remove(earlier);
        }
    }
}
