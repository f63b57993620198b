using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Dcp;

/// <summary>Runs the model on DCP: the start of everything here, the commands of single instances in the other part.</summary>
internal sealed partial class DcpExecutor(
    DcpHost host,
    DistributedApplicationModel model,
    ExecutableFactory factory,
    ResourceLoggerService resourceLoggers,
    IConfiguration configuration,
    TimeProvider time,
    ILogger<DcpExecutor> logger) : IDcpExecutor, IAsyncDisposable
{
    private readonly DcpOptions _options = DcpOptions.Read(configuration);
    private readonly ConnectionStringEvents _connectionStrings = new();
    private PreparedModel _prepared = new([], []);
    private Running? _running;
    private int _stopped;

    /// <summary>What exists once DCP answers.</summary>
    private sealed record Running(DcpClient Client, IDcpExecutorObserver Observer, ServiceAllocation Services, ConsoleLogs Logs, DcpResourceWatcher Watcher);

    public async Task RunApplicationAsync(IDcpExecutorObserver observer, CancellationToken cancellationToken)
    {
        // DCP is on its way up by now; the model is prepared meanwhile.
        var starting = host.StartAsync(cancellationToken);
        _prepared = PreparedModel.Create(model.Resources, _options, PortProbe.IsFree);
        await observer.OnResourcesPreparedAsync(cancellationToken);
        var client = await starting;

        var logs = new ConsoleLogs(client, resourceLoggers, time, logger);
        var running = _running = new Running(client, observer, new ServiceAllocation(client, resourceLoggers, time, logger), logs, new DcpResourceWatcher(client, _prepared, logs, observer, time, logger));
        running.Logs.Start();
        running.Watcher.Start();

        await running.Services.AllocateAsync(_prepared.Services, cancellationToken);
        var resources = _prepared.Instances.GroupBy(instance => instance.ModelResource).ToArray();
        // All of them before any of the events: a callback may ask for the address of another resource.
        foreach (var resource in resources.Where(resource => HasAddresses(resource.Key)))
        {
            await observer.OnEndpointsAllocatedAsync(resource.Key, cancellationToken);
        }

        await Task.WhenAll(resources.Select(resource => StartAllAsync(running, resource.Key, [.. resource], cancellationToken)));
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _stopped, 1) == 1)
        {
            return;
        }

        try
        {
            if (_running is { } running)
            {
                await running.Watcher.DisposeAsync();
                await running.Logs.DisposeAsync();
            }
        }
        finally
        {
            // Whatever became of those who only look on: the processes have to end.
            await host.StopAsync(_options.WaitForResourceCleanup, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync() => await StopAsync(CancellationToken.None);

    private static bool HasAddresses(IResource resource) =>
        resource.Annotations.OfType<EndpointAnnotation>().All(endpoint => endpoint.AllocatedEndpointSnapshot.IsValueSet);

    /// <summary>The first start of a resource with all its instances. What goes wrong concerns this resource only.</summary>
    private async Task StartAllAsync(Running running, IResource resource, ResourceInstance[] instances, CancellationToken cancellationToken)
    {
        var type = instances[0].ResourceType;
        foreach (var instance in instances)
        {
            await instance.Gate.WaitAsync(cancellationToken);
        }

        try
        {
            var isStarted = !instances.Any(instance => instance.StartsExplicitly);
            foreach (var instance in instances)
            {
                await PublishAsync(running, instance, new ResourceStatus(null, null, null), running.Watcher.Describe(instance, factory.CreateIdle(instance)), cancellationToken);
                if (!isStarted)
                {
                    await PublishAsync(running, instance, new ResourceStatus(KnownResourceStates.NotStarted, null, null), snapshot => snapshot with { State = KnownResourceStates.NotStarted }, cancellationToken);
                }
            }

            if (isStarted)
            {
                await _connectionStrings.PublishAsync(running.Observer, resource, cancellationToken);
                await running.Observer.OnResourceStartingAsync(type, resource, instances is [var only] ? only.DcpResourceName : null, cancellationToken);
                foreach (var instance in instances)
                {
                    await CreateAsync(running, instance, cancellationToken);
                }
            }
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            Log.StartFailed(resourceLoggers.GetLogger(resource), e, resource.Name);
            await running.Observer.OnResourceFailedToStartAsync(type, resource, dcpResourceName: null, errorMessage: null, cancellationToken);
        }
        finally
        {
            foreach (var instance in instances)
            {
                instance.MarkInitialized();
                instance.Gate.Release();
            }
        }
    }

    private static Task PublishAsync(Running running, ResourceInstance instance, ResourceStatus status, Func<CustomResourceSnapshot, CustomResourceSnapshot> update, CancellationToken cancellationToken) =>
        running.Observer.OnResourceChangedAsync(instance.ResourceType, instance.ModelResource, instance.DcpResourceName, status, update, cancellationToken);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Failed to create resource {ResourceName}")]
        public static partial void StartFailed(ILogger logger, Exception exception, string resourceName);
    }
}
