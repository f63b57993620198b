using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The states of all resources: published by those who run them, watched by everyone else.</summary>
public class ResourceNotificationService : IDisposable
{
    /// <summary>Creates the service; the application's container does.</summary>
    public ResourceNotificationService(ILogger<ResourceNotificationService> logger, IHostApplicationLifetime hostApplicationLifetime, IServiceProvider serviceProvider, ResourceLoggerService resourceLoggerService)
    {
    }

    /// <summary>Waits until a resource is in a state, Running by default.</summary>
    public Task WaitForResourceAsync(string resourceName, string? targetState = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Waits until a resource is in one of several states and returns it.</summary>
    public Task<string> WaitForResourceAsync(string resourceName, IEnumerable<string> targetStates, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Waits until a notification of a resource satisfies a condition.</summary>
    public Task<ResourceEvent> WaitForResourceAsync(string resourceName, Func<ResourceEvent, bool> predicate, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Waits until a resource is healthy.</summary>
    public Task<ResourceEvent> WaitForResourceHealthyAsync(string resourceName, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Waits until a resource is healthy.</summary>
    public Task<ResourceEvent> WaitForResourceHealthyAsync(string resourceName, WaitBehavior waitBehavior, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Waits for everything that a resource waits for.</summary>
    public Task WaitForDependenciesAsync(IResource resource, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>The last state of a resource or instance.</summary>
    public bool TryGetCurrentState(string resourceId, [NotNullWhen(true)] out ResourceEvent? resourceEvent) => throw new NotSupportedException();

    /// <summary>The last state of every resource and then every change.</summary>
    public IAsyncEnumerable<ResourceEvent> WatchAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Changes the state of one instance of a resource.</summary>
    public Task PublishUpdateAsync(IResource resource, string resourceId, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory) => throw new NotSupportedException();

    /// <summary>Changes the state of every instance of a resource.</summary>
    public Task PublishUpdateAsync(IResource resource, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory) => throw new NotSupportedException();

    /// <summary>Ends all waits.</summary>
    public void Dispose() => GC.SuppressFinalize(this);
}
