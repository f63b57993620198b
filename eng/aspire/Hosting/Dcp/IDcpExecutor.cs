using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Dcp;

/// <summary>Runs the model's executables and projects on DCP; the orchestrator drives it and hears of every change.</summary>
internal interface IDcpExecutor
{
    /// <summary>Creates services and executables for every resource; returns when each has been started or has failed.</summary>
    Task RunApplicationAsync(IDcpExecutorObserver observer, CancellationToken cancellationToken);

    Task StopAsync(CancellationToken cancellationToken);

    /// <summary>The instance with this DCP name, or with this resource name when there is one instance only.</summary>
    IResourceReference GetResource(string resourceName);

    Task StartResourceAsync(IResourceReference reference, CancellationToken cancellationToken);

    Task<bool> StopResourceAsync(IResourceReference reference, CancellationToken cancellationToken);
}

/// <summary>One instance of a model resource on DCP.</summary>
internal interface IResourceReference
{
    IResource ModelResource { get; }

    /// <summary>The unique instance name, for example <c>backend-abcdwxyz</c>.</summary>
    string DcpResourceName { get; }
}

internal sealed record ResourceStatus(string? State, DateTime? StartupTimestamp, DateTime? FinishedTimestamp);

/// <summary>What the executor tells the orchestrator, in this order for each resource.</summary>
internal interface IDcpExecutorObserver
{
    /// <summary>Instance names are known (DcpInstancesAnnotation); initial snapshots and InitializeResourceEvent follow from here.</summary>
    Task OnResourcesPreparedAsync(CancellationToken cancellationToken);

    /// <summary>Every endpoint of the resource has its AllocatedEndpoint.</summary>
    Task OnEndpointsAllocatedAsync(IResource resource, CancellationToken cancellationToken);

    Task OnConnectionStringAvailableAsync(IResource resource, CancellationToken cancellationToken);

    /// <summary>
    /// Publishes BeforeResourceStartedEvent and so returns only when everything the resource waits for is there.
    /// The type is that of the snapshot: Executable, Project or Container. Without a name the resource starts with all its replicas.
    /// </summary>
    Task OnResourceStartingAsync(string resourceType, IResource resource, string? dcpResourceName, CancellationToken cancellationToken);

    Task OnResourceChangedAsync(string resourceType, IResource resource, string dcpResourceName, ResourceStatus status, Func<CustomResourceSnapshot, CustomResourceSnapshot> update, CancellationToken cancellationToken);

    Task OnResourceFailedToStartAsync(string resourceType, IResource resource, string? dcpResourceName, string? errorMessage, CancellationToken cancellationToken);
}
