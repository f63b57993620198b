using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dcp;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Orchestration;

/// <summary>The life of the resources: turns what the engine reports into states and events.</summary>
internal sealed partial class ApplicationOrchestrator : IDcpExecutorObserver
{
    private readonly DistributedApplicationModel _model;
    private readonly IDcpExecutor _executor;
    private readonly ResourceNotificationService _notifications;
    private readonly ResourceLoggerService _loggers;
    private readonly IDistributedApplicationEventing _eventing;
    private readonly IServiceProvider _services;
    private readonly ParameterProcessor _parameters;
    private readonly ResourceUrls _urls;
    private readonly ResourceFamily _family;
    private readonly ILogger _console;

    public ApplicationOrchestrator(
        DistributedApplicationModel model,
        IDcpExecutor executor,
        ResourceNotificationService notifications,
        ResourceLoggerService loggers,
        IDistributedApplicationEventing eventing,
        DistributedApplicationExecutionContext executionContext,
        IServiceProvider services,
        ParameterProcessor parameters,
        IRequiredCommandValidator commands,
        ILogger<DistributedApplication> console)
    {
        _console = console;
        _model = model;
        _executor = executor;
        _notifications = notifications;
        _loggers = loggers;
        _eventing = eventing;
        _services = services;
        _parameters = parameters;
        _urls = new ResourceUrls(executionContext, loggers);
        _family = new ResourceFamily(model);
        var waiting = new WaitBeforeStart(notifications);
        eventing.Subscribe<ResourceEndpointsAllocatedEvent>(PublishUrlsAsync);
        eventing.Subscribe<ConnectionStringAvailableEvent>(PublishConnectionStringAsync);
        eventing.Subscribe<BeforeResourceStartedEvent>((e, token) => RequiredCommandValidator.ValidateAllAsync(commands, e.Resource, token));
        eventing.Subscribe<BeforeResourceStartedEvent>(waiting.WaitAsync);
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _executor.RunApplicationAsync(this, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (cancellationToken.IsCancellationRequested)
        {
            // Type and message are those everybody expects of a cancelled start; what it was waiting for stands above the stack.
            throw ExceptionDispatchInfo.SetRemoteStackTrace(new TaskCanceledException(), e.Message);
        }

        await _eventing.PublishAsync(new AfterResourcesCreatedEvent(_services, _model), cancellationToken).ConfigureAwait(false);
    }

    public Task StopAsync(CancellationToken cancellationToken) => _executor.StopAsync(cancellationToken);

    public async Task StartResourceAsync(string resourceName, CancellationToken cancellationToken)
    {
        var reference = _executor.GetResource(resourceName);

        // A waiting resource starts by itself when it is told to wait no longer; starting it as well would start it twice.
        var wasWaiting = false;
        await _notifications.PublishUpdateAsync(reference.ModelResource, reference.DcpResourceName, snapshot =>
        {
            wasWaiting = string.Equals(snapshot.State?.Text, KnownResourceStates.Waiting, StringComparison.Ordinal);
            return wasWaiting ? snapshot with { State = KnownResourceStates.Starting } : snapshot;
        }).ConfigureAwait(false);
        if (!wasWaiting)
        {
            await _executor.StartResourceAsync(reference, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>False when there is no process to stop; a resource that waits is stopped as soon as it has started.</summary>
    public Task<bool> StopResourceAsync(string resourceName, CancellationToken cancellationToken)
        => _executor.StopResourceAsync(_executor.GetResource(resourceName), cancellationToken);

    public async Task OnResourcesPreparedAsync(CancellationToken cancellationToken)
    {
        await _parameters.InitializeAsync(_model.Resources.OfType<ParameterResource>()).ConfigureAwait(false);
        foreach (var resource in _model.Resources.ToArray())
        {
            if (resource.TryGetInstances(out _))
            {
                LifecycleCommands.Add(resource);
            }

            await _notifications.PublishUpdateAsync(resource, snapshot => snapshot with
            {
                Relationships = ResourceSnapshotBuilder.BuildRelationships(resource),
                Urls = ResourceUrls.Snapshots(resource),
                HealthReports = InitialHealthReports(resource),
                Properties = ResourceFamily.ParentOf(resource) is { } parent
                    ? snapshot.Properties.SetResourceProperty(KnownProperties.Resource.ParentName, parent.GetResolvedResourceNames()[0])
                    : snapshot.Properties,
            }).ConfigureAwait(false);

            _ = InitializeAsync(resource, cancellationToken);
        }
    }

    public Task OnEndpointsAllocatedAsync(IResource resource, CancellationToken cancellationToken)
        => _eventing.PublishAsync(new ResourceEndpointsAllocatedEvent(resource, _services), cancellationToken);

    public async Task OnConnectionStringAvailableAsync(IResource resource, CancellationToken cancellationToken)
    {
        foreach (var member in _family.WithDependentChildren(resource).OfType<IResourceWithConnectionString>())
        {
            await _eventing.PublishAsync(new ConnectionStringAvailableEvent(member, _services), cancellationToken).ConfigureAwait(false);
        }
    }

    public async Task OnResourceStartingAsync(string resourceType, IResource resource, string? dcpResourceName, CancellationToken cancellationToken)
    {
        await UpdateAsync(resource, dcpResourceName, snapshot => snapshot with
        {
            State = KnownResourceStates.Starting,
            HealthReports = InitialHealthReports(resource),
            // Whoever waits for this run does not want the last one's.
            ResourceReadyEvent = null,
        }).ConfigureAwait(false);
        if (string.Equals(resourceType, KnownResourceTypes.Container, StringComparison.Ordinal))
        {
            await UpdateChildrenAsync(resource, new ResourceStatus(KnownResourceStates.Starting, null, null)).ConfigureAwait(false);
        }

        await _eventing.PublishAsync(new BeforeResourceStartedEvent(resource, _services) { ResourceInstanceId = dcpResourceName }, cancellationToken).ConfigureAwait(false);
    }

    public async Task OnResourceChangedAsync(string resourceType, IResource resource, string dcpResourceName, ResourceStatus status, Func<CustomResourceSnapshot, CustomResourceSnapshot> update, CancellationToken cancellationToken)
    {
        var previous = _notifications.TryGetCurrentState(dcpResourceName, out var last) ? last.Snapshot.State?.Text : null;
        await _notifications.PublishUpdateAsync(resource, dcpResourceName, update).ConfigureAwait(false);
        if (string.Equals(resourceType, KnownResourceTypes.Container, StringComparison.Ordinal))
        {
            await UpdateChildrenAsync(resource, status).ConfigureAwait(false);
        }

        if (StateText.IsTerminal(status.State) && !StateText.IsTerminal(previous) && _notifications.TryGetCurrentState(dcpResourceName, out var stopped))
        {
            TellOnConsole(resource, status.State, stopped.Snapshot.ExitCode);
            foreach (var member in _family.WithDependentChildren(resource))
            {
                await _eventing.PublishAsync(new ResourceStoppedEvent(member, _services, stopped), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public async Task OnResourceFailedToStartAsync(string resourceType, IResource resource, string? dcpResourceName, string? errorMessage, CancellationToken cancellationToken)
    {
        if (errorMessage is not null)
        {
            Log.FailedToStart(dcpResourceName is null ? _loggers.GetLogger(resource) : _loggers.GetLogger(dcpResourceName), resource.Name, errorMessage);
            Log.FailedToStart(_console, resource.Name, errorMessage);
        }

        var state = new ResourceStateSnapshot(KnownResourceStates.FailedToStart, errorMessage is null ? null : KnownResourceStateStyles.Error);
        await UpdateAsync(resource, dcpResourceName, snapshot => snapshot with { State = state }).ConfigureAwait(false);
        if (string.Equals(resourceType, KnownResourceTypes.Container, StringComparison.Ordinal))
        {
            await UpdateChildrenAsync(resource, new ResourceStatus(KnownResourceStates.FailedToStart, null, null)).ConfigureAwait(false);
        }
    }

    /// <summary>In the background: a resource may spend its whole life in the event.</summary>
    private async Task InitializeAsync(IResource resource, CancellationToken cancellationToken)
    {
        try
        {
            var initialize = new InitializeResourceEvent(resource, _eventing, _loggers, _notifications, _services);
            await _eventing.PublishAsync(initialize, EventDispatchBehavior.BlockingConcurrent, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The start was given up.
        }
#pragma warning disable CA1031 // Nobody awaits this; the resource's log and state are where the failure shows.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Log.InitializationFailed(_loggers.GetLogger(resource), e, resource.Name);
            await _notifications.PublishUpdateAsync(resource, snapshot => snapshot with
            {
                State = new ResourceStateSnapshot(KnownResourceStates.FailedToStart, KnownResourceStateStyles.Error),
            }).ConfigureAwait(false);
        }
    }

    private async Task PublishUrlsAsync(ResourceEndpointsAllocatedEvent @event, CancellationToken cancellationToken)
    {
        await _urls.ProcessAsync(@event.Resource, cancellationToken).ConfigureAwait(false);
        await _notifications.PublishUpdateAsync(@event.Resource, snapshot => snapshot with { Urls = ResourceUrls.Snapshots(@event.Resource) }).ConfigureAwait(false);
    }

    private async Task PublishConnectionStringAsync(ConnectionStringAvailableEvent @event, CancellationToken cancellationToken)
    {
        if (@event.Resource is IResourceWithConnectionString resource)
        {
            var value = await resource.GetConnectionStringAsync(cancellationToken).ConfigureAwait(false);
            await _notifications.PublishUpdateAsync(resource, snapshot => snapshot with
            {
                Properties = snapshot.Properties.SetResourceProperty(new ResourcePropertySnapshot(CustomResourceKnownProperties.ConnectionString, value) { IsSensitive = true }),
            }).ConfigureAwait(false);
        }
    }

    private Task UpdateAsync(IResource resource, string? dcpResourceName, Func<CustomResourceSnapshot, CustomResourceSnapshot> update)
        => dcpResourceName is null ? _notifications.PublishUpdateAsync(resource, update) : _notifications.PublishUpdateAsync(resource, dcpResourceName, update);

    /// <summary>What lives inside a container is as alive as the container.</summary>
    private async Task UpdateChildrenAsync(IResource resource, ResourceStatus status)
    {
        foreach (var child in _family.WithDependentChildren(resource).Skip(1))
        {
            await _notifications.PublishUpdateAsync(child, snapshot => snapshot with
            {
                State = status.State,
                StartTimeStamp = status.StartupTimestamp,
                StopTimeStamp = status.FinishedTimestamp,
            }).ConfigureAwait(false);
        }
    }

    private static ImmutableArray<HealthReportSnapshot> InitialHealthReports(IResource resource)
        => resource.TryGetAnnotationsIncludingAncestorsOfType<HealthCheckAnnotation>(out var checks)
            ? [.. checks.Select(check => new HealthReportSnapshot(check.Key, null, null, null))]
            : [];
}
