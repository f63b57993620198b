using System.Threading.Channels;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Dcp;

/// <summary>One process of a resource: what it was asked to be and what DCP says of it.</summary>
internal sealed class ResourceInstance(IResource modelResource, DcpInstance instance, int replicas, IReadOnlyList<ResourceService> services) : IResourceReference
{
    /// <summary>DCP reports a handful of states per start; far more than fit here would mean that publishing hangs.</summary>
    private const int PendingChanges = 256;

    private readonly TaskCompletionSource _initialized = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IResource ModelResource { get; } = modelResource;

    public string DcpResourceName => Instance.Name;

    public DcpInstance Instance { get; } = instance;

    public int Replicas { get; } = replicas;

    public IReadOnlyList<ResourceService> Services { get; } = services;

    public string ResourceType { get; } = modelResource.GetResourceType();

    public bool StartsExplicitly { get; } = modelResource.TryGetLastAnnotation<ExplicitStartupAnnotation>(out _);

    /// <summary>One start or stop at a time.</summary>
    public SemaphoreSlim Gate { get; } = new(1, 1);

    /// <summary>The first start is through, whatever came of it; commands wait for it.</summary>
    public Task Initialized => _initialized.Task;

    /// <summary>What was last sent to DCP.</summary>
    public LaunchedExecutable? Launched { get; set; }

    /// <summary>What DCP reported last; null before the start and after the deletion.</summary>
    public ExecutableObject? Observed { get; set; }

    /// <summary>Completed when the watch has seen the object go; set before it is deleted.</summary>
    public TaskCompletionSource? Deletion { get; set; }

    /// <summary>Changes in order. With the oldest dropped the state still ends right.</summary>
    public Channel<DcpWatchEvent<ExecutableObject>> Changes { get; } = Channel.CreateBounded<DcpWatchEvent<ExecutableObject>>(
        new BoundedChannelOptions(PendingChanges) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    public void MarkInitialized() => _initialized.TrySetResult();
}

/// <summary>An executable as it was sent to DCP and as people want to see it.</summary>
/// <param name="Object">What was sent.</param>
/// <param name="Arguments">The application's own arguments, without those that make "dotnet run" run it.</param>
internal sealed record LaunchedExecutable(ExecutableObject Object, IReadOnlyList<LaunchArgument> Arguments);

/// <param name="Value">As sent, templates included.</param>
/// <param name="IsSensitive">Not to be shown.</param>
/// <param name="EffectiveIndex">Its place among the arguments of the process, where the resolved value is found.</param>
internal sealed record LaunchArgument(string Value, bool IsSensitive, int EffectiveIndex);
