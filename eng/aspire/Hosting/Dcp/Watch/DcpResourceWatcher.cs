using System.Collections.Frozen;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Dcp;

/// <summary>Carries what DCP says of its processes to the orchestrator, in order for each instance and without one instance holding up another.</summary>
internal sealed partial class DcpResourceWatcher(DcpClient client, PreparedModel model, ConsoleLogs logs, IDcpExecutorObserver observer, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    /// <summary>Not DCP's: the process is the same, something around it has changed.</summary>
    private const string Refresh = "REFRESH";

    private readonly FrozenDictionary<string, ResourceInstance> _instances = model.Instances.ToFrozenDictionary(instance => instance.DcpResourceName, StringComparer.Ordinal);
    private readonly EndpointActivity _endpoints = new(model.Services);
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    public void Start() => _running = Task.WhenAll(
    [
        new DcpWatch<ExecutableObject>(client, time, logger).RunAsync(OnExecutable, _stop.Token),
        new DcpWatch<EndpointObject>(client, time, logger).RunAsync(OnEndpoint, _stop.Token),
        .. model.Instances.Select(instance => PumpAsync(instance, _stop.Token)),
    ]);

    /// <summary>The snapshot of an instance that DCP does not know yet.</summary>
    public Func<CustomResourceSnapshot, CustomResourceSnapshot> Describe(ResourceInstance instance, ExecutableObject executable) =>
        previous => ExecutableSnapshot.Build(instance, executable, _endpoints.Urls(instance, executable.Status?.State), previous);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private Task OnExecutable(DcpWatchEvent<ExecutableObject> change)
    {
        if (_instances.TryGetValue(change.Object!.Metadata.Name, out var instance))
        {
            instance.Changes.Writer.TryWrite(change);
        }

        return Task.CompletedTask;
    }

    private Task OnEndpoint(DcpWatchEvent<EndpointObject> change)
    {
        foreach (var name in _endpoints.Observe(change))
        {
            if (_instances.TryGetValue(name, out var instance))
            {
                instance.Changes.Writer.TryWrite(new DcpWatchEvent<ExecutableObject> { Type = Refresh });
            }
        }

        return Task.CompletedTask;
    }

    private async Task PumpAsync(ResourceInstance instance, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var change in instance.Changes.Reader.ReadAllAsync(cancellationToken))
            {
                await ApplyAsync(instance, change, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The application stops.
        }
    }

    private async Task ApplyAsync(ResourceInstance instance, DcpWatchEvent<ExecutableObject> change, CancellationToken cancellationToken)
    {
        if (change.Type is DcpWatchEvent<ExecutableObject>.Deleted)
        {
            instance.Observed = null;
            logs.Forget(instance.DcpResourceName);
            instance.Deletion?.TrySetResult();
            return;
        }

        if ((change.Object ?? instance.Observed) is not { } executable)
        {
            return;
        }

        if (instance.Observed is { } last)
        {
            if (last.Metadata.Uid != executable.Metadata.Uid)
            {
                logs.Forget(instance.DcpResourceName);
            }
            else if (last.Status?.State is ExecutableState.Stopping && executable.Status?.State is ExecutableState.Running)
            {
                // DCP's store is not transactional: what is written at the same time brings an older state back for a moment.
                return;
            }
        }

        instance.Observed = executable;
        var status = executable.Status;
        try
        {
            if (ExecutableState.IsOver(status?.State))
            {
                // Whoever waits for the end usually looks at the output next.
                await logs.FlushAsync(instance.DcpResourceName, cancellationToken);
            }

            await observer.OnResourceChangedAsync(
                instance.ResourceType,
                instance.ModelResource,
                instance.DcpResourceName,
                new ResourceStatus(ExecutableSnapshot.State(status?.State), status?.StartupTimestamp?.ToUniversalTime(), status?.FinishTimestamp?.ToUniversalTime()),
                Describe(instance, executable),
                cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // One subscriber that throws, a time-out of its own among the reasons, must not end the reports of this instance.
            Log.PublishFailed(logger, e, instance.DcpResourceName, status?.State);
        }

        if (!string.IsNullOrEmpty(status?.State))
        {
            logs.MarkAvailable(instance.DcpResourceName);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The state {State} of {Instance} could not be published")]
        public static partial void PublishFailed(ILogger logger, Exception exception, string instance, string? state);
    }
}
