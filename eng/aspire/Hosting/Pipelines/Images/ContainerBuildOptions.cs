using System.Diagnostics.CodeAnalysis;
using Aspire.Hosting.Publishing;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Says how the image of a resource is built.</summary>
[Experimental("ASPIREPIPELINES003", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
public sealed class ContainerBuildOptionsCallbackAnnotation : IResourceAnnotation
{
    /// <summary>Sets options.</summary>
    public ContainerBuildOptionsCallbackAnnotation(Func<ContainerBuildOptionsCallbackContext, Task> callback)
        => Callback = callback ?? throw new ArgumentNullException(nameof(callback));

    /// <summary>Sets options.</summary>
    public ContainerBuildOptionsCallbackAnnotation(Action<ContainerBuildOptionsCallbackContext> callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        Callback = context =>
        {
            callback(context);
            return Task.CompletedTask;
        };
    }

    /// <summary>The callback.</summary>
    public Func<ContainerBuildOptionsCallbackContext, Task> Callback { get; }
}

/// <summary>The options of an image, to be changed.</summary>
[Experimental("ASPIREPIPELINES003", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
[SuppressMessage("Design", "CA1068:CancellationToken parameters must come last", Justification = "Aspire's order.")]
public sealed class ContainerBuildOptionsCallbackContext(IResource resource, IServiceProvider services, ILogger logger, CancellationToken cancellationToken, DistributedApplicationExecutionContext executionContext)
{
    /// <summary>The resource.</summary>
    public IResource Resource { get; } = resource;

    /// <summary>The services of the application.</summary>
    public IServiceProvider Services { get; } = services;

    /// <summary>The log.</summary>
    public ILogger Logger { get; } = logger;

    /// <summary>Stops the build.</summary>
    public CancellationToken CancellationToken { get; } = cancellationToken;

    /// <summary>The operation.</summary>
    public DistributedApplicationExecutionContext ExecutionContext { get; } = executionContext;

    /// <summary>Where the image goes.</summary>
    public ContainerImageDestination? Destination { get; set; }

    /// <summary>The format.</summary>
    public ContainerImageFormat? ImageFormat { get; set; }

    /// <summary>The folder of archives.</summary>
    public string? OutputPath { get; set; }

    /// <summary>The image's name on this machine.</summary>
    public string? LocalImageName { get; set; }

    /// <summary>The image's tag on this machine.</summary>
    public string? LocalImageTag { get; set; }

    /// <summary>The platforms.</summary>
    public ContainerTargetPlatform? TargetPlatform { get; set; }
}

public static partial class ResourceExtensions
{
    /// <summary>Says how the image of the resource is built.</summary>
    [Experimental("ASPIREPIPELINES003", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
    public static IResourceBuilder<T> WithContainerBuildOptions<T>(this IResourceBuilder<T> builder, Action<ContainerBuildOptionsCallbackContext> callback)
        where T : IResource, IComputeResource
        => builder.WithAnnotation(new ContainerBuildOptionsCallbackAnnotation(callback));

    /// <summary>Says how the image of the resource is built.</summary>
    [Experimental("ASPIREPIPELINES003", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
    public static IResourceBuilder<T> WithContainerBuildOptions<T>(this IResourceBuilder<T> builder, Func<ContainerBuildOptionsCallbackContext, Task> callback)
        where T : IResource, IComputeResource
        => builder.WithAnnotation(new ContainerBuildOptionsCallbackAnnotation(callback));

    internal static async Task<ContainerBuildOptionsCallbackContext> GetContainerBuildOptionsAsync(this IResource resource, IServiceProvider services, ILogger logger, DistributedApplicationExecutionContext executionContext, CancellationToken cancellationToken)
    {
        var context = new ContainerBuildOptionsCallbackContext(resource, services, logger, cancellationToken, executionContext);
        foreach (var annotation in resource.Annotations.OfType<ContainerBuildOptionsCallbackAnnotation>())
        {
            await annotation.Callback(context).ConfigureAwait(false);
        }

        return context;
    }
}
