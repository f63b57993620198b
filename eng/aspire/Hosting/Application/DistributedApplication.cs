using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Lifecycle;
using Aspire.Hosting.Pipelines;
using Aspire.Hosting.Publishing;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting;

/// <summary>A built distributed application.</summary>
public partial class DistributedApplication : IHost, IAsyncDisposable
{
    private readonly IHost _host;
    private IHostApplicationLifetime? _started;

    /// <summary>An application on a host.</summary>
    public DistributedApplication(IHost host)
    {
        _host = host ?? throw new ArgumentNullException(nameof(host));
        ResourceNotifications = host.Services.GetRequiredService<ResourceNotificationService>();
    }

    /// <summary>The services of the application.</summary>
    public IServiceProvider Services => _host.Services;

    /// <summary>The states of the resources.</summary>
    public ResourceNotificationService ResourceNotifications { get; }

    /// <summary>The commands of the resources.</summary>
    public ResourceCommandService ResourceCommands => Services.GetRequiredService<ResourceCommandService>();

    /// <summary>A builder without a command line.</summary>
    public static IDistributedApplicationBuilder CreateBuilder() => CreateBuilder([]);

    /// <summary>A builder that reads the command line.</summary>
    public static IDistributedApplicationBuilder CreateBuilder(string[] args) => new DistributedApplicationBuilder(args);

    /// <summary>A builder with options.</summary>
    public static IDistributedApplicationBuilder CreateBuilder(DistributedApplicationOptions options) => new DistributedApplicationBuilder(options);

    /// <summary>Starts the application and returns when it has ended.</summary>
    /// <remarks>An error of the model or the machine ends the process with its message and exit code 1, not with a stack trace; a test gets the exception.</remarks>
    public void Run()
    {
        try
        {
            RunAsync().GetAwaiter().GetResult();
        }
        catch (Exception e) when (IsPublishing)
        {
            // As in Aspire: the stack trace on the console, which the CLI shows.
            throw new AggregateException(e);
        }
        catch (Exception e) when (e is DistributedApplicationException or OptionsValidationException or IOException && _host is not ObservedHost)
        {
            Log.Failed(Services.GetRequiredService<ILogger<DistributedApplication>>(), e.Message);
            Environment.ExitCode = 1;
            Dispose();
        }
    }

    /// <summary>Starts the application and completes when it has ended.</summary>
    public virtual async Task RunAsync(CancellationToken cancellationToken = default)
    {
        var stopping = Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        try
        {
            await StartAsync(cancellationToken).ConfigureAwait(false);
            await _host.WaitForShutdownAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Stopped while it was still starting.
            await StopWhenRunningAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Starts the application.</summary>
    public virtual async Task StartAsync(CancellationToken cancellationToken = default)
    {
        await BeforeStartAsync(cancellationToken).ConfigureAwait(false);

        // The host does it too, but a host that failed there cannot be stopped.
        Services.GetService<IStartupValidator>()?.Validate();
        _started = Services.GetRequiredService<IHostApplicationLifetime>();
        await _host.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Stops the application.</summary>
    public virtual Task StopAsync(CancellationToken cancellationToken = default) => _host.StopAsync(cancellationToken);

    /// <summary>Stops the application if it still runs and releases it.</summary>
    public virtual void Dispose()
    {
        // The interface wants both; off the caller's context nothing can wait for it in turn.
        Task.Run(() => DisposeAsync().AsTask()).GetAwaiter().GetResult();
        GC.SuppressFinalize(this);
    }

    /// <summary>Stops the application if it still runs and releases it.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        try
        {
            await StopWhenRunningAsync().ConfigureAwait(false);
        }
        finally
        {
            await ((IAsyncDisposable)_host).DisposeAsync().ConfigureAwait(false);
        }
    }

    Task IHost.StartAsync(CancellationToken cancellationToken) => StartAsync(cancellationToken);

    Task IHost.StopAsync(CancellationToken cancellationToken) => StopAsync(cancellationToken);

    /// <summary>The model is final when this has run.</summary>
    internal async Task BeforeStartAsync(CancellationToken cancellationToken)
    {
        var eventing = Services.GetRequiredService<IDistributedApplicationEventing>();
        var context = Services.GetRequiredService<DistributedApplicationExecutionContext>();
        foreach (var subscriber in Services.GetServices<IDistributedApplicationEventingSubscriber>())
        {
            await subscriber.SubscribeAsync(eventing, context, cancellationToken).ConfigureAwait(false);
        }

#pragma warning disable CS0618 // The warning is for those who still use it.
        if (eventing is DistributedApplicationEventing own && own.HasSubscriptions<AfterEndpointsAllocatedEvent>())
        {
            Log.Obsolete(Services.GetRequiredService<ILogger<DistributedApplication>>(), nameof(AfterEndpointsAllocatedEvent), nameof(ResourceEndpointsAllocatedEvent));
        }
#pragma warning restore CS0618

        var model = Services.GetRequiredService<DistributedApplicationModel>();
        await eventing.PublishAsync(new BeforeStartEvent(Services, model), cancellationToken).ConfigureAwait(false);

        ComputeEnvironments.AssignOnlyOne(model);
        var steps = new PipelineContext(model, context, Services, Services.GetRequiredService<ILogger<DistributedApplication>>(), cancellationToken);
        await ((DistributedApplicationPipeline)Services.GetRequiredService<IDistributedApplicationPipeline>()).ExecuteBeforeStartAsync(steps).ConfigureAwait(false);
    }

    private bool IsPublishing => Services.GetRequiredService<DistributedApplicationExecutionContext>().IsPublishMode;

    // Disposing the container does not stop what the host started, and that is processes.
    private async Task StopWhenRunningAsync()
    {
        if (Interlocked.Exchange(ref _started, null) is not { ApplicationStopped.IsCancellationRequested: false })
        {
            return;
        }

        try
        {
            await _host.StopAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // It takes longer than the host's shutdown timeout; DCP ends what is left together with this process.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Critical, "{Reason}")]
        public static partial void Failed(ILogger logger, string reason);

        [LoggerMessage(2, LogLevel.Warning, "{EventName} is obsolete and is never raised. Use {Instead} to learn of each resource's endpoints.")]
        public static partial void Obsolete(ILogger logger, string eventName, string instead);
    }
}
