using System.Collections.Concurrent;
using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dcp;

namespace Aspire.Hosting.Tests.Orchestration;

/// <summary>Reports what DCP would, without a process; tests say when processes end.</summary>
internal sealed class FakeDcpExecutor(DistributedApplicationModel model) : IDcpExecutor
{
    private readonly ConcurrentDictionary<string, Reference> _references = new(StringComparer.Ordinal);
    private IDcpExecutorObserver? _observer;

    public bool IsStopped { get; private set; }

    /// <summary>The resources whose process cannot be created.</summary>
    public HashSet<string> Broken { get; } = [];

    public async Task RunApplicationAsync(IDcpExecutorObserver observer, CancellationToken cancellationToken)
    {
        _observer = observer;
        foreach (var resource in model.Resources.Where(resource => resource is ExecutableResource or ProjectResource or ContainerResource))
        {
            if (!resource.TryGetInstances(out _))
            {
                resource.Annotations.Add(new DcpInstancesAnnotation([new DcpInstance($"{resource.Name}-test", "test", 0)]));
            }

            var name = resource.GetResolvedResourceNames()[0];
            _references[name] = new Reference(resource, name);
        }

        await observer.OnResourcesPreparedAsync(cancellationToken);
        foreach (var reference in _references.Values)
        {
            await observer.OnEndpointsAllocatedAsync(reference.ModelResource, cancellationToken);
        }

        await Task.WhenAll(_references.Values.Where(reference => !reference.ModelResource.Annotations.OfType<ExplicitStartupAnnotation>().Any()).Select(reference => StartAsync(reference, cancellationToken)));
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        IsStopped = true;
        return Task.CompletedTask;
    }

    public IResourceReference GetResource(string resourceName)
        => _references.Values.First(reference => reference.DcpResourceName == resourceName || reference.ModelResource.Name == resourceName);

    public Task StartResourceAsync(IResourceReference reference, CancellationToken cancellationToken) => StartAsync((Reference)reference, cancellationToken);

    public async Task<bool> StopResourceAsync(IResourceReference reference, CancellationToken cancellationToken)
    {
        await FinishAsync(reference.ModelResource.Name, exitCode: 0);
        return true;
    }

    /// <summary>The process of a resource ends.</summary>
    public Task FinishAsync(string resourceName, int exitCode)
        => ReportAsync((Reference)GetResource(resourceName), KnownResourceStates.Finished, exitCode, CancellationToken.None);

    private async Task StartAsync(Reference reference, CancellationToken cancellationToken)
    {
        var type = reference.ModelResource.GetResourceType();
        try
        {
            await _observer!.OnConnectionStringAvailableAsync(reference.ModelResource, cancellationToken);
            await _observer.OnResourceStartingAsync(type, reference.ModelResource, reference.DcpResourceName, cancellationToken);
            if (Broken.Contains(reference.ModelResource.Name))
            {
                throw new DistributedApplicationException("no such program");
            }

            await ReportAsync(reference, "", null, cancellationToken);
            await ReportAsync(reference, KnownResourceStates.Running, null, cancellationToken);
        }
        catch (DistributedApplicationException e)
        {
            await _observer!.OnResourceFailedToStartAsync(type, reference.ModelResource, reference.DcpResourceName, e.Message, cancellationToken);
        }
    }

    private Task ReportAsync(Reference reference, string state, int? exitCode, CancellationToken cancellationToken)
        => _observer!.OnResourceChangedAsync(
            reference.ModelResource.GetResourceType(),
            reference.ModelResource,
            reference.DcpResourceName,
            new ResourceStatus(state, null, null),
            snapshot => snapshot with { State = state, ExitCode = exitCode },
            cancellationToken);

    private sealed record Reference(IResource ModelResource, string DcpResourceName) : IResourceReference;
}
