using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dcp;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Lifecycle;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Dashboard;

/// <summary>Adds the dashboard to the model in run mode, first, so that it starts as early as can be.</summary>
internal sealed class DashboardResource(
    DashboardOptions options,
    ICliBundleSource bundle,
    DashboardPorts ports,
    DashboardAnnouncement announcement,
    DashboardLogs logs,
    ResourceNotificationService notifications,
    IHostApplicationLifetime lifetime) : IDistributedApplicationEventingSubscriber, IAsyncDisposable
{
    private readonly CancellationTokenSource _ending = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping);
    private Task _watch = Task.CompletedTask;

    public Task SubscribeAsync(IDistributedApplicationEventing eventing, DistributedApplicationExecutionContext executionContext, CancellationToken cancellationToken)
    {
        if (executionContext.IsRunMode)
        {
            eventing.Subscribe<BeforeStartEvent>((started, token) => AddAsync(started, eventing, token));
        }

        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        // An application whose start fails before its host has started never comes to stop.
        await _ending.CancelAsync();
        await _watch;
        _ending.Dispose();
    }

    private async Task AddAsync(BeforeStartEvent started, IDistributedApplicationEventing eventing, CancellationToken cancellationToken)
    {
        if (DashboardTransport.FindProblem(options) is { } problem)
        {
            throw new DistributedApplicationException(problem);
        }

        if (!options.RandomizePorts)
        {
            await ports.WaitUntilFreeAsync(cancellationToken);
        }

        var resources = started.Model.Resources;
        var dashboard = resources.FirstOrDefault(resource => string.Equals(resource.Name, DashboardUrls.ResourceName, StringComparisons.ResourceName));
        if (dashboard is not null)
        {
            // An AppHost may bring a dashboard of its own, to work on it.
            resources.Remove(dashboard);
        }
        else
        {
            var path = Path.GetFullPath((await bundle.GetAsync(cancellationToken)).DashboardPath);
            dashboard = new ExecutableResource(DashboardUrls.ResourceName, path, Path.GetDirectoryName(path) ?? "");
            dashboard.Annotations.Add(new CommandLineArgsCallbackAnnotation(arguments => arguments.Insert(0, "dashboard")));
        }

        Configure(dashboard, started.Services);
        resources.Insert(0, dashboard);
        eventing.Subscribe<ResourceReadyEvent>(dashboard, (ready, token) => announcement.ReadyAsync((IResourceWithEndpoints)ready.Resource, options.BrowserToken is not null, token));
        _watch = WatchAsync(_ending.Token);
    }

    private void Configure(IResource dashboard, IServiceProvider services)
    {
        // Nobody should stop the dashboard from within.
        dashboard.Annotations.Add(new ExcludeLifecycleCommandsAnnotation());
        dashboard.Annotations.Add(new ResourceIconAnnotation("ContentView"));
        DashboardEndpoints.AddTo(dashboard, options);
        dashboard.Annotations.Add(new ResourceSnapshotAnnotation(new CustomResourceSnapshot { ResourceType = KnownResourceTypes.Executable, Properties = [] }));
        if (!options.ShowDashboardResource)
        {
            dashboard.Annotations.Add(new HiddenAnnotation(HiddenBehavior.Always));
        }

        dashboard.Annotations.Add(new EnvironmentCallbackAnnotation(context => services.GetRequiredService<DashboardEnvironment>().SetAsync(context)));
    }

    private async Task WatchAsync(CancellationToken stopping)
    {
        var forwarded = new Dictionary<string, Task>(StringComparers.ResourceName);
        try
        {
            await foreach (var change in notifications.WatchAsync(stopping))
            {
                if (!string.Equals(change.Resource.Name, DashboardUrls.ResourceName, StringComparisons.ResourceName))
                {
                    continue;
                }

                if (!forwarded.ContainsKey(change.ResourceId))
                {
                    forwarded[change.ResourceId] = logs.ForwardAsync(change.ResourceId, stopping);
                }

                if (KnownResourceStates.TerminalStates.Contains(change.Snapshot.State?.Text, StringComparers.ResourceState))
                {
                    announcement.Ended(change.Snapshot);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The AppHost stops.
        }

        await Task.WhenAll(forwarded.Values);
    }
}
