using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard;
using Aspire.Hosting.Dcp;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aspire.Hosting.Tests.Dashboard.Process;

public sealed class DashboardResourceTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_application_that_never_came_to_run_can_be_disposed_of()
    {
        using var state = new TestState();
        using var loggers = new ResourceLoggerService();
        await using var services = new ServiceCollection().BuildServiceProvider();
        var options = new DashboardOptions { AllowUnsecuredTransport = true, RandomizePorts = true };
        var model = new DistributedApplicationModel(new ResourceCollection());
        var eventing = new DistributedApplicationEventing();
        var dashboard = new DashboardResource(
            options,
            new NoBundle(),
            new DashboardPorts(options, TimeProvider.System, NullLogger<DistributedApplication>.Instance),
            new DashboardAnnouncement(new DashboardUrls(options, model, state.Notifications), NullLogger<DistributedApplication>.Instance),
            new DashboardLogs(loggers, NullLoggerFactory.Instance),
            state.Notifications,
            state.Lifetime);
        await dashboard.SubscribeAsync(eventing, new DistributedApplicationExecutionContext(DistributedApplicationOperation.Run), Cancellation);
        await eventing.PublishAsync(new BeforeStartEvent(services, model), Cancellation);

        // The host was never started, so nobody has told it to stop.
        await dashboard.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30), Cancellation);

        Assert.Equal("aspire-dashboard", Assert.Single(model.Resources).Name);
    }

    private sealed class NoBundle : ICliBundleSource
    {
        public Task<CliBundle> GetAsync(CancellationToken cancellationToken) => Task.FromResult(CliBundle.At("bundle", "a test"));
    }
}
